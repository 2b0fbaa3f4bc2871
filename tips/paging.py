"""The desk's answers in pages of a bounded weight: the whole exchange is read page by page.

A page that grew with the exchange would tell by its weight that a receipt was right.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.html import escape

from tips.replies import Answer

ROOM = 24 << 10  # bytes of a page that answers take, as they are sent
FRAME = 1 << 10  # of them around each answer: its day, and the button that deletes it
_NEWLINE = 6  # bytes of what `linebreaks` puts in its place, at most


class Part(NamedTuple):
    """An answer, or the part of a long one that stands on one page. `text` as in Answer.

    `begins` and `ends` tell whether the answer does so here.
    """

    answer: Answer
    text: str | None
    begins: bool = True
    ends: bool = True


def pages(answers: Iterable[Answer]) -> list[list[Part]]:
    """Put answers on pages, in their order; one that fits on a page is not divided."""
    made: list[list[Part]] = [[]]
    room = ROOM
    for part in (part for answer in answers for part in _parts(answer)):
        size = FRAME + _weight(part.text or "")
        if size > room and made[-1]:
            made.append([])
            room = ROOM
        made[-1].append(part)
        room -= size
    return made


def newest(made: list[list[Part]]) -> int:
    """Return the number, from 1, of the page on which the newest answer begins."""
    return max((n for n, page in enumerate(made, 1) if any(p.begins for p in page)), default=1)


def _parts(answer: Answer) -> Iterator[Part]:
    if answer.text is None:
        yield Part(answer, None)
        return
    texts = list(_cut(answer.text))
    for number, text in enumerate(texts):
        yield Part(answer, text, number == 0, number == len(texts) - 1)


def _cut(text: str) -> Iterator[str]:
    """Divide a text into parts that each fit on a page, after a space where there is one."""
    start, most = 0, ROOM - FRAME
    while _weight(text[start:]) > most:
        sizes = range(1, most + 1)  # of a part, in letters: none takes less than a byte
        end = start + bisect_right(
            sizes, most, key=lambda size: _weight(text[start : start + size])
        )
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
        end = space if space > start else end
        yield text[start:end]
        start = end
    yield text[start:]


def _weight(text: str) -> int:
    """Return the most bytes that a text takes in a page."""
    return len(escape(text).encode("utf-8", "replace")) + (_NEWLINE - 1) * text.count("\n")
