"""Cards: a post as lists show it, rendered once when something on it changes."""

from collections.abc import Sequence

from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation

from posts.models import Post
from posts.querysets import PostQuerySet

BATCH = 200  # posts in memory at once


def write(posts: PostQuerySet) -> None:
    """Render and save the cards of these posts, `BATCH` at a time; nothing else of them changes."""
    keys = list(posts.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = Post.objects.filter(pk__in=keys[start : start + BATCH]).select_related("lead")
        found = list(some.defer("body", "body_html").prefetch_related("bylines"))
        for post in found:
            post.card = rendered(post)
        Post.objects.bulk_update(found, ["card"])


def keep(posts: Sequence[Post]) -> None:
    """Save the cards that new posts carry; quicker than an update of whole rows for very many."""
    table = connection.ops.quote_name(Post._meta.db_table)
    with connection.cursor() as cursor:
        rows = [(post.card, post.pk) for post in posts]
        cursor.executemany(f"UPDATE {table} SET card = %s WHERE id = %s", rows)  # noqa: S608


def rendered(post: Post) -> str:
    """Return the card of a saved post."""
    with translation.override(post.language):
        return render_to_string("posts/_card.html", {"post": post}).strip()
