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
    fields = ("part__place", "part__pk", "headline", "path")
    rows = Post.objects.in_series(part.series).values_list(*fields)
    line = [((at, pk), Place(at, headline, path or "")) for at, pk, headline, path in rows]
    own = (part.place, part.pk)  # a post that is not live is not in the line, but has a place
    earlier = [place for key, place in line if key < own]
    later = [place for key, place in line if key > own]
    return {
        "part": part,
        "before": earlier[-1] if earlier else None,
        "after": later[0] if later else None,
    }


def put(series: Series) -> None:
    """Save a series' own words; its parts are set by the admin."""
    with publishing.forgetting(lambda: showing.of_series(series)):
        series.save()


def remove(series: Series) -> None:
    """Delete a series; its posts stay."""
    with publishing.forgetting(lambda: showing.of_series(series)):
        series.delete()
