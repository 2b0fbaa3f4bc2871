"""An archive from end to end: posts as they are read, then their comments in the old order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction

from blogsite import pages
from blogsite.management.progress import Progress
from blogsite.management.staging import Staging
from comments.imports import Threads
from posts import importing, labels, publishing, related, search
from posts.importers import CommentRecord, PostRecord, PostState, Record, Report
from posts.importing import Press
from posts.models import Imported, Label, Post

COMMENTS = 1000  # comments of whole posts in one transaction, or those of one larger post
DELETED = "comments: of posts deleted here, left"
DRAWER = "comments-without-a-post"  # old id of the draft that keeps orphans


@dataclass(slots=True)
class Archive:
    """One run. `counts` says how many comments the old place counted at each post."""

    press: Press
    report: Report
    dry: bool
    progress: Progress
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    paged: set[tuple[str, str]] = field(default_factory=set)

    def take(self, records: Iterable[Record]) -> None:
        """Write everything; safe to stop and to run again."""
        with Staging() as staging:
            counted = self.progress.counting(records)
            for batch in _batches(self._posts(counted, staging)):
                self.press.take(batch)
            self.progress.stage("of the comments written", len(staging))
            self._take_comments(staging)
            self.progress.close()
            if staging.doubled:
                self.report.count("dropped: comments that stood twice", staging.doubled)
        if not self.dry:
            search.tidy()
            _relate()

    def _posts(self, records: Iterable[Record], staging: Staging) -> Iterator[PostRecord]:
        for record in records:
            if isinstance(record, CommentRecord):
                staging.add(record)
                continue
            key = (record.origin, record.id)
            self.seen.add(key)
            if record.page and record.state == PostState.LIVE:
                self.paged.add(key)  # such a record becomes a page, any other one a post
            if record.comment_count is not None:
                self.counts[key] = record.comment_count
            yield record

    def _take_comments(self, staging: Staging) -> None:
        threads = Threads(self.report, self.dry)
        places, gone = self._places()
        groups: dict[int, list[CommentRecord]] = {}
        for key, found in groupby(staging.in_order(), lambda record: (record.origin, record.post)):
            records = list(found)
            self._check_sum(key, records)
            if key in gone:
                self.report.count(DELETED, len(records))
            post = None if key in gone else places.get(key) or self._drawer(key, records)
            if post is None:
                self.progress.wrote(len(records))
                continue
            groups.setdefault(post, []).extend(records)
            if sum(map(len, groups.values())) >= COMMENTS:
                self._write(groups, threads)
                groups = {}
        self._write(groups, threads)
        for key in [key for key, counted in self.counts.items() if counted]:
            self._check_sum(key, [])

    def _write(self, groups: dict[int, list[CommentRecord]], threads: Threads) -> None:
        if groups:
            threads.take(groups)
            self.progress.wrote(sum(map(len, groups.values())))

    def _places(self) -> tuple[dict[tuple[str, str], int], set[tuple[str, str]]]:
        """Return the key of each imported post by its origin and old id, and those deleted here."""
        rows = Imported.objects.filter(page__isnull=True)
        found = {(o, i): post for o, i, post in rows.values_list("origin", "old_id", "post_id")}
        gone = {key for key, post in found.items() if post is None} - self.paged
        return {key: post for key, post in found.items() if post is not None}, gone

    def _check_sum(self, key: tuple[str, str], records: list[CommentRecord]) -> None:
        counted = self.counts.pop(key, None)
        if counted is not None and counted != len(records):
            line = f"{key[1]}: {len(records)} in the file, {counted} counted there"
            self.report.note("LOOK: posts with fewer or more comments than they had", line)

    def _drawer(self, key: tuple[str, str], records: list[CommentRecord]) -> int | None:
        """Return the draft post that keeps comments whose post is not in the archive."""
        origin, old = key
        if self.dry and key in self.seen - self.paged:
            self.report.count("comments: of posts that are new", len(records))
            for record in records:
                self.report.count(f"comments: {record.state.value}")
            return None
        for record in records:
            why = "on a page" if key in self.seen else "post missing"
            self.report.note("LOOK: comments without a post", f"{record.fragment} ({why}: {old})")
        if self.dry:
            return None
        row = Imported.objects.filter(origin=origin, old_id=DRAWER).first()
        if row is None:
            post = Post(headline=f"Comments without a post ({origin})", comments_open=False)
            publishing.put(post)
            row = Imported.objects.create(origin=origin, old_id=DRAWER, post=post)
        if row.post_id is None:
            self.report.count(DELETED, len(records))
        return row.post_id


@transaction.atomic
def _relate() -> None:
    """Count labels and choose which posts are about the same: a bulk load leaves both out."""
    labels.recount(Label.objects.values_list("pk", flat=True))
    related.rebuild()
    pages.forget_all()


def _batches(records: Iterator[PostRecord]) -> Iterator[list[PostRecord]]:
    batch: list[PostRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == importing.BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
