"""Heads and feet of RTF: those that a page shows stay, with what says so; others go."""

import io
import re

import pytest

from tests.tips.scrub.test_rtf import cleaned
from tips.scrub import Kind, rtf

PLAIN = r"{\rtf1\ansi\ansicpg1252\deff0\uc1" + "\n"


def shown(body):
    """Return the names of the heads that stay, which the bodies here have for words too."""
    text, report = cleaned(r"{\rtf1\ansi " + body + r"\pard z\par}")
    left = re.findall(r"\b(?:HEAD|FOOT)\d\b", text)
    assert bool(report.removed[Kind.HIDDEN]) == (sorted(left) != sorted(named(body)))
    return left


def named(body):
    return re.findall(r"\b(?:HEAD|FOOT)\d\b", body)


FIRST, FOOT = r"{\headerf HEAD1}", r"{\footerf FOOT1}"
LEFT = r"{\headerl HEAD1}{\footerl FOOT1}"
NEXT = r"\par\sect\sectd "


@pytest.mark.parametrize(
    "body",
    [
        r"\sectd\titlepg " + FIRST + FOOT,
        FIRST + FOOT + r"\titlepg ",
        r"\titlepg a" + NEXT.replace(r"\sectd", "") + FIRST,
        FIRST + NEXT + r"\titlepg ",
        FIRST + FOOT + NEXT + NEXT + r"\titlepg ",
        FIRST + r"\titlepg " + NEXT + r"{\headerf HEAD2}\titlepg ",
        r"\titlepg {\headerf {\b HEAD1} y {\footnote z}}" + r"{\header HEAD2}{\footer FOOT2}",
        r"\facingp " + LEFT,
        LEFT + r"\facingp ",
        r"{\headerr HEAD1}{\footerr FOOT1}{\header HEAD2}",
    ],
)
def test_heads_of_pages_that_there_are_stay(body):
    assert shown(body) == named(body)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (FIRST + FOOT + r"{\header HEAD2}", ["HEAD2"]),
        (r"\titlepg\sectd " + FIRST, []),
        (r"\titlepg a" + NEXT + FIRST, []),
        (FIRST + NEXT + r"\titlepg {\headerf HEAD2}", ["HEAD2"]),
        (FIRST + FOOT + NEXT + r"\titlepg {\headerf HEAD2}", ["FOOT1", "HEAD2"]),
        (r"{\headerf \titlepg HEAD1}", []),
        (r"{\*\unheardof \titlepg\facingp }" + FIRST + LEFT, []),
        (LEFT + r"{\headerr HEAD2}", ["HEAD2"]),
        (r"{\headerl \facingp HEAD1}", []),
        (r"{\header HEAD2 {\headerf HEAD3}}" + FIRST, ["HEAD2"]),
        (r"a\\titlepg \\facingp " + FIRST + LEFT, []),
    ],
)
def test_heads_of_pages_that_there_are_not_go(body, left):
    assert shown(body) == left


def test_what_says_that_left_and_first_pages_differ_stays():
    text, _report = cleaned(r"{\rtf1\ansi\facingp\titlepg " + FIRST + LEFT + "}")
    assert r"\facingp " in text
    assert r"\titlepg " in text


@pytest.mark.parametrize(
    "body", [FIRST, LEFT, r"{\footnote {\header z}}", FIRST + r"\sect \sectd \titlepg " + FIRST]
)
def test_the_second_look_finds_a_head_that_no_page_shows(body):
    def found(text):
        return rtf.inspect(io.BytesIO((PLAIN + text + "}").encode()))

    assert found(body)[Kind.HIDDEN]
    assert not found(r"\facingp \titlepg " + body.replace(r"\footnote {\header ", r"\header {"))
