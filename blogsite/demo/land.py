"""Drawn pictures of open country: desert, river, field, road."""

from functools import partial
from math import sin
from random import Random

from PIL import Image, ImageChops, ImageDraw

from blogsite.demo.figures import WALKING, person
from blogsite.demo.paint import (
    HEIGHT,
    WIDTH,
    Brush,
    Colour,
    Point,
    band,
    finish,
    glow,
    gradient,
    haze,
    mix,
    noise,
    shape,
    texture,
)


def ridge(rng: Random, y: float, rise: float, rough: float = 0.55) -> list[Point]:
    """Return a hill's outline about `y`, closed along the bottom of the picture."""
    heights = [rng.uniform(-rise, rise) for _ in range(5)]
    spread = rise
    while len(heights) < 200:
        spread *= rough
        pairs = zip(heights, heights[1:], strict=False)
        finer = [v for a, b in pairs for v in (a, (a + b) / 2 + rng.uniform(-spread, spread))]
        heights = [*finer, heights[-1]]
    step = (WIDTH + 40) / (len(heights) - 1)
    line: list[Point] = [(-20 + i * step, y + height) for i, height in enumerate(heights)]
    return [*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)]


def clouds(canvas: Image.Image, rng: Random, colour: Colour, lower: int, strength: float) -> None:
    """Lay streaks of cloud over the sky; fewer of them with a higher `lower` (0 to 255)."""
    drift = noise(rng, 4, 4, stretch=3.2)
    lift = 255 / (255 - lower)
    mask = drift.point(lambda value: max(0, value - lower) * lift * 2.2 * strength)
    fade = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: 255 - value * 0.6)
    canvas.paste(colour, None, ImageChops.multiply(mask, fade))


def hills(canvas: Image.Image, rng: Random, far: Colour, near: Colour, rows: list[Point]) -> None:
    """Paint ridges from far to near; each row is (y, rise); air lightens the far ones."""
    for number, (y, rise) in enumerate(rows):
        colour = mix(far, near, (number + 1) / len(rows))
        shape(canvas, colour, partial(Brush.poly, points=ridge(rng, y, rise)), blur=1.2)
        haze(canvas, rng, mix(far, (255, 255, 255), 0.12), (y - 10, y + 90, y + 190), 0.34)


def scrub(canvas: Image.Image, rng: Random, colour: Colour, top: float, count: int) -> None:
    """Scatter low bushes over the ground below `top`, larger towards the viewer."""

    def cut(brush: Brush) -> None:
        for _ in range(count):
            near = rng.random() ** 2.2
            x, y, size = rng.uniform(0, WIDTH), top + near * (HEIGHT - top), 3 + near * 34
            for _ in range(16):
                tip = (x + rng.uniform(-1, 1) * size, y - rng.random() * size * 0.8)
                brush.line([(x + rng.uniform(-0.3, 0.3) * size, y), tip], 1 + near * 3)
            brush.disc(x, y - size * 0.12, size * 0.7, size * 0.22)

    shape(canvas, colour, cut, blur=0.9, opacity=0.85)


