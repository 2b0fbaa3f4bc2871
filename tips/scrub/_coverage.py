"""What can be cleaned, as a table of what each module says of itself; no library is loaded.

The text that opens a module has four lines for it: "Out:", "Taken out:", "Stays:", "Refused:".
`python -m tips.scrub._coverage docs/scrubbing.md` writes the table into the page.
"""

import ast
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

START, END = "<!-- coverage: begin -->", "<!-- coverage: end -->"
COLUMNS = ("Out", "Taken out", "Stays", "Refused")

_LINE = re.compile(rf"^({'|'.join(COLUMNS)}): (.+?)(?=^(?:{'|'.join(COLUMNS)}): |\Z)", re.M | re.S)


@dataclass(frozen=True)
class Family:
    """One module: its name, the endings of each media type, and what it says by column."""

    name: str
    media_types: dict[str, tuple[str, ...]]
    words: dict[str, str]

    def row(self) -> str:
        """Return the row of the table, in Markdown."""
        kinds = [f"`{self.name}.py`", *map(self._kind, self.media_types)]
        cells = [self.words.get(column, "").replace("|", "\\|") for column in COLUMNS]
        return f"| {'<br>'.join(kinds)} | {' | '.join(cells)} |"

    def _kind(self, media_type: str) -> str:
        return f"{media_type}: {', '.join(self.media_types[media_type])}"


def families() -> list[Family]:
    """Return what every module of this folder says of itself, in order of names."""
    return list(_families(Path(__file__).parent))


def table() -> str:
    """Return the coverage table, in Markdown."""
    head = f"| Files | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}\n"
    return head + "".join(f"{family.row()}\n" for family in families())


def renewed(page: str) -> str:
    """Return a page with the table of today between its two marks. Raises ValueError without."""
    before, start, rest = page.partition(START)
    _old, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError("the page has no place for the table")
    return f"{before}{start}\n{table()}{end}{after}"


def _families(folder: Path) -> Iterator[Family]:
    for name in sorted(module.name for module in pkgutil.iter_modules([str(folder)])):
        if not name.startswith("_"):
            tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
            said = ast.get_docstring(tree) or ""
            words = {column: " ".join(text.split()) for column, text in _LINE.findall(said)}
            yield Family(name, _media_types(tree), words)


def _media_types(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """Return MEDIA_TYPES, which is written out as a literal."""
    for line in tree.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "MEDIA_TYPES":
            found: dict[str, tuple[str, ...]] = ast.literal_eval(line.value)
            return found
    return {}


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
