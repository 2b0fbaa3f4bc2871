"""What a hurried writer does in an odd order at a post's form: refused in words, never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from posts import publishing, unsaved
from posts.history import Revision
from posts.models import Post
from posts.stories import Part, Series, Translation
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
ADD = "/admin/posts/post/add/"
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def form(**fields):
    return {"headline": "River", "body": "<p>Text</p>", "language": "en"} | fields


def at(date, time="12:00:00"):
    return {"published_at_0": date, "published_at_1": time}


def change(post):
    return f"/admin/posts/post/{post.pk}/change/"


def row(prefix, other, **fields):
    given = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0} | fields
    side = prefix.removeprefix("in_")
    return {f"{prefix}-{k}": v for k, v in given.items()} | {f"{prefix}-0-{side}": other.pk}


def pair(**fields):
    english = make_post(headline="River", slug="river", **fields)
    spanish = make_post(headline="Río", slug="rio", language="es", **fields)
    return Translation.objects.create(english=english, spanish=spanish)


@pytest.mark.parametrize("date", ["0001-01-01", "0206-11-29", "1850-01-01", "9999-12-31"])
def test_a_year_that_no_address_can_name_is_refused(desk, date):
    answer = desk.post(ADD, form(**at(date)))
    assert "Choose a year from 1900 to 2099." in answer.content.decode()
    assert not Post.objects.exists()
    assert desk.post(ADD, form(**at("2099-12-31"))).status_code == 302


@pytest.mark.parametrize("headline", [" ", "\u200b", " \u2060\ufeff "])
def test_a_headline_that_nobody_can_see_is_refused(desk, headline):
    answer = desk.post(ADD, form(headline=headline))
    assert "This field is required." in answer.content.decode()
    assert not Post.objects.exists()


def test_a_headline_loses_what_hides_in_it(desk):
    desk.post(ADD, form(headline="\u202eRi\u200bver 🚢 حبر"))
    assert Post.objects.get().headline == "River 🚢 حبر"


@pytest.mark.parametrize(("language", "prefix"), [("en-US", "in_spanish"), ("es-MX", "in_english")])
def test_a_new_post_is_in_the_language_of_the_desk(desk, language, prefix):
    page = desk.get(ADD, headers={"Accept-Language": language}).content.decode()
    assert f'<option value="{language[:2]}" selected>' in page
    assert f'name="{prefix}-TOTAL_FORMS"' in page


def test_a_new_post_is_saved_with_its_translation(desk):
    english = make_post(headline="River")
    sent = form(headline="Río", language="es") | row("in_english", english)
    assert desk.post(ADD, sent).status_code == 302
    assert Translation.objects.get().spanish.headline == "Río"


def test_a_translation_that_does_not_fit_a_new_post_is_refused(desk):
    spanish = make_post(headline="Río", language="es")
    answer = desk.post(ADD, form(language="es") | row("in_spanish", spanish))
    assert "does not fit the language of the post" in answer.content.decode()
    assert not Translation.objects.exists()


@pytest.mark.parametrize("side", ["english", "spanish"])
def test_a_translated_post_changes_its_language_only_without_its_translation(desk, side):
    found = pair()
    post, other = getattr(found, side), "es" if side == "english" else "en"
    prefix = "in_spanish" if side == "english" else "in_english"
    theirs = found.spanish if side == "english" else found.english
    sent = form(headline=post.headline, language=other)
    sent |= row(prefix, theirs, INITIAL_FORMS=1) | {f"{prefix}-0-id": found.pk}
    answer = desk.post(change(post), sent | {f"{prefix}-0-{side}": post.pk})
    assert "does not fit the language of the post" in answer.content.decode()
    sent |= {f"{prefix}-0-{side}": post.pk, f"{prefix}-0-DELETE": "on"}
    assert desk.post(change(post), sent).status_code == 302
    assert not Translation.objects.exists()


def test_a_post_of_a_series_keeps_its_language(desk):
    post, series = make_post(headline="River"), Series.objects.create(name="A", slug="a")
    part = Part.objects.create(series=series, post=post, place=1)
    answer = desk.post(change(post), form(language="es"))
    assert "This post is in a series: take it out of that first." in answer.content.decode()
    assert desk.post(change(post), form(headline="Flood")).status_code == 302
    part.delete()
    assert desk.post(change(post), form(language="es")).status_code == 302


def test_a_post_that_has_a_translation_is_refused_in_words(desk):
    found = pair()
    answer = desk.post(ADD, form() | row("in_spanish", found.spanish))
    assert "This post is the translation of another one already." in answer.content.decode()


@pytest.mark.parametrize("name", ["bylines", "labels", "lead"])
def test_what_went_while_the_form_was_open_is_named_in_words(desk, name):
    made = {"bylines": make_byline, "labels": make_label, "lead": make_photo}[name]()
    key = made.pk
    made.delete()
    answer = desk.post(ADD, form(**{name: key}))
    assert "One that was chosen is not there any more." in answer.content.decode()


def test_the_name_in_an_address_that_readers_know_stays(desk):
    post = make_post(headline="River", published_at=DAY)
    page = desk.get(change(post)).content.decode()
    assert "Readers know this post as /2012/05/river.html: that stays." in page
    desk.post(change(post), form(slug="flood") | at("2012-05-31"))
    assert Post.objects.get().slug == "river"


def test_the_name_in_an_address_that_nobody_knows_may_change(desk):
    tomorrow = timezone.now() + timedelta(days=1)
    for moment in (None, tomorrow):
        post = make_post(headline="River", published_at=moment)
        sent = at(f"{tomorrow:%Y-%m-%d}") if moment else {}
        desk.post(change(post), form(slug="flood") | sent)
        post.refresh_from_db()
        assert post.slug == "flood"


def test_a_form_says_whether_readers_see_the_post(desk):
    soon = timezone.now() + timedelta(days=1)
    says = {
        "Draft: readers do not see it.": make_post(published_at=None),
        "Scheduled: readers see it from": make_post(published_at=soon),
        "Readers see it at": make_post(published_at=DAY),
        "Withdrawn: readers do not see it": make_post(published_at=DAY),
    }
    publishing.withdraw(says["Withdrawn: readers do not see it"])
    for words, post in says.items():
        page = desk.get(change(post)).content.decode()
        assert [said for said in says if said in page] == [words]


@pytest.mark.parametrize("kind", ["lead", "inside", "label", "nothing"])
def test_a_restored_revision_says_what_of_it_is_gone(desk, kind):
    lead, inside, label = make_photo(), make_photo(), make_label("Rivers")
    body = f'<figure><img src="{inside.large}"></figure><p>Old</p>'
    desk.post(ADD, form(body=body, lead=lead.pk, labels=[label.pk]))
    post, first = Post.objects.get(), Revision.objects.get()
    desk.post(change(post), form())
    gone = {"lead": lead, "inside": inside, "label": label}.get(kind)
    if gone:
        gone.delete()
    path = f"/admin/posts/post/{post.pk}/revisions/{first.pk}/restoration/"
    page = desk.post(path, follow=True).content.decode()
    assert ("a photo or label of them is gone" in page) is bool(gone)
    assert ("The text is what it was in that revision." in page) is (not gone)


def test_what_is_deleted_is_told_in_words_that_people_know(desk):
    found = pair(published_at=DAY, labels=[make_label("Rivers")], bylines=[make_byline("Ana")])
    unsaved.see(User.objects.get(), found.english)
    spanish = {"Accept-Language": "es-MX"}
    page = desk.get(
        change(found.english).replace("change", "delete"), headers=spanish
    ).content.decode()
    for words in ("River", "Notas: 1", "Traducciones: 1"):
        assert words in page
    for words in ("relationship", "object (", "Editing", "Editings"):
        assert words not in page
    assert "Series" in desk.get("/admin/", headers=spanish).content.decode()


@pytest.mark.parametrize(("text", "kept"), [
    ("Nobody\r\n\r\nsaid <b>why</b>.", "<p>Nobody</p>\n\n<p>said <strong>why</strong>.</p>"),
    ("<H1 class='x'>Why</H1>\n\n<i>Nobody</i>", "<h2>Why</h2>\n\n<p><em>Nobody</em></p>"),
    ("<ul>\n \n<li>a rope</li>\n\n</ul>", "<ul>\n\n<li>a rope</li>\n\n</ul>"),
    ("<p>One <strong>two</strong></p><hr><ol><li><p>3</p></li></ol>", None),
    ("<blockquote><p>b</p></blockquote><p>i<br>h1</p>", None),
])  # fmt: skip
def test_what_is_typed_without_the_editor_keeps_its_paragraphs(desk, text, kept):
    desk.post(ADD, form(body=text))
    assert Post.objects.get().body == (kept or text)


def test_a_spanish_desk_says_what_it_did_in_spanish_that_agrees(desk):
    spanish = {"Accept-Language": "es-MX"}
    first = desk.post(ADD, form() | {"_continue": 1}, headers=spanish, follow=True)
    post = Post.objects.get()
    then = desk.post(change(post), form(headline="Río"), headers=spanish, follow=True)
    path = change(post).replace("change", "delete")
    asked = desk.get(path, headers=spanish)
    gone = desk.post(path, {"post": "yes"}, headers=spanish, follow=True)
    told = [answer.content.decode() for answer in (first, then, asked, gone)]
    wanted = (
        "Se agregó: nota «",
        "Se guardó: nota «",
        "¿Borrar de verdad: nota «",
        "Se borró: nota «",
    )
    assert [words for words, page in zip(wanted, told, strict=True) if words not in page] == []
