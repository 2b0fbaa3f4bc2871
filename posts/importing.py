"""Posts and pages from records of an archive: made in bulk, as a save would make each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from blogsite import pages
from posts import cards, publishing, search
from posts.darkroom import Darkroom
from posts.drafting import Draft, Drafter
from posts.importers import PostRecord, Report, digest
from posts.models import Byline, Imported, Label, OldAddress, Page, Post
from posts.naming import Names

BATCH = 200  # records in memory and in one transaction


@dataclass(slots=True)
class Press:
    """Writes records; `dry` only looks. Safe to stop at any moment and to run again.

    `language` is a code, or "" to guess for each post; `byline` goes on every post instead of its
    author's name, "" for the author's own.
    """

    darkroom: Darkroom
    report: Report
    dry: bool = False
    language: str = ""
    byline: str = ""
    hosts: frozenset[str] = frozenset()
    names: Names = field(default_factory=Names)

    def take(self, batch: Sequence[PostRecord]) -> None:
        """Write at most BATCH records: new ones in bulk, changed ones each by itself."""
        batch = list({(record.origin, record.id): record for record in batch}.values())
        known = self._known(batch)
        drafter = Drafter(self.darkroom, self.report, self.language, self.hosts)
        new: list[Draft] = []
        for record in batch:
            row, mark = known.get((record.origin, record.id)), self._mark(record)
            what = "pages" if record.page else "posts"
            if row is None:
                self.report.count(f"{what}: new")
                new.append(drafter.draft(record, mark))
            elif row.read == mark:
                self.report.count(f"{what}: unchanged")
            else:
                self._take_changed(row, record, mark, drafter)
        if not self.dry:
            self._write(new)

    def _known(self, batch: Iterable[PostRecord]) -> dict[tuple[str, str], Imported]:
        rows = Imported.objects.filter(old_id__in=[record.id for record in batch])
        return {(row.origin, row.old_id): row for row in rows}

    def _mark(self, record: PostRecord) -> str:
        """Return the digest of a record and of the pictures that are there for it."""
        found = self.darkroom.names_in(record) if self.darkroom.albums.files else []
        return digest(record, self.language, self.byline, *found)

    def _write(self, drafts: list[Draft]) -> None:
        """Write new posts and pages, with all that follows from them, in one transaction."""
        posts = [draft for draft in drafts if draft.post is not None]
        with transaction.atomic():
            self._write_posts(posts)
            for draft in drafts:
                if draft.page is not None:
                    self._write_page(draft.page, draft)
            self._remember(drafts)
            pages.forget_all()

    def _write_page(self, page: Page, draft: Draft) -> None:
        draft.page = self.names.twin(page, draft.record)
        if draft.page is None:
            draft.page = page
            self.names.place_page(page, draft.record, self.report)
            publishing.put_page(page)

    def _write_posts(self, drafts: list[Draft]) -> None:
        self.names.place(drafts, self.report)
        for draft in drafts:
            publishing.render(draft.whole)
        posts = Post.objects.bulk_create([draft.whole for draft in drafts])
        bylines, labels = Post.bylines.through, Post.labels.through
        signed, labelled = [], []
        for draft in drafts:
            names, post = self._bylines(draft.record), draft.whole
            signed += [bylines(post_id=post.pk, byline_id=byline.pk) for byline in names]
            topics = self._labels(draft.record)
            labelled += [labels(post_id=post.pk, label_id=label.pk) for label in topics]
            # What the card and made() ask for need not be read back.
            prefetched = {"bylines": names, "labels": topics}
            post._prefetched_objects_cache = prefetched  # type: ignore[attr-defined]
            post.card = cards.rendered(post)
        bylines.objects.bulk_create(signed)
        labels.objects.bulk_create(labelled)
        cards.keep(posts)
        search.index_new(posts)

    def _bylines(self, record: PostRecord) -> list[Byline]:
        return self.names.bylines(self.byline or record.author)

    def _labels(self, record: PostRecord) -> list[Label]:
        return self.names.labels(record.labels)

    def _remember(self, drafts: list[Draft]) -> None:
        """Write down what was which, and where old addresses lead."""
        rows = []
        for draft in drafts:
            row = Imported(origin=draft.record.origin, old_id=draft.record.id, read=draft.mark)
            row.post, row.page = draft.post, draft.page
            row.made = made(draft.whole) if draft.post else digest(draft.body)
            rows.append(row)
        Imported.objects.bulk_create(rows)
        old: list[OldAddress] = []
        for draft in drafts:
            old += _old_addresses(draft)
            old += [
                OldAddress(address=address, label=label)
                for name, address in draft.record.topics
                for label in self.names.labels((name,))
                if address
            ]
        OldAddress.objects.bulk_create(old, ignore_conflicts=True)

    def _take_changed(self, row: Imported, record: PostRecord, mark: str, drafter: Drafter) -> None:
        """Bring up to date what changed there; leave alone what was edited or deleted here."""
        mine: Model | None = row.post or row.page
        what = "pages" if record.page else "posts"
        same = isinstance(mine, Post) and row.made in {made(mine), _worded(mine)}
        same = same or (isinstance(mine, Page) and digest(mine.body) == row.made)
        if mine is None or not same:
            how = "edited" if mine else "deleted"
            line = f"{record.id} {record.title}"
            self.report.note(f"LOOK: changed there, {how} here: left", line)
            return
        self.report.count(f"{what}: updated")
        if not self.dry:
            with transaction.atomic():
                self._update(row, drafter.draft(record, mark))

    def _update(self, row: Imported, draft: Draft) -> None:
        if row.post is not None and draft.post is not None:
            post = row.post
            draft.give(post)
            if not post.path and post.published_at:
                draft.post = post
                self.names.place([draft], self.report)
            publishing.put(post)
            publishing.assign(
                post, bylines=self._bylines(draft.record), labels=self._labels(draft.record)
            )
            row.made = made(post)
        elif row.page is not None and draft.page is not None:
            row.page.title, row.page.body = draft.page.title, draft.page.body
            publishing.put_page(row.page)
            row.made = digest(row.page.body)
        row.read = draft.mark
        row.save()


def made(post: Post) -> str:
    """Return a digest of what an editor can change of a post: words, picture, dates, names."""
    bylines, labels = ({each.pk for each in of.all()} for of in (post.bylines, post.labels))
    return digest(_worded(post), sorted(bylines), sorted(labels))


def _worded(post: Post) -> str:
    """Return the digest without bylines and labels: the whole of it for what came in long ago."""
    dates = (post.published_at, post.withdrawn_at is None)
    return digest(post.headline, post.standfirst, post.body, post.lead_id, *map(str, dates))


def _old_addresses(draft: Draft) -> list[OldAddress]:
    post, page = draft.post, draft.page
    now = f"/{post.path}" if post is not None else page.get_absolute_url() if page else ""
    others = {draft.record.address, *draft.record.other_addresses} - {"", now}
    return [OldAddress(address=other, post=post, page=page) for other in sorted(others)]
