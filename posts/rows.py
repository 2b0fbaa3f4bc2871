"""What readers read of a post beside its own text: sources, corrections, where it was first.

As it is stored, or as it was typed in the rows of a post's form and is not saved yet.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from posts.models import Post

# Of each kind of row: the field with its words, the one with its link.
KINDS = {"sources": ("title", "link"), "corrections": ("text", ""), "origin": ("name", "link")}
MOST = 1000  # rows of a form


class Row(NamedTuple):
    """One row: the kind that it is of, its words, its link or ""."""

    kind: str
    words: str
    link: str


def stored(post: Post, kinds: Iterable[str] = KINDS) -> list[Row]:
    """Return the stored rows of a post (one query for each kind; none for a new post)."""
    if post.pk is None:
        return []
    kept: list[Row] = []
    for kind in kinds:
        words, link = KINDS[kind]
        model = Post._meta.get_field(kind).related_model
        found = model.objects.filter(post=post.pk).order_by("pk")  # type: ignore[union-attr]
        kept += [Row(kind, getattr(row, words), getattr(row, link, "")) for row in found]
    return kept


def typed(post: Post, data: Mapping[str, Any]) -> list[Row]:
    """Return the rows as a form sends them; of kinds that it leaves out those that are stored."""
    sent = [kind for kind in KINDS if f"{kind}-TOTAL_FORMS" in data]
    rows = [row for kind in sent for row in _sent(kind, data)]
    return rows + stored(post, [kind for kind in KINDS if kind not in sent])


def _sent(kind: str, data: Mapping[str, Any]) -> list[Row]:
    words, link = KINDS[kind]
    total = data[f"{kind}-TOTAL_FORMS"]
    count = min(int(total), MOST) if total.isascii() and total.isdigit() else 0
    starts = [f"{kind}-{number}-" for number in range(count)]
    return [
        Row(kind, data.get(start + words, ""), data.get(start + link, ""))
        for start in starts
        if not data.get(f"{start}DELETE")
    ]
