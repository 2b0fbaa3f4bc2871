"""What scrubbers answer in codes, said in the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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
class Line:
    """What became of one file, in words."""

    place: int
    removed: list[str]
    changed: list[Promise]
    kept: list[Promise]
    misnamed: bool = False
    refused: Promise | None = None
    advice: Promise | None = None


def line(outcome: Outcome) -> Line:
    """Say what became of one file: what was taken out and what stays, or why it was refused."""
    if outcome.refused:
        refused, advice = REASONS[outcome.refused]
        return Line(outcome.place, [], [], [], refused=refused, advice=advice)
    report = outcome.report or Report("")
    removed = [f"{KINDS[kind]} ({number})" for kind, number in report.removed.items() if number]
    changed = [CHANGES[change] for change in report.changed]
    kept = [LIMITS[limit] for limit in report.kept]
    return Line(outcome.place, removed, changed, kept, report.misnamed)
