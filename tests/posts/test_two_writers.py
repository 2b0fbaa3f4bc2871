"""Two people at one post: each learns of the other, and writes over nothing that was not seen."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from posts.history import Editing, Revision
from posts.models import Post
from posts.stories import Correction
from tests.newsroom import member
from tests.posts.factories import make_byline, make_post
from tests.posts.test_owners import LIST, form, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return make_post(owner=member("Reporter", "rae"), headline="River", body="<p>The rope.</p>")


@pytest.fixture
def rae(client, post):
    """Rae's window."""
    client.force_login(post.owner)
    return client


@pytest.fixture
def eva():
    """Eva's window; she is an editor."""
    window = Client()
    window.force_login(member("Editor", "eva"))
    return window


def change(post):
    return f"{LIST}{post.pk}/change/"


def open_form(window, post):
    """Return what the form of a post carries beside the post."""
    text = window.get(change(post)).content.decode()
    return {"opened": re.search(r'name="opened" value="(\w+)"', text)[1], "slug": post.slug}


def test_who_opens_a_post_that_another_has_open_is_told(rae, eva, post):
    for _turn in range(2):  # nobody is told of themselves
        assert "open too" not in rae.get(change(post)).content.decode()
    assert "rae has this post open too (last seen: " in eva.get(change(post)).content.decode()


@pytest.mark.parametrize(("minutes", "told"), [(1, True), (3, False)])
def test_somebody_who_was_not_seen_for_two_minutes_is_gone(rae, eva, post, minutes, told):
    rae.get(change(post))
    Editing.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))
    assert ("open too" in eva.get(change(post)).content.decode()) is told


def test_the_beat_of_an_open_form_renews_the_mark(rae, eva, post):
    rae.get(change(post))
    Editing.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    rae.post(f"{LIST}{post.pk}/unsaved/")
    assert "open too" in eva.get(change(post)).content.decode()


def test_who_has_saved_is_gone(rae, eva, post):
    rae.post(change(post), form() | open_form(rae, post))
    assert "open too" not in eva.get(change(post)).content.decode()


def test_saving_over_what_another_saved_is_refused_with_everything_typed(rae, eva, post):
    mine, theirs = open_form(rae, post), open_form(eva, post)
    eva.post(change(post), form(body="<p>The new rope.</p>") | theirs)
    answer = rae.post(change(post), form(body="<p>The old rope.</p>", headline="Flood") | mine)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "changed after you opened it. Nothing is saved." in text
    assert "eva" in text
    assert 'value="Flood"' in text
    assert "The old rope." in text
    told = re.sub(r"<[^>]+>", "", text.split('id="conflict"')[1])
    assert "The [taken out: new] [put in: old] rope." in re.sub(r"\s+", " ", told)
    assert Post.objects.get().body == "<p>The new rope.</p>"


def test_mine_is_saved_over_it_once_that_is_ticked_and_the_other_stays(rae, eva, post):
    mine, theirs = open_form(rae, post), open_form(eva, post)
    eva.post(change(post), form(body="<p>Hers</p>") | theirs)
    refused = rae.post(change(post), form(body="<p>His</p>") | mine)
    over = refused.context["adminform"].form.conflict.version
    typed = form(body="<p>His</p>") | mine | {"over": over}
    assert rae.post(change(post), typed).status_code == 302
    assert [revision.body for revision in Revision.objects.all()][:2] == [
        "<p>His</p>",
        "<p>Hers</p>",
    ]
    assert Post.objects.get().body == "<p>His</p>"
    assert "opened" not in LogEntry.objects.first().change_message


def test_a_third_version_is_not_written_over_by_a_tick_for_the_second(rae, eva, post):
    mine, theirs = open_form(rae, post), open_form(eva, post)
    eva.post(change(post), form(body="<p>Second</p>") | theirs)
    refused = rae.post(change(post), form(body="<p>Mine</p>") | mine)
    over = refused.context["adminform"].form.conflict.version
    eva.post(change(post), form(body="<p>Third</p>") | open_form(eva, post))
    answer = rae.post(change(post), form(body="<p>Mine</p>") | mine | {"over": over})
    assert answer.status_code == 200
    assert Post.objects.get().body == "<p>Third</p>"


def test_a_byline_that_went_meanwhile_does_not_come_back_unseen(rae, eva, post):
    byline = make_byline("Ana Ruiz")
    post.bylines.add(byline)
    mine = open_form(rae, post)
    post.bylines.clear()
    answer = rae.post(change(post), form(bylines=[byline.pk]) | mine)
    assert answer.status_code == 200
    assert not post.bylines.exists()


def test_rows_beside_a_refused_text_are_not_saved_either(rae, eva, post):
    mine = open_form(rae, post)
    eva.post(change(post), form() | open_form(eva, post))
    rae.post(change(post), form() | mine | rows("corrections", text="It was May."))
    assert not Correction.objects.exists()


def test_what_was_typed_over_an_older_version_is_refused_after_it_is_continued(rae, eva, post):
    mine = open_form(rae, post)
    rae.post(f"{LIST}{post.pk}/unsaved/", form(headline="Typed") | mine)
    eva.post(change(post), form(headline="Hers") | open_form(eva, post))
    text = rae.get(f"{change(post)}?continue=1").content.decode()
    opened = re.search(r'name="opened" value="(\w+)"', text)[1]
    assert opened == mine["opened"]
    assert rae.post(change(post), form(headline="Typed", opened=opened)).status_code == 200
    assert Post.objects.get().headline == "Hers"


def test_one_writer_saves_again_and_again(rae, post):
    for number in range(3):
        typed = form(headline=f"Part {number}") | open_form(rae, post)
        assert rae.post(change(post), typed | {"_continue": "1"}).status_code == 302
    assert Post.objects.get().headline == "Part 2"


def test_who_may_only_look_leaves_no_mark(post):
    window, user = Client(), member("Reporter", "lou")
    user.groups.clear()
    user.user_permissions.add(*_rights("view_post", "edit_any_post"))
    window.force_login(user)
    text = window.get(change(post)).content.decode()
    assert "River" in text
    assert 'name="opened"' not in text
    assert not Editing.objects.exists()


def _rights(*codes):
    return Permission.objects.filter(codename__in=codes)


def test_the_form_asks_as_much_for_many_as_for_few(rae, post, django_assert_max_num_queries):
    rae.get(change(post))
    for number in range(30):
        post.revisions.create(body="x", rest={}, changed=["body"])
        Editing.objects.create(post=post, user=member("Reporter", f"w{number}"))
    with django_assert_max_num_queries(30):
        rae.get(change(post))
