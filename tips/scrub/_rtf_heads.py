"""Heads and feet of RTF's pages: those for first or left pages stay where there are such pages.

A section has a first page of its own with \\titlepg, the file left pages with \\facingp. A section
without a head for its first page takes the one that the sections before it left.
"""

_LEFT, _FIRST = ("headerl", "footerl"), ("headerf", "footerf")

Span = tuple[int, int]


class Heads:
    """Told of words and heads while `out` is written; takes out of it what no page shows."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._facing = self._titled = False
        self._left: list[Span] = []
        self._unseen: list[Span] = []
        self._waiting: dict[str, list[Span]] = {}  # for the next section with a first page
        self._own: set[str] = set()  # what the section at hand has said itself

    def word(self, word: str) -> None:
        """Take a word that says how pages or sections are."""
        if word == "facingp":
            self._facing = True
        elif word in ("titlepg", "sectd"):
            self._titled = word == "titlepg"
        elif word == "sect":
            self._end_section()

    def closed(self, word: str, start: int) -> None:
        """Take the head that was written from `start` on."""
        if word in _LEFT:
            self._left.append((start, len(self._out)))
        elif word in _FIRST:
            if word not in self._own:
                self._unseen += self._waiting.pop(word, [])
            self._own.add(word)
            self._waiting.setdefault(word, []).append((start, len(self._out)))

    def settle(self) -> int:
        """Take out what no page shows, once all is written. Returns how many heads went."""
        self._end_section()
        gone = self._unseen + [span for spans in self._waiting.values() for span in spans]
        gone += [] if self._facing else self._left
        for start, end in gone:
            self._out[start:end] = [""] * (end - start)
        return len(gone)

    def _end_section(self) -> None:
        if self._titled:
            self._waiting.clear()
        self._own.clear()
