"""Words that editors keep in lists; each line is looked for as it stands, never as a pattern."""

import re
import time
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from comments.rules import RULE_TIME, Found, Said, Unknown
from comments.rules._spelling import Spelling

TITLE = _("Words of a list")
WORD = re.compile(r"[^\W_]{1,60}")
LISTED = re.compile(r"[^\W_]{1,60}\*?")
LONGEST = 10  # words of a phrase that are compared
END = ""  # the key of a word after which a phrase is complete
Tree = dict[str, "Tree"]


@lru_cache(maxsize=64)
def tree(words: str) -> Tree:
    """Return the phrases of a list as a tree of their words, so that time does not grow with it.

    One phrase on each line; capitals, accents and what stands between words do not count; "*" at
    the end of a word stands for any ending.
    """
    root: Tree = {}
    for line in words.splitlines():
        node = root
        for part in LISTED.findall(Spelling(line).text)[:LONGEST]:
            node = node.setdefault(part, {})
        if node is not root:
            node[END] = {}
    return root


def find(said: Said) -> Found | None:
    if said.lists is None:
        raise Unknown
    matches = list(WORD.finditer(said.spelling.text))
    texts = [match[0] for match in matches]
    spans, lanes = [], []
    end = time.thread_time() + RULE_TIME  # after it this rule counts as late: what was found stays
    for listed in said.lists:
        if time.thread_time() > end:
            break
        if listed.language and said.language not in {"", listed.language}:
            continue
        phrases = tree(listed.words)
        for first in range(len(texts)):
            if time.thread_time() > end:
                break
            for last in _ends(phrases, texts, first):
                spans.append(said.spelling.span(matches[first].start(), matches[last].end()))
                lanes.append(listed.lane)
    return Found(min(lanes), spans) if lanes else None


def _ends(node: Tree, texts: list[str], place: int) -> Iterator[int]:
    """Yield the last word's place of every phrase that begins at `place`."""
    if END in node:
        yield place - 1
    if place == len(texts):
        return
    text = texts[place]
    for part in (text, *(text[:length] + "*" for length in range(1, len(text) + 1))):
        if part in node:
            yield from _ends(node[part], texts, place + 1)
