"""Layouts and masters of a show of slides: which of them no slide shows, or shows no shapes of."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tips.scrub._ooxml_links import Relation

_HEAD = rb"""<(?:\w+:)?(?:sld|sldLayout)\s[^>]*?\b%s\s*=\s*["'](?:0|false|off)["']"""
_HIDDEN = re.compile(_HEAD % b"show")
_ALONE = re.compile(_HEAD % b"showMasterSp")  # without the shapes of what lies behind it


@dataclass
class Behind:
    """Parts by their places: `unused` ones show nothing, `undrawn` ones their background alone."""

    unused: set[str] = field(default_factory=set)
    undrawn: set[str] = field(default_factory=set)


def behind(
    presentation: Mapping[str, Relation],
    relations: Callable[[str], Mapping[str, Relation]],
    read: Callable[[str], bytes],
) -> Behind:
    """Return what no slide shows, of a show that is known by its relations.

    `relations` are those of the part at a place, `read` its bytes.
    """

    def beyond(places: Iterable[str], kind: str) -> set[str]:
        return {to for place in places for to in of(kind, relations(place).values())}

    def drawing(places: Iterable[str]) -> list[str]:
        return [place for place in places if not _ALONE.search(read(place))]

    slides = [at for at in of("slide", presentation.values()) if not _HIDDEN.search(read(at))]
    masters = set(of("slideMaster", presentation.values()))
    used = beyond(slides, "slideLayout")
    if not used:
        return Behind()
    drawn = beyond(drawing(slides), "slideLayout")
    used |= beyond(used, "slideMaster")
    drawn |= beyond(drawing(drawn), "slideMaster")
    return Behind((masters | beyond(masters, "slideLayout")) - used, used - drawn)


def of(kind: str, relations: Iterable[Relation]) -> list[str]:
    """Return the places that relations of one kind lead to."""
    return [relation.target for relation in relations if relation.kind == kind]
