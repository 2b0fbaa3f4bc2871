"""The check before publication: what it finds, in which words, and what it leaves alone."""

import pytest
from django.contrib.auth.models import User

from posts import checking
from posts.findings import Kind, Weight
from posts.models import Post
from posts.stories import Source, Translation
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db


def found(post=None, /, **fields):
    """Return the findings of an unsaved post as {(kind, field): words}, notes left out."""
    some = checking.check(post or Post(**{"headline": "A river"} | fields))
    return {(f.kind, f.field): f.words for f in some if f.weight > Weight.NOTE}


def linked(address):
    return found(body=f'<p><a href="{address}">There</a></p>')


@pytest.mark.parametrize("field", ["headline", "standfirst", "body"])
def test_private_data_is_found_wherever_readers_read(field):
    text = "Call Juan at 899 123 4567 today"
    assert found(**{field: text}) == {("phone", field): ("899 123 4567",)}


def test_private_data_is_found_in_the_words_of_photos():
    photo = make_photo(caption="House at 26.0508, -98.2979", credit="ana@paper.example")
    assert found(lead=photo) == {
        ("place", "lead"): ("26.0508, -98.2979",), ("email", "lead"): ("ana@paper.example",),
    }  # fmt: skip
    body = f'<figure><img src="{photo.large}"><figcaption>GOMC800101HTSRNR09</figcaption></figure>'
    assert found(body=body)["curp", "body"] == ("GOMC800101HTSRNR09",)
    assert ("email", "body") in found(body=body)


def test_a_find_says_what_stands_around_it():
    post = Post(headline="A", body=f"<p>{'word ' * 30}call 899 123 4567 {'now ' * 30}</p>")
    where = next(f.where for f in checking.check(post) if f.kind == "phone")
    assert where.startswith("…")
    assert "call 899 123 4567 now" in where
    assert len(where) < 90


@pytest.mark.parametrize(
    "words", ["Zoila", "ZOILA", "Zóila", "Zo\u0301ila", "z.oila", "Zoila Núñez"]
)
def test_our_own_people_are_found_without_care_for_case_and_accents(words):
    User.objects.create_user("z.oila", first_name="Zoila", last_name="Núñez")
    kinds = found(body=f"<p>As {words}, said.</p>")
    assert list(kinds) == [("person", "body")]
    assert " ".join(kinds["person", "body"]) in {words, "Zóila", "Zoila Núñez"}


def test_our_own_people_are_found_by_their_e_mail_address():
    User.objects.create_user("x1", email="zo@paper.example")
    assert found(headline="Write to zo@paper.example")["person", "headline"] == (
        "zo@paper.example",
    )


@pytest.mark.parametrize(
    "words", ["Zoilandia", "the Mo River", "an editor and a reporter", "Núñezes", "paper.example"]
)
def test_other_words_are_not_our_people(words):
    User.objects.create_user("zoila", first_name="Mo", last_name="Núñez", email="zo@paper.example")
    User.objects.create_user("editor")
    User.objects.create_user("Reporter")
    assert found(body=f"<p>{words}</p>") == {}


def test_a_name_that_markup_cuts_is_still_a_name():
    User.objects.create_user("zoila")
    assert found(body="<p><strong>Zo</strong>ila</p>") == {("person", "body"): ("Zoila",)}
    assert found(body="<p>Zo</p><p>ila</p>") == {}


def test_a_byline_that_is_a_login_is_found():
    User.objects.create_user("zoila.nunez")
    post = make_post(bylines=[make_byline("Zoila Núñez"), make_byline("Ana")])
    assert found(post) == {("login", "bylines"): ("Zoila Núñez",)}
    assert next(f for f in checking.check(post) if f.kind == Kind.LOGIN).weight == Weight.GRAVE


@pytest.mark.parametrize(
    "source",
    ["https://elsewhere.example/a.jpg", "//elsewhere.example/a.jpg", "data:image/png;base64,AA",
     "/other/a.jpg", "file:///C:/Temp/clip_image002.jpg", "blob:https://a.example/1", "cid:1"],
)  # fmt: skip
def test_a_picture_from_elsewhere_is_found_before_it_is_dropped(source):
    assert found(body=f'<p><img src="{source}" alt="x"></p>') == {("remote", "body"): (source,)}


def test_a_photo_of_ours_is_not_from_elsewhere():
    assert found(body=f'<p><img src="{make_photo().large}"></p>') == {}


