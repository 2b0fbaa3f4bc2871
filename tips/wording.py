"""What scrubbers answer in codes, said in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from tips.scrub import Change, Kind, Limit, Reason, Report, words
from tips.sending import Outcome

KINDS: dict[Kind, Promise] = {kind: gettext_lazy(said) for kind, said in words.KINDS.items()}
CHANGES: dict[Change, Promise] = {
    change: gettext_lazy(said) for change, said in words.CHANGES.items()
}
LIMITS: dict[Limit, Promise] = {limit: gettext_lazy(said) for limit, said in words.LIMITS.items()}
REASONS: dict[Reason, tuple[Promise, Promise]] = {
    reason: (gettext_lazy(said), gettext_lazy(advice))
    for reason, (said, advice) in words.REASONS.items()
}


@dataclass(frozen=True)
class Group:
    """Files of an archive that were left out for one reason, in words."""

    number: int
    files: str
    refused: Promise
    advice: Promise

    @property
    def letters(self) -> int:
        """Return how long it is, for a page that must not grow with an archive."""
        return len(f"{self.files}{self.refused}{self.advice}")


@dataclass(frozen=True)
class Line:
    """What became of one file, in words; the last three are of an archive only.

    `unnamed` counts files that were left out for which the page has no room.
    """

    place: int
    removed: list[str]
    changed: list[Promise]
    kept: list[Promise]
    misnamed: bool = False
    refused: Promise | None = None
    advice: Promise | None = None
    files: int = 0
    left_out: list[Group] = field(default_factory=list)
    unnamed: int = 0


def line(outcome: Outcome) -> Line:
    """Say what became of one file: what was taken out and what stays, or why it was refused."""
    if outcome.refused:
        refused, advice = REASONS[outcome.refused]
        return Line(outcome.place, [], [], [], refused=refused, advice=advice)
    report = outcome.report or Report("")
    removed = [f"{KINDS[kind]} ({number})" for kind, number in report.removed.items() if number]
    return Line(
        outcome.place,
        removed,
        changed=[CHANGES[change] for change in report.changed],
        kept=[LIMITS[limit] for limit in report.kept],
        misnamed=report.misnamed,
        files=report.files,
        left_out=_groups(report),
    )


def within(lines: Iterable[Line], letters: int) -> list[Line]:
    """Return the lines with only so many letters about files of archives that were left out."""
    shortened = []
    for told in lines:
        named: list[Group] = []
        for group in told.left_out:
            if group.letters <= letters:
                named.append(group)
                letters -= group.letters
        unnamed = sum(group.number for group in told.left_out if group not in named)
        shortened.append(replace(told, left_out=named, unnamed=unnamed))
    return shortened


def _groups(report: Report) -> list[Group]:
    """Say which files of an archive were left out, those with one reason together."""
    together: dict[tuple[tuple[int, ...], Reason], list[int]] = {}
    for file in report.left_out:
        together.setdefault((file.places[:-1], file.reason), []).append(file.places[-1])
    return [
        Group(len(places), _named(places, archive), *REASONS[reason])
        for (archive, reason), places in together.items()
    ]


def _named(places: list[int], archive: tuple[int, ...]) -> str:
    """Return such as "Files 2, 5–7 of the archive"; `archive` is where an inner one stands."""
    named = {"places": _ranges(places), "archive": archive[-1] if archive else 0}
    if archive:
        return (
            ngettext(
                "File %(places)s of the archive that is file %(archive)s",
                "Files %(places)s of the archive that is file %(archive)s",
                len(places),
            )
            % named
        )
    return (
        ngettext("File %(places)s of the archive", "Files %(places)s of the archive", len(places))
        % named
    )


def _ranges(places: list[int]) -> str:
    """Return "2, 5–7" for 2, 5, 6, 7."""
    parts: list[list[int]] = []
    for place in places:
        if parts and parts[-1][-1] == place - 1:
            parts[-1][1:] = [place]
        else:
            parts.append([place])
    return ", ".join("\u2013".join(map(str, part)) for part in parts)
