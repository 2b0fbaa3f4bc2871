"""Addresses, bylines and labels of what is imported: found or made, each once."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.http import Http404
from django.utils import timezone
from django.utils.text import slugify

from blogsite.lib.markup import clean, plain
from posts.bylines import Gone, heir
from posts.drafting import Draft
from posts.importers import PostRecord, Report
from posts.labels import successor
from posts.models import Byline, Label, Page, Post
from posts.placing import free, free_path

OWN_FORM = re.compile(r"/((?:19|20)[0-9]{2}/(?:0[1-9]|1[0-2])/([^/?#%]{1,110})\.html)\Z")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}\Z")


@dataclass(slots=True)
class Names:
    """Remembers bylines and labels, so that each is asked for once."""

    found_labels: dict[str, Label] = field(default_factory=dict)
    found_bylines: dict[str, list[Byline]] = field(default_factory=dict)

    def labels(self, names: tuple[str, ...]) -> list[Label]:
        """Return the labels of these names, each once: made where they are missing, or those that
        took the names over here.
        """
        for name in names:
            if name not in self.found_labels:
                found = Label.objects.filter(name=name).first() or successor(name)
                self.found_labels[name] = found or Label.objects.create(name=name)
        return list(dict.fromkeys(self.found_labels[name] for name in names))

    def bylines(self, name: str) -> list[Byline]:
        """Return the byline of a name, made if it is missing, or the one that took it over here;
        none for no name, and for one that was retired: no archive brings it back.
        """
        if not name:
            return []
        if name not in self.found_bylines:
            known = Byline.objects.filter(name=name).first()
            self.found_bylines[name] = [known] if known else _new_byline(name)
        return self.found_bylines[name]

    def place(self, drafts: list[Draft], report: Report) -> None:
        """Give posts their addresses: exactly the old one where it has our form and is free."""
        wanted = [OWN_FORM.match(draft.record.address) for draft in drafts]
        paths = [match[1] for match in wanted if match]
        known = Post.objects.filter(path__in=paths).values_list("path", flat=True)
        taken = {path for path in known if path}
        for draft, match in zip(drafts, wanted, strict=True):
            post = draft.whole
            if match and match[1] not in taken:
                post.path = match[1]
                post.slug = match[2] if SLUG.match(match[2]) else slugify(match[2])[:80]
            else:
                if match:
                    report.note("LOOK: addresses that another post has", draft.record.address)
                _place_anew(post, draft.record, taken)
            post.slug = post.slug or "post"
            if post.path:
                taken.add(post.path)

    def twin(self, page: Page, record: PostRecord) -> Page | None:
        """Return the page that says the same at the old address of a new one, None without one."""
        there = Page.objects.filter(language=page.language, slug=_slug_wanted(page, record))
        words = plain(clean(page.body))
        return next((p for p in there.filter(title=page.title) if plain(p.body) == words), None)

    def place_page(self, page: Page, record: PostRecord, report: Report) -> None:
        """Give a new page a free slug, the old one if it can be."""
        wanted = _slug_wanted(page, record)
        used = Page.objects.filter(language=page.language)
        page.slug = free(
            lambda ending: f"{wanted[:70]}{ending}", lambda slug: used.filter(slug=slug).exists()
        )
        if page.slug != wanted[:70]:
            line = f"{record.address or record.id}  is {page.get_absolute_url()}"
            report.note("LOOK: addresses that another page has", line)


def _slug_wanted(page: Page, record: PostRecord) -> str:
    stem = PurePosixPath(record.address or "/").stem
    return stem if SLUG.match(stem) else slugify(page.title)[:70] or "page"


def _place_anew(post: Post, record: PostRecord, taken: set[str]) -> None:
    """Give a post an address in our form, from the last name in its old one."""
    stem = PurePosixPath(record.address or "/").stem
    post.slug = slugify(stem)[:80] or slugify(post.headline)[:80].strip("-") or "post"
    if post.published_at is None:
        return
    day = timezone.localtime(post.published_at)
    post.path = free_path(
        day, post.slug, lambda path: path in taken or Post.objects.filter(path=path).exists()
    )


def _new_byline(name: str) -> list[Byline]:
    """Make the byline of a name that nobody has, unless the name was given up here."""
    try:
        return [heir(slugify(name)[:90])]
    except Gone:
        return []
    except Http404:
        return [Byline.objects.create(name=name, slug=_byline_slug(name))]


def _byline_slug(name: str) -> str:
    wanted = slugify(name)[:90] or "byline"
    return free(
        lambda ending: f"{wanted}{ending}", lambda slug: Byline.objects.filter(slug=slug).exists()
    )
