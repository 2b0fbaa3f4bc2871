"""Links to one comment: by its number, by its id at the old address, by the moment in that link."""

from datetime import UTC, datetime, timedelta

from comments.models import Comment, CommentQuerySet
from posts.models import Post

LONGEST_NUMBER = 9  # digits; ids from elsewhere have many more
MINUTE = timedelta(minutes=1)


def by_mark(post: Post, mark: str) -> Comment | None:
    """Return the public comment of a post with this number, "12", or old id, "c8765309…"."""
    shown = _shown(post)
    digits = mark.removeprefix("c")
    found = shown.filter(imported_id__in=[mark, digits, f"c{digits}"]).first()
    if found is None and len(digits) <= LONGEST_NUMBER:
        found = shown.filter(number=int(digits)).first()
    return found


def by_moment(path: str, moment: str) -> str:
    """Return the page with the comment that Blogger's `showComment=` means, or "".

    The moment is that of the comment, in milliseconds since 1970; the id, after the #, stays in
    the browser, which looks for it on the page that it is led to. We know the minute.
    """
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 14):
        return ""
    post = Post.objects.live().filter(path=path).first()
    if post is None:
        return ""
    minute = datetime.fromtimestamp(int(moment) // 60_000 * 60, UTC)
    then = _shown(post).filter(received_at__gte=minute, received_at__lt=minute + MINUTE)
    found = then.exclude(imported_id="").first()
    return found.get_absolute_url().partition("#")[0] if found else ""


def answered(post: Post, number: str) -> Comment | None:
    """Return the published comment of a post that a form is an answer to, or None."""
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    return Comment.objects.approved().filter(post=post, number=int(number)).first()


def _shown(post: Post) -> CommentQuerySet:
    return Comment.objects.shown().filter(post=post).select_related("post").defer("html")
