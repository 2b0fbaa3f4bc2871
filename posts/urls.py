"""Addresses of posts: each listing once for each edition, each post once."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from django.views.generic import RedirectView

from blogsite.lib.editions import Language
from posts import feeds, indexes, previewing, searching, variants, views
from posts.sitemaps import SITEMAPS
from posts.syndication import FORMATS


class Year:
    regex = "(?:19|20)[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return f"{int(str(value)):04}"


class Month(Year):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: object) -> str:
        return f"{int(str(value)):02}"


class Token:
    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class Ending(Token):
    regex = "avif|webp|jpg"


class Focus(Token):
    regex = "|".join(variants.PLACES)


class Kind(Token):
    regex = "|".join(FORMATS)


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Token, "token")
register_converter(Ending, "ending")
register_converter(Focus, "focus")
register_converter(Kind, "kind")

# Where Blogger had its feeds; "summary" was shorter and is as long as the others now.
BLOGGERS = ("default", "full", "summary")
listings: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("search", searching.search, name="search"),
    path("search/label/<path:name>", views.label, name="label"),
    path("by/<slug:slug>/", views.byline, name="byline"),
    path("labels/", indexes.labels, name="labels"),
    path("series/<slug:slug>/", indexes.series, name="series"),
    path("corrections/", indexes.corrections, name="corrections"),
    path("popular/", indexes.popular, name="popular"),
    path("<year:year>/", views.year, name="year"),
    path("<year:year>/<month:month>/", views.month, name="month"),
    path("p/<slug:slug>.html", views.page, name="page"),
    path("feed/", feeds.posts, name="feed"),
    path("feed/<kind:kind>/", feeds.posts, name="feed-kind"),
    path("feed/<kind:kind>/label/<path:name>", feeds.label, name="feed-label"),
    path("feed/<kind:kind>/by/<slug:slug>/", feeds.byline, name="feed-byline"),
    path("corrections/feed/", feeds.corrections, name="feed-corrections"),
    *(path(f"feeds/posts/{extent}", feeds.posts) for extent in BLOGGERS),
    *(path(f"feeds/posts/{extent}/-/<path:name>", feeds.label) for extent in BLOGGERS),
]
english, spanish = {"language": Language.EN.value}, {"language": Language.ES.value}
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((listings, "posts"), namespace="posts"), english),
    path("es/", include((listings, "posts"), namespace="posts-es"), spanish),
    path("<year:year>/<month:month>/<str:slug>.html", views.post, name="post"),
    path("preview/<token:token>/", previewing.secret, name="preview"),
    path("feed/<kind:kind>/all/", feeds.site, name="feed-site"),
    path("media/photos/<token:token>/<int:width>.<ending:ending>", views.media, name="media"),
    path("media/photos/<token:token>/<focus:focus>-<int:width>.<ending:ending>", views.media),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-news.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS, "section": "news", "template_name": "posts/sitemap_news.xml"},
        name="sitemap-news",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("robots.txt", views.robots, name="robots"),
    # Blogger's short names of its feeds, and its archives: by month, whatever day they say.
    path("atom.xml", RedirectView.as_view(url="/feed/", permanent=True)),
    path("rss.xml", RedirectView.as_view(url="/feed/rss/", permanent=True)),
    re_path(
        r"^(?P<year>(?:19|20)[0-9]{2})_(?P<month>0[1-9]|1[0-2])_[0-3][0-9]_archive\.html$",
        RedirectView.as_view(url="/%(year)s/%(month)s/", permanent=True),
    ),
]
