"""Which stored pages show what. Everything here is read from the database as it is now."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from blogsite.lib.editions import Language
from posts.addresses import stored
from posts.models import Byline, Label, Page, Photo, Post
from posts.querysets import PostQuerySet


def of_post(post: Post) -> set[str]:
    """Return the pages that show a live post; none for one that readers cannot see."""
    found = Post.objects.live().filter(pk=post.pk)
    return of_posts(found) | _neighbours(found)


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
    names = Label.objects.filter(pk=label.pk).values_list("name", flat=True)
    posts = Post.objects.live().filter(labels=label.pk)
    return _in_both("label", names) | _own(posts)


def of_byline(byline: Byline) -> set[str]:
    """Return a byline's own pages and every page with a post under it: lists print the name."""
    slugs = Byline.objects.filter(pk=byline.pk).values_list("slug", flat=True)
    return _in_both("byline", slugs) | of_posts(Post.objects.live().filter(bylines=byline.pk))


def of_photo(photo: Photo) -> set[str]:
    """Return the pages with a photo: posts that lead with it (lists too), hold it or name it."""
    if photo.pk is None:
        return set()
    pages = Page.objects.filter(body__contains=photo.token)
    leading = of_posts(Post.objects.live().filter(lead=photo.pk))
    inside = Post.objects.live().filter(Q(body__contains=photo.token) | Q(preview=photo.pk))
    return leading | _own(inside) | {page.get_absolute_url() for page in pages}


def of_page(page: Page) -> set[str]:
    """Return a page's own address."""
    return {found.get_absolute_url() for found in Page.objects.filter(pk=page.pk)}


def _own(posts: PostQuerySet) -> set[str]:
    return {f"/{path}" for path in posts.values_list("path", flat=True)}


def _lists(posts: PostQuerySet, name: str, field: str) -> set[str]:
    found = posts.order_by().values_list("language", field).distinct()
    return {stored(name, language, value) for language, value in found if value is not None}


def _in_both(name: str, values: Iterable[str]) -> set[str]:
    return {stored(name, language, value) for value in values for language in Language.values}


def _neighbours(posts: PostQuerySet) -> set[str]:
    """Return the posts next to these: their links to older and newer name a headline."""
    found = posts.with_neighbours().values_list("older_found", "newer_found")
    return {f"/{post['path']}" for pair in found for post in pair if post}
