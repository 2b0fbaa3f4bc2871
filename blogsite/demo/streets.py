"""Drawn pictures of streets: the market and the town seen from the air."""

from math import cos, sin
from random import Random

from PIL import Image

from blogsite.demo.figures import WALKING, person
from blogsite.demo.land import clouds
from blogsite.demo.paint import (
    WIDTH,
    Brush,
    Colour,
    Light,
    Point,
    band,
    etch,
    finish,
    glow,
    gradient,
    haze,
    mix,
    noise,
    shape,
    texture,
)

_AWNINGS: list[Colour] = [(176, 74, 54), (206, 150, 70), (74, 108, 112), (150, 84, 92),
                          (196, 176, 140), (92, 110, 78)]  # fmt: skip
_WALLS: list[Colour] = [(206, 172, 122), (186, 130, 104), (160, 164, 150), (214, 196, 160)]
_AIR: Colour = (246, 224, 182)
BLOCK = 0.14  # a town block's side, in the air picture's ground units
EYE = 590  # the row of the horizon in the market street


def market(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (146, 178, 194)), (0.5, (240, 222, 184)), (1.0, (240, 222, 184)))
    clouds(canvas, rng, (244, 236, 218), 118, 0.6)
    street = gradient((0.54, (232, 204, 160)), (1.0, (116, 92, 78)))
    shape(canvas, street, lambda b: b.box(0, EYE, WIDTH, 480), blur=2)
    etch(canvas, lambda b: _street(rng, b))
    haze(canvas, rng, (250, 226, 180), (400, 590, 740), 0.5)
    sun: list[Point] = [(790, 600), (830, 600), (1180, 1067), (560, 1067)]
    shape(canvas, (250, 214, 150), lambda b: b.poly(sun), blur=40, opacity=0.3)
    etch(canvas, lambda b: _walkers(rng, b), blur=0.9)
    etch(canvas, _buntings, blur=0.8)
    return finish(canvas, rng)


def _street(rng: Random, brush: Brush) -> None:
    for place in range(9, -1, -1):
        for side in (-1, 1):
            _house(rng, brush, side, 0.5 * 1.36**place)


class _Front:
    """One side wall of the street between two depths; it draws in the wall's own measures."""

    def __init__(self, brush: Brush, side: int, depth: float) -> None:
        self.brush, self.side = brush, side
        self.near, self.far = 1 / depth, 1 / (depth * 1.36)
        self.pale = min(0.72, 0.12 * depth)

    def at(self, out: float, up: float, along: float = 0.0) -> Point:
        """Return the place `out` from the wall, `up` from the eye, `along` (0 to 1) it."""
        scale = self.near + (self.far - self.near) * along
        return 800 + self.side * (520 - out) * scale, EYE - up * scale

    def air(self, tone: Colour) -> Colour:
        return mix(tone, _AIR, self.pale)

    def quad(self, out: Point, up: Point, tone: Colour, along: Point = (0.0, 1.0)) -> None:
        (o1, o2), (low, high), (start, end) = out, up, along
        corners = [self.at(o1, low, start), self.at(o1, low, end), self.at(o2, high, end),
                   self.at(o2, high, start)]  # fmt: skip
        self.brush.poly(corners, self.air(tone))


def _house(rng: Random, brush: Brush, side: int, depth: float) -> None:
    """Draw one front with windows, awning and counter, left (-1) or right (1)."""
    front = _Front(brush, side, depth)
    wall = mix(rng.choice(_WALLS), (66, 48, 48), 0.42 if side > 0 else 0.1)
    tall, cloth = rng.uniform(400, 560), rng.choice(_AWNINGS)
    front.quad((0, 0), (-300, tall), wall)
    front.quad((0, 0), (tall - 22, tall), mix(wall, (50, 40, 40), 0.3))
    for window in (0.14, 0.58):
        glass = mix(wall, (40, 34, 40), 0.62)
        front.quad((0, 0), (190, 310), glass, (window, window + 0.26))
    front.quad((0, 0), (-300, 60), mix(wall, (34, 28, 34), 0.72), (0.04, 0.96))
    front.quad((150, 150), (-300, -150), mix(cloth, (62, 46, 40), 0.62), (0.06, 0.94))
    for fruit in range(26):
        along = 0.08 + 0.84 * fruit / 26
        x, y = front.at(rng.uniform(105, 150), -150 + rng.uniform(-4, 22), along)
        brush.disc(x, y, 13 * front.near, tone=front.air(rng.choice(_AWNINGS)))
    post = [front.at(170, -300), front.at(170, 40)]
    brush.line(post, 6 * front.near, front.air((60, 48, 46)))
    for strip in range(6):
        tone = cloth if strip % 2 else mix(cloth, (248, 236, 210), 0.55)
        shaded = mix(tone, (60, 44, 40), 0.2 if side > 0 else 0)
        front.quad((0, 175), (118, 36), shaded, (strip / 6, (strip + 1) / 6))


