"""At the desk words are found in whatever case and accents, as people type them in a hurry."""

import pytest

from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
QUERIES = ["ines", "INÉS", "cantu ines", "Inés Cantú"]


def offered(desk, model, field, term):
    asked = {"app_label": "posts", "model_name": model, "field_name": field, "term": term}
    return [each["text"] for each in desk.get("/admin/autocomplete/", asked).json()["results"]]


@pytest.mark.parametrize("query", QUERIES)
def test_bylines_and_labels_are_offered_without_their_accents(desk, query):
    for make, field in ((make_byline, "bylines"), (make_label, "labels")):
        for name in ("Inés Cantú", "Inéz"):
            make(name)
        assert offered(desk, "post", field, query) == ["Inés Cantú"]


@pytest.mark.parametrize("query", QUERIES)
def test_photos_and_posts_are_found_without_their_accents(desk, query):
    make_photo(credit="Inés Cantú", alt="A lamp")
    make_photo(credit="Inéz", alt="A road")
    make_post(headline="Inés Cantú", published_at=None)
    make_post(headline="Inéz", published_at=None)
    for room, wanted, other in (("photo/", "A lamp", "A road"), ("photo/pick/", "A lamp", "A road"),
                                ("post/", "Inés Cantú", "Inéz")):  # fmt: skip
        page = desk.get(f"/admin/posts/{room}", {"q": query}).content.decode()
        assert wanted in page, room
        assert other not in page, room


@pytest.mark.parametrize("query", ["(", "[", "a+", "%", "\\", ".*", "é(", '"'])
def test_signs_are_looked_for_as_they_are(desk, query):
    make_label("Rivers")
    assert offered(desk, "post", "labels", query) == []
    make_label("(a+b) [%] é( .*")
    assert len(offered(desk, "post", "labels", query)) == (query not in {"\\", '"'})


def test_a_translation_is_offered_posts_in_its_language_alone(desk):
    make_post(headline="River")
    make_post(headline="Río", language="es")
    assert offered(desk, "translation", "spanish", "ri") == ["Río"]
    assert offered(desk, "translation", "english", "") == ["River"]
    assert sorted(offered(desk, "part", "post", "ri")) == ["River", "Río"]
