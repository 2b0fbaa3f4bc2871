"""Comments in templates: the thread of a post, joined from what was stored at approval."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe

from blogsite.lib import markup
from comments.models import Comment
from posts.models import Post

register = template.Library()
register.filter("paragraphs", markup.paragraphs)


@dataclass(frozen=True)
class Joined:
    """A post's approved comments: how many, and their finished list items one after another."""

    count: int
    html: SafeString

    def __html__(self) -> str:
        return self.html


@register.simple_tag
def thread(post: Post) -> Joined:
    """Return the approved comments of a post in the order of their numbers; one query."""
    items = Comment.objects.filter(post=post).approved().values_list("html", flat=True)
    pieces = list(items)
    return Joined(len(pieces), mark_safe("".join(pieces)))  # noqa: S308  our template made them
