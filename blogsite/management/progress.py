"""How far a long command is: a bar where somebody looks on, a line now and then elsewhere."""

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WIDTH = 30  # characters of the bar
PAUSE = 0.5  # seconds between two drawings
SELDOM = 30.0  # seconds between two lines in a log


class Progress:
    """Counts items and how much of `total` is done, in whatever unit; draws on `out`.

    A command with several stages begins each with `stage`: its bar starts anew, with its own pace.
    """

    def __init__(self, total: int, out: TextIO, done: str = "read") -> None:
        self.out, self.bar = out, out.isatty()
        self._begin(done, total)

    def _begin(self, done: str, total: int) -> None:
        self.word, self.total = done, max(total, 1)
        self.done = self.items = 0
        self.began = self.drawn = time.monotonic()

    def stage(self, done: str, total: int) -> None:
        """End one stage and begin the next, of which `done` says what happens to the total."""
        self.close()
        self._begin(done, total)

    def add(self, count: int) -> None:
        """Count what was done; a file that is read twice goes past its size once."""
        self.done += count
        if time.monotonic() - self.drawn > (PAUSE if self.bar else SELDOM):
            self._draw()

    def wrote(self, count: int) -> None:
        """Count items of which each is one of the total."""
        self.items += count
        self.add(count)

    def counting(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            self.items += 1
            yield item
        if self.items:
            self._draw()

    def close(self) -> None:
        self._draw()
        if self.bar:
            self.out.write("\n")

    def _draw(self) -> None:
        self.drawn = time.monotonic()
        part = min(self.done / self.total, 1.0)
        speed = self.items / max(self.drawn - self.began, 0.001)
        words = f"{part:4.0%} {self.word}, {self.items:,} items, {speed:,.0f} a second"
        if self.bar:
            full = "#" * int(part * WIDTH)
            self.out.write(f"\r[{full:<{WIDTH}}] {words}")
        else:
            self.out.write(f"{words}\n")
        self.out.flush()
