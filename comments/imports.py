"""Comments of an archive: numbered in their old order, never public unless they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from blogsite import pages
from comments import intake, learning, printing
from comments.bulk import insert, number
from comments.models import Comment, Decision, Thread
from comments.moulds import Moulds
from posts.importers import PUBLIC, CommentRecord, CommentState, Report
from posts.models import Post

STATUSES = {
    CommentState.LIVE: Comment.Status.APPROVED,
    CommentState.REMOVED: Comment.Status.REMOVED,
    CommentState.PENDING: Comment.Status.PENDING,
    CommentState.HELD: Comment.Status.PENDING,
    CommentState.SPAM: Comment.Status.REJECTED,
}
REJECTED = Comment.Status.REJECTED
SHOWN = {Comment.Status.APPROVED, Comment.Status.REMOVED}
Found = dict[tuple[int, str], Comment]  # by post and fragment


@dataclass(slots=True)
class Threads:
    """Writes the comments of whole posts; `dry` only looks. Running it again doubles nothing."""

    report: Report
    dry: bool = False
    moulds: Moulds = field(default_factory=Moulds)

    def take(self, groups: Mapping[int, Sequence[CommentRecord]]) -> None:
        """Write the comments of these posts (by key, each in the old order) in one transaction."""
        with transaction.atomic():
            posts = Post.objects.only("path", "language", "headline").in_bulk(list(groups))
            found = self._found(groups)
            threads = {} if self.dry else _locked(groups)
            waves = _Waves(found)
            for key, records in groups.items():
                fragments = {record.id: record.fragment for record in records}
                for record in records:
                    self._take(record, posts[key], fragments.get(record.parent, ""), threads, waves)
            if not self.dry:
                self._write(waves)
                number(threads.values())
                pages.forget_all()

    def _found(self, groups: Mapping[int, Sequence[CommentRecord]]) -> Found:
        rows = Comment.objects.filter(post__in=list(groups)).exclude(imported_id="")
        rows = rows.order_by("pk").select_for_update(no_key=True)  # new answers quote them
        return {(row.post_id, row.imported_id): row for row in rows}

    def _take(
        self, record: CommentRecord, post: Post, parent: str, threads: dict[int, Thread],
        waves: "_Waves",
    ) -> None:  # fmt: skip
        old = waves.found.get((post.pk, record.fragment))
        if old is not None:
            self._compare(old, record)
            return
        self.report.count(f"comments: {record.state.value}")
        comment = Comment(
            post=post, imported_id=record.fragment, status=STATUSES[record.state],
            name=record.name, body=record.body,
            received_at=record.published.replace(second=0, microsecond=0),
        )  # fmt: skip
        if record.state == CommentState.REMOVED:
            comment.name = comment.body = ""
        if record.parent and not waves.add_reply(comment, parent):
            self.report.count("comments: answers to one that is not there")
        if record.state in PUBLIC and not self.dry:
            thread = threads[post.pk]
            thread.last_number += 1
            comment.number, comment.approved_at = thread.last_number, comment.received_at
        waves.add(comment)

    def _compare(self, old: Comment, record: CommentRecord) -> None:
        """Bring up to date what changed there, unless a moderator has decided on it here."""
        same = (old.name, old.body) == (record.name, record.body)
        if same or old.status == Comment.Status.REMOVED or old.purged_at is not None:
            self.report.count("comments: unchanged")
        elif STATUSES[record.state] != old.status or Decision.objects.filter(comment=old).exists():
            self.report.note("LOOK: comments changed there, decided here: left", record.fragment)
        else:
            self.report.count("comments: updated")
            if not self.dry:
                old.name, old.body = record.name, record.body
                old.html = old.printed() if old.status == Comment.Status.APPROVED else ""
                old.save(update_fields=["name", "body", "html"])
                printing.reprint_replies(old)

    def _write(self, waves: "_Waves") -> None:
        """Save what is new: an answer after what it answers. Spam is for learning alone."""
        spam = [c.body for wave in waves.waves for c in wave if c.status == REJECTED and c.body]
        if spam:
            learning.take_spam(spam)
        for wave in waves.waves:  # an answer comes after what it answers
            for comment in wave:
                if (parent := comment.parent) is not None:
                    comment.parent = parent  # by its key: it was saved in an earlier wave
                if comment.number is not None:
                    comment.html = self.moulds.printed(comment)
            insert([c for c in wave if c.status != Comment.Status.PENDING], waves.answered)
            for comment in wave:
                if comment.status == Comment.Status.PENDING:
                    intake.receive(comment)


class _Waves:
    """New comments by how many others must be saved before them."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.depth: dict[tuple[int, str], int] = {}
        self.waves: list[list[Comment]] = []
        self.answered: set[tuple[int, str]] = set()

    def add_reply(self, comment: Comment, fragment: str) -> bool:
        """Tie a comment to the one of its post that it answers; False when that is not known.

        Nothing public is tied to what is not: an answer quotes.
        """
        parent = self.found.get((comment.post_id, fragment))
        if parent is None or (comment.status in SHOWN and parent.status not in SHOWN):
            return False
        comment.parent = parent
        self.answered.add((parent.post_id, parent.imported_id))
        return True

    def add(self, comment: Comment) -> None:
        parent = comment.parent
        above = (comment.post_id, parent.imported_id) if parent is not None else None
        depth = self.depth.get(above, -1) + 1 if above else 0
        key = (comment.post_id, comment.imported_id)
        self.found[key], self.depth[key] = comment, depth
        while len(self.waves) <= depth:
            self.waves.append([])
        self.waves[depth].append(comment)


def _locked(groups: Iterable[int]) -> dict[int, Thread]:
    """Return the threads of these posts, made where they are missing, locked until the commit."""
    keys = list(groups)
    Thread.objects.bulk_create((Thread(post_id=key) for key in keys), ignore_conflicts=True)
    return {t.post_id: t for t in Thread.objects.select_for_update().filter(post__in=keys)}
