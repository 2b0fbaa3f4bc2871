"""Bylines as a set: how a name is changed, given up to another, or taken off everything printed.

A byline knows no login. Old addresses are remembered as keyed digests, so that the database holds
no name that was retired; with another SECRET_KEY they are forgotten, and answer like any other
address that has no page.
"""

from django.db import transaction
from django.http import Http404
from django.utils.crypto import salted_hmac

from posts import cards, publishing, showing
from posts.models import Byline, Post
from posts.stories import FormerByline


class Gone(Exception):
    """A byline that was retired."""


def at(slug: str) -> Byline:
    """Return the byline that an address leads to now. Raises Gone, or Http404."""
    return Byline.objects.filter(slug=slug).first() or heir(slug)


def heir(slug: str) -> Byline:
    """Return the byline that took over an address given up. Raises Gone, or Http404 for others."""
    former = FormerByline.objects.filter(mark=_mark(slug)).select_related("byline").first()
    if former is None:
        raise Http404
    if former.byline is None:
        raise Gone
    return former.byline


def put(byline: Byline) -> None:
    """Save a byline and let every card follow; when its address changes, the old one leads to it.

    Readers who follow the old address learn that both are one: see retire() for when they must not.
    """
    with publishing.forgetting(lambda: showing.of_byline(byline)):
        old = Byline.objects.filter(pk=byline.pk).values_list("slug", flat=True).first()
        byline.save()
        if old is not None and old != byline.slug:
            _lead(old, byline)
        FormerByline.objects.filter(mark=_mark(byline.slug)).delete()
        cards.write(Post.objects.filter(bylines=byline))


def remove(byline: Byline) -> None:
    """Delete a byline and nothing else; its address has no page, as if it had never been."""
    with publishing.forgetting(lambda: showing.of_byline(byline)):
        signed = _give(byline, None)
        byline.delete()
        cards.write(Post.objects.filter(pk__in=signed))


def reassign(byline: Byline, to: Byline) -> int:
    """Give every post of a byline to another one; it stays, without posts. Return how many."""
    with publishing.forgetting(lambda: showing.of_byline(byline) | showing.lists_of(to)):
        signed = _give(byline, to)
        cards.write(Post.objects.filter(pk__in=signed))
    return len(signed)


@transaction.atomic
def merge(byline: Byline, into: Byline) -> int:
    """Give a byline's posts and addresses to another and delete it. Return how many posts."""
    count, slug = reassign(byline, into), byline.slug
    FormerByline.objects.filter(byline=byline).update(byline=into)
    byline.delete()
    _lead(slug, into)
    return count


@transaction.atomic
def retire(byline: Byline, to: Byline | None = None) -> int:
    """Take a byline off every post for good: its addresses say that it is gone, and lead nowhere.

    Its posts are given to another byline, such as that of the whole staff, or to none; nothing
    public joins the two. Returns how many posts.
    """
    with publishing.forgetting(lambda: _both(byline, to)):
        signed = _give(byline, to)
        slug = byline.slug
        FormerByline.objects.filter(byline=byline).update(byline=None)
        byline.delete()
        _lead(slug, None)
        cards.write(Post.objects.filter(pk__in=signed))
    return len(signed)


def _both(byline: Byline, to: Byline | None) -> set[str]:
    return showing.of_byline(byline) | (showing.lists_of(to) if to else set())


def _give(byline: Byline, to: Byline | None) -> list[int]:
    """Pass on the posts of a byline, or take it off them; return their keys."""
    if to is not None and to.pk == byline.pk:
        raise ValueError("a byline cannot be given to itself")
    joins = Post.bylines.through.objects
    mine = joins.filter(byline_id=byline.pk)
    signed = list(mine.values_list("post_id", flat=True))
    if to is not None:
        carried = joins.filter(byline_id=to.pk).values("post_id")
        mine.exclude(post_id__in=carried).update(byline_id=to.pk)
    mine.delete()
    return signed


def _lead(slug: str, byline: Byline | None) -> None:
    FormerByline.objects.update_or_create(mark=_mark(slug), defaults={"byline": byline})


def _mark(slug: str) -> str:
    return salted_hmac("posts.byline", slug, algorithm="sha256").hexdigest()
