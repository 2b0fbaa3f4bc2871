"""Drawn pictures of rooms: warehouse, press conference, records office."""

from random import Random

from PIL import Image, ImageChops

from blogsite.demo.figures import person
from blogsite.demo.paint import (
    WIDTH,
    Brush,
    Colour,
    Light,
    Point,
    Tone,
    cut_out,
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


def warehouse(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (28, 30, 34)), (0.5, (70, 68, 64)), (0.62, (92, 84, 74)),
                      (1.0, (38, 35, 34)))  # fmt: skip
    etch(canvas, lambda b: _hall(rng, b), blur=1)
    _shafts(canvas, rng)
    etch(canvas, lambda b: _pallets(rng, b), blur=0.8)
    shape(canvas, (16, 16, 18), lambda b: person(b, (930, 792), 176, hat="cap"), blur=0.8)
    shape(canvas, (16, 16, 18), lambda b: person(b, (1010, 786), 170), blur=0.8)
    haze(canvas, rng, (190, 176, 148), (420, 690, 860), 0.42)
    return finish(canvas, rng)


def _hall(rng: Random, brush: Brush) -> None:
    """Draw the hall in perspective: floor, end wall with its open door, roof beams."""
    brush.poly([(560, 660), (1080, 660), (1700, 1080), (-100, 1080)], (86, 78, 70))
    brush.box(560, 420, 520, 240, (58, 56, 54))
    brush.box(760, 500, 150, 160, (250, 236, 200))
    for place in range(7, -1, -1):
        scale = 1.42**-place
        left, right = 820 - 1200 * scale, 820 + 1200 * scale
        top, roof = 560 - 640 * scale, 560 - 900 * scale
        foot, wide = 560 + 460 * scale, 30 * scale
        tone = mix((22, 23, 26), (92, 86, 76), place / 9)
        brush.line([(left, foot), (left, top)], wide, tone)
        brush.line([(right, foot), (right, top)], wide, tone)
        brush.line([(left, top), (820, roof), (right, top)], wide * 0.8, tone)
        brush.line([(left, top), (right, top)], wide * 0.5, tone)
        for strut in (0.25, 0.5, 0.75, 1.25, 1.5, 1.75):
            x = left + (820 - left) * strut
            rise = top + (roof - top) * (1 - abs(1 - strut))
            brush.line([(x, top), (x, rise)], wide * 0.3, tone)


def _shafts(canvas: Image.Image, rng: Random) -> None:
    def cut(brush: Brush) -> None:
        for number in range(5):
            x, tone = 330 + number * 250, rng.randint(90, 190)
            brush.poly([(x, 60), (x + 90, 60), (x - 190, 1000), (x - 420, 1000)], tone)

    dust = noise(rng, 8, 3).point(lambda value: 120 + value * 0.5)
    mask = cut_out(cut, blur=26)
    fade = ImageChops.multiply(mask, dust).point(lambda value: value * 0.46)
    canvas.paste((236, 214, 168), None, fade)


def _pallets(rng: Random, brush: Brush) -> None:
    for side, spots in ((-1, (3.4, 2.3, 1.5, 1.02)), (1, (2.9, 1.9, 1.22))):
        for depth in spots:
            scale = 1 / depth
            x, foot = 820 + side * 640 * scale, 560 + 440 * scale
            tone = mix(rng.choice([(126, 100, 70), (108, 92, 76), (92, 84, 76)]), (40, 38, 38),
                       0.42 - 0.08 * depth)  # fmt: skip
            for level in range(rng.randint(2, 4)):
                for box in range(3):
                    left = x + (box - 1.5) * 104 * scale
                    top = foot - (level + 1) * 84 * scale
                    shade = mix(tone, (20, 18, 18), rng.uniform(0, 0.25))
                    brush.box(left, top, 100 * scale, 80 * scale, shade)
                    brush.box(left, top, 100 * scale, 6 * scale, mix(shade, (250, 230, 190), 0.4))
                    brush.box(left + 44 * scale, top, 9 * scale, 80 * scale,
                              mix(shade, (210, 180, 130), 0.3))  # fmt: skip
            brush.box(x - 160 * scale, foot, 320 * scale, 14 * scale, (34, 28, 24))


def microphones(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (44, 52, 62)), (0.6, (104, 100, 96)), (1.0, (50, 44, 44)))
    spots: list[Light] = [(rng.uniform(0, WIDTH), rng.uniform(40, 560), rng.uniform(16, 46),
                           rng.choice([(120, 96, 66), (70, 84, 100), (110, 104, 92)]))
                          for _ in range(26)]  # fmt: skip
    glow(canvas, spots)
    shape(canvas, (38, 38, 46), lambda b: _listeners(rng, b), blur=11)
    canvas.paste(soften(canvas, 7))
    shape(canvas, (64, 46, 36), lambda b: b.poly([(0, 900), (1600, 880), (1600, 1067),
                                                  (0, 1067)]), blur=4)  # fmt: skip
    shape(canvas, (150, 112, 82), lambda b: b.poly([(0, 900), (1600, 880), (1600, 890),
                                                    (0, 912)]), blur=3, opacity=0.7)  # fmt: skip
    etch(canvas, lambda b: _cluster(b), blur=0.9)
    return finish(canvas, rng)