@pytest.mark.parametrize(
    ("link", "kind", "words"),
    [
        ("https://a.example/?utm_source=wa&amp;fbclid=9", "tracked", ("utm_source=wa", "fbclid=9")),
        ("http://a.example/", "insecure", ("http://a.example/",)),
        ("http://abcdefghij.onion/x", "onion", ("http://abcdefghij.onion/x",)),
        ("http://localhost:8000/", "local", ("http://localhost:8000/",)),
        ("https://192.168.1.7/x", "local", ("https://192.168.1.7/x",)),
        ("https://[::1]/x", "local", ("https://[::1]/x",)),
        ("https://newsdesk/", "local", ("https://newsdesk/",)),
        ("https://printer.local/", "local", ("https://printer.local/",)),
        ("/admin/posts/post/", "local", ("/admin/posts/post/",)),
        ("/preview/0123/", "local", ("/preview/0123/",)),
        ("mailto:zo@paper.example", "email", ("zo@paper.example",)),
        ("https://wa.me/528991234567", "phone", ("wa.me/528991234567",)),
    ],
)
def test_a_link_that_should_not_stand_there_is_found(link, kind, words):
    assert linked(link) == {(kind, "body"): words}


@pytest.mark.parametrize(
    "link",
    ["https://a.example/", "/2012/05/river.html", "#part", "https://a.example/?id=7&amp;lang=es",
     "https://a.example/4111111111111111"],
)  # fmt: skip
def test_other_links_are_left_alone(link):
    assert linked(link) == {}


def test_photos_without_their_words_are_found():
    bare = make_photo(alt="", credit="", caption="A ferry")
    assert found(lead=bare) == {("alt", "lead"): ("A ferry",), ("credit", "lead"): ("A ferry",)}
    assert found(lead=make_photo(alt="", decorative=True)) == {}
    veiled = make_photo(alt="A street", graphic=True)
    assert found(body=f'<img src="{veiled.large}">') == {("graphic", "body"): ("A street",)}


@pytest.mark.parametrize("headline", ["“”", "The “ ” river", "«»", "…", "¿? No", "Who ()"])
def test_a_headline_with_marks_around_nothing_is_found(headline):
    assert found(headline=headline) == {("marks", "headline"): (headline,)}


@pytest.mark.parametrize("headline", ["“River”", "It's 'so'", "Who's (he)?", "¿Quién?", "2026"])
def test_marks_around_words_are_left_alone(headline):
    assert found(headline=headline) == {}


def test_what_is_missing_is_only_told():
    kinds = {"no-lead", "no-byline", "no-label", "no-pair"}
    assert {f.kind for f in checking.check(Post(headline="A"))} == kinds
    post = make_post(lead=make_photo(), bylines=[make_byline()], labels=[make_label()])
    Translation.objects.create(english=post, spanish=make_post(language="es"))
    assert checking.check(post) == []
    assert checking.needing(checking.check(Post(headline="A"))) == []


def test_the_gravest_comes_first():
    some = checking.check(Post(headline="A", body='<a href="http://a.example/">899 123 4567</a>'))
    assert [f.weight for f in some] == [2, 1, 0, 0, 0, 0]


def test_everything_is_said_in_both_languages():
    assert len({str(kind.label) for kind in Kind}) == len(Kind)
    finding = next(iter(checking.check(Post(headline="Call 899 123 4567"))))
    assert str(finding) == "Private data (telephone number): 899 123 4567"
    assert finding.place == "headline"


def test_a_mark_is_of_the_words_and_not_of_where_they_stand():
    one, two = (
        checking.check(Post(headline="A", body=f"<p>{words} 899 123 4567</p>"))[0]
        for words in ("Call", "Ring")
    )
    assert one.where != two.where
    assert one.marks == two.marks
    other = checking.check(Post(headline="A", body="<p>899 123 4567 or 899 765 4321</p>"))[0]
    assert one.marks < other.marks


def test_very_many_finds_are_told_in_part_and_marked_whole():
    numbers = [f"899 123 {number}" for number in range(1000, 1070)]
    finding = checking.check(Post(headline="A", body="".join(f"<p>{n}</p>" for n in numbers)))[0]
    assert (len(finding.words), len(finding.told), len(finding.marks)) == (70, 50, 51)


@pytest.mark.parametrize(
    "unit", ["899 123 4567 ", "a@b.", "Zoila ", "<a href='https://a.b/1'>x</a>"]
)
def test_a_text_without_end_is_left_and_that_is_told(unit):
    User.objects.create_user("zoila")
    assert ("unread", "body") in found(body=unit * (4_000_000 // len(unit)))


def test_what_was_not_read_in_time_is_told(monkeypatch):
    monkeypatch.setattr(checking, "TIME", -1)
    assert found(headline="Call 899 123 4567") == {("unread", "headline"): ()}
    assert ("unread", "body") in found(body='<a href="http://a.example/">x</a>')


def test_a_check_costs_the_same_number_of_queries_whatever_it_finds(django_assert_num_queries):
    User.objects.create_user("zoila")
    plain, full = make_post(), make_post(
        body=f'<p>Zoila <img src="{make_photo().large}"></p>' * 5, lead=make_photo(),
        bylines=[make_byline() for _each in range(3)], labels=[make_label()],
    )  # fmt: skip
    Source.objects.bulk_create(Source(post=full, title="Zoila") for _each in range(3))
    for post in (plain, full):
        with django_assert_num_queries(10):
            checking.check(post)
