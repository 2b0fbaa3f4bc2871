"""Redaction: words of a comment become a visible mark; the words themselves are destroyed.

No version of the text before is kept, and the record holds who, when, why and how many characters.
On SQLite the freed pages are overwritten (`secure_delete`) and the journal is cut to nothing; on
PostgreSQL the dead rows are vacuumed away.
"""

import re

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from blogsite.lib import journal
from comments import printing, showing, verdicts
from comments.models import Changed, Comment, Decided, Decision, Reason, Sweep, Verdict

SHORTEST = 2  # characters; one would black out half of the text
Span = tuple[int, int]


class NotThere(Exception):
    """The words are not in the comment, so nothing was removed."""


def redact(pk: int, words: str, *, moderator: User, seen: str, reason: str) -> Decision:
    """Destroy every occurrence of `words` in a comment, whatever its status; return the record.

    White space matches any white space. Raises Changed for another text than was seen, Decided
    for one whose words are gone already, NotThere when the words are not in it.
    """
    with transaction.atomic():
        comment = _locked(pk)
        if comment.purged_at:
            raise Decided
        if comment.text_hash != seen:
            raise Changed
        removed = _black_out(comment, words, reason)
        comment.save(update_fields=["name", "body", "html"])
        answers = printing.reprint_replies(comment)
        if comment.html:
            showing.forget(comment.post, [comment.number or 1, *answers])
        decision = verdicts.record(
            comment, Verdict.REDACTED, moderator, reason=reason, length=removed
        )
        decision.sweep = Sweep.objects.create(moderator=moderator)
        decision.save()
    journal.forget(Comment._meta.db_table)
    return decision


def _locked(pk: int) -> Comment:
    """Lock a comment; what it answers is locked first: a quoted one comes before its answers."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(replies=pk))
    return rows.select_related("post").get(pk=pk)


def _black_out(comment: Comment, words: str, reason: str) -> int:
    """Change a comment in memory; return how many characters went."""
    parts = words.split()
    if len("".join(parts)) < SHORTEST:
        raise NotThere
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    spans = [match.span() for match in pattern.finditer(comment.body)]
    removed = sum(end - start for start, end in spans)
    if pattern.search(comment.name):
        removed += len(comment.name)
        comment.name = ""
    if not removed:
        raise NotThere
    mark = _mark(comment, reason)
    comment.body = pattern.sub(lambda _match: mark, comment.body)
    _move_flags(comment, spans, len(mark))
    if comment.html:
        comment.html = comment.printed()
    return removed


def _mark(comment: Comment, reason: str) -> str:
    with translation.override(comment.language):
        why = _("personal data") if reason == Reason.PRIVATE else str(Reason(reason).label).lower()
        return _("[removed by moderators: {why}]").format(why=why)


def _move_flags(comment: Comment, removed: list[Span], mark: int) -> None:
    """Let the spans of flags follow their words; those of removed words go, and so do their flags.

    A flag that was about the whole comment stays; of a name that is gone none says anything.
    """
    for flag in comment.flags.all():
        if not (flag.spans or flag.in_name):
            continue
        flag.spans = [list(s) for span in flag.spans if (s := _moved(tuple(span), removed, mark))]
        flag.in_name &= bool(comment.name)
        if flag.spans or flag.in_name:
            flag.save(update_fields=["spans", "in_name"])
        else:
            flag.delete()


def _moved(span: Span, removed: list[Span], mark: int) -> Span | None:
    start, end = span
    if any(start < gone_end and gone_start < end for gone_start, gone_end in removed):
        return None
    shift = sum(mark - (b - a) for a, b in removed if b <= start)
    return start + shift, end + shift
