"""The demo newspaper's readers: threads of approved comments, and a queue of held ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.contrib.auth.models import User
from django.utils import timezone

from blogsite.demo import sources
from comments import intake
from comments.models import Comment
from posts.models import Post

THREAD = timedelta(days=12)  # most comments come within this time of their post
QUEUE = timedelta(hours=40)  # the oldest held comment has waited about this long


def write_comments(moderator: User) -> tuple[int, int]:
    """Store every comment; return how many `moderator` approved, and how many are held."""
    told = sources.read("comments")
    posts = {post.slug: post for post in Post.objects.all()}
    approved = 0
    for thread in told["thread"]:
        post = posts[thread["post"]]
        moments = _moments(post, thread["comments"])
        for (name, body, *_day), moment in zip(thread["comments"], moments, strict=True):
            comment = _receive(post, name, body, moment)
            comment.decide(Comment.Status.APPROVED, moderator=moderator, seen=comment.text_hash)
            approved += 1
    for number, held in zip(count(), told["held"]):
        since = timezone.now() - QUEUE * (1 - number / len(told["held"]))
        post = posts[held["post"]]
        _receive(post, held["name"], held["body"], max(since, _shown_since(post)))
    return approved, len(told["held"])


def _receive(post: Post, name: str, body: str, moment: datetime) -> Comment:
    return intake.receive(Comment(post=post, name=name, body=body, received_at=moment))


def _shown_since(post: Post) -> datetime:
    return post.published_at or timezone.now()


def _moments(post: Post, comments: list[list[str]]) -> Iterator[datetime]:
    """Yield when each comment came: on its day, or soon after the post, in the given order."""
    rng, start = Random(post.slug), _shown_since(post)
    span = min(THREAD, timezone.now() - start)
    shares = sorted(rng.random() ** 2 for _ in comments)
    for (_name, _body, *day), share in zip(comments, shares, strict=True):
        if day:
            yield timezone.make_aware(datetime.fromisoformat(f"{day[0]}T12:00"))
        else:
            yield start + span * share