def _walkers(rng: Random, brush: Brush) -> None:
    for number in range(22):
        depth = 5.2 - number * 0.19
        tall, y = 290 / depth, EYE + 300 / depth
        x = 800 + rng.uniform(-310, 310) / depth
        tone = mix(rng.choice([(50, 42, 46), (74, 50, 46), (48, 56, 66)]), _AIR,
                   min(0.7, depth * 0.13))  # fmt: skip
        brush.disc(x + tall * 0.1, y, tall * 0.24, tall * 0.025, mix(tone, (190, 160, 120), 0.55))
        hat = rng.choice(["", "", "brim", "cap"])
        person(brush, (x, y), tall, WALKING if number % 2 else None, hat=hat, tone=tone)


def _buntings(brush: Brush) -> None:
    for line in range(6):
        _bunting(brush, 0.8 + 0.62 * line)


def _bunting(brush: Brush, depth: float) -> None:
    """Hang a line of cut-paper squares across the street."""
    y, half, pale = EYE - 420 / depth, 520 / depth, min(0.6, 0.13 * depth)
    line = [(800 - half + 2 * half * t / 24, y + 70 / depth * (1 - ((t - 12) / 12) ** 2))
            for t in range(25)]  # fmt: skip
    brush.line(line, 1.6, mix((70, 60, 58), _AIR, pale))
    for number, (x, top) in enumerate(line[:-1]):
        tone = mix(_AWNINGS[number * 5 % 6], _AIR, pale)
        brush.box(x + 2, top, 34 / depth, 40 / depth, tone)


def town(rng: Random) -> Image.Image:
    """Draw a border town from the air at nightfall: two street grids and a dark river between."""
    canvas = gradient((0.0, (58, 62, 96)), (0.1, (140, 106, 110)), (0.17, (206, 148, 112)),
                      (0.19, (64, 56, 72)), (0.4, (30, 32, 48)), (1.0, (14, 16, 26)))  # fmt: skip
    texture(canvas, noise(rng, 46, 3, stretch=2.4), 0.2)
    lamps = _lamps(rng)
    etch(canvas, lambda b: _roofs(rng, b), blur=0.7)
    glow(canvas, [(x, y, 1.0, mix((0, 0, 0), tone, 0.26)) for x, y, _, tone in lamps])
    etch(canvas, lambda b: _shine(b, lamps))
    bridge = [_seen(0.42 + 0.012 * n, 2.28 + 0.062 * n) for n in range(13)]
    glow(canvas, [(x, y, 4.0, (255, 214, 150)) for x, y in bridge])
    canvas.paste((150, 112, 108), None, band(60, 196, 420).point(lambda value: value * 0.5))
    return finish(canvas, rng)


def _seen(across: float, away: float) -> Point:
    """Return where a spot on the ground is in the picture, the eye looking along `away`."""
    return 800 + across * 940 / away, 178 + 900 / away


def _in_river(across: float, away: float) -> bool:
    return abs(away - 2.65 - 0.3 * sin(across * 0.9) + across * 0.12) < 0.36


def _turned(one: float, two: float) -> Point:
    return one * cos(0.42) - two * sin(0.42), one * sin(0.42) + two * cos(0.42) + 4


def _lamps(rng: Random) -> list[Light]:
    """Return the street lamps of both towns, avenues brighter than streets."""
    lamps: list[Light] = []
    for street in range(-60, 61):
        avenue = street % 5 == 0
        for lamp in range(-170, 171):
            for pair in ((street * BLOCK, lamp * 0.05), (lamp * 0.05, street * BLOCK)):
                across, away = _turned(*pair)
                if away < 0.95 or _in_river(across, away) or rng.random() < 0.2:
                    continue
                x, y = _seen(across, away)
                if 0 < x < WIDTH and y < 1080:
                    warm = rng.choice([(255, 186, 104), (236, 160, 84), (240, 214, 176)])
                    tone = mix((40, 34, 44), warm, (1.0 if avenue else 0.72) * rng.uniform(0.7, 1))
                    lamps.append((x, y, max(0.7, (2.6 if avenue else 1.9) / away), tone))
    return lamps


def _shine(brush: Brush, lamps: list[Light]) -> None:
    for x, y, size, tone in lamps:
        brush.disc(x, y, size, tone=tone)


def _roofs(rng: Random, brush: Brush) -> None:
    """Fill the blocks between the streets with roofs, some windows lit."""
    for _ in range(9000):
        y = rng.uniform(330, 1090)
        away = 900 / (y - 178)
        across = (rng.uniform(-40, WIDTH + 40) - 800) * away / 940
        if _in_river(across, away):
            continue
        east = across * cos(0.42) + (away - 4) * sin(0.42)
        north = -across * sin(0.42) + (away - 4) * cos(0.42)
        east, north = east // BLOCK * BLOCK, north // BLOCK * BLOCK
        east += BLOCK * rng.choice([0.16, 0.4, 0.64])
        north += BLOCK * rng.choice([0.16, 0.4, 0.64])
        wide, deep = BLOCK * rng.uniform(0.12, 0.22), BLOCK * rng.uniform(0.12, 0.22)
        spots = [(east, north), (east + wide, north), (east + wide, north + deep),
                 (east, north + deep)]  # fmt: skip
        corners = [_seen(*_turned(*spot)) for spot in spots]
        tone = rng.randint(0, 34)
        brush.poly(corners, (30 + tone, 29 + tone, 40 + tone))
        if rng.random() < 0.09:
            brush.box(*corners[0], 2.4, 2, (244, 200, 130))
