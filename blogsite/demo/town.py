"""Drawn pictures of public places: courthouse, ceremony, market, vigil, town from the air."""

from functools import partial
from random import Random

from PIL import Image, ImageChops

from blogsite.demo.figures import WALKING, crowd, flag_edge, person, soldier
from blogsite.demo.land import clouds
from blogsite.demo.paint import (
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
    noise,
    shape,
    soften,
)


def courthouse(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (120, 148, 170)), (0.6, (206, 208, 198)), (1.0, (206, 208, 198)))
    clouds(canvas, rng, (236, 234, 226), 116, 0.8)
    stone = gradient((0.1, (216, 198, 164)), (0.75, (178, 156, 122)), (1.0, (150, 130, 104)))
    shape(canvas, stone, lambda b: b.box(150, 300, 1300, 520), blur=1)
    shape(canvas, stone, lambda b: b.poly([(400, 300), (800, 150), (1200, 300)]), blur=1)
    shape(canvas, (110, 92, 74), lambda b: b.poly([(470, 288), (800, 168), (1130, 288)]),
          blur=2, opacity=0.5)  # fmt: skip
    shape(canvas, (62, 52, 48), _portico, blur=5, opacity=0.85)
    shape(canvas, (70, 60, 56), _openings, blur=1.2)
    shape(canvas, gradient((0.3, (236, 222, 190)), (0.8, (190, 168, 134))), _columns, blur=1)
    shape(canvas, (120, 100, 78), _column_shade, blur=4, opacity=0.6)
    etch(canvas, _steps, blur=0.8)
    ground = gradient((0.85, (158, 144, 122)), (1.0, (108, 96, 84)))
    shape(canvas, ground, lambda b: b.box(0, 928, WIDTH, 140), blur=2)
    shape(canvas, (46, 44, 50), lambda b: _visitors(b), blur=0.8)
    _palms(canvas, rng)
    haze(canvas, rng, (226, 214, 186), (500, 840, 1000), 0.3)
    return finish(canvas, rng)


def _steps(brush: Brush) -> None:
    for step in range(7):
        tone = mix((206, 190, 160), (118, 102, 86), (step % 2) * 0.5 + step * 0.05)
        edge = 300 - step * 26
        brush.box(edge, 790 + step * 20, WIDTH - 2 * edge, 20, tone)


def _portico(brush: Brush) -> None:
    brush.box(430, 330, 740, 460)
    brush.box(400, 296, 800, 10)


def _openings(brush: Brush) -> None:
    for x in (200, 300, 1240, 1340):
        for y in (370, 590):
            brush.box(x, y, 52, 130)
    brush.box(745, 560, 110, 230)


def _columns(brush: Brush) -> None:
    for x in range(430, 1171, 140):
        brush.box(x - 26, 330, 52, 462)
        brush.box(x - 36, 322, 72, 16)
        brush.box(x - 36, 774, 72, 18)
    brush.box(396, 304, 808, 22)


def _column_shade(brush: Brush) -> None:
    for x in range(430, 1171, 140):
        brush.box(x + 6, 338, 20, 436)


def _visitors(brush: Brush) -> None:
    person(brush, (640, 930), 150, WALKING, lean=0.04)
    person(brush, (704, 936), 156, WALKING, lean=0.03, hat="brim")
    person(brush, (1010, 868), 122)
    person(brush, (1290, 990), 176)


def _palms(canvas: Image.Image, rng: Random) -> None:
    def cut(brush: Brush) -> None:
        for x, top, foot in ((96, 250, 960), (1520, 320, 960)):
            brush.line([(x + 14, foot), (x + 4, (top + foot) / 2), (x, top)], 17)
            for _frond in range(15):
                reach, drop = rng.uniform(-150, 150), rng.uniform(10, 130)
                mid = (x + reach * 0.55, top - rng.uniform(30, 70) + drop * 0.2)
                for blade in range(5):
                    tip = (x + reach * (0.8 + blade * 0.06), top + drop - blade * 12)
                    brush.line([(x, top), mid, tip], 3.4)

    shape(canvas, (44, 52, 44), cut, blur=0.9)


