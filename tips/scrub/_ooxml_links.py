"""Relationships between parts of an Office Open XML package, made anew where they are used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from tips.scrub._ooxml_kinds import relation_type
from tips.scrub._ooxml_slides import CROP


@dataclass(frozen=True)
class Relation:
    """Where one relationship of the old package leads: a kind, and the name of a member.

    `crop` is how much of each side of a picture its frame hides, as `_ooxml_slides` writes it.
    """

    kind: str
    target: str
    crop: str = ""


class Links:
    """The relationships of one part: each is made when the part is found to use it."""

    def __init__(
        self,
        old: Mapping[str, Relation],
        outer: "Links | None",
        include: Callable[[Relation, "Links"], str | None],
    ) -> None:
        self._old, self._outer, self._include = old, outer, include
        self._given: dict[str, str | None] = {}
        self.made: list[tuple[str, str, str]] = []

    def new(self, old: str) -> str | None:
        """Return the new identifier of a relationship; None when what it leads to is gone."""
        if old not in self._given:
            identifier, _, crop = old.partition(CROP)
            relation = self._old.get(identifier)
            wanted = replace(relation, crop=crop) if relation else None
            self._given[old] = self._make(wanted) if wanted else None
        return self._given[old]

    def drawn(self, old: str) -> str | None:
        """Return the new identifier, in the part around this one, of a diagram's drawing."""
        outer = self._outer
        relation = outer._old.get(old) if outer else None
        if outer is None or relation is None or relation.kind != "diagramDrawing":
            return None
        return outer.new(old)

    def follow(self, kinds: Iterable[str]) -> None:
        """Make the relationships that a part has without naming them."""
        order = list(kinds)
        followers = [relation for relation in self._old.values() if relation.kind in order]
        for relation in sorted(followers, key=lambda one: order.index(one.kind)):
            self._make(relation)

    def _make(self, relation: Relation) -> str | None:
        place = self._include(relation, self)
        if place is None:
            return None
        key = f"rId{len(self.made) + 1}"
        self.made.append((key, relation_type(relation.kind), place))
        return key
