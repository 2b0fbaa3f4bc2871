"""Revisions: one for each save that changed something, compared, restored, destroyed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from posts import publishing
from posts.history import Autosave, Revision
from posts.models import Post
from tests.comments.test_redaction import on_disk
from tests.newsroom import member
from tests.posts.factories import make_byline, make_label, make_photo, make_post
from tests.posts.test_owners import LIST, form

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
LIVE = {"published_at_0": "2012-05-31", "published_at_1": "13:00:00"}


@pytest.fixture
def eva(client):
    """Let Eva, an editor, in."""
    user = member("Editor", "eva")
    client.force_login(user)
    return user


def save(client, post=None, **fields):
    """Save the form of a post as a browser does; return the post."""
    path = f"{LIST}{post.pk}/change/" if post else f"{LIST}add/"
    answer = client.post(path, form(**fields))
    assert answer.status_code == 302, answer.context["errors"]
    return Post.objects.get(pk=post.pk) if post else Post.objects.latest("pk")


def told(post):
    """Return who changed what, the newest first."""
    return [
        (revision.by and revision.by.username, revision.changed)
        for revision in Revision.objects.filter(post=post)
    ]


def page(post, revision=None, what=""):
    tail = f"{revision.pk}/{what}" if revision else ""
    return f"{LIST}{post.pk}/revisions/{tail}"


def test_each_save_that_changed_something_leaves_one_revision(client, eva):
    post = save(client)
    save(client, post, headline="Flood", slug="river")
    label = make_label("Water")
    save(client, post, headline="Flood", slug="river", labels=[label.pk])
    save(client, post, headline="Flood", slug="river", labels=[label.pk])
    newest, second, first = told(post)
    assert newest == ("eva", ["labels"])
    assert second == ("eva", ["headline"])
    assert "body" in first[1]


def test_the_first_save_of_an_older_post_keeps_what_was_there(client, eva):
    post = make_post(headline="River", body="<p>Old words</p>", published_at=None)
    save(client, post, body="<p>New words</p>", slug=post.slug)
    newest, oldest = Revision.objects.all()
    assert (oldest.by, oldest.body) == (None, "<p>Old words</p>")
    assert (newest.by, newest.changed) == (eva, ["body"])


def test_what_came_from_elsewhere_since_the_last_save_is_kept_too(client, eva):
    post = save(client)
    post.body = "<p>Imported</p>"
    publishing.put(post)
    save(client, post, body="<p>Mine</p>", slug=post.slug)
    assert [revision.body for revision in Revision.objects.all()] == [
        "<p>Mine</p>", "<p>Imported</p>", "<p>Text</p>",
    ]  # fmt: skip


def test_the_list_says_who_changed_what_when(client, eva):
    post = save(client)
    save(client, post, headline="Flood", slug="river")
    text = client.get(page(post)).content.decode()
    assert "eva" in text
    assert "Headline" in text
    assert "11 characters" in text


def test_a_revision_shows_what_it_changed_and_what_has_changed_since(client, eva):
    post = save(client, body="<p>The rope was cut.</p>")
    save(client, post, body="<p>The rope was old.</p>", slug="river")
    save(client, post, body="<p>The rope was new.</p>", slug="river", headline="Flood")
    text = client.get(page(post, Revision.objects.all()[1])).content.decode()
    made, since = text.split('id="since"')
    assert "cut." in made
    assert "<ins" in made
    assert "old." in made
    assert "[taken out:" in made
    assert "[put in:" in made
    assert "new." in since
    assert "Flood" in since
    assert "cut." not in since


def test_bylines_labels_photos_and_dates_are_told_by_name(client, eva):
    post = save(client)
    photo, byline = make_photo((30, 20), alt="A ferry"), make_byline("Ana Ruiz")
    save(client, post, slug="river", lead=photo.pk, bylines=[byline.pk], **LIVE)
    byline.delete()
    text = client.get(page(post, Revision.objects.first())).content.decode()
    for words in ("A ferry", "(deleted since)", "May 31, 2012", "draft"):
        assert words in text, words
    assert "Ana Ruiz" not in text


def test_restoring_loses_nothing_and_keeps_date_address_and_bylines(client, eva, commit):
    shown, held = make_byline("Staff"), make_byline("Withheld")
    post = make_post(headline="River", body="<p>First</p>", published_at=DAY, bylines=[held])
    fields = {"published_at_0": "2013-01-01", "published_at_1": "10:00:00"}
    save(client, post, body="<p>Second</p>", headline="Flood", bylines=[shown.pk], **fields)
    first, _slug = Revision.objects.last(), Post.objects.update(slug="other")
    address = Post.objects.get().path
    client.get(f"/{address}")
    with commit():
        answer = client.post(page(post, first, "restoration/"))
    assert answer.status_code == 302
    now = Post.objects.get()
    assert (now.headline, now.body, now.path) == ("River", "<p>First</p>", address)
    assert (now.published_at.year, now.slug) == (2013, "other")
    assert list(now.bylines.all()) == [shown]
    assert "First" in client.get(f"/{address}").content.decode()
    assert told(post)[0] == ("eva", ["headline", "body"])
    assert [r.body for r in Revision.objects.all()][1] == "<p>Second</p>"
    assert LogEntry.objects.first().change_message == "Restored a revision."


@pytest.mark.parametrize(("days", "state"), [(None, "draft"), (2, "scheduled")])
def test_what_waits_is_not_published_by_the_date_of_a_revision(client, eva, days, state):
    post = save(client, **LIVE)
    later = days and timezone.now() + timedelta(days=days)
    Post.objects.update(published_at=later, path=None, headline="Flood")
    client.post(page(post, Revision.objects.last(), "restoration/"))
    assert (Post.objects.get().state, Post.objects.get().headline) == (state, "River")


def test_what_a_revision_names_may_be_gone(client, eva):
    label, other, photo = make_label("Water"), make_label("Border"), make_photo((30, 20))
    post = save(client, labels=[label.pk, other.pk], lead=photo.pk)
    save(client, post, headline="Flood", slug="river")
    label.delete()
    publishing.remove_photo(photo)
    client.post(page(post, Revision.objects.last(), "restoration/"))
    now = Post.objects.get()
    assert (now.headline, now.lead, list(now.labels.all())) == ("River", None, [other])


def test_a_photo_that_moves_is_found_by_older_revisions(client, eva):
    photo = make_photo((30, 20))
    post = save(client, body=f'<figure><img src="{photo.large}"></figure>')
    save(client, post, body="<p>Without</p>", slug="river")
    publishing.move_photo(photo)
    client.post(page(post, Revision.objects.last(), "restoration/"))
    assert photo.token in Post.objects.get().body_html


def test_an_editor_destroys_older_revisions_and_no_word_of_them_is_left(client, eva):
    post = save(client, headline="The name is Zacarías", body="<p>Zacarías lives there</p>")
    Autosave.objects.create(post=post, user=member("Reporter"), typed="Zacarías", kept_at=DAY)
    save(client, post, slug="name", headline="The name is withheld")
    assert Revision.objects.count() == 2
    answer = client.post(page(post, Revision.objects.first(), "destruction/"), follow=True)
    assert "1 revision was destroyed." in answer.content.decode()
    assert Revision.objects.count() == 1
    assert LogEntry.objects.first().change_message == "Destroyed older revisions."
    with connection.cursor() as cursor:
        for table in ("posts_revision", "posts_autosave", "django_admin_log"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "Zacarías" not in repr(cursor.fetchall()), table


@pytest.mark.django_db(transaction=True)
def test_destroyed_words_are_not_left_in_the_files_of_the_database(client):
    client.force_login(member("Editor", "eva"))
    secret = "nombre-que-se-olvida-4417"
    post = save(client, headline=secret, body=f"<p>{secret}</p>" * 40)
    save(client, post, headline="Withheld", slug="withheld", body="<p>Withheld</p>")
    client.post(page(post, Revision.objects.first(), "destruction/"))
    assert Revision.objects.count() == 1
    if connection.vendor == "sqlite":  # PostgreSQL's own log keeps them until it is gone
        assert secret.encode() not in on_disk()


def test_a_reporter_reads_and_restores_their_own_and_destroys_nothing(client, eva):
    rae = member("Reporter", "rae")
    post = save(client, owner=rae.pk)
    save(client, post, headline="Flood", slug="river", owner=rae.pk)
    client.force_login(rae)
    newest, oldest = Revision.objects.all()
    assert "Destroy" not in client.get(page(post, newest)).content.decode()
    assert client.post(page(post, newest, "destruction/")).status_code == 403
    assert Revision.objects.count() == 2
    assert client.post(page(post, oldest, "restoration/")).status_code == 302
    assert Post.objects.get().headline == "River"


def test_no_page_of_the_revisions_of_anothers_post_opens(client, eva):
    post = save(client)
    save(client, post, headline="Flood", slug="river")
    client.force_login(member("Reporter", "rae"))
    oldest = Revision.objects.last()
    for path in (page(post), page(post, oldest)):
        assert client.get(path).status_code == 404
    for what in ("restoration/", "destruction/"):
        assert client.post(page(post, oldest, what)).status_code == 404
        assert client.get(page(post, oldest, what)).status_code == 405
    assert Post.objects.get().headline == "Flood"


def test_a_revision_of_another_post_is_not_found(client, eva):
    post, other = save(client), save(client)
    assert client.get(page(post, other.revisions.first())).status_code == 404


def test_revisions_go_with_their_post(client, eva):
    post = save(client)
    client.post(f"{LIST}{post.pk}/delete/", {"post": "yes"})
    assert not Revision.objects.exists()


def test_a_long_history_is_turned_page_by_page(client, eva, django_assert_max_num_queries):
    post = save(client)
    for number in range(60):
        post.revisions.create(by=eva, changed=["body"], body="x" * number, rest={})
    with django_assert_max_num_queries(6):
        first = client.get(page(post))
    assert len(first.context["rows"]) == 50
    second = client.get(f"{page(post)}?before={first.context['older']}")
    assert len(second.context["rows"]) == 11
    assert second.context["older"] is None


def test_looking_at_a_revision_asks_little(client, eva, django_assert_max_num_queries):
    post = save(client, body="<p>A</p>")
    labels = [make_label().pk for _number in range(5)]
    names = [make_byline().pk for _number in range(5)]
    save(client, post, body="<p>B</p>", slug="river", labels=labels, bylines=names, **LIVE)
    with django_assert_max_num_queries(14):
        client.get(page(post, Revision.objects.last()))
