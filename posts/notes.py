"""Notes: the sources and corrections under a post, rendered once when one of them changes."""

from django.template.loader import render_to_string
from django.utils import translation

from posts.models import Post
from posts.querysets import PostQuerySet

BATCH = 200  # posts in memory at once


def write(posts: PostQuerySet) -> None:
    """Render and save the notes of these posts; a new correction also is a revision."""
    keys = list(posts.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = Post.objects.filter(pk__in=keys[start : start + BATCH])
        found = list(some.defer("body", "body_html").prefetch_related("sources", "corrections"))
        for post in found:
            post.notes = _rendered(post)
            made = [correction.made_at for correction in post.corrections.all()]
            if post.published_at and made:
                post.revised_at = max(*made, post.revised_at or made[0])
        Post.objects.bulk_update(found, ["notes", "revised_at"])


def _rendered(post: Post) -> str:
    with translation.override(post.language):
        return render_to_string("posts/_notes.html", {"post": post}).strip()
