"""What is typed and not saved is kept for whoever typed it, and touches nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from posts import publishing
from posts.history import Autosave, Editing, Revision
from posts.models import Post
from posts.stories import Correction
from tests.newsroom import member
from tests.posts.factories import make_byline, make_label, make_photo, make_post
from tests.posts.test_owners import LIST, form, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def rae(client):
    """Let Rae, a reporter, in."""
    user = member("Reporter", "rae")
    client.force_login(user)
    return user


def at(post=None, what=""):
    return f"{LIST}{f'{post.pk}/' if post else ''}unsaved/{what}"


def change(post=None):
    return f"{LIST}{post.pk}/change/" if post else f"{LIST}add/"


def fields(answer):
    """Return the values of the form that a page shows, by name."""
    shown = answer.context["adminform"].form
    return {name: shown[name].value() for name in shown.fields}


def test_what_is_typed_is_kept_once_for_each_post_and_touches_nothing(client, rae):
    post = make_post(owner=rae, headline="River")
    before = Post.objects.values().get()
    for words in ("First", "Second"):
        answer = client.post(at(post), form(headline=words))
        assert answer.json()["said"].startswith("Kept at ")
    client.post(at(), form(headline="New"))
    client.post(at(), form(headline="Newer"))
    assert sorted(Autosave.objects.values_list("post", flat=True), key=str) == [post.pk, None]
    assert Post.objects.values().get() == before
    assert not Revision.objects.exists()
    assert not LogEntry.objects.exists()


def test_the_token_of_a_form_is_not_kept(client, rae):
    client.post(at(), form(csrfmiddlewaretoken="secret"))
    assert "secret" not in Autosave.objects.get().typed


def test_a_form_is_filled_with_what_was_typed_before(client, rae):
    label, byline, photo = make_label("Water"), make_byline("Ana"), make_photo((30, 20))
    post = make_post(owner=rae, headline="River", comments_open=True)
    typed = {
        "headline": "Río & puente", "standfirst": "Two\nlines", "body": "<p>Typed</p>",
        "language": "es", "labels": [label.pk], "bylines": [byline.pk], "lead": photo.pk,
        "published_at_0": "2026-05-31", "published_at_1": "nonsense", "unverified": "on",
    }  # fmt: skip
    client.post(at(post), typed)
    notice = client.get(change(post))
    assert "?continue=1" in notice.content.decode()
    assert fields(notice)["headline"] == "River"
    shown = fields(client.get(f"{change(post)}?continue=1"))
    assert shown["headline"] == "Río & puente"
    assert shown["standfirst"] == "Two\nlines"
    assert (shown["body"], shown["language"]) == ("<p>Typed</p>", "es")
    assert (shown["labels"], shown["bylines"]) == ([str(label.pk)], [str(byline.pk)])
    assert shown["lead"] == str(photo.pk)
    assert shown["published_at"] == ["2026-05-31", "nonsense"]
    assert (shown["comments_open"], shown["unverified"]) == (False, True)


def test_rows_beside_the_text_are_filled_too(client, rae):
    post = make_post(owner=rae)
    client.post(at(post), form() | rows("corrections", text="It was Tuesday."))
    assert "It was Tuesday." in client.get(f"{change(post)}?continue=1").content.decode()
    assert not Correction.objects.exists()


def test_a_new_post_is_continued_and_saved(client, rae):
    client.post(at(), form(headline="Begun"))
    shown = fields(client.get(f"{change()}?continue=1"))
    assert shown["headline"] == "Begun"
    client.post(f"{change()}?continue=1", form(headline=shown["headline"]))
    assert Post.objects.get().headline == "Begun"
    assert not Autosave.objects.exists()


def test_a_save_forgets_what_was_kept_of_that_post_alone(client, rae):
    post, other = make_post(owner=rae), make_post(owner=rae)
    for path in (at(post), at(other), at()):
        client.post(path, form())
    client.post(change(post), form())
    assert set(Autosave.objects.values_list("post", flat=True)) == {other.pk, None}


def test_a_save_that_is_refused_forgets_nothing(client, rae):
    post = make_post(owner=rae)
    client.post(at(post), form())
    assert client.post(change(post), form(headline="")).status_code == 200
    assert Autosave.objects.exists()


def test_what_was_kept_is_discarded_by_a_form_alone(client, rae):
    post = make_post(owner=rae)
    for where in (post, None):
        client.post(at(where), form())
        assert client.get(at(where, "discarded/")).status_code == 405
        answer = client.post(at(where, "discarded/"), follow=True)
        assert "discarded" in answer.content.decode()
        assert "?continue=1" not in answer.content.decode()
    assert not Autosave.objects.exists()


def test_more_than_the_limit_is_refused_with_a_message(client, rae):
    answer = client.post(at(), form(body="x" * settings.AUTOSAVE_BYTES))
    assert answer.status_code == 413
    assert "more than 1024 KB" in answer.json()["said"]
    assert not Autosave.objects.exists()


def test_nobody_is_offered_what_another_typed(client, rae):
    eva = member("Editor", "eva")
    post = make_post(owner=rae)
    client.post(at(post), form(headline="Only Rae knows"))
    client.force_login(eva)
    for path in (change(post), f"{change(post)}?continue=1"):
        text = client.get(path).content.decode()
        assert "Only Rae knows" not in text
        assert "Discard" not in text


def test_nothing_is_kept_for_a_post_that_is_not_yours(client, rae):
    post = make_post()
    assert client.post(at(post), form()).status_code == 404
    assert client.post(at(post, "discarded/")).status_code == 404
    client.force_login(member("Moderator", "mo"))
    assert client.post(at(), form()).status_code == 403
    assert not Autosave.objects.exists()


def test_a_session_that_ended_is_answered_with_the_login(client, rae):
    client.logout()
    answer = client.post(at(), form())
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


def test_an_open_form_gets_the_token_of_a_new_session(rae):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(rae)
    assert careful.post(at(), form()).status_code == 403
    token = careful.get(at()).json()["token"]
    assert careful.post(at(), form(), headers={"X-CSRFToken": token}).status_code == 200


def test_a_photo_that_moves_is_found_by_what_is_typed(client, rae):
    photo = make_photo((30, 20))
    client.post(at(), form(body=f'<figure><img src="{photo.large}"></figure>'))
    publishing.move_photo(photo)
    assert photo.token in Autosave.objects.get().typed


def test_unsaved_texts_are_forgotten_after_thirty_days(rae):
    post, now = make_post(), timezone.now()
    Autosave.objects.create(user=rae, post=post, typed="a", kept_at=now - timedelta(days=31))
    Autosave.objects.create(user=rae, post=None, typed="b", kept_at=now - timedelta(days=29))
    Editing.objects.create(user=rae, post=post, seen_at=now - timedelta(hours=1))
    out = StringIO()
    call_command("purge_unsaved", stdout=out)
    assert out.getvalue() == "1 unsaved texts were forgotten.\n"
    assert [kept.typed for kept in Autosave.objects.all()] == ["b"]
    assert not Editing.objects.exists()


def test_they_go_with_their_post_and_their_person(client, rae):
    post = make_post(owner=rae)
    client.post(at(post), form())
    client.post(at(), form())
    Post.objects.get().delete()
    assert Autosave.objects.get().post is None
    rae.delete()
    assert not Autosave.objects.exists()


def test_keeping_asks_little(client, rae, django_assert_max_num_queries):
    post = make_post(owner=rae)
    client.post(at(post), form())
    with django_assert_max_num_queries(16):
        client.post(at(post), form(headline="Again"))
