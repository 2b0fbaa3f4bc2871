"""Which stored pages show what. Everything here is read from the database as it is now."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from blogsite.lib.editions import Language
from posts import beside, listing
from posts.addresses import OTHER, stored
from posts.models import Byline, Label, Page, Photo, Post
from posts.querysets import PostQuerySet
from posts.stories import Series, Tally


def of_post(post: Post) -> set[str]:
    """Return the pages that show a live post; none for one that readers cannot see."""
    found = Post.objects.live().filter(pk=post.pk)
    if not found.exists():
        return set()
    lists = of_posts(found) | _other_edition(found) | _indexes(found)
    return lists | _linked(found) | _beside_in_series(post)


def of_posts(posts: PostQuerySet) -> set[str]:
    """Return the pages that show these live posts: their own and every list that they are in."""
    paths: set[str] = set()
    for path, language, moment in posts.values_list("path", "language", "published_at"):
        day = timezone.localtime(moment)
        paths |= {
            f"/{path}",
            stored("home", language),
            stored("year", language, day.year),
            stored("month", language, day.year, day.month),
        }
    return paths | _lists(posts, "label", "labels__name") | _lists(posts, "byline", "bylines__slug")


def of_label(label: Label) -> set[str]:
    """Return a label's own pages and the posts that carry it."""
    if label.pk is None:  # deleted: to a filter, None is what has no label at all
        return set()
    names = Label.objects.filter(pk=label.pk).values_list("name", flat=True)
    posts = Post.objects.live().filter(labels=label.pk)
    clouds = Tally.objects.filter(label=label.pk).values_list("language", flat=True)
    return _in_both("label", names) | _own(posts) | {stored("labels", found) for found in clouds}


def of_byline(byline: Byline) -> set[str]:
    """Return a byline's own pages and every page with a post under it: lists print the name."""
    if byline.pk is None:
        return set()
    return lists_of(byline) | of_posts(Post.objects.live().filter(bylines=byline.pk))


def lists_of(byline: Byline) -> set[str]:
    """Return a byline's own pages, which link to each other, at the address that it has now."""
    slugs = Byline.objects.filter(pk=byline.pk).values_list("slug", flat=True)
    return _in_both("byline", slugs)


def of_photo(photo: Photo) -> set[str]:
    """Return the pages with a photo: posts that lead with it (lists too), hold it or name it."""
    if photo.pk is None:
        return set()
    pages = Page.objects.filter(body__contains=photo.token)
    leading = of_posts(Post.objects.live().filter(lead=photo.pk))
    inside = Post.objects.live().filter(Q(body__contains=photo.token) | Q(preview=photo.pk))
    return leading | _own(inside) | {page.get_absolute_url() for page in pages}


def of_page(page: Page) -> set[str]:
    """Return the addresses of a page and of the same in the other language: they link."""
    slugs = Page.objects.filter(pk=page.pk).values("slug")
    return {found.get_absolute_url() for found in Page.objects.filter(slug__in=slugs)}


def of_series(series: Series) -> set[str]:
    """Return a series' own page and the live posts in it, as the database has them now."""
    known = Series.objects.filter(pk=series.pk).first()
    if known is None:
        return set()
    own = stored("series", known.language, known.slug)
    return {own} | _own(Post.objects.in_series(known))


def _beside_in_series(post: Post) -> set[str]:
    """Return the page of the series that a post is in, and the parts before and after it."""
    series = Series.objects.filter(parts__post=post.pk).first()
    if series is None:
        return set()
    line = [f"/{path}" for path in Post.objects.in_series(series).values_list("path", flat=True)]
    at = line.index(f"/{post.path}") if f"/{post.path}" in line else 0
    own = stored("series", series.language, series.slug)
    return {own, *line[max(0, at - 1) : at + 2]}


def _own(posts: PostQuerySet) -> set[str]:
    return {f"/{path}" for path in posts.values_list("path", flat=True)}


def _lists(posts: PostQuerySet, name: str, field: str) -> set[str]:
    """Return the lists of these posts' labels or bylines: all, not those that chose the posts."""
    whole = Post.objects.filter(pk__in=posts.order_by().values("pk"))
    found = whole.order_by().values_list("language", field).distinct()
    return {stored(name, language, value) for language, value in found if value is not None}


def _in_both(name: str, values: Iterable[str]) -> set[str]:
    return {stored(name, language, value) for value in values for language in Language.values}


def _linked(posts: PostQuerySet) -> set[str]:
    """Return the posts that name these: neighbours, translations, posts about the same."""
    return {other.get_absolute_url() for post in posts for other in beside.of(post).everything()}


def _other_edition(posts: PostQuerySet) -> set[str]:
    """Return the other edition's lists like those with these posts: they link to each other."""
    paths: set[str] = set()
    for language, moment in posts.values_list("language", "published_at"):
        day, other = timezone.localtime(moment), OTHER[language]
        paths |= {stored("year", other, day.year), stored("month", other, day.year, day.month)}
    names = posts.filter(labels__isnull=False).values_list("language", "labels__name")
    slugs = posts.filter(bylines__isnull=False).values_list("language", "bylines__slug")
    paths |= {stored("label", OTHER[language], name) for language, name in names}
    return paths | {stored("byline", OTHER[language], slug) for language, slug in slugs}


def _indexes(posts: PostQuerySet) -> set[str]:
    """Return the lists of other things in which these posts count: labels, corrections, reads,
    the archive's months and years.
    """
    fields = {"labels": "labels__isnull", "corrections": "corrections__isnull"}
    if settings.COUNT_READS:
        fields["popular"] = "days_of_reads__isnull"
    return archives(posts) | {
        stored(name, language)
        for name, missing in fields.items()
        for language in posts.filter(**{missing: False}).values_list("language", flat=True)
    }


def archives(posts: PostQuerySet) -> set[str]:
    """Return the archives that name a month or a year for the sake of these posts alone.

    Those of a year name its months, and each names all other years.
    """
    paths: set[str] = set()
    for language, moment in posts.values_list("language", "published_at"):
        edition = Post.objects.live().in_edition(language)
        others, day = edition.exclude(pk__in=posts.values("pk")), timezone.localtime(moment)
        if not others.between(*listing.span(day.year)).exists():
            paths |= _archives_of(language, listing.years(edition))
        elif not others.between(*listing.span(day.year, day.month)).exists():
            paths |= _archives_of(language, [day.year])
    return paths


def _archives_of(language: str, years: Iterable[int]) -> set[str]:
    """Return what there may be of the archives of these years and their months."""
    months = {stored("month", language, year, month) for year in years for month in range(1, 13)}
    return months | {stored("year", language, year) for year in years}
