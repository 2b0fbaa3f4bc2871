"""Secret links to posts that are not out yet: they show, tell nothing on, and end."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from blogsite import pages, privacy
from blogsite.survival import tables
from posts import preview, publishing
from posts.models import PreviewLink
from tests.posts.factories import make_post
from tests.posts.test_preview import let_in, room

pytestmark = pytest.mark.django_db
NOWHERE = f"/preview/{'0' * 32}/"


@pytest.fixture
def editor(client):
    return let_in(client, "Editor")


@pytest.fixture
def draft():
    return make_post(headline="The ferry stops", published_at=None)


def made(client, post, days="1"):
    """Make a link as a reporter does; return its path."""
    text = client.post(room(post, "links/"), {"days": days}).content.decode()
    return re.search(rf"{re.escape(settings.SITE_URL)}(/preview/[0-9a-f]{{32}}/)", text)[1]


def same(answers):
    """Tell whether answers are alike to the byte, headers too."""
    return len({(a.status_code, a.content, tuple(sorted(a.items()))) for a in answers}) == 1


def test_a_link_shows_the_stored_text_without_a_login(editor, client, draft):
    path = made(editor, draft)
    client.logout()
    client.cookies.clear()
    response = client.get(path)
    assert "The ferry stops" in response.content.decode()
    draft.headline = "The ferry sinks"
    publishing.put(draft)
    assert "The ferry sinks" in client.get(path).content.decode()
    assert not client.cookies


def test_a_link_tells_nothing_on_and_is_kept_nowhere(editor, draft):
    response = editor.get(made(editor, draft))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"] == privacy.PUBLIC_CSP
    assert "ETag" not in response
    assert not [path for path in pages.folder().rglob("*") if path.is_file()]


def test_the_address_is_told_once_and_its_token_is_not_in_the_database(editor, draft):
    token = made(editor, draft).split("/")[2]
    assert token not in editor.get(room(draft, "links/")).content.decode()
    link = PreviewLink.objects.get()
    assert token not in str(list(PreviewLink.objects.values()))
    assert link.digest == preview._digest(token)
    assert {field.name for field in PreviewLink._meta.fields} == {
        "id", "post", "digest", "made_on", "expires_at",
    }  # fmt: skip


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_link_lives_as_long_as_was_chosen(editor, draft, days):
    path = made(editor, draft, str(days))
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=-1), tick=False):
        assert editor.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1), tick=False):
        assert editor.get(path).status_code == 404


@pytest.mark.parametrize("days", ["", "2", "365", "x"])
def test_no_other_life_can_be_chosen(editor, draft, days):
    assert editor.post(room(draft, "links/"), {"days": days}).status_code == 422
    assert not PreviewLink.objects.exists()


def test_what_leads_nowhere_is_one_and_the_same_answer(editor, client, draft):
    others = [make_post(published_at=None) for _each in range(4)]
    ended, expired, deleted, withdrawn = (made(editor, post) for post in others)
    editor.post(room(others[0], f"links/{PreviewLink.objects.get(post=others[0]).pk}/end/"))
    PreviewLink.objects.filter(post=others[1]).update(expires_at=timezone.now())
    publishing.remove(others[2])
    publishing.withdraw(others[3])
    client.logout()
    answers = [client.get(path) for path in (NOWHERE, ended, expired, deleted, withdrawn)]
    assert answers[0].status_code == 404
    assert same(answers)


def test_once_a_post_is_live_its_link_leads_to_it(editor, draft):
    path = made(editor, draft)
    draft.published_at = timezone.now() - timedelta(minutes=1)
    publishing.put(draft)
    response = editor.get(path)
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    assert response["Cache-Control"] == "no-store"


def test_links_are_listed_and_ended(editor, draft):
    first, second = made(editor, draft), made(editor, draft, "7")
    assert editor.get(room(draft, "links/")).content.decode().count(">End<") == 2
    link = draft.preview_links.open()[0]
    assert editor.get(room(draft, f"links/{link.pk}/end/")).status_code == 405
    response = editor.post(room(draft, f"links/{link.pk}/end/"), follow=True)
    assert response.content.decode().count(">End<") == 1
    assert [editor.get(path).status_code for path in (first, second)] == [404, 200]


def test_a_link_is_ended_from_its_own_post_only(editor, draft):
    path = made(editor, draft)
    other = make_post(published_at=None)
    editor.post(room(other, f"links/{PreviewLink.objects.get().pk}/end/"))
    assert editor.get(path).status_code == 200


def test_expired_links_are_purged(editor, draft, capsys):
    made(editor, draft)
    kept = made(editor, draft, "7")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("purge_previews")
        assert editor.get(kept).status_code == 200
    assert capsys.readouterr().out == "1 expired preview links were deleted.\n"
    assert PreviewLink.objects.count() == 1


def test_a_link_is_in_no_map_feed_backup_or_file_for_robots(editor, draft):
    token = made(editor, draft).split("/")[2]
    for path in ("/robots.txt", "/sitemap.xml", "/sitemap-posts.xml", "/feed/", "/", "/search?q=a"):
        text = editor.get(path).content.decode()
        assert token not in text
        assert "preview/" not in text
    assert PreviewLink not in tables.models(tips=True)
