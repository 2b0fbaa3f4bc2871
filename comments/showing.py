"""Which stored pages show which comments. Everything here is read from the database as it is."""

from collections.abc import Iterable

from blogsite import pages
from comments import threads
from posts.models import Post


def of_comments(post: Post, numbers: Iterable[int]) -> set[str]:
    """Return the pages that show these comments of a post.

    The post's own page counts the thread and leads to its newest page, so it is always among them;
    pages next to one that has just come to be lead to it.
    """
    firsts = {threads.span(number)[0] for number in numbers}
    paths = {threads.page_address(post, first) for first in firsts}
    for first in firsts:
        paths |= _neighbours(post, first, set(numbers))
    return paths | {post.get_absolute_url()}


def forget(post: Post, numbers: Iterable[int]) -> None:
    """Drop the pages that show these comments, and no others, on commit."""
    pages.forget(*of_comments(post, list(numbers)), below=False)


def _neighbours(post: Post, first: int, new: set[int]) -> set[str]:
    """Return the pages before and after one on which nothing but the comments `new` stands."""
    shown = post.comments.shown()
    here = shown.filter(number__range=threads.span(first)).values_list("number", flat=True)
    if set(here[: len(new) + 1]) - new:
        return set()
    numbers = shown.values_list("number", flat=True)
    before = numbers.filter(number__lt=first).order_by("-number")[:1]
    after = numbers.filter(number__gt=threads.span(first)[1])[:1]
    return {threads.page_address(post, number) for number in (*before, *after)}
