"""Drawn pictures of quiet witnesses: the night newsroom, a wall of missing-person notices."""

from random import Random

from PIL import Image, ImageChops

from blogsite.demo.figures import person
from blogsite.demo.paint import (
    WIDTH,
    Brush,
    Light,
    Point,
    cut_out,
    etch,
    finish,
    glow,
    gradient,
    mix,
    noise,
    shape,
    texture,
)


def newsroom(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (16, 20, 30)), (0.7, (34, 32, 38)), (1.0, (20, 17, 18)))
    city: list[Light] = [(rng.uniform(90, 1510), rng.uniform(330, 610), rng.uniform(5, 13),
                          rng.choice([(150, 96, 50), (96, 104, 130), (140, 60, 44)]))
                         for _ in range(60)]  # fmt: skip
    glow(canvas, city)
    shape(canvas, (26, 30, 42), lambda b: _rain(rng, b), blur=1.4, opacity=0.6)
    etch(canvas, _frame, blur=1.5)
    cone: list[Point] = [(470, 470), (590, 470), (1010, 1000), (60, 1000)]
    lamp = cut_out(lambda b: b.poly(cone), blur=60)
    canvas.paste((255, 204, 124), None, lamp.point(lambda value: value * 0.5))
    etch(canvas, lambda b: _table(rng, b), blur=0.9)
    glow(canvas, [(532, 482, 16, (255, 226, 160))])
    return finish(canvas, rng)


def _rain(rng: Random, brush: Brush) -> None:
    for _ in range(560):
        x, y, long = rng.uniform(0, WIDTH), rng.uniform(0, 700), rng.uniform(4, 70)
        brush.line([(x, y), (x + rng.uniform(-3, 3), y + long)], rng.uniform(1.5, 4))
        brush.disc(x, y + long, rng.uniform(2, 5))


def _frame(brush: Brush) -> None:
    for x in (0, 520, 1060, 1560):
        brush.box(x, 0, 40, 720, (12, 13, 17))
    brush.box(0, 300, WIDTH, 16, (12, 13, 17))
    brush.box(0, 690, WIDTH, 60, (22, 20, 22))


def _table(rng: Random, brush: Brush) -> None:
    """Draw the desk: lamp, typewriter keys, notebook, cup and a telephone."""
    brush.poly([(0, 820), (1600, 800), (1600, 1067), (0, 1067)], (66, 46, 34))
    brush.poly([(0, 820), (1600, 800), (1600, 808), (0, 830)], (120, 84, 54))
    brush.line([(330, 880), (370, 560), (520, 440)], 12, (30, 30, 32))
    brush.disc(330, 884, 86, 20, (30, 30, 32))
    brush.poly([(470, 400), (590, 452), (600, 500), (446, 480)], (44, 60, 54))
    brush.poly([(700, 720), (1120, 706), (1140, 850), (690, 866)], (24, 26, 30))
    brush.poly([(716, 734), (1106, 720), (1122, 838), (708, 852)], (196, 204, 196))
    for line in range(9):
        reach = rng.uniform(180, 350)
        brush.line([(736, 752 + line * 11), (736 + reach, 746 + line * 11)], 3, (96, 108, 110))
    brush.poly([(690, 866), (1140, 850), (1210, 950), (650, 970)], (38, 38, 42))
    for row in range(4):
        for key in range(15):
            x = 694 - row * 9 + key * (30 + row * 1.2)
            brush.box(x, 878 + row * 21 - key * 1, 24, 14, (74, 72, 74))
    brush.poly([(180, 950), (470, 926), (560, 1010), (220, 1040)], (232, 220, 188))
    for line in range(6):
        brush.line([(226 + line * 10, 958 + line * 12), (rng.uniform(380, 450) + line * 10,
                   944 + line * 11)], 2.4, (110, 100, 92))  # fmt: skip
    brush.line([(470, 985), (600, 940)], 7, (40, 40, 60))
    brush.box(1290, 800, 96, 104, (150, 140, 126))
    brush.disc(1338, 904, 48, 16, (150, 140, 126))
    brush.disc(1338, 800, 48, 15, (62, 44, 34))


def notices(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (150, 140, 122)), (1.0, (112, 100, 86)))
    texture(canvas, noise(rng, 14, 5), 0.5)
    etch(canvas, lambda b: _sheets(rng, b), blur=0.8)
    corner: list[Point] = [(0, 0), (700, 0), (240, 1067), (0, 1067)]
    shade = cut_out(lambda b: b.poly(corner), blur=40)
    canvas.paste((40, 34, 40), None, shade.point(lambda value: value * 0.42))
    woman = shape(canvas, (30, 27, 32), lambda b: _onlooker(b), blur=1.4)
    rim = ImageChops.subtract(woman, ImageChops.offset(woman, -7, 4))
    canvas.paste((206, 170, 130), None, rim.point(lambda value: value * 0.5))
    return finish(canvas, rng)


def _onlooker(brush: Brush) -> None:
    person(brush, (1220, 1560), 1080, lean=-0.02)
    brush.disc(1212, 566, 84, 118)
    brush.poly([(1132, 580), (1290, 580), (1310, 760), (1110, 760)])


def _sheets(rng: Random, brush: Brush) -> None:
    for row in range(4):
        for column in range(8):
            x = -30 + column * 208 + rng.uniform(-12, 12)
            y = 10 + row * 272 + rng.uniform(-12, 12)
            _sheet(rng, brush, (x, y), rng.uniform(-0.04, 0.04))


def _sheet(rng: Random, brush: Brush, at: Point, tilt: float) -> None:
    """Draw one notice: paper, a faded portrait without features, lines of print."""

    def spot(x: float, y: float) -> Point:
        return at[0] + x - y * tilt, at[1] + y + x * tilt

    def quad(x: float, y: float, wide: float, high: float, tone: tuple[int, int, int]) -> None:
        brush.poly([spot(x, y), spot(x + wide, y), spot(x + wide, y + high), spot(x, y + high)],
                   tone)  # fmt: skip

    fade = rng.uniform(0, 0.5)
    paper = mix((232, 224, 204), (176, 160, 132), fade)
    quad(5, 7, 184, 246, (84, 74, 64))
    quad(0, 0, 184, 246, paper)
    quad(20, 16, 144, 18, mix((150, 48, 40), paper, fade))
    quad(38, 46, 108, 118, mix((150, 146, 140), paper, fade))
    grey = mix(rng.choice([(70, 62, 60), (92, 80, 72), (58, 54, 58)]), paper, fade)
    brush.poly([spot(46, 164), spot(58, 134), spot(92, 120), spot(126, 134), spot(138, 164)], grey)
    brush.disc(*spot(92, 96), 23, 30, mix(grey, (196, 168, 140), 0.45))
    brush.disc(*spot(92, 78), 25, rng.uniform(14, 24), grey)
    for line in range(4):
        quad(22, 178 + line * 15, rng.uniform(80, 140), 6, mix((96, 90, 86), paper, fade))
    if rng.random() < 0.3:
        brush.poly([spot(184, 246), spot(150, 246), spot(184, 204)], (128, 116, 100))
