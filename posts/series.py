"""Series: reports that are read one after the other, and the pages that lead through them."""

from typing import Any, NamedTuple

from posts import publishing, showing
from posts.models import Post
from posts.stories import Series


class Place(NamedTuple):
    """One post in a series: its number there, its headline and address."""

    number: int
    headline: str
    path: str

    def get_absolute_url(self) -> str:
        return f"/{self.path}"


def around(post: Post) -> dict[str, Any]:
    """Return the `part` that a complete() post is, and the Places `before` and `after` it.

    A post that is in no series has no `part` and costs no query.
    """
    part = getattr(post, "part", None)
    if part is None or part.series.language != post.language:
        return {"part": None}
    rows = Post.objects.in_series(part.series).values_list("part__place", "headline", "path")
    line = [Place(number, headline, path or "") for number, headline, path in rows]
    at = next((at for at, place in enumerate(line) if place.path == post.path), 0)
    return {"part": part, "before": line[at - 1] if at else None, "after": (line + [None])[at + 1]}


def put(series: Series) -> None:
    """Save a series' own words; its parts are set by the admin."""
    with publishing.forgetting(lambda: showing.of_series(series)):
        series.save()


def remove(series: Series) -> None:
    """Delete a series; its posts stay."""
    with publishing.forgetting(lambda: showing.of_series(series)):
        series.delete()
