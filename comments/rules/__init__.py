"""Rules: what code notices in a comment, and which words made it look. A rule never decides.

A rule is one module of this folder, registered nowhere else, with a docstring, a `TITLE` for
moderators, and `find(said) -> Found | None`. What it finds puts the comment into a lane and is
marked on its card. No pattern of a rule has an unbounded repetition and nobody's words become a
pattern, so that none can hang; a rule that breaks, is late or cannot know says so on the card.
"""

import time
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import ModuleType
from typing import NamedTuple

from blogsite.lib import plugins, private_data
from comments.flags import Lane
from comments.rules import _tongue
from comments.rules._spelling import Spelling

RULE_TIME = 0.25  # seconds of processor time after which a rule counts as late
WHOLE_TIME = 0.5  # seconds after which the rules that have not run yet are left out
MARKED = 50  # spans of one rule: a text of nothing but numbers does not fill the card


class Unknown(Exception):
    """What a rule has to know could not be looked up."""


class Found(NamedTuple):
    """What a rule found: a lane, and the [start, end) pairs of characters that made it look.

    No pairs: it is about the whole. Lane.PLAIN marks words and moves nothing.
    """

    lane: Lane
    spans: list[tuple[int, int]] = []


class Near(NamedTuple):
    """How often about the same was said before: in the window of days, and within the hour."""

    before: int = 0
    within_hour: int = 0


class Phrases(NamedTuple):
    """A list of an editor's words, and the lane of a comment that holds one; "": any language."""

    lane: Lane
    words: str
    language: str = ""


@dataclass(frozen=True)
class Said:
    """What a reader sent, and what the rules are told about it; None: it could not be looked up."""

    body: str
    name: str = ""
    orphan: bool = False  # it answers a comment that was rejected or removed
    near: Near | None = field(default_factory=Near)
    lists: tuple[Phrases, ...] | None = ()

    @cached_property
    def folded(self) -> str:
        """The body in small bare letters, each at the place of its own."""
        return Spelling.fold(self.body)

    @cached_property
    def spelling(self) -> Spelling:
        """The body as it would be read aloud: m4taaar is matar."""
        return Spelling(self.body)

    @cached_property
    def language(self) -> str:
        """The language it seems to be in, "es" or "en"; "" when that cannot be told."""
        return _tongue.guess(self.folded)

    @cached_property
    def private(self) -> list[private_data.Span]:
        """Where the body names somebody."""
        return private_data.find(self.body)

    def private_found(self, *kinds: private_data.Kind) -> Found | None:
        """Return the finds of these kinds of private data, in the danger lane."""
        spans = [(start, end) for start, end, kind in self.private if kind in kinds]
        return Found(Lane.DANGER, spans) if spans else None


class Mark(NamedTuple):
    """What one rule has to say on a card."""

    rule: str
    lane: Lane
    spans: list[tuple[int, int]] = []
    in_name: bool = False  # it fired on the sender's name, too
    failed: bool = False


@cache
def every() -> dict[str, ModuleType]:
    """Return the rules by name."""
    return {rule.__name__.rpartition(".")[2]: rule for rule in plugins.load(__name__)}


def title(rule: str) -> str:
    """Return what a card calls a rule; the plain name when there is no such rule any more."""
    module = every().get(rule)
    return str(module.TITLE) if module else rule


def look(said: Said) -> list[Mark]:
    """Let every rule look at a comment; broken and late ones leave a mark that says `failed`."""
    began = time.thread_time()
    marks = []
    for name, rule in every().items():
        if time.thread_time() - began > WHOLE_TIME:
            marks.append(Mark(name, Lane.PLAIN, failed=True))
        elif mark := _mark(name, rule, said):
            marks.append(mark)
    return marks


def _mark(name: str, rule: ModuleType, said: Said) -> Mark | None:
    began = time.thread_time()
    try:
        found: Found | None = rule.find(said)
        signed: Found | None = None
        if said.name:
            signed = rule.find(replace(said, body=said.name, name="", near=Near(), orphan=False))
    except Exception:  # whatever breaks in a rule, the comment is held and the card says so
        return Mark(name, Lane.PLAIN, failed=True)
    late = time.thread_time() - began > RULE_TIME
    if not (found or signed or late):
        return None
    lane = min((each.lane for each in (found, signed) if each), default=Lane.PLAIN)
    spans = sorted(found.spans)[:MARKED] if found else []
    return Mark(name, Lane(lane), spans, signed is not None, late)