def reflect(
    canvas: Image.Image,
    rng: Random,
    shore: int,
    water: Image.Image,
    tint: Colour,
    smear: bool = False,
) -> None:
    """Mirror what stands above `shore` into the `water` mask, rippled and tinted.

    A `smear` draws the mirror image out downwards, as wet asphalt does.
    """
    mirror = _mirrored(canvas, shore, rng.uniform(0, 6))
    if smear:
        mirror = mirror.resize((WIDTH // 3, 34)).resize(canvas.size, Image.Resampling.BICUBIC)
    deeper = band(shore - 200, HEIGHT + 60, HEIGHT + 900).point(lambda value: value * 0.68)
    mirror.paste(tint, None, deeper)
    texture(mirror, noise(rng, 10, 4, stretch=7), 0.35)
    canvas.paste(mirror, (0, 0), water)


def _mirrored(canvas: Image.Image, shore: int, phase: float) -> Image.Image:
    """Return what stands above the row `shore` upside down below it, row by row out of line."""
    mirror = canvas.copy()
    for row in range(shore, HEIGHT):
        down = row - shore
        wobble = sin(down * 0.55 / (1 + down * 0.012) + phase) * (1 + down * 0.03)
        source = max(0, round(shore - down * 0.92 - 2 + wobble * 0.8))
        strip = canvas.crop((0, source, WIDTH, source + 1))
        shift = round(wobble * 1.6)
        mirror.paste(strip, (shift - WIDTH if shift > 0 else shift + WIDTH, row))
        mirror.paste(strip, (shift, row))
    return mirror


def fence_dusk(rng: Random) -> Image.Image:
    canvas = gradient(
        (0.0, (38, 42, 78)), (0.3, (98, 78, 112)), (0.47, (196, 118, 106)),
        (0.58, (240, 172, 104)), (0.62, (250, 205, 140)), (1.0, (250, 205, 140)),
    )  # fmt: skip
    clouds(canvas, rng, (70, 52, 84), 120, 0.55)
    glow(canvas, [(300, 622, 22, (255, 190, 110))])
    hills(canvas, rng, (176, 112, 108), (74, 56, 74), [(640, 34), (668, 26), (702, 16)])
    shape(canvas, gradient((0.6, (112, 78, 74)), (1.0, (38, 28, 34))),
          lambda b: b.poly([(0, 706), (1600, 700), (1600, 1067), (0, 1067)]), blur=2)  # fmt: skip
    track: list[Point] = [(414, 703), (424, 703), (1010, 1067), (380, 1067)]
    scrub(canvas, rng, (34, 26, 34), 712, 190)
    shape(canvas, (132, 96, 86), lambda b: b.poly(track), blur=7, opacity=0.62)
    shape(canvas, (84, 60, 60), lambda b: b.poly([(418, 704), (420, 704), (700, 1067),
                                                  (610, 1067)]), blur=6, opacity=0.4)  # fmt: skip
    shape(canvas, (28, 22, 32), lambda b: _bollards(b, 0), blur=0.6)
    shape(canvas, (206, 126, 92), lambda b: _bollards(b, 1), blur=0.8, opacity=0.6)
    return finish(canvas, rng)


def _bollards(brush: Brush, lit: int) -> None:
    """Draw the fence's posts in perspective; with `lit`, only the edge that faces the sun."""
    far, depth = (430.0, 702.0), 0.92
    while depth < 40:
        scale = 1 / depth
        x = far[0] + 1290 * scale
        low, high = far[1] + 330 * scale, far[1] - 690 * scale
        wide = max(34 * scale, 0.9)
        brush.box(x, high, wide * (0.16 if lit else 1), low - high)
        if not lit and depth < 12:
            brush.box(x, low - 6 * scale, 90 * scale, 10 * scale)
        depth *= 1 + 0.052
    if not lit:
        brush.poly([(far[0], 684), (1832, -48), (1832, 60), (far[0], 690)])


def footbridge(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (150, 170, 178)), (0.35, (206, 208, 196)), (0.55, (238, 226, 200)),
                      (1.0, (238, 226, 200)))  # fmt: skip
    clouds(canvas, rng, (238, 234, 222), 118, 0.7)
    hills(canvas, rng, (168, 178, 172), (92, 110, 98), [(520, 22), (556, 26)])
    shape(canvas, (70, 86, 70), lambda b: _bushes(rng, b, (0, 1600), 586, 34), blur=1.5)
    shape(canvas, (52, 56, 54), _span, blur=0.7)
    shape(canvas, (44, 46, 48), _walkers, blur=0.6)
    river: list[Point] = [(0, 600), (1600, 600), (1600, 860), (1250, 930), (1130, 1067),
                          (240, 1067), (330, 900), (150, 760), (0, 720)]  # fmt: skip
    water = shape(canvas, (170, 178, 168), lambda b: b.poly(river), blur=3)
    bank = gradient((0.6, (126, 122, 92)), (1.0, (66, 66, 48)))
    canvas.paste(bank, (0, 0), ImageChops.subtract(_below(600), water))
    reflect(canvas, rng, 600, water, (150, 162, 152))
    shape(canvas, (52, 62, 44), lambda b: _reeds(rng, b), blur=0.8)
    haze(canvas, rng, (240, 234, 216), (480, 590, 690), 0.55)
    return finish(canvas, rng)


def _walkers(brush: Brush) -> None:
    for spot in ((690, 482), (905, 486), (932, 486)):
        person(brush, spot, 46, WALKING)


def _below(row: int) -> Image.Image:
    mask = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(mask).rectangle((0, row, WIDTH, HEIGHT), fill=255)
    return mask


def _bushes(rng: Random, brush: Brush, span: Point, y: float, size: float) -> None:
    x = span[0] - size
    while x < span[1] + size:
        brush.disc(x, y, size * rng.uniform(0.7, 1.5), size * rng.uniform(0.6, 1.3))
        x += size * rng.uniform(0.25, 0.6)
    brush.box(span[0], y, span[1] - span[0], size)


def _span(brush: Brush) -> None:
    """Draw a suspension footbridge: two towers, the cable's curve, hangers and the deck."""
    brush.poly([(0, 470), (1600, 492), (1600, 500), (0, 478)])
    for tower in (330, 1270):
        for leg in (-14, 14):
            brush.line([(tower + leg, 604), (tower + leg * 0.7, 276)], 9)
        for rung in (300, 380, 440):
            brush.line([(tower - 14, rung), (tower + 14, rung)], 5)
    sag = [(x, 458 - 180 * ((x - 800) / 470) ** 2) for x in range(330, 1271, 10)]
    for x, y in sag[::3]:
        brush.line([(x, y), (x, 486)], 1.6)
    brush.line(sag, 4)
    brush.line([(330, 278), (0, 440)], 4)
    brush.line([(1270, 278), (1600, 446)], 4)
    brush.line([(0, 448), (1600, 470)], 1.6)


def _reeds(rng: Random, brush: Brush) -> None:
    for _ in range(520):
        left = rng.random() < 0.5
        x = rng.uniform(-20, 380) if left else rng.uniform(1130, 1620)
        y = rng.uniform(930, 1100)
        tall, bend = rng.uniform(50, 190), rng.uniform(-26, 34)
        brush.line([(x, y), (x + bend * 0.3, y - tall * 0.6), (x + bend, y - tall)], 2.4)
