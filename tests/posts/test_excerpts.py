"""Excerpts: the words that were looked for stand in them, marked, in the form they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts import excerpts, search

LONG = "Nothing happened for weeks. " * 30


def shown(text, query, language="en"):
    return excerpts.excerpt(text, search.terms(query, language), language)


@pytest.mark.parametrize(
    ("language", "text", "query", "expected"),
    [
        ("en", "The generals were arrested", "general arrest", "<mark>generals</mark> were"),
        ("en", "The generals were arrested", "arrests", "were <mark>arrested</mark>"),
        ("en", "Nobody is dying of it", "die dying", "is <mark>dying</mark> of"),
        ("es", "Las detenciones en Culiacán", "detencion culiacan", "en <mark>Culiacán</mark>"),
        ("es", "El niño cantó", "NINO", "El <mark>niño</mark> cantó"),
        ("en", "A cafe\u0301 closed", "cafe", "A <mark>café</mark> closed"),
        ("en", "El Grande and the grand hotel", '"el grande"', "<mark>El Grande</mark> and the g"),
        ("en", "The drug-war alliance", "drug-war", "The <mark>drug-war</mark> all"),
        (
            "en",
            "It cost $1,695 … in 2012",
            "695 2012",
            "$1,<mark>695</mark> … in <mark>2012</mark>",
        ),
        ("en", "A <b>bridge</b> & co", "bridge", "&lt;b&gt;<mark>bridge</mark>&lt;/b&gt; &amp; co"),
    ],
)
def test_what_was_found_is_marked_as_it_is_printed(language, text, query, expected):
    assert expected in shown(text, query, language)


@pytest.mark.parametrize(
    ("text", "query"),
    [("abridged", "bridge"), ("The grand el", '"el grand"'), ("Cafes", "caffe")],
)
def test_what_was_not_found_is_not_marked(text, query):
    assert "<mark>" not in shown(text, query)


def test_an_excerpt_begins_shortly_before_the_hits_that_stand_closest_together():
    text = f"A ferry. {LONG}They cut the rope of the ferry at noon. {LONG}"
    found = shown(text, "rope ferry")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "cut the <mark>rope</mark> of the <mark>ferry</mark> at noon" in found
    assert len(found) <= excerpts.LENGTH + len("… <mark></mark>" * 2) + 6


def test_without_a_hit_it_is_the_beginning():
    assert shown(LONG, "ferry").startswith("Nothing happened")
    assert shown("Short.", "") == "Short."
    assert shown("", "ferry") == ""


@given(st.text(), st.text())
def test_any_text_and_any_question_give_safe_words(text, query):
    for language in ("en", "es"):
        found = shown(text, query, language)
        bare = found.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        marked = excerpts.marked(text, search.terms(query, language), language)
        assert marked.count("<mark>") == marked.count("</mark>")
