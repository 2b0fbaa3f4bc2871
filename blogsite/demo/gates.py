"""Drawn pictures of the crossings: checkpoint at night, lorries at the bridge, prison wall."""

from collections.abc import Callable
from random import Random

from PIL import Image

from blogsite.demo.figures import person
from blogsite.demo.land import clouds, hills, reflect
from blogsite.demo.paint import (
    WIDTH,
    Brush,
    Colour,
    Point,
    cut_out,
    finish,
    glow,
    gradient,
    haze,
    shape,
)


def checkpoint(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (14, 18, 30)), (0.4, (30, 36, 52)), (0.6, (58, 58, 66)),
                      (1.0, (20, 22, 28)))  # fmt: skip
    clouds(canvas, rng, (40, 46, 64), 118, 0.6)
    shape(canvas, (22, 25, 34), lambda b: b.box(0, 606, WIDTH, 30), blur=4)
    lit = gradient((0.38, (176, 164, 122)), (0.67, (72, 68, 60)), (1.0, (40, 38, 36)))
    shape(canvas, lit, lambda b: b.poly([(190, 410), (1430, 410), (1580, 716), (20, 716)]),
          blur=40, opacity=0.62)  # fmt: skip
    shape(canvas, (236, 226, 186), lambda b: b.poly([(170, 402), (1450, 402), (1400, 424),
                                                     (220, 424)]), blur=2)  # fmt: skip
    shape(canvas, (40, 44, 54), _canopy, blur=0.8)
    shape(canvas, (132, 128, 108), _booths, blur=1)
    shape(canvas, (216, 200, 150), _windows, blur=1.5)
    shape(canvas, (16, 18, 24), lambda b: _cars(b), blur=1)
    shape(canvas, (14, 16, 20), _officers, blur=0.8)
    lamps = [(250.0 + 122 * n, 418.0, 9.0, (255, 238, 190)) for n in range(10)]
    signs = [(330.0 + 235 * n, 372.0, 8.0, (90, 220, 120) if n % 2 else (240, 70, 50))
             for n in range(5)]  # fmt: skip
    glow(canvas, lamps + signs + _tail_lights())
    wet = cut_out(lambda b: b.box(0, 716, WIDTH, 360))
    reflect(canvas, rng, 716, wet, (14, 16, 22), smear=True)
    haze(canvas, rng, (150, 150, 140), (330, 520, 720), 0.3)
    return finish(canvas, rng)


def _officers(brush: Brush) -> None:
    person(brush, (560, 716), 132, hat="cap")
    person(brush, (1086, 716), 128, hat="cap")


def _canopy(brush: Brush) -> None:
    brush.poly([(110, 340), (1490, 340), (1450, 402), (170, 402)])
    for x in range(215, 1450, 235):
        brush.box(x - 9, 402, 18, 300)


def _booths(brush: Brush) -> None:
    for x in range(215, 1450, 235):
        brush.box(x - 34, 560, 68, 148)


def _windows(brush: Brush) -> None:
    for x in range(215, 1450, 235):
        brush.box(x - 26, 580, 52, 46)


_CARS: list[Point] = [(332, 724), (800, 730), (1270, 724), (568, 690), (1036, 690)]


def _cars(brush: Brush) -> None:
    for x, y in _CARS:
        half = 78 if y > 700 else 58
        brush.poly([(x - half, y), (x - half, y - half * 0.6), (x - half * 0.76, y - half * 0.68),
                    (x - half * 0.56, y - half * 1.18), (x + half * 0.56, y - half * 1.18),
                    (x + half * 0.76, y - half * 0.68), (x + half, y - half * 0.6),
                    (x + half, y)])  # fmt: skip


def _tail_lights() -> list[tuple[float, float, float, Colour]]:
    lights: list[tuple[float, float, float, Colour]] = []
    for x, y in _CARS:
        half = 78 if y > 700 else 58
        for side in (-1, 1):
            lights.append((x + side * half * 0.8, y - half * 0.48, half / 12, (255, 40, 24)))
    return lights


def lorries(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (92, 104, 124)), (0.3, (190, 164, 142)), (0.5, (240, 190, 128)),
                      (0.56, (250, 214, 154)), (1.0, (250, 214, 154)))  # fmt: skip
    clouds(canvas, rng, (110, 96, 104), 122, 0.5)
    glow(canvas, [(560, 556, 30, (255, 210, 140))])
    hills(canvas, rng, (196, 156, 128), (124, 98, 92), [(640, 20), (668, 14)])
    shape(canvas, (46, 40, 46), _deck, blur=0.7)
    places = [(-60 + 268 * n + rng.uniform(-14, 14), rng.uniform(0.94, 1.06)) for n in range(7)]
    shape(canvas, (40, 35, 42), lambda b: _queue(b, places, _lorry), blur=0.7)
    shape(canvas, (226, 164, 106), lambda b: _queue(b, places, _rim), blur=1,
          opacity=0.7)  # fmt: skip
    glow(canvas, [(x + 246 * k, 538.0, 3.0, (255, 224, 170)) for x, k in places])
    water = cut_out(lambda b: b.box(0, 780, WIDTH, 300))
    reflect(canvas, rng, 780, water, (132, 104, 92))
    haze(canvas, rng, (250, 206, 150), (560, 740, 860), 0.5)
    return finish(canvas, rng)


