"""How far a long command is: a bar where somebody looks on, a line now and then elsewhere."""

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WIDTH = 30  # characters of the bar
PAUSE = 0.5  # seconds between two drawings
SELDOM = 30.0  # seconds between two lines in a log


class Progress:
    """Counts bytes read of `total` and items; draws on `out`."""

    def __init__(self, total: int, out: TextIO) -> None:
        self.total, self.out = max(total, 1), out
        self.bytes = self.items = 0
        self.began = self.drawn = time.monotonic()
        self.bar = out.isatty()

    def add(self, count: int) -> None:
        """Count bytes that were read; a file that is read twice goes past its size once."""
        self.bytes += count
        if time.monotonic() - self.drawn > (PAUSE if self.bar else SELDOM):
            self._draw()

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
        part = min(self.bytes / self.total, 1.0)
        speed = self.items / max(self.drawn - self.began, 0.001)
        words = f"{part:4.0%} read, {self.items:,} items, {speed:,.0f} a second"
        if self.bar:
            full = "#" * int(part * WIDTH)
            self.out.write(f"\r[{full:<{WIDTH}}] {words}")
        else:
            self.out.write(f"{words}\n")
        self.out.flush()
