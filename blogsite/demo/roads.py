"""Drawn pictures of roads and what waits beside them."""

from random import Random

from PIL import Image

from blogsite.demo.figures import person, pole
from blogsite.demo.land import clouds, hills, ridge, scrub
from blogsite.demo.paint import (
    HEIGHT,
    WIDTH,
    Brush,
    Colour,
    Point,
    etch,
    finish,
    glow,
    gradient,
    haze,
    mix,
    shape,
)


def highway(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (34, 46, 74)), (0.3, (84, 92, 116)), (0.52, (190, 148, 126)),
                      (0.58, (226, 180, 140)), (1.0, (226, 180, 140)))  # fmt: skip
    clouds(canvas, rng, (60, 62, 84), 118, 0.6)
    hills(canvas, rng, (140, 118, 122), (58, 58, 72), [(592, 44), (632, 20)])
    shape(canvas, gradient((0.58, (92, 84, 82)), (1.0, (34, 32, 36))),
          lambda b: b.box(0, 640, WIDTH, 430), blur=2)  # fmt: skip
    scrub(canvas, rng, (36, 36, 40), 652, 170)
    shape(canvas, (62, 62, 70), lambda b: b.poly([(790, 642), (812, 642), (1330, 1067),
                                                  (250, 1067)]), blur=1.5)  # fmt: skip
    shape(canvas, (216, 178, 110), _dashes, blur=1, opacity=0.8)
    shape(canvas, (30, 32, 42), _poles, blur=0.7)
    lamps = [(806.0, 648.0, 3.0), (817.0, 648.0, 3.0), (842.0, 668.0, 6.0), (866.0, 668.0, 6.0)]
    glow(canvas, [(x, y, size, (255, 232, 180)) for x, y, size in lamps])
    haze(canvas, rng, (220, 176, 140), (570, 640, 740), 0.45)
    return finish(canvas, rng)


def _dashes(brush: Brush) -> None:
    near = 1.0
    while near < 40:
        far = near * 1.22
        (x1, y1), (x2, y2) = [(801 - 11 / z, 642 + 425 / z) for z in (near, far)]
        brush.poly([(x2 - 7 / far, y2), (x2 + 7 / far, y2), (x1 + 7 / near, y1),
                    (x1 - 7 / near, y1)])  # fmt: skip
        near *= 1.62


def _poles(brush: Brush) -> None:
    tops: list[Point] = []
    depth = 0.8
    while depth < 30:
        x, y, tall = 800 - 620 / depth, 641 + 300 / depth, 620 / depth
        pole(brush, (x, y), tall)
        tops.append((x, y - tall * 0.96))
        depth *= 1.5
    for half in (-0.15, 0.15):
        for (x1, y1), (x2, y2) in zip(tops, tops[1:], strict=False):
            t1, t2 = (800 - x1) / 620 * 620, (800 - x2) / 620 * 620
            a, b = (x1 + half * t1, y1), (x2 + half * t2, y2)
            brush.line([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + t1 * 0.06), b], 1.4)


def search(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (168, 190, 200)), (0.4, (226, 222, 206)), (1.0, (226, 222, 206)))
    clouds(canvas, rng, (244, 240, 230), 118, 0.7)
    hills(canvas, rng, (196, 186, 170), (158, 132, 104), [(430, 60), (500, 44), (566, 24)])
    soil = gradient((0.5, (206, 178, 136)), (1.0, (146, 110, 76)))
    slope: list[Point] = [(0, 660), (500, 612), (1100, 604), (1600, 640), (1600, 1067), (0, 1067)]
    shape(canvas, soil, lambda b: b.poly(slope), blur=3)
    scrub(canvas, rng, (112, 104, 74), 620, 240)
    shape(canvas, (94, 72, 58), lambda b: _shadows(b), blur=4, opacity=0.6)
    etch(canvas, _line_of_people, blur=0.8)
    haze(canvas, rng, (236, 226, 204), (420, 590, 720), 0.45)
    return finish(canvas, rng)


