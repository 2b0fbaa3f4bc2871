"""Excerpts: the words around what a reader looked for, marked, from a text as it is printed."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.search import WORD, stem

LENGTH = 240  # characters of an excerpt
LEAD = 70  # of them before the first marked word
MOST = 40  # marks looked for in one text
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class Hit(NamedTuple):
    """One place where a phrase stands: offsets into the text, and which phrase it is."""

    start: int
    end: int
    phrase: int


def excerpt(text: str, phrases: list[list[str]], language: str) -> SafeString:
    """Return the best LENGTH characters of a text, its hits in mark elements.

    `phrases` is what search.terms() made of the question. Without a hit, the text's beginning.
    """
    text = unicodedata.normalize("NFC", text)
    found = hits(text, phrases, language)
    start = max(0, _best(found) - LEAD)
    if start:
        start = text.find(" ", start) + 1
    end = len(text)
    if end - start > LENGTH:
        end = max(text.rfind(" ", start, start + LENGTH), start + LENGTH // 2)
    shown = [hit for hit in found if start <= hit.start and hit.end <= end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return format_html("{}{}{}", before, _marked(text, shown, start, end), after)


def marked(text: str, phrases: list[list[str]], language: str) -> SafeString:
    """Return a whole short text with its hits in mark elements."""
    text = unicodedata.normalize("NFC", text)
    return _marked(text, hits(text, phrases, language), 0, len(text))


def hits(text: str, phrases: list[list[str]], language: str) -> list[Hit]:
    """Return where the phrases stand, in order; at most MOST of them."""
    if not phrases:
        return []
    plain = BEYOND_ASCII.sub(lambda found: _bare(found[0]), text).lower()
    found: list[Hit] = []
    reached = 0
    for word in _candidates(phrases).finditer(plain):
        start = word.start()
        if start < reached or (start and WORD.match(plain[start - 1])):
            continue  # inside another hit, or in the middle of a word
        for number, phrase in enumerate(phrases):
            if end := _end(plain, start, phrase, language):
                found.append(Hit(start, end, number))
                reached = end
                break
        if len(found) == MOST:
            break
    return found


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return what the index makes of one letter, a space where that is not one letter."""
    spelt = "".join(
        c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)
    )
    folded = spelt.casefold()
    return folded if len(folded) == 1 else " "


def _candidates(phrases: list[list[str]]) -> re.Pattern[str]:
    """Return a pattern of words that may begin a phrase: a stem can differ in its last letters."""
    beginnings = sorted({re.escape(phrase[0][: max(1, len(phrase[0]) - 2)]) for phrase in phrases})
    return re.compile(f"(?:{'|'.join(beginnings)})[^\\W_]*")


def _end(plain: str, start: int, phrase: list[str], language: str) -> int:
    """Return where a phrase that begins at `start` ends, 0 if it does not stand there."""
    end = start
    for wanted in phrase:
        word = WORD.search(plain, end)
        if word is None or stem(word[0], language) != wanted:
            return 0
        end = word.end()
    return end


def _best(found: list[Hit]) -> int:
    """Return where to begin reading: at the hit with the most different phrases close behind it."""
    if not found:
        return 0

    def variety(hit: Hit) -> int:
        reach = hit.start + LENGTH - LEAD
        return len({other.phrase for other in found if hit.start <= other.start < reach})

    return max(found, key=variety).start


def _marked(text: str, found: list[Hit], start: int, end: int) -> SafeString:
    pieces, place = [], start
    for hit in found:
        pieces.append((text[place : hit.start], text[hit.start : hit.end]))
        place = hit.end
    body = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", body, text[place:end])
