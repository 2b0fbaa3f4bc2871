"""The way in: within the flow limits, a comment is stored and held."""

from datetime import timedelta

from django.conf import settings

from blogsite.lib import budget
from comments.models import Comment
from posts.models import Post

HOUR = timedelta(hours=1)


def has_room(post: Post) -> bool:
    """Count one comment against the hour's limits of the post and the site; False when over."""
    return budget.spend(f"comments:{post.pk}", settings.COMMENTS_PER_POST, HOUR) and budget.spend(
        "comments", settings.COMMENTS_PER_SITE, HOUR
    )


def receive(comment: Comment) -> Comment:
    """Store a comment as held, with the minute of its arrival; nobody but moderators sees it."""
    comment.status = Comment.Status.PENDING
    comment.received_at = comment.received_at.replace(second=0, microsecond=0)
    comment.save()
    return comment
