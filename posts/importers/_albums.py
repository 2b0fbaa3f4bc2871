"""The pictures of an archive, found by what is left of their names in an address.

Names in an album are not unique and not spelt as in addresses (x.jpg, x(1).jpg, x+y, x_2By): only
what can be one picture alone is taken. A wrong face beside a crime is worse than none.
"""

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

ENDINGS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
MOST_FILES = 500_000
COPY = re.compile(r"\(\d{1,4}\)\Z")  # Takeout's mark of a name that was taken
SIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)\Z")  # WordPress's sizes of one picture
UNSPELT = re.compile(r"[\W_]+")
UNDERSCORED = re.compile(r"_([2-7][0-9A-F])")  # Blogger's spelling of a percent sign


@dataclass(slots=True)
class Albums:
    """Files by normalised name; `origin` tells pictures of one blog from those of another."""

    root: Path | None
    files: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))

    def __len__(self) -> int:
        return sum(map(len, self.files.values()))

    @classmethod
    def under(cls, root: Path | None) -> "Albums":
        """Look through a folder, following no link out of it; sidecars (.json) are not read."""
        albums, seen = cls(root), 0
        for folder, _folders, names in os.walk(root) if root else ():
            for name in names:
                path = Path(folder, name)
                if path.suffix.lower() in ENDINGS and not path.is_symlink() and seen < MOST_FILES:
                    albums.files[_key(_bare(path.name))].append(path)
                    seen += 1
        return albums

    def match(self, address: str) -> tuple[Path | None, bool]:
        """Return the file that an address showed, and whether several could be it."""
        name = _name(address)
        found = self.files.get(_key(_bare(name)), []) if name else []
        if len(found) > 1:
            found = _under_path(found, address) or found
        if len(found) > 1 and not _same(found):
            return None, True
        return (found[0] if found else None), False


def _name(address: str) -> str:
    """Return the file name in an address, "" when there is none that tells pictures apart."""
    try:
        last = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        return ""
    name = unicodedata.normalize("NFC", unquote_plus(last))[:300]
    return name if Path(name).suffix.lower() in ENDINGS else ""


def _bare(name: str) -> str:
    stem = COPY.sub("", Path(name).stem.strip()).strip()
    return SIZED.sub("", UNDERSCORED.sub(lambda m: chr(int(m[1], 16)), stem))


def _key(stem: str) -> str:
    """Return letters and digits alone: "x+y", "x y", "x_2By" and "X-Y" are one name."""
    spelt = unicodedata.normalize("NFC", unquote_plus(stem)).casefold()
    return UNSPELT.sub("-", spelt).strip("-") or spelt


def _under_path(found: list[Path], address: str) -> list[Path]:
    """Return the files whose folder and name end as the address does (WordPress's uploads)."""
    *_before, year, month, _last = ["", "", *urlsplit(address).path.split("/")]
    if not (year.isdigit() and month.isdigit()):
        return []
    return [path for path in found if path.parts[-3:-1] == (year, month)]


def _same(found: list[Path]) -> bool:
    """Whether files hold the same bytes, so that it does not matter which is taken."""
    if len({path.stat().st_size for path in found}) > 1 or len(found) > 20:
        return False
    sums = set()
    for path in found:
        with path.open("rb") as file:
            sums.add(hashlib.file_digest(file, "sha256").hexdigest())
    return len(sums) == 1
