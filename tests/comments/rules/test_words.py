"""Lists of words: literal, in one language or in both, and never a pattern."""

import time
from itertools import islice, product

import pytest

from comments import rules
from comments.models import Lane
from comments.rules import Phrases, Said, words


def marked(body, *lists):
    found = words.find(Said(body, lists=lists))
    return found and (found.lane, [body[start:end] for start, end in found.spans])


@pytest.mark.parametrize(
    ("line", "body", "found"),
    [
        ("cristal", "Venden CRISTÁL aquí", "CRISTÁL"),
        ("cristal", "Los cristales rotos", None),
        ("sicari*", "a esos sicarios", "sicarios"),
        ("buena paga", "hay buena, paga cada día", "buena, paga"),
        ("buena pag*", "hay buena pagando", "buena pagando"),
        ("buena paga", "buena y paga", None),
        ("hiring shooters", "We are hiring   shooters now", "hiring   shooters"),
        ("z40", "the z40 guys", "z40"),
        ("plaza", "la pl4za", "pl4za"),
    ],
)
def test_a_line_is_found_as_it_stands(line, body, found):
    assert marked(body, Phrases(Lane.DANGER, line)) == (found and (Lane.DANGER, [found]))


@pytest.mark.parametrize("line", ["(abc+)+$", ".*", "[a-z]{1,9}", "*", "abc.*", "ab|c"])
def test_no_line_is_a_pattern(line):
    assert marked("abcabcabcabcabcabc!", Phrases(Lane.DANGER, line)) is None


def test_the_worst_list_gives_the_lane():
    lists = Phrases(Lane.SPAM, "gratis"), Phrases(Lane.DANGER, "cristal")
    assert marked("cristal gratis", *lists) == (Lane.DANGER, ["gratis", "cristal"])


def test_a_list_of_one_language_leaves_the_other_alone():
    once = Phrases(Lane.DANGER, "once", "en")
    assert marked("Fueron once los que se llevaron de la casa", once) is None
    assert marked("They were here once and then they left", once) == (Lane.DANGER, ["once"])
    assert marked("once", once) == (Lane.DANGER, ["once"])


def test_a_list_made_to_take_long_does_not():
    lines = (" ".join(parts) for parts in product(("abc", "abc*", "ab*"), repeat=7))
    hard = Phrases(Lane.DANGER, "\n".join(islice(lines, 2000)))
    words.find(Said("abc", lists=(hard,)))  # reads the list once
    began = time.thread_time()
    marks = rules.look(Said("abc " * 2500, lists=(hard,)))
    assert time.thread_time() - began < 2
    (mark,) = [mark for mark in marks if mark.rule == "words"]
    assert (mark.lane, mark.failed) == (Lane.DANGER, True)
    assert mark.spans


def test_thousands_of_lines_alike_cost_no_more_than_a_few():
    many = Phrases(Lane.DANGER, "\n".join(f"te vi {number} veces*" for number in range(2000)))
    body = "te vi 7 " * 1250
    words.find(Said(body, lists=(many,)))  # reads the list once
    began = time.thread_time()
    words.find(Said(body, lists=(many,)))
    assert time.thread_time() - began < 0.1
