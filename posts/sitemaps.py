"""The map of the site for search engines: live posts and lasting pages."""

from datetime import datetime, timedelta

from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from posts.models import Page, Post
from posts.querysets import PostQuerySet

NEWS = timedelta(days=2)


class PostSitemap(Sitemap):
    limit = 1000  # addresses in one file

    def items(self) -> PostQuerySet:
        fields = ("path", "published_at", "revised_at")
        return Post.objects.live().order_by("published_at", "pk").only(*fields)

    def lastmod(self, item: Post) -> datetime | None:
        return item.revised_at or item.published_at


class NewsSitemap(PostSitemap):
    """What is new for search engines of news, which read no more than two days back."""

    def items(self) -> PostQuerySet:
        since = timezone.now() - NEWS
        fields = ("path", "published_at", "headline", "language")
        found = Post.objects.live().filter(published_at__gte=since)
        return found.order_by("-published_at", "-pk").only(*fields)

    def lastmod(self, item: Post) -> datetime | None:
        return item.published_at


class PageSitemap(Sitemap):
    def items(self) -> list[Page]:
        return list(Page.objects.only("slug", "language"))


SITEMAPS = {"posts": PostSitemap, "pages": PageSitemap, "news": NewsSitemap}
