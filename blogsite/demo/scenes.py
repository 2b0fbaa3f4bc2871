"""The drawn press pictures of the demo newspaper, by name."""

from collections.abc import Callable
from random import Random

from PIL import Image

from blogsite.demo import country, desks, gates, land, roads, rooms, streets, town

_PICTURES: dict[str, Callable[[Random], Image.Image]] = {
    "fence": land.fence_dusk,
    "footbridge": land.footbridge,
    "smoke": country.field_smoke,
    "boat": country.patrol_boat,
    "airstrip": country.airstrip,
    "highway": roads.highway,
    "search": roads.search,
    "mast": roads.mast,
    "checkpoint": gates.checkpoint,
    "lorries": gates.lorries,
    "prison": gates.prison,
    "courthouse": town.courthouse,
    "ceremony": town.ceremony,
    "vigil": town.vigil,
    "market": streets.market,
    "town": streets.town,
    "warehouse": rooms.warehouse,
    "microphones": rooms.microphones,
    "office": rooms.office,
    "newsroom": desks.newsroom,
    "notices": desks.notices,
}


def names() -> list[str]:
    """Return the names of every picture that can be drawn."""
    return list(_PICTURES)


def draw(name: str, seed: int = 0) -> Image.Image:
    """Return the named picture, 1600 by 1067 pixels, the same for the same seed."""
    return _PICTURES[name](Random(f"{name} {seed}"))