def ceremony(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (150, 160, 166)), (0.35, (226, 214, 190)), (0.6, (246, 226, 186)),
                      (1.0, (246, 226, 186)))  # fmt: skip
    clouds(canvas, rng, (240, 232, 214), 112, 0.7)
    facade = gradient((0.2, (206, 190, 162)), (0.7, (228, 206, 168)))
    shape(canvas, facade, _palace, blur=2)
    shape(canvas, (150, 136, 122), lambda b: _arcade(b), blur=2.5, opacity=0.7)
    ground = gradient((0.62, (226, 206, 168)), (1.0, (120, 104, 90)))
    shape(canvas, ground, lambda b: b.box(0, 690, WIDTH, 380), blur=3)
    _flags(canvas, rng)
    haze(canvas, rng, (250, 232, 196), (400, 640, 800), 0.6)
    for row, (y, tall, tone) in enumerate(_RANKS):
        shape(canvas, tone, partial(_rank, row=row), blur=1.6 - row * 0.3)
        haze(canvas, rng, (244, 224, 188), (y - tall, y, y + 60), 0.42 - row * 0.13)
    officer = shape(canvas, (26, 25, 29), lambda b: person(b, (1010, 1180), 560, hat="cap"), 0.9)
    rim = ImageChops.subtract(officer, ImageChops.offset(officer, -5, 3))
    canvas.paste((96, 82, 66), None, rim)
    return finish(canvas, rng)


_RANKS: list[tuple[float, float, Colour]] = [
    (742, 150, (142, 128, 112)), (806, 200, (92, 84, 78)), (916, 278, (44, 42, 44)),
]  # fmt: skip


def _rank(brush: Brush, row: int) -> None:
    y, tall, _tone = _RANKS[row]
    gap = tall * 0.44
    for place in range(-1, round(1700 / gap)):
        soldier(brush, (place * gap + 30 * row, y), tall)


def _palace(brush: Brush) -> None:
    brush.box(0, 360, WIDTH, 340)
    brush.box(620, 300, 360, 80)
    brush.poly([(620, 300), (800, 250), (980, 300)])
    for x in (40, 1500):
        brush.box(x, 300, 70, 100)


def _arcade(brush: Brush) -> None:
    for x in range(20, WIDTH, 104):
        brush.box(x, 560, 52, 140)
        brush.disc(x + 26, 562, 26, 30)
        brush.box(x + 8, 430, 36, 66)
    brush.box(0, 402, WIDTH, 5)
    brush.box(0, 520, WIDTH, 5)


def _flags(canvas: Image.Image, rng: Random) -> None:
    """Raise three plain banners of no state, lit through from behind."""
    for x, top, size, colour in ((290, 120, 250, (86, 96, 84)), (800, 70, 330, (70, 82, 74)),
                                 (1330, 130, 250, (86, 96, 84))):  # fmt: skip
        shape(canvas, (70, 62, 58), partial(Brush.line, points=[(x, 700), (x, top)], width=6), 0.8)
        edge = flag_edge(rng, (x, top + 6), (size, size * 0.58), 0.72)
        mask = shape(canvas, colour, partial(Brush.poly, points=edge), 0.9)
        folds = noise(rng, 9, 2, stretch=0.15).point(lambda value: max(0, value - 120) * 1.7)
        canvas.paste((206, 198, 160), None, ImageChops.multiply(mask, folds))


def vigil(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (20, 18, 32)), (0.5, (44, 32, 40)), (1.0, (24, 14, 16)))
    far = [(rng.uniform(0, WIDTH), rng.uniform(350, 520), rng.uniform(5, 11),
            rng.choice([(150, 84, 34), (120, 74, 40)])) for _ in range(70)]  # fmt: skip
    glow(canvas, far)
    canvas.paste(soften(canvas, 5))
    shape(canvas, (30, 22, 28), lambda b: crowd(rng, b, (470, 560), 300, 34), blur=3)
    mid = [(rng.uniform(0, WIDTH), rng.uniform(600, 690), 7.0, (255, 170, 80)) for _ in range(22)]
    glow(canvas, mid)
    shape(canvas, (16, 12, 18), lambda b: crowd(rng, b, (640, 740), 470, 15), blur=1.6)
    spots = [(120 + 152 * n + rng.uniform(-40, 40), rng.uniform(800, 900)) for n in range(10)]
    shape(canvas, (176, 92, 36), lambda b: _halos(b, spots), blur=30, opacity=0.42)
    etch(canvas, lambda b: _candles(b, spots), blur=1)
    glow(canvas, [(x, y - 22, 9.0, (255, 196, 104)) for x, y in spots])
    return finish(canvas, rng, vignette=1.0)


def _halos(brush: Brush, spots: list[Point]) -> None:
    for x, y in spots:
        brush.disc(x, y + 30, 58, 70)


def _candles(brush: Brush, spots: list[Point]) -> None:
    for x, y in spots:
        for row in range(0, 92, 4):
            tone = mix((232, 176, 108), (70, 40, 32), row / 92)
            brush.box(x - 15, y + row, 30, 5, tone)
        brush.disc(x, y, 15, 5, (250, 206, 130))
        brush.poly([(x, y - 40), (x + 8, y - 14), (x, y), (x - 8, y - 14)], (255, 236, 180))
