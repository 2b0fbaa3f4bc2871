"""Where readers find a post: an address, given once and kept as soon as readers may know it."""

import itertools
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify

from posts.models import OldAddress, Post

SLUG_LENGTH = 80  # characters of a headline that go into an address


def may_move(post: Post) -> bool:
    """Tell whether a stored post has no address yet, or waits at one that no reader knows."""
    if not post.path or post.state != Post.State.SCHEDULED:
        return not post.path
    return not OldAddress.objects.filter(address=f"/{post.path}", post=post.pk).exists()


def place(post: Post, stored: Post | None) -> None:
    """Give a post its address, which stays its own from its first publication on.

    One that was out and waits again keeps it too: readers have it.
    """
    post.slug = post.slug or slugify(post.headline)[:SLUG_LENGTH].strip("-") or "post"
    if stored and stored.state == Post.State.LIVE and post.state != Post.State.LIVE:
        _keep(stored)
    waits = stored is not None and stored.path is not None and may_move(stored)
    if post.published_at is None or (post.path and not waits):
        return
    others = Post.objects.exclude(pk=post.pk)
    day = timezone.localtime(post.published_at)
    post.path = free_path(day, post.slug, lambda path: others.filter(path=path).exists())


def free_path(day: datetime, slug: str, is_taken: Callable[[str], bool]) -> str:
    """Return an address for a day of ours and a slug."""
    return free(lambda ending: f"{day:%Y/%m}/{slug}{ending}.html", is_taken)


def free(named: Callable[[str], str], is_taken: Callable[[str], bool]) -> str:
    """Return the first name that is not taken; `named` makes one of the endings "", "-2", "-3" …"""
    endings = itertools.chain([""], (f"-{turn}" for turn in itertools.count(2)))
    return next(name for name in map(named, endings) if not is_taken(name))


def _keep(post: Post) -> None:
    """Note that readers know the address of a post."""
    itself = {"post": post, "page": None, "label": None}
    OldAddress.objects.update_or_create(address=f"/{post.path}", defaults=itself)
