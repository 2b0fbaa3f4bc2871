"""Roles: each of them enters its own rooms of the desk; every other address of it is shut."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import NoReverseMatch, URLResolver, reverse

from blogsite import emergency
from tests.comments.factories import make_comment
from tests.newsroom import member
from tests.posts.factories import make_byline, make_label, make_photo, make_post
from tests.tips.factories import make_reader, make_tip

pytestmark = pytest.mark.django_db
# view_on_site leads to what readers see, app_list to the rooms that somebody may enter.
EVERYBODY = {
    "index", "login", "logout", "jsi18n", "password_change", "password_change_done",
    "view_on_site", "app_list", "second_step", "own_sessions",
}  # fmt: skip
WRITING = ("posts_post_", "posts_unsaved", "posts_revision", "posts_photo_", "posts_label_",
           "posts_byline_", "posts_series_", "autocomplete")  # fmt: skip
ROOMS = {
    "Reporter": WRITING,
    "Editor": (*WRITING, "posts_page_", "comments_wordlist_", "emergency_"),
    "Moderator": ("comments_comment_", "comments_decision_", "emergency_freeze"),
    "Tip desk": ("tips_tip_",),
    "Administrator": (*WRITING, "posts_page_", "comments_", "emergency_", "auth_user_", "person"),
    "": (),  # somebody with a login for the desk and no role
}
# What is shut in a room that is open.
SHUT = {
    "Reporter": {f"posts_{name}_delete" for name in ("post", "photo", "label", "byline", "series")}
    | {f"posts_{name}_add" for name in ("label", "byline", "series")},
    "Editor": {"posts_page_delete"},
    "Moderator": {"comments_comment_add", "comments_comment_delete", "comments_decision_add",
                  "comments_decision_delete"},
    "Tip desk": {"tips_tip_offboard"},
    "Administrator": {"posts_page_delete", "comments_comment_add", "comments_comment_delete",
                      "comments_decision_add", "comments_decision_delete", "auth_user_delete"},
    "": set(),
}  # fmt: skip
FIRST = {
    "Reporter": ["posts_post_changelist", "posts_post_add", "posts_photo_pick"],
    "Editor": ["posts_post_change", "posts_page_changelist", "emergency_hide"],
    "Moderator": ["comments_comment_queue", "comments_comment_reported", "emergency_freeze"],
    "Tip desk": ["tips_tip_changelist", "tips_tip_unlock"],
    "Administrator": ["auth_user_changelist", "auth_user_add", "comments_comment_queue"],
    "": ["index"],
}


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def address(name, objects):
    """Return an address of that name, of something that is there; every name has one."""
    own = objects.get("_".join(name.split("_")[:2]), [])
    for arguments in (own, *([1] * n for n in range(4)), ["posts"], [uuid4()], [uuid4(), uuid4()]):
        try:
            return reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.fixture
def objects():
    """Fill every room, and return the keys of what is there by the first words of its addresses."""
    make_reader()
    post = make_post(lead=make_photo((30, 20)), labels=[make_label()], bylines=[make_byline()])
    tip, *_ = make_tip()
    return {
        "posts_post": [post.pk], "posts_unsaved": [post.pk], "posts_photo": [post.lead_id],
        "posts_label": [post.labels.get().pk], "posts_byline": [post.bylines.get().pk],
        "comments_comment": [make_comment(post=post).pk], "tips_tip": [tip.pk],
    }  # fmt: skip


def lets_in(client, where):
    """Tell whether an address answers with a room, or does something."""
    answer = client.get(where, follow=True)
    if answer.status_code == 405:
        answer = client.post(where)
    return answer.status_code not in {403, 404} and answer.request["PATH_INFO"] != "/admin/"


@pytest.mark.parametrize("role", ROOMS)
def test_every_address_of_the_desk_is_shut_to_who_has_no_business_there(client, objects, role):
    user = member(role) if role else User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    every = set(names(admin.site.urls[0])) - EVERYBODY
    assert {f"emergency_{tool.name}" for tool in emergency.TOOLS} < every
    inside = {name for name in every if name.startswith(ROOMS[role])} - SHUT[role]
    shut = {name: address(name, objects) for name in every - inside}
    assert len(shut) > 20
    assert {name for name, where in shut.items() if lets_in(client, where)} == set()
    for name in FIRST[role]:
        assert client.get(address(name, objects)).status_code == 200, name


def hired(client, somebody, **fields):
    """Send the form of a login with these fields set, and return it as the database has it."""
    where = reverse("admin:auth_user_change", args=[somebody.pk])
    group = Group.objects.get(name="Reporter").pk
    names = {"username": somebody.username, "is_active": "on", "is_staff": "on", "groups": [group]}
    joined = {"date_joined_0": "2026-11-01", "date_joined_1": "12:00:00"}
    client.post(where, names | joined | fields)
    return User.objects.get(pk=somebody.pk)


def test_an_administrator_hires_but_makes_nobody_a_superuser(client):
    ines, ada = member("Administrator"), member("Moderator")
    client.force_login(ines)
    right = Permission.objects.get(codename="delete_user").pk
    for somebody in (ada, ines):
        found = hired(client, somebody, is_superuser="on", user_permissions=[right])
        assert (found.is_superuser, found.user_permissions.count()) == (False, 0)
    assert ada.groups.get().name == "Reporter"


def test_an_administrator_touches_no_superuser(client):
    client.force_login(member("Administrator"))
    chief = member(is_superuser=True)
    assert hired(client, chief, first_name="Other").first_name == ""
    where = reverse("admin:auth_user_password_change", args=[chief.pk])
    assert client.get(where).status_code == 403
