"""The role of a moderator: queue, reports, policy and own record; every other door is shut."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from tests.comments.factories import make_comment, make_moderator, reject
from tests.newsroom import member

pytestmark = pytest.mark.django_db
OPEN = {
    "index", "app_list", "login", "logout", "password_change", "password_change_done", "jsi18n",
    "second_step", "own_sessions",
    "comments_comment_queue", "comments_comment_changelist", "comments_comment_change",
    "comments_comment_sweep", "comments_comment_undo", "comments_comment_habits",
    "comments_comment_redaction", "comments_decision_changelist", "comments_decision_change",
    "comments_comment_history", "comments_decision_history", "comments_comment_reported",
    "comments_comment_settle", "emergency_freeze",
}  # fmt: skip


@pytest.fixture
def mo(db):
    """Somebody in the group of moderators and nothing else."""
    return member("Moderator")


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def address(name):
    for arguments in ([], [1], ["1"], [1, 1], ["comments"], ["comments", 1]):
        try:
            return reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue
    return None


def test_a_moderator_enters_no_room_of_the_admin_but_the_queue(desk):
    every = {name for name in names(admin.site.urls[0]) if address(name)}
    assert len(every) > 60
    entered = set()
    for name in every - OPEN:
        response = desk.get(address(name))
        if response.status_code == 200:
            entered.add(name)
    assert entered == set()


def test_the_front_page_names_only_the_moderators_rooms(desk):
    page = desk.get("/admin/").content.decode()
    assert "Comments to decide" in page
    for other in ("tips/", "posts/post/", "auth/user/", "wordlist"):
        assert f"/admin/{other}" not in page


def test_the_record_of_others_is_not_a_moderators_to_read(desk, mo):
    others = reject(make_comment(body="What ada refused"), make_moderator("ada"))
    own = reject(make_comment(body="What mo refused"), mo)
    page = desk.get(reverse("admin:comments_decision_changelist")).content.decode()
    assert "What mo refused" in page
    assert "What ada refused" not in page
    for decision, status in ((own.decisions.get(), 200), (others.decisions.get(), 302)):
        address = reverse("admin:comments_decision_change", args=[decision.pk])
        assert desk.get(address).status_code == status


def test_the_queue_leads_to_the_policy(desk):
    page = desk.get(reverse("admin:comments_comment_queue")).content.decode()
    assert "/p/comment-policy.html" in page
    assert desk.get("/p/comment-policy.html").status_code == 200
