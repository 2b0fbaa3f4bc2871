"""The map of the site for search engines: live posts, lists and lasting pages, both editions."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from blogsite.lib.editions import Language
from blogsite.lib.moments import blurred
from posts import listing
from posts.addresses import OTHER, address
from posts.models import Page, Post
from posts.querysets import PostQuerySet
from posts.stories import Series, Tally, Translation

NEWS = timedelta(days=2)
Place = tuple[Any, ...]  # a language, and what address() makes an address of


class PairedMap(Sitemap, ABC):
    """Addresses that name their other edition, each of them both ways, as on their pages."""

    @abstractmethod
    def pairs(self, items: list[Any]) -> dict[Any, dict[str, str]]:
        """Return, by item, the paths of those that exist in both editions, by language."""

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, protocol)
        pairs = self.pairs([url["item"] for url in urls])
        root = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            paths = pairs.get(url["item"], {})
            named = {**paths, "x-default": paths["en"]} if paths else {}
            url["alternates"] = [
                {"lang_code": code, "location": root + path} for code, path in named.items()
            ]
        return urls


class PostMap(PairedMap):
    limit = 1000  # addresses in one file

    def items(self) -> PostQuerySet:
        fields = ("path", "published_at", "revised_at")
        return Post.objects.live().order_by("published_at", "pk").only(*fields)

    def lastmod(self, item: Post) -> datetime | None:
        return blurred(item.revised_at or item.published_at)

    def pairs(self, items: list[Post]) -> dict[Any, dict[str, str]]:
        found: dict[Any, dict[str, str]] = {}
        live = Post.objects.live().order_by()
        both = Translation.objects.filter(english__in=live, spanish__in=live)
        posts = {post.pk: post for post in items}
        fields = ("english_id", "english__path", "spanish_id", "spanish__path")
        for english, english_path, spanish, spanish_path in both.values_list(*fields):
            paths = {"en": f"/{english_path}", "es": f"/{spanish_path}"}
            found |= {posts[pk]: paths for pk in (english, spanish) if pk in posts}
        return found


class NewsMap(Sitemap):
    """What is new for search engines of news, which read no more than two days back."""

    limit = 1000

    def items(self) -> PostQuerySet:
        since = timezone.now() - NEWS
        fields = ("path", "published_at", "headline", "language")
        found = Post.objects.live().filter(published_at__gte=since)
        return found.order_by("-published_at", "-pk").only(*fields)

    def lastmod(self, item: Post) -> datetime | None:
        return blurred(item.published_at)


class PageMap(PairedMap):
    def items(self) -> list[Page]:
        return list(Page.objects.only("slug", "language"))

    def pairs(self, items: list[Page]) -> dict[Any, dict[str, str]]:
        versions: dict[str, dict[str, str]] = {}
        for page in items:
            versions.setdefault(page.slug, {})[page.language] = page.get_absolute_url()
        return {page: versions[page.slug] for page in items if len(versions[page.slug]) > 1}


class ListMap(PairedMap):
    """Home pages, topics, reporters, years, series: each list that has a live post."""

    limit = 1000

    @cached_property
    def known(self) -> list[Place]:
        """Every list of both editions, read once an answer."""
        return [place for language in Language.values for place in lists(language)]

    def items(self) -> list[Place]:
        return self.known

    def location(self, item: Place) -> str:
        language, name, *rest = item
        return address(name, language, *rest)

    def pairs(self, items: list[Place]) -> dict[Any, dict[str, str]]:
        known = set(self.known)
        found = {}
        for language, name, *rest in items:
            both = sorted((language, OTHER[language]))
            if name != "series" and (OTHER[language], name, *rest) in known:
                paths = {code: address(name, code, *rest) for code in both}
                found[(language, name, *rest)] = paths
        return found


def lists(language: str) -> Iterable[Place]:
    """Yield the lists of an edition, as (language, name, ...), in which there is something."""
    edition = Post.objects.live().in_edition(language)
    always = ("home", "labels", "corrections", *(["popular"] if settings.COUNT_READS else []))
    yield from ((language, name) for name in always)
    names = Tally.objects.filter(language=language).order_by("label__name")
    for label in names.values_list("label__name", flat=True):
        yield (language, "label", label)
    slugs = edition.filter(bylines__isnull=False).order_by("bylines__slug")
    for slug in slugs.values_list("bylines__slug", flat=True).distinct():
        yield (language, "byline", slug)
    for year in listing.years(edition):
        yield (language, "year", year)
    told = Series.objects.filter(parts__post__in=edition.order_by(), language=language)
    for slug in told.order_by("slug").values_list("slug", flat=True).distinct():
        yield (language, "series", slug)


SITEMAPS = {"posts": PostMap, "lists": ListMap, "pages": PageMap, "news": NewsMap}