def _listeners(rng: Random, brush: Brush) -> None:
    for number in range(9):
        person(brush, (60 + number * 190 + rng.uniform(-30, 30), 1090), 640)


_STANDS: list[tuple[Point, Point, Colour]] = [
    ((520, 1000), (640, 520), (36, 36, 42)), ((1100, 1000), (985, 500), (42, 40, 44)),
    ((640, 1000), (730, 600), (120, 52, 44)), ((960, 1000), (900, 585), (48, 84, 104)),
    ((800, 1000), (812, 470), (30, 30, 34)), ((720, 1010), (770, 690), (176, 140, 74)),
    ((880, 1010), (850, 700), (60, 62, 66)),
]  # fmt: skip


def _cluster(brush: Brush) -> None:
    """Draw the microphones of seven stations, each with foam, collar, body and a lit edge."""
    for (x, y), (top, high), colour in _STANDS:
        lean = (top - x) / (y - high)
        brush.line([(x, y), (top, high + 90)], 26, (24, 24, 28))
        brush.line([(x - 8, y), (top - 8, high + 90)], 4, (120, 112, 104))
        brush.line([(top - lean * 96, high + 96), (top - lean * 60, high + 60)], 62, colour)
        brush.line([(top - lean * 96 - 22, high + 96), (top - lean * 60 - 22, high + 60)], 8,
                   mix(colour, (255, 240, 214), 0.4))  # fmt: skip
        for ring in range(6):
            tone: Tone = mix((28, 28, 32), (108, 102, 98), ring / 7)
            brush.disc(top - ring * 4, high - ring * 5, 50 - ring * 7, 64 - ring * 9, tone)


def office(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (96, 88, 76)), (0.7, (128, 114, 92)), (1.0, (70, 58, 48)))
    etch(canvas, lambda b: _shelves(rng, b), blur=0.9)
    light = cut_out(_blinds, blur=10)
    canvas.paste((250, 220, 160), None, light.point(lambda value: value * 0.4))
    etch(canvas, lambda b: _desk(rng, b), blur=0.9)
    shape(canvas, (34, 31, 34), lambda b: person(b, (1130, 1250), 640, lean=-0.03), 1.2)
    etch(canvas, lambda b: b.poly([(0, 900), (1600, 860), (1600, 1067), (0, 1067)], (58, 42, 34)))
    etch(canvas, lambda b: _papers(rng, b), blur=0.9)
    return finish(canvas, rng)


def _shelves(rng: Random, brush: Brush) -> None:
    for row in range(5):
        y = 60 + row * 172
        brush.box(0, y + 146, WIDTH, 22, (62, 48, 38))
        brush.box(0, y + 168, WIDTH, 8, (40, 31, 26))
        x = -10.0
        while x < WIDTH:
            wide, tall = rng.uniform(16, 44), rng.uniform(104, 140)
            tone = rng.choice([(186, 160, 116), (164, 138, 100), (140, 92, 70), (98, 104, 100),
                               (198, 184, 152), (120, 110, 90)])  # fmt: skip
            tone = mix(tone, (40, 34, 30), rng.uniform(0.05, 0.4))
            if rng.random() < 0.94:
                brush.box(x, y + 146 - tall, wide, tall, tone)
                brush.box(x + wide - 3, y + 146 - tall, 3, tall, mix(tone, (20, 16, 14), 0.5))
                brush.box(x + wide * 0.25, y + 166 - tall, wide * 0.45, 30,
                          mix(tone, (240, 230, 206), 0.55))  # fmt: skip
            x += wide + 1.5


def _blinds(brush: Brush) -> None:
    for slat in range(15):
        y = 20 + slat * 56
        brush.poly([(120, y + 60), (980, y - 70), (980, y - 38), (120, y + 92)])


def _desk(rng: Random, brush: Brush) -> None:
    for stack, x in enumerate((120, 330, 1340)):
        foot = 905 - stack * 8
        for sheet in range(rng.randint(12, 22)):
            tone = mix((206, 188, 150), (112, 92, 70), rng.uniform(0, 0.8))
            brush.box(x + rng.uniform(-12, 12), foot - sheet * 13, 190, 12, tone)
            brush.box(x + rng.uniform(-12, 12), foot - sheet * 13 + 9, 190, 3, (60, 50, 42))


def _papers(rng: Random, brush: Brush) -> None:
    for x, y, tone in ((560, 960, (224, 212, 184)), (690, 946, (212, 196, 162)),
                       (1000, 958, (230, 220, 196)), (270, 976, (196, 172, 128))):  # fmt: skip
        brush.poly([(x, y), (x + 210, y - 22), (x + 262, y + 44), (x + 36, y + 72)], tone)
        for line in range(5):
            brush.line([(x + 34 + line * 6, y + 4 + line * 11),
                        (x + 190 + line * 6, y - 14 + line * 11)], 2, (120, 108, 92))  # fmt: skip
