"""The check reads what stands beside a text too: sources, corrections, origin, words of photos."""

import pytest
from django.contrib.auth.models import User

from posts import checking, rows
from posts.models import Post
from posts.stories import Correction, Origin, Source
from tests.posts.factories import make_photo, make_post
from tests.posts.test_checking import found
from tests.posts.test_checking_desk import ADD, form, room, tick, words
from tests.posts.test_preview import let_in

pytestmark = pytest.mark.django_db
TOLD = {
    "phone": ("Call 899 123 4567", "899 123 4567"),
    "email": ("Write to rea@elsewhere.example", "rea@elsewhere.example"),
    "person": ("As Zoila told us", "Zoila"),
    "tracked": ("See https://a.example/x?utm_source=wa&id=7.", "utm_source=wa"),
}
ROWS = {
    "sources": lambda post, text: Source.objects.create(post=post, title=text),
    "corrections": lambda post, text: Correction.objects.create(post=post, text=text),
    "origin": lambda post, text: Origin.objects.create(post=post, name=text),
}
PLACES = {"sources": "sources", "corrections": "corrections", "origin": "first publication"}


@pytest.fixture(autouse=True)
def zoila():
    return User.objects.create_user("zoila")


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("field", ["headline", "standfirst", "body"])
def test_a_text_that_tells_is_found_in_the_post_itself(field, kind):
    text, word = TOLD[kind]
    assert found(**{field: text.replace("&", "&amp;") if field == "body" else text}) == {
        (kind, field): (word,)
    }


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("rows", ROWS)
def test_a_text_that_tells_is_found_beside_the_post(rows, kind):
    text, word = TOLD[kind]
    post = make_post()
    ROWS[rows](post, text)
    assert found(post) == {(kind, rows): (word,)}
    finding = next(each for each in checking.check(post) if each.field == rows)
    assert finding.place == PLACES[rows]


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("words", ["alt", "caption", "credit", "licence", "graphic_reason"])
def test_a_text_that_tells_is_found_in_the_words_of_photos(words, kind):
    text, word = TOLD[kind]
    photo = make_photo(**{words: text})
    assert found(lead=photo) == {(kind, "lead"): (word,)}
    assert found(body=f'<p><img src="{photo.large}"></p>') == {(kind, "body"): (word,)}


@pytest.mark.parametrize(
    ("link", "kind", "words"),
    [
        ("https://a.example/?fbclid=9", "tracked", ("fbclid=9",)),
        ("http://a.example/", "insecure", ("http://a.example/",)),
        ("https://printer.local/", "local", ("https://printer.local/",)),
        ("https://wa.me/528991234567", "phone", ("wa.me/528991234567",)),
    ],
)
def test_links_beside_the_post_are_looked_at(link, kind, words):
    post = make_post(lead=make_photo(source=link))
    Source.objects.create(post=post, title="File 12", link=link)
    Origin.objects.create(post=post, name="El Diario", link=link)
    assert found(post) == {(kind, field): words for field in ("lead", "sources", "origin")}


def test_rows_that_tell_nothing_are_left_alone():
    post = make_post()
    for make in ROWS.values():
        make(post, "A file of the court, at https://court.example/?id=7")
    assert found(post) == {}


def sending(**rows):
    """Return the fields of a form's rows: kind=[{field: value}, ...]."""
    fields = {}
    for kind, sent in rows.items():
        fields |= {f"{kind}-TOTAL_FORMS": str(len(sent)), f"{kind}-INITIAL_FORMS": "0"}
        for number, row in enumerate(sent):
            fields |= {f"{kind}-{number}-{name}": value for name, value in row.items()}
    return fields


@pytest.mark.parametrize(
    ("kind", "field"), [("sources", "title"), ("corrections", "text"), ("origin", "name")]
)
def test_typed_rows_are_asked_about_before_they_are_saved(client, kind, field):
    desk = let_in(client, "Editor")
    sent = form("<p>Quiet</p>", at=-1) | sending(**{kind: [{field: "Call 899 123 4567"}]})
    response = desk.post(ADD, sent)
    assert response.context["adminform"].form.errors == {
        "__all__": [f"{PLACES[kind]}: Private data (telephone number): 899 123 4567"]
    }
    assert "Call 899 123 4567" in words(response)
    assert not Post.objects.exists()
    assert desk.post(ADD, sent | tick(response)).status_code == 302
    assert rows.stored(Post.objects.get())[0].words == "Call 899 123 4567"


def test_a_new_correction_of_a_live_post_is_asked_about(client):
    desk = let_in(client, "Editor")
    post = make_post(body="<p>Quiet</p>")
    sent = form("<p>Quiet</p>", at=-1) | sending(corrections=[{"text": "As Zoila said"}])
    response = desk.post(room(post, "change/"), sent)
    assert response.status_code == 200
    assert desk.post(room(post, "change/"), sent | tick(response)).status_code == 302
    quiet = form("<p>Quiet</p>", at=-1) | sending(corrections=[])
    assert desk.post(room(post, "change/"), quiet).status_code == 302


def test_a_row_that_is_taken_out_is_not_asked_about(client):
    post = Post(headline="A")
    row = {"title": "Call 899 123 4567", "DELETE": "on"}
    assert rows.typed(post, sending(sources=[row])) == []
    for total in ("", "x", "-1", "²"):
        assert rows.typed(post, {"sources-TOTAL_FORMS": total}) == []
