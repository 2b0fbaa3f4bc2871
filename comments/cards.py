"""Cards of the queue: a comment as a moderator reads it, with its flags, quote and cluster."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blogsite.lib import markup
from comments import learning, rules
from comments.models import Comment, Flag, Lane

OPEN, CLOSE = "\ue000", "\ue001"  # stand for <mark> until the text is escaped
MOMENT = "%Y%m%d%H%M%S%f"
QUOTED = 300  # characters of a parent
GLIMPSE = 60  # characters
SWEPT = {Lane.ORPHAN, Lane.PLAIN}  # lanes whose cards a sweep approves when they carry no mark


class Note(NamedTuple):
    """What a card says of one flag: its rule, whether that broke or was late, where it fired."""

    title: str
    failed: bool
    in_name: bool


@dataclass(frozen=True)
class Card:
    """One decision to take: a comment, or the oldest of near-equal ones with all `members`."""

    comment: Comment
    flags: list[Flag] = field(default_factory=list)
    members: list[Comment] = field(default_factory=list)
    veiled: bool = False

    @property
    def token(self) -> str:
        """Return what the form carries: the key and text_hash of all that the card shows."""
        return ",".join(f"{c.pk}-{c.text_hash}" for c in self.members or [self.comment])

    @property
    def place(self) -> str:
        """Return where the card stands in the queue, for an address: no look-up finds it again."""
        moment = self.comment.received_at.astimezone(UTC)
        return f"{self.comment.lane}-{moment:{MOMENT}}-{self.comment.pk}"

    @property
    def others(self) -> list[Comment]:
        """Return the members of the cluster but the one whose words the card shows first."""
        return [member for member in self.members if member.pk != self.comment.pk]

    @property
    def swept(self) -> bool:
        """Tell whether a sweep approves this card when the moderator has not marked it."""
        return self.comment.lane in SWEPT and self.comment.second_to_id is None

    @property
    def words(self) -> SafeString:
        """Return the text as safe HTML, the words that fired marked."""
        return marked(self.comment.body, [span for flag in self._fired for span in flag.spans])

    @property
    def notes(self) -> list[Note]:
        """Return what the rules have to say, the worst first."""
        return [Note(rules.title(f.rule), f.failed, f.in_name) for f in self._fired]

    @property
    def in_name(self) -> bool:
        """Tell whether a rule fired on the sender's name."""
        return any(flag.in_name for flag in self.flags)

    @property
    def name(self) -> SafeString:
        """Return the sender's name as safe HTML, marked when a rule fired on it."""
        return format_html("<mark>{}</mark>" if self.in_name else "{}", self.comment.name)

    @property
    def name_veiled(self) -> bool:
        """Tell whether the name, too, waits until it is asked for."""
        return self.veiled and self.in_name

    @property
    def _fired(self) -> list[Flag]:
        return [flag for flag in self.flags if flag.rule != learning.FLAG]

    @property
    def percent(self) -> int | None:
        """Return the likelihood of spam in percent where it is worth saying, else None."""
        likelihood = self.comment.likelihood or 0
        return round(likelihood * 100) if likelihood > learning.LIKELY else None

    @property
    def telling(self) -> list[str]:
        """Return the words that made the likelihood higher, the weightiest first."""
        spans = [span for flag in self.flags if flag.rule == learning.FLAG for span in flag.spans]
        return [self.comment.body[start:end] for start, end in spans]

    @property
    def quote(self) -> str:
        """Return the beginning of the comment that this one answers."""
        parent = self.comment.parent
        return Truncator(parent.body).chars(QUOTED) if parent else ""


def deal(heads: list[Comment], members: list[Comment], *, veil: bool = False) -> list[Card]:
    """Return the cards of a page: one query for the flags of all of them."""
    flags: dict[int, list[Flag]] = defaultdict(list)
    for flag in Flag.objects.filter(comment__in=[head.pk for head in heads]).order_by("lane", "pk"):
        flags[flag.comment_id].append(flag)
    groups: dict[tuple[int | None, int], list[Comment]] = defaultdict(list)
    for member in members:
        groups[member.cluster, member.lane].append(member)
    return [
        Card(
            head,
            flags[head.pk],
            groups.get((head.cluster, head.lane), []) if head.cluster is not None else [],
            veil and head.lane == Lane.DANGER,
        )
        for head in heads
    ]


def glimpse(comment: Comment) -> str:
    """Return how a comment begins, for a line about it; words of a danger have to be asked for."""
    if comment.lane == Lane.DANGER and comment.body:
        return _("(veiled)")
    return Truncator(comment.body).chars(GLIMPSE) or _("(destroyed)")


def marked(body: str, spans: list[list[int]]) -> SafeString:
    """Return a reader's text as paragraphs, the [start, end) spans in <mark>; overlaps are one."""
    text = body.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    pieces, place = [], 0
    for start, end in sorted((max(0, start), end) for start, end in spans):
        start = max(start, place)
        if start < end:
            inside = text[start:end].replace("\n", f"{CLOSE}\n{OPEN}")
            pieces += [text[place:start], OPEN, inside, CLOSE]
            place = min(end, len(text))
    html = str(markup.paragraphs("".join([*pieces, text[place:]])))
    html = html.replace(OPEN + CLOSE, "").replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(html)  # noqa: S308  paragraphs escaped it