_SEARCHERS: list[tuple[float, float, float]] = [
    (1360, 668, 92), (1230, 676, 100), (1090, 690, 116), (940, 712, 138), (770, 742, 166),
    (560, 792, 216), (300, 880, 300),
]  # fmt: skip
_SHIRTS: list[Colour] = [(66, 60, 66), (82, 58, 54), (58, 66, 74)]


def _line_of_people(brush: Brush) -> None:
    """Draw the searchers, each with a rod; those far away are paler."""
    for number, (x, y, tall) in enumerate(_SEARCHERS):
        far = mix((44, 44, 52), (128, 116, 104), max(0, (250 - tall) / 240))
        tone = _SHIRTS[number % len(_SHIRTS)] if tall > 150 else far
        person(brush, (x, y), tall, lean=0.05 if number % 2 else -0.02, hat="brim", tone=tone)
        rod: list[Point] = [(x + 0.17 * tall, y - 0.5 * tall), (x + 0.25 * tall, y + 0.02 * tall)]
        brush.line(rod, tall * 0.02, tone)


def _shadows(brush: Brush) -> None:
    for x, y, tall in _SEARCHERS:
        brush.poly([(x - tall * 0.1, y), (x + tall * 0.1, y), (x + tall * 0.95, y + tall * 0.14),
                    (x + tall * 0.78, y + tall * 0.16)])  # fmt: skip


def mast(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (12, 18, 38)), (0.45, (36, 44, 74)), (0.7, (92, 78, 96)),
                      (0.82, (150, 108, 96)), (1.0, (150, 108, 96)))  # fmt: skip
    shape(canvas, (220, 226, 240), lambda b: _stars(rng, b), blur=0.6, opacity=0.7)
    clouds(canvas, rng, (28, 30, 52), 126, 0.7)
    _town_lights(canvas, rng)
    hills(canvas, rng, (84, 74, 92), (40, 38, 56), [(770, 40), (830, 34)])
    crest = ridge(rng, 905, 46)
    shape(canvas, (14, 15, 24), lambda b: b.poly(crest), blur=1)
    shape(canvas, (14, 15, 24), _lattice, blur=0.6)
    shape(canvas, (16, 17, 26), lambda b: b.box(1085, 868, 110, 60), blur=0.6)
    glow(canvas, [(1010, 188, 7, (255, 70, 50)), (1010, 540, 4, (255, 70, 50)),
                  (1120, 890, 5, (255, 200, 120))])  # fmt: skip
    return finish(canvas, rng)


def _stars(rng: Random, brush: Brush) -> None:
    for _ in range(420):
        high = rng.random() ** 1.4
        brush.disc(rng.uniform(0, WIDTH), high * 700, rng.choice([0.6, 0.6, 0.8, 1.3]))


def _town_lights(canvas: Image.Image, rng: Random) -> None:
    lights = []
    for _ in range(240):
        x = min(max(rng.gauss(420, 210), 0), WIDTH)
        lights.append((x, rng.uniform(770, 800), 2.0, rng.choice([(200, 140, 70), (150, 120, 90)])))
    glow(canvas, lights)


def _lattice(brush: Brush) -> None:
    """Draw a guyed lattice mast with two dishes."""
    for side in (-1, 1):
        brush.line([(1010 + side * 16, 940), (1010 + side * 5, 200)], 3)
        brush.line([(1010, 320), (1010 + side * 330, HEIGHT - 120)], 1.4)
        brush.line([(1010, 560), (1010 + side * 230, HEIGHT - 130)], 1.2)
    step = 206.0
    while step < 930:
        half, lower = 5 + 11 * (step - 200) / 740, step + 26
        brush.line([(1010 - half, step), (1010 + half, lower)], 1.6)
        brush.line([(1010 + half, step), (1010 - half, lower)], 1.6)
        step = lower
    brush.disc(986, 404, 20, 26)
    brush.disc(1036, 474, 17, 22)
    brush.line([(1010, 204), (1010, 170)], 2)
