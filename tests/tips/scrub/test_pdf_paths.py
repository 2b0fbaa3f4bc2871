"""Paths of a PDF, of which maps and plans have millions, are read fast and as any other drawing."""

import pytest

from tests.tips.scrub.test_pdf_parts import Anything, drawn
from tips.scrub import _pdf_words as words
from tips.scrub._pdf_content import Content


@pytest.mark.parametrize(("text", "plain"), [
    (b"1 2 m\r\n-0.5\t10.25 l 0 0 1 2 3.5 4 c h", b"1 2 m\n-0.5 10.25 l\n0 0 1 2 3.5 4 c\nh\n"),
    (b"9 1 2 m 1 0 0 7 8 9 c S", b"1 2 m\n1 0 0 7 8 9 c\nS\n"),
    (b"1 2 l% note\n3 4 l(5)6 7 l ", b"1 2 l\n3 4 l\n6 7 l\n"),
    (b"1.50 02 m 1 2 lunch 3 4 l", b"1.5 2 m\n3 4 l\n"),
    (b"/OC /off BDC 1 2 m 3 4 l S 5 6 m 7 8 l W n EMC", b"5 6 m\n7 8 l\nW\nn\n"),
])  # fmt: skip
def test_steps_of_a_path_are_written_in_plain_words(text, plain):
    assert drawn(text) == plain


def test_steps_count_as_much_as_any_drawing():
    content = Content(b"1 2 m 3 4 l 1 2 3 4 5 6 c S ", Anything())
    content.rewritten()
    assert content.cost == 4


@pytest.mark.parametrize(("text", "kinds"), [
    (b"1 2 m 3.5 -4 l 1 2 3 4 5 6 c ", [words.STEP] * 3),
    (b"1 2.0 l ", [words.NUMBER, words.NUMBER, words.WORD]),
])  # fmt: skip
def test_plain_steps_are_read_at_once(text, kinds):
    assert [token.lastindex for token in words.TOKEN.finditer(text) if token.lastindex] == kinds
