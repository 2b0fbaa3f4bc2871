"""What differs between two texts, word by word, as blocks that a template can print.

Blocks are compared first, then words inside blocks that stand for each other; what is left of a
text beyond the bounds is shown whole, as taken out and put in.
"""

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogsite.lib.markup import PHOTO_ADDRESS

SAME, OUT, IN, LEFT = "same", "del", "ins", "left"
LONGEST: Final = 500_000  # characters of a text that are compared
PAIRS: Final = 2_000_000  # words of one side times those of the other, in a whole comparison
ALIKE: Final = 0.4  # below this share of common words, a block was replaced, not edited
AROUND: Final = 1  # unchanged blocks shown beside a changed one
KINDS: dict[str, str | Promise] = {
    "p": "", "li": _("item"), "h2": _("heading"), "h3": _("heading"), "h4": _("heading"),
    "blockquote": _("quotation"), "figcaption": _("caption"), "td": _("cell"), "th": _("cell"),
    "hr": _("rule"), "figure": "", "tr": "", "ul": "", "ol": "", "table": "",
}  # fmt: skip
HOLDING = {"li", "blockquote", "td", "th"}  # hold paragraphs, the first of which is themselves
# The cleaner writes well-formed HTML in one spelling, so patterns are enough.
TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z]+=\"[^\"]*\")*)\s*/?>")
VALUE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
MARKS = {"strong": "**", "em": "_", "s": "~~", "sub": "˅", "sup": "˄"}


class Block(NamedTuple):
    """A paragraph, heading, item or cell, in words."""

    kind: str
    words: str


class Part(NamedTuple):
    """Words that are the same, taken out or put in."""

    how: str
    words: str


class Change(NamedTuple):
    """A block with what became of it, or the number of unchanged blocks that are LEFT out."""

    how: str
    label: str | Promise
    parts: Sequence[Part] = ()
    left: int = 0


def blocks(body: str) -> list[Block]:
    """Return a cleaned HTML text as blocks of words; links and photos are words too."""
    found: list[Block] = []
    kind, words, at, links = "p", "", 0, [""]

    def close() -> None:
        if text := " ".join(words.split()):
            found.append(Block(kind, text))

    for tag in TAG.finditer(body):
        words, at = words + html.unescape(body[at : tag.start()]), tag.end()
        ending, name, values = tag[1], tag[2], dict(VALUE.findall(tag[3]))
        if name in KINDS:
            close()
            if name != "p" or ending or words.strip() or kind not in HOLDING:
                kind = "p" if ending else name
            words = ""
            if name == "hr":
                found.append(Block("hr", "⁂"))
        else:
            words += _inside(name, bool(ending), values, links)
    words += html.unescape(body[at:])
    close()
    return found


def _inside(name: str, ending: bool, values: dict[str, str], links: list[str]) -> str:
    """Return what a tag inside a block is in words."""
    if name == "a":
        if ending:
            return f" ⟨{links.pop() if len(links) > 1 else ''}⟩"
        links.append(html.unescape(values.get("href", "")))
        return ""
    if name == "img":
        place = PHOTO_ADDRESS.search(values.get("src", ""))
        return f" [▣ {place[1][:8] if place else ''} {html.unescape(values.get('alt', ''))}] "
    return " " if name == "br" else MARKS.get(name, "")


def compare(before: str, after: str) -> list[Change]:
    """Return what differs between two cleaned HTML texts; nothing where none of it shows."""
    old, new = blocks(before[:LONGEST]), blocks(after[:LONGEST])
    if before[LONGEST:] != after[LONGEST:]:
        new.append(Block("p", gettext("The rest is too long to be compared; it differs too.")))
    if old == new:
        return []
    return list(_shortened(_compared(old, new)))


def lines(before: str, after: str) -> list[Part]:
    """Return what differs between two plain texts."""
    return _words(before, after, [PAIRS])


def _compared(old: list[Block], new: list[Block]) -> Iterator[Change]:
    purse = [PAIRS]  # what may still be spent on comparing words
    for how, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if how == "equal":
            for block in old[a:b]:
                yield Change(SAME, KINDS[block.kind], [Part(SAME, block.words)])
            continue
        for one, other in zip_longest(old[a:b], new[c:d]):
            yield from _changed(one, other, purse)


def _changed(old: Block | None, new: Block | None, purse: list[int]) -> Iterator[Change]:
    """Yield a block that became another one: edited, or taken out and put in."""
    if old and new and old.kind == new.kind:
        parts = _words(old.words, new.words, purse)
        common = sum(len(part.words.split()) for part in parts if part.how == SAME)
        if common > ALIKE * max(len(old.words.split()), len(new.words.split())):
            yield Change("edit", KINDS[new.kind], parts)
            return
    for block, how in ((old, OUT), (new, IN)):
        if block:
            yield Change(how, KINDS[block.kind], [Part(how, block.words)])


def _words(before: str, after: str, purse: list[int]) -> list[Part]:
    """Compare words, as long as something is left to spend; else all is out, and all is in."""
    old, new = before.split(), after.split()
    purse[0] -= len(old) * len(new)
    whole = [("replace", 0, len(old), 0, len(new))]
    steps = SequenceMatcher(None, old, new).get_opcodes() if purse[0] > 0 else whole
    parts: list[Part] = []
    for how, a, b, c, d in steps:
        if how == "equal":
            parts.append(Part(SAME, " ".join(old[a:b])))
            continue
        parts += [Part(OUT, " ".join(old[a:b]))] if a < b else []
        parts += [Part(IN, " ".join(new[c:d]))] if c < d else []
    return parts


def _shortened(changes: Iterator[Change]) -> Iterator[Change]:
    """Leave out unchanged blocks that stand beside no changed one; say how many."""
    every = list(changes)
    changed = [at for at, change in enumerate(every) if change.how != SAME]
    near = set(chain.from_iterable(range(at - AROUND, at + AROUND + 1) for at in changed))
    gone = 0
    for at, change in enumerate(every):
        if at not in near:
            gone += 1
            continue
        if gone:
            yield Change(LEFT, "", left=gone)
            gone = 0
        yield change
    if gone:
        yield Change(LEFT, "", left=gone)
