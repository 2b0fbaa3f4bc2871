"""Where an archive lies: which files of it are read, and which must never be."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

START = 64 * 1024  # bytes in which the kind of a file shows
# Parts of a Google takeout about the account and its person; names in English and Spanish.
PRIVATE_FOLDERS = {"profile", "comments", "perfil", "comentarios"}
PRIVATE_FILES = {
    "settings.csv", "followers.csv", "profile.csv", "reading_list.csv", "theme-classic.html",
    "theme-layouts.xml", "archive_browser.html",
}  # fmt: skip


class Refused(Exception):
    """An archive that is not read; the words say why."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One XML file. `seen` is told of every chunk that was read, in bytes."""

    path: Path
    seen: Callable[[int], None] = lambda _bytes: None

    def start(self) -> str:
        """Return the beginning, for recognising the format."""
        with self.path.open("rb") as file:
            return file.read(START).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Source:
    """What is read of an archive, and the names of what lies beside it and is not."""

    feed: Path
    albums: Path | None
    ignored: tuple[str, ...] = ()


def find(given: Path, blog: str = "") -> Source:
    """Return what to read at a path: an XML file, or a folder of Google Takeout.

    `blog` names one of several blogs in a takeout. Raises Refused for its private parts, and when
    there is nothing, or more than one thing, to read.
    """
    path = given.resolve()
    _refuse_private(given.absolute())
    _refuse_private(path)
    if path.is_file():
        takeout = path.parent.parent.parent if path.parent.parent.name == "Blogs" else None
        return Source(path, _albums(takeout, path.parent.name), _ignored(takeout))
    if not path.is_dir():
        raise Refused(f"{given} is not there.")
    takeout = next((p for p in (path, path / "Blogger", path / "Takeout" / "Blogger")
                    if (p / "Blogs").is_dir()), None)  # fmt: skip
    if takeout is None:
        if path.parent.name == "Blogs" and (path / "feed.atom").is_file():
            return find(path / "feed.atom")
        raise Refused(f"{given} has no folder Blogs: give a takeout, or the file of a backup.")
    return find(_chosen(takeout / "Blogs", blog))


def _chosen(blogs: Path, wanted: str) -> Path:
    found = {feed.parent.name: feed for feed in sorted(blogs.glob("*/feed.atom"))}
    if wanted:
        found = {name: feed for name, feed in found.items() if name == wanted}
    if len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(sorted(feed.parent.name for feed in blogs.glob("*/feed.atom")))
    raise Refused(f"Name one of these blogs with --blog: {names or 'there is none'}.")


def _refuse_private(path: Path) -> None:
    """Raise Refused for a private file of a takeout, or anything inside its private folders.

    A feed is known by its folder even where that was taken out of the rest.
    """
    if path.name.lower() in PRIVATE_FILES:
        raise Refused(f"{path.name} is about the account, not the blog: it is never read.")
    names = [part.lower() for part in path.parts]
    taken_out = {len(names) - 2, len(names) - 3} if names[-1] == "feed.atom" else set()
    for place, name in enumerate(names):
        if name in PRIVATE_FOLDERS and ("blogger" in names[:place] or place in taken_out):
            raise Refused(
                f"{path.parts[place]} is about the account's person, not the blog: never read."
            )


def _albums(takeout: Path | None, blog: str) -> Path | None:
    """Return the pictures of a blog, or of the whole takeout if none are under its name."""
    if takeout is None:
        return None
    for folder in (takeout / "Albums" / blog, takeout / "Albums"):
        if folder.is_dir() and not folder.is_symlink():
            return folder
    return None


def _ignored(takeout: Path | None) -> tuple[str, ...]:
    if takeout is None:
        return ()
    around = [*takeout.iterdir(), *takeout.glob("Blogs/*/*")]
    private = (p for p in around if p.name.lower() in PRIVATE_FILES | PRIVATE_FOLDERS)
    return tuple(sorted(str(p.relative_to(takeout)) for p in private))
