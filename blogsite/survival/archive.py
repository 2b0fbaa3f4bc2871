"""The archive for the next system: one ZIP with a takeout, our JSON, and the pictures.

    Takeout/Blogger/Blogs/paper/feed.atom   posts, pages, comments (atom.py)
    Takeout/Blogger/Albums/paper/….jpg      the largest file of each photo that is shown
    paper.json                              the same and what Atom cannot say (papers.py)

Only what readers see, and drafts when they are asked for: no tip, no login, no comment that waits
or was refused.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from blogsite.survival import atom, papers
from blogsite.survival.reading import snapshot
from posts import figures
from posts.models import Page, Photo

FOLDER = "Takeout/Blogger/{}/paper/"
Row = dict[str, object]


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond, lazy words as words."""

    def default(self, o: object) -> object:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


@dataclass(slots=True)
class Archive:
    """Writes one archive; `counts` says of what, `missing` which pictures are not in the store."""

    drafts: bool
    counts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    shown: dict[str, Photo] = field(default_factory=dict)

    def write(self, file: BinaryIO) -> None:
        """Write everything into an empty file; memory grows with the number of photos alone."""
        with snapshot(), ZipFile(file, "w") as archive:
            with _member(archive, FOLDER.format("Blogs") + "feed.atom") as out:
                out.writelines(text.encode() for text in self._atom())
            with _member(archive, "paper.json") as out:
                out.writelines(text.encode() for text in self._json())
            for token in sorted(self.shown):
                self._picture(archive, self.shown[token])

    def _atom(self) -> Iterator[str]:
        yield atom.head()
        for found in papers.posts(drafts=self.drafts):
            photos = self._photos(found.body)
            if found.lead:
                self.shown[found.lead.token] = found.lead
            self.counts["posts"] += 1
            yield atom.post(found, photos)
        for page in Page.objects.all():
            self.counts["pages"] += 1
            yield atom.page(page, self._photos(page.body))
        yield from self._counted("comments", atom.comments(papers.said()))
        yield atom.TAIL

    def _counted(self, name: str, texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            self.counts[name] += 1
            yield text

    def _photos(self, body: str) -> dict[str, Photo]:
        """Return the photos in a body by token; they come along."""
        tokens = figures.tokens(body)
        unseen = set(tokens) - self.shown.keys()
        if unseen:
            self.shown |= {photo.token: photo for photo in Photo.objects.filter(token__in=unseen)}
        return {token: self.shown[token] for token in tokens if token in self.shown}

    def _json(self) -> Iterator[str]:
        about = {"name": settings.SITE_NAME, "address": settings.SITE_URL, "format": 1}
        lists: list[tuple[str, Iterable[Row]]] = [
            ("bylines", papers.bylines()),
            ("labels", papers.labels()),
            ("photos", (papers.photo(p, atom.picture(p.token)) for p in self.shown.values())),
            ("posts", map(papers.post, papers.posts(drafts=self.drafts))),
            ("series", papers.series()),
            ("pages", map(papers.page, Page.objects.all())),
            ("comments", map(papers.comment, papers.said())),
        ]
        yield f'{{"paper": {_encoded(about)}'
        for name, rows in lists:
            yield f',\n"{name}": ['
            yield from _joined(map(_encoded, rows))
            yield "\n]"
        yield "}\n"

    def _picture(self, archive: ZipFile, photo: Photo) -> None:
        name = photo.large.removeprefix(settings.MEDIA_URL)
        try:
            with default_storage.open(name) as source:
                target = FOLDER.format("Albums") + atom.picture(photo.token)
                with _member(archive, target, ZIP_STORED) as out:
                    shutil.copyfileobj(source, out)
        except FileNotFoundError:
            self.missing.append(name)
        else:
            self.counts["photos"] += 1


def _member(archive: ZipFile, name: str, how: int = ZIP_DEFLATED) -> IO[bytes]:
    """Open a member without a time of its own."""
    about = ZipInfo(name)
    about.compress_type, about.external_attr = how, 0o644 << 16
    return archive.open(about, "w", force_zip64=True)


def _encoded(row: object) -> str:
    return json.dumps(row, cls=Exact, ensure_ascii=False)


def _joined(texts: Iterator[str]) -> Iterator[str]:
    comma = ""
    for text in texts:
        yield f"{comma}\n{text}"
        comma = ","
