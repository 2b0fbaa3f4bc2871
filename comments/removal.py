"""Removal: a published comment gives up its words and keeps its number, as a placeholder."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from blogsite.lib import journal
from comments import printing, showing
from comments.flags import Lane

if TYPE_CHECKING:
    from comments.models import Comment

FIELDS = ["status", "name", "body", "likelihood", "cluster", "purged_at", "html"]


def take_down(comment: "Comment") -> None:
    """Destroy the words of a public comment that is locked; those who quoted them lose them too.

    Its number, day and decisions stay. What readers reported about it has been dealt with. The
    pages that showed any of it are forgotten on commit.
    """
    comment.status = comment.Status.REMOVED
    comment.name = comment.body = ""
    comment.likelihood = comment.cluster = None
    comment.purged_at = timezone.now()
    comment.html = printing.item(comment)
    comment.save(update_fields=FIELDS)
    comment.flags.all().delete()
    comment.reports.all().delete()
    orphan(comment)
    answers = printing.reprint_replies(comment)
    showing.forget(comment.post, [comment.number or 1, *answers])
    forget = partial(journal.forget, comment._meta.db_table)
    transaction.on_commit(forget, robust=True)  # it is decided, whatever the journal does


def orphan(comment: "Comment") -> int:
    """Move the held plain answers to a comment that is no longer shown; return how many."""
    held = comment.replies.filter(status=comment.Status.PENDING, lane=Lane.PLAIN)
    return held.update(lane=Lane.ORPHAN)