def _queue(
    brush: Brush, places: list[Point], part: Callable[[Brush, float, float, float], None]
) -> None:
    for x, size in places:
        part(brush, x, 560, size)


def _deck(brush: Brush) -> None:
    """Draw the bridge: parapet, girder, cross-bracing and piers down to the water."""
    brush.box(0, 574, WIDTH, 14)
    brush.box(0, 624, WIDTH, 9)
    for x in range(-20, WIDTH + 60, 60):
        brush.line([(x, 588), (x + 60, 626)], 4)
        brush.line([(x + 60, 588), (x, 626)], 4)
        brush.box(x, 552, 3, 24)
    brush.line([(0, 554), (WIDTH, 554)], 3)
    for x in (190, 690, 1190, 1600):
        brush.poly([(x - 40, 632), (x + 40, 632), (x + 24, 664), (x + 24, 782), (x - 24, 782),
                    (x - 24, 664)])  # fmt: skip


def _lorry(brush: Brush, x: float, y: float, size: float) -> None:
    """Draw a lorry from its side, nose to the right, its wheels' foot at y."""
    brush.box(x, y - 104 * size, 176 * size, 82 * size)
    brush.box(x, y - 24 * size, 232 * size, 9 * size)
    cab = [(182, -20), (182, -104), (190, -112), (216, -108), (222, -66), (248, -60), (252, -18)]
    brush.poly([(x + px * size, y + py * size) for px, py in cab])
    brush.line([(x + 183 * size, y - 60 * size), (x + 183 * size, y - 124 * size)], 4 * size)
    for wheel in (22, 48, 158, 190, 236):
        brush.disc(x + wheel * size, y - 12 * size, 12 * size)


def _rim(brush: Brush, x: float, y: float, size: float) -> None:
    brush.box(x, y - 104 * size, 176 * size, 3)
    brush.poly([(x + px * size, y + py * size) for px, py in
                ((196, -100), (213, -98), (217, -72), (196, -72))])  # fmt: skip
    brush.line([(x + 223 * size, y - 66 * size), (x + 248 * size, y - 60 * size)], 2)


def prison(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (52, 62, 74)), (0.4, (118, 118, 116)), (0.66, (196, 176, 146)),
                      (1.0, (196, 176, 146)))  # fmt: skip
    clouds(canvas, rng, (70, 74, 82), 112, 0.75)
    wall = gradient((0.5, (128, 120, 108)), (0.75, (104, 96, 88)), (1.0, (70, 64, 60)))
    shape(canvas, wall, lambda b: b.poly([(0, 470), (1080, 612), (1600, 600), (1600, 810),
                                          (1080, 800), (0, 930)]), blur=1)  # fmt: skip
    shape(canvas, (66, 62, 60), lambda b: _panels(b), blur=1.4, opacity=0.6)
    ground = gradient((0.7, (140, 122, 98)), (1.0, (74, 64, 56)))
    shape(canvas, ground, lambda b: b.poly([(0, 930), (1080, 798), (1600, 808), (1600, 1067),
                                            (0, 1067)]), blur=2)  # fmt: skip
    shape(canvas, (44, 44, 48), _tower, blur=0.8)
    shape(canvas, (52, 52, 56), lambda b: _wire(b), blur=0.5)
    shape(canvas, (34, 34, 38), lambda b: person(b, (1072, 404), 78, hat="cap"), blur=0.7)
    shape(canvas, (48, 42, 44), _visitors, blur=0.8)
    glow(canvas, [(1016, 322, 5, (255, 236, 190)), (1150, 322, 5, (255, 236, 190))])
    haze(canvas, rng, (206, 188, 158), (560, 760, 900), 0.4)
    return finish(canvas, rng)


def _visitors(brush: Brush) -> None:
    for number, x in enumerate((260, 330, 372, 470, 520)):
        hat = "brim" if number % 2 else ""
        person(brush, (x, 990 - number * 16), 186 - number * 9, hat=hat)


def _panels(brush: Brush) -> None:
    for number in range(1, 14):
        x = 1080 - 1080 * (1 - 0.86**number) * 1.12
        share = (1080 - x) / 1080
        brush.line([(x, 612 - 142 * share), (x, 800 + 130 * share)], 2 + 2 * share)


def _tower(brush: Brush) -> None:
    brush.poly([(1040, 800), (1052, 420), (1116, 420), (1128, 800)])
    brush.poly([(1000, 430), (1010, 396), (1158, 396), (1168, 430)])
    brush.poly([(986, 312), (1030, 286), (1138, 286), (1182, 312)])
    for x in (1006, 1158):
        brush.line([(x, 400), (x, 312)], 5)
    brush.line([(1004, 372), (1164, 372)], 4)


def _wire(brush: Brush) -> None:
    """Draw coils of razor wire along the top of the wall."""
    for number in range(150):
        share = number / 150
        x, y = 1080 * (1 - share), 606 - 142 * share
        size = 9 + 15 * share
        brush.line([(x, y), (x + size * 0.5, y - size * 1.5), (x - size * 0.5, y - size * 1.2),
                    (x - size, y)], 1.1)  # fmt: skip
    for number in range(60):
        x = 1090 + number * 8.6
        brush.line([(x, 604), (x + 5, 590), (x - 3, 592), (x - 6, 604)], 1)
