"""The whole paper as a folder: every public page, read offline from a stick or a mirror."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from blogsite.lib.editions import Language, paper, prefix
from blogsite.survival import finding, places
from blogsite.survival.folder import Folder
from blogsite.survival.rendering import rendered, request_for
from blogsite.survival.rewriting import Rewriter
from posts.addresses import address

NEXT = re.compile(r'rel="next" href="([^"?]*\?before=[^"]*)"')
README = "README.txt"
SEARCH = "copy/archive.html"  # the one page with a script


@dataclass(slots=True)
class Copy:
    """Writes a copy into a folder. `public` is the key that it will be signed for, or "".

    `missing` lists the files of photos that are not in the store.
    """

    folder: Folder
    public: str
    day: date
    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def make(self) -> None:
        """Write every page, feed, photo and style; memory grows with the addresses alone."""
        lists = dict(places.lists())
        single = dict(places.single())
        feeds = dict(places.feeds(iter(lists)))
        self.files = lists | single | feeds | _own()
        rewriter = Rewriter(self.files, {code: self._line(code) for code in Language.values})
        for path, file in lists.items():
            self._listing(rewriter, path, file)
        for path, file in single.items():
            if (text := rendered(path)) is not None:
                self._put(file, rewriter.page(text, file, {}))
        for path, file in feeds.items():
            if (text := rendered(path)) is not None:
                self._put(file, rewriter.feed(text, file))
        for language in Language.values:
            for path, template in _templates(language).items():
                file, text = self.files[path], self._own_page(path, language, template)
                text = rewriter.page(text, file, {})
                self._put(file, finding.scripted(text) if template == SEARCH else text)
            finding.write(self._put, language, self.files)
        self._put(README, render_to_string("copy/README.txt", self._context()))
        for path in sorted(rewriter.used):
            self._copy(path)

    def _put(self, file: str, text: str) -> None:
        self.folder.put(file, text.encode())

    def _listing(self, rewriter: Rewriter, path: str, first: str) -> None:
        """Write a list and its later pages, each of which links to the next."""
        number, file, query, turns = 1, first, "", {}
        while (text := rendered(path, query)) is not None:
            following = NEXT.search(text)
            if following:
                older = unescape(following[1])
                turns[older] = places.turned(first, number + 1)
            self._put(file, rewriter.page(text, file, turns))
            if not following or (query := older.partition("?")[2]) == "":
                return
            number, file = number + 1, turns[older]

    def _own_page(self, path: str, language: str, template: str) -> str:
        pair = {code: path.replace(prefix(language), prefix(code), 1) for code in Language.values}
        if not prefix(language):
            pair = {code: prefix(code) + path for code in Language.values}
        up = "../" * self.files[path].count("/")
        own = {"pair": pair, "years": _years(language), "up": up, "language": language}
        context = self._context() | own
        with translation.override(language):
            return render_to_string(template, context, request_for(path))

    def _line(self, language: str) -> str:
        with translation.override(language):
            context = paper(request_for("/")) | {"about": places.about(language)}
            return render_to_string("copy/_line.html", context).strip()

    def _context(self) -> dict[str, object]:
        return {
            "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL,
            "onion_url": settings.ONION_URL, "tip_onion": settings.TIP_ONION,
            "public": self.public, "day": self.day,
        }  # fmt: skip

    def _copy(self, path: str) -> None:
        """Copy a photo's or style's file, unless it lies there: neither ever changes its content.

        A style without a mark of its content in its name may change: it is small, and put anew.
        """
        name = path.lstrip("/")
        if path.startswith(settings.STATIC_URL):
            with _static(path.removeprefix(settings.STATIC_URL)) as source:
                self.folder.put(name, source.read())
        elif not self.folder.has(name):
            try:
                with default_storage.open(path.removeprefix(settings.MEDIA_URL)) as photo:
                    self.folder.copy(name, cast(BinaryIO, photo))
            except FileNotFoundError:
                self.missing.append(name)


def _static(name: str) -> IO[bytes]:
    if staticfiles_storage.exists(name):
        return staticfiles_storage.open(name)
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name}: run collectstatic first")
    return Path(found).open("rb")


def _templates(language: str) -> Mapping[str, str]:
    """Return the templates of the pages that a copy has of its own, by address."""
    search = address("search", language)
    return {places.about(language): "copy/about.html", search: SEARCH}


def _own() -> dict[str, str]:
    return {
        path: f"{path.lstrip('/').removesuffix('.html')}.html"
        for language in Language.values
        for path in _templates(language)
    }


def _years(language: str) -> list[tuple[int, str, list[tuple[date, str]]]]:
    """Return each year, the newest first, with its address and the months that have posts."""
    found = sorted(places.months(language), reverse=True)
    return [
        (
            year,
            address("year", language, year),
            [(date(*pair, 1), address("month", language, *pair)) for pair in group],
        )
        for year, group in groupby(found, key=lambda pair: pair[0])
    ]
