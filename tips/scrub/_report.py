"""The words of the contract between scrubbers and those who call them: codes, never values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

MOST = 100_000  # a count above this says nothing more and may come from a broken child
MOST_LEFT_OUT = 2_000  # files of an archive that a report names


class Kind(StrEnum):
    """What can name or place the sender, and is taken out."""

    PLACE = "place"
    DEVICE = "device"
    DATES = "dates"
    AUTHOR = "author"
    SOFTWARE = "software"
    THUMBNAIL = "thumbnail"
    COMMENT = "comment"
    COLOUR = "colour"
    EMBEDDED = "embedded"
    TRAILING = "trailing"
    HIDDEN = "hidden"
    NAMES = "names"
    HISTORY = "history"
    SCRIPT = "script"
    OTHER = "other"


class Change(StrEnum):
    """What was done to the visible content itself."""

    REENCODED = "reencoded"
    TURNED = "turned"
    COLOURS = "colours"
    REWRITTEN = "rewritten"
    REBUILT = "rebuilt"
    TRANSCODED = "transcoded"
    SILENCED = "silenced"


class Limit(StrEnum):
    """What stays in the file because it is the content, and can still give the sender away."""

    VISIBLE = "visible"
    SENSOR = "sensor"
    WORDING = "wording"
    UNSEEN = "unseen"
    VOICE = "voice"


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    UNSUPPORTED = "unsupported"
    PICTURE = "picture"
    MARKUP = "markup"
    BROKEN = "broken"
    PIXELS = "pixels"
    FRAMES = "frames"
    OUTPUT = "output"
    MEMORY = "memory"
    TIME = "time"
    CRASH = "crash"
    RESIDUE = "residue"
    SIZE = "size"
    NUMBER = "number"
    INSIDE = "inside"
    NESTED = "nested"
    PACKING = "packing"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    MACROS = "macros"
    LEGACY = "legacy"


class Unscrubbable(Exception):
    """A file that cannot be cleaned with certainty. Carries a Reason, never a value of the file."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class LeftOut:
    """A file of an archive that was not taken, and why.

    `places` counts from 1, in the order of names; in an archive inside it, the inner place follows.
    """

    places: tuple[int, ...]
    reason: Reason

    def as_list(self) -> list[str]:
        """Return JSON-ready plain values: "4.2" for the second file of the archive at place 4."""
        return [".".join(map(str, self.places)), self.reason.value]

    @classmethod
    def from_list(cls, data: Sequence[str]) -> Self:
        """Read `as_list` back. Raises ValueError or TypeError for anything else."""
        places, reason = data
        return cls(tuple(min(MOST, int(place)) for place in places.split(".")), Reason(reason))


@dataclass(frozen=True)
class Report:
    """What one scrubber did to one file: kinds with counts, changes and limits, no values.

    Of an archive also how many of its files were cleaned, and which were left out.
    """

    media_type: str
    removed: Mapping[Kind, int] = field(default_factory=dict)
    changed: tuple[Change, ...] = ()
    kept: tuple[Limit, ...] = ()
    misnamed: bool = False
    files: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready plain values, in a fixed order."""
        return {
            "media_type": self.media_type,
            "removed": {kind.value: self.removed[kind] for kind in sorted(self.removed)},
            "changed": sorted(change.value for change in self.changed),
            "kept": sorted(limit.value for limit in self.kept),
            "misnamed": self.misnamed,
            "files": self.files,
            "left_out": [file.as_list() for file in self.left_out[:MOST_LEFT_OUT]],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read `as_dict` back. Raises ValueError, KeyError or TypeError for anything else."""
        return cls(
            media_type=str(data["media_type"]),
            removed=counts(data["removed"]),
            changed=tuple(Change(word) for word in data["changed"]),
            kept=tuple(Limit(word) for word in data["kept"]),
            misnamed=bool(data["misnamed"]),
            files=max(0, min(MOST, int(data.get("files", 0)))),
            left_out=tuple(map(LeftOut.from_list, data.get("left_out", [])[:MOST_LEFT_OUT])),
        )


def counts(data: Mapping[str, Any]) -> Counter[Kind]:
    """Read a count per kind from plain values, each held between 0 and MOST."""
    return Counter({Kind(word): max(0, min(MOST, int(data[word]))) for word in data})
