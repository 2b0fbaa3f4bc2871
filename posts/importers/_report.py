"""The report of an import: what was counted, and what a person must look at."""

from collections import Counter, defaultdict
from collections.abc import Iterator

LISTED = 500  # lines kept of each kind; the rest is counted


class Report:
    """Counts by name, and short lists of what needs a person's eye."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lists: defaultdict[str, list[str]] = defaultdict(list)
        self.listed: Counter[str] = Counter()

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] += number

    def note(self, kind: str, line: str) -> None:
        """Put a line onto the list of this kind, without controls and cut to 200 characters."""
        self.listed[kind] += 1
        if len(self.lists[kind]) < LISTED:
            shown = "".join(c if c.isprintable() else " " for c in line[:200])
            self.lists[kind].append(shown)

    def lines(self, shown: int = LISTED) -> Iterator[str]:
        """Yield the report as lines of text, with at most `shown` lines of each list."""
        width = max((len(name) for name in self.counts), default=0)
        for name in sorted(self.counts):
            yield f"{name:<{width}}  {self.counts[name]:>9,}"
        for kind in sorted(self.listed):
            yield ""
            yield f"{kind}: {self.listed[kind]:,}"
            yield from (f"  {line}" for line in self.lists[kind][:shown])
            if (more := self.listed[kind] - min(shown, len(self.lists[kind]))) > 0:
                yield f"  … and {more:,} more"
