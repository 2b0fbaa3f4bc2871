"""The pictures of an archive, found by what is left of their names in an address.

Names in an album are not unique and not spelt as in addresses (x.jpg, x(1).jpg, x+y, x_2By): the
nearest spelling is taken, and only what can be one picture alone. A wrong face beside a crime is
worse than none.
"""

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_plus, urlsplit

ENDINGS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
MOST_FILES = 500_000
COPY = re.compile(r"\(\d{1,4}\)\Z")  # Takeout's mark of a name that was taken
SIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)\Z")  # WordPress's sizes of one picture
UNSPELT = re.compile(r"[\W_]+")
UPLOADS = re.compile(r"/uploads/|\.files\.wordpress\.com/")  # in addresses of WordPress
# Blogger's spelling of percent signs. "IMG_2045" and "Casa_2B" hold none: a sign stands between.
UNDERSCORED = re.compile(
    r"_[2-7][A-F](?=[^\W_])|_[2-7][0-9](?=[^\W\d_])|_[CDE][0-9A-F](?:_[89AB][0-9A-F]){1,2}"
)


@dataclass(slots=True)
class Albums:
    """The files below `root` by what their names may have been."""

    root: Path | None
    files: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    def __len__(self) -> int:
        return self.count

    @classmethod
    def under(cls, root: Path | None) -> "Albums":
        """Look through a folder, following no link out of it; sidecars (.json) are not read."""
        albums = cls(root)
        for folder, _folders, names in os.walk(root) if root else ():
            for name in names:
                path = Path(folder, name)
                if path.suffix.lower() in ENDINGS and not path.is_symlink():
                    albums._add(path)
        return albums

    def _add(self, path: Path) -> None:
        if self.count < MOST_FILES:
            self.count += 1
            for key in {_key(stem) for stem in (*_stems(path), _bare(path).stem)}:
                self.files[key].append(path)

    def match(self, address: str) -> tuple[Path | None, bool]:
        """Return the file that an address showed, and whether several could be it."""
        name = Path(_name(address))
        found = self._whole(name, address) or self._nearest(name)
        if len(found) > 1:
            found = _under_path(found, address) or found
        if len(found) > 1 and not _same(found):
            return None, True
        return (found[0] if found else None), False

    def _whole(self, name: Path, address: str) -> list[Path]:
        """Return the picture of which WordPress's address shows a size: the whole one beside it,
        else its largest size. In a folder of uploads a name and its sizes are one picture.
        """
        shown = UPLOADS.search(address)
        bare = SIZED.sub("", name.stem)
        if not shown or not bare:
            return []
        alike = [path for path in self.files.get(_key(bare), ())
                 if _called(_bare(path)) == _called(name.with_stem(bare))]  # fmt: skip
        if "/" in address[shown.end() :]:
            alike = _under_path(alike, address)
        if len({path.parent for path in alike}) != 1:
            return []
        whole = [path for path in alike if path == _bare(path)]
        return whole or [max(alike, key=lambda path: path.stat().st_size)]

    def _nearest(self, name: Path) -> list[Path]:
        """Return the files whose names are spelt most like this one."""
        stems = [stem for stem in (name.stem, SIZED.sub("", name.stem)) if stem]
        found = next((files for stem in stems if (files := self.files.get(_key(stem)))), [])
        spelt = [path for path in found if _spelt(name.stem) in map(_spelt, _stems(path))]
        same = [path for path in spelt if _called(path)[1] == _called(name)[1]]
        return same or spelt or found


def _name(address: str) -> str:
    """Return the file name in an address, "" when there is none that tells pictures apart."""
    try:
        last = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        return ""
    name = unicodedata.normalize("NFC", unquote_plus(last))[:300]
    return name if Path(name).suffix.lower() in ENDINGS else ""


def _stems(path: Path) -> list[str]:
    """Return what a file may have been called: as it is, or before an export changed its name."""
    first = COPY.sub("", path.stem.strip()).strip()
    return [path.stem.strip(), first, UNDERSCORED.sub(_signs, first)]


def _signs(match: re.Match[str]) -> str:
    return unquote(match[0].replace("_", "%"))


def _bare(path: Path) -> Path:
    """Return the name of the whole picture, for one of WordPress's sizes of it."""
    return path.with_stem(SIZED.sub("", path.stem) or path.stem)


def _called(path: Path) -> tuple[str, str]:
    return _spelt(path.stem), path.suffix.lower().replace("jpeg", "jpg")


def _spelt(stem: str) -> str:
    return unicodedata.normalize("NFC", unquote_plus(stem)).casefold()


def _key(stem: str) -> str:
    """Return letters and digits alone: "x+y", "x y", "x_2By" and "X-Y" are one name."""
    return UNSPELT.sub("-", _spelt(stem)).strip("-") or _spelt(stem)


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
