"""More drawn pictures of open country: smoke, boat, airstrip, highway, search, mast."""

from random import Random

from PIL import Image, ImageChops

from blogsite.demo.figures import person
from blogsite.demo.land import clouds, hills, reflect, scrub
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
    noise,
    shape,
    soften,
)


def field_smoke(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (150, 152, 150)), (0.4, (206, 198, 178)), (0.6, (236, 216, 178)),
                      (1.0, (236, 216, 178)))  # fmt: skip
    clouds(canvas, rng, (226, 220, 204), 110, 0.6)
    _plume(canvas, rng, (1010, 640), (54, 50, 50))
    hills(canvas, rng, (180, 166, 142), (118, 108, 88), [(612, 14), (640, 10)])
    shape(canvas, (58, 58, 46), lambda b: _treeline(rng, b, 662), blur=1.2)
    soil = gradient((0.6, (158, 128, 82)), (0.75, (132, 100, 62)), (1.0, (70, 50, 36)))
    shape(canvas, soil, lambda b: b.box(0, 664, WIDTH, 403), blur=1)
    shape(canvas, (62, 46, 36), _furrows, blur=1.6, opacity=0.55)
    shape(canvas, (186, 156, 96), lambda b: _stubble(rng, b), blur=0.8, opacity=0.6)
    haze(canvas, rng, (232, 212, 176), (560, 662, 780), 0.55)
    return finish(canvas, rng)


def _plume(canvas: Image.Image, rng: Random, foot: Point, colour: Colour) -> None:
    """Let smoke rise from `foot` and lean with the wind, torn by a cloud texture."""

    def cut(brush: Brush) -> None:
        for step in range(150):
            share = step / 150
            x = foot[0] - 620 * share**1.9 + rng.gauss(0, 10 + 46 * share)
            y = foot[1] - 560 * share**0.85 + rng.gauss(0, 6 + 20 * share)
            size = 9 + 105 * share * rng.uniform(0.6, 1.1)
            brush.disc(x, y, size, size * 0.86, tone=round(235 - 150 * share))

    grey = cut_out(cut, blur=9)
    torn = ImageChops.multiply(grey, noise(rng, 9, 4).point(lambda v: min(255, v * 1.25 + 40)))
    canvas.paste(colour, None, soften(torn, 3))
    lit = ImageChops.multiply(grey, noise(rng, 12, 4).point(lambda v: max(0, v - 120) * 1.6))
    canvas.paste((222, 190, 148), None, soften(lit, 4).point(lambda v: v * 0.5))
    glow(canvas, [(foot[0] + 4, foot[1] + 12, 9, (200, 96, 30))])


def _treeline(rng: Random, brush: Brush, y: float) -> None:
    x = -20.0
    while x < WIDTH + 20:
        tall = rng.uniform(8, 24) * (1.9 if rng.random() < 0.14 else 1)
        for _ in range(9):
            leaf = tall * rng.uniform(0.18, 0.42)
            across = rng.gauss(0, tall * 0.4)
            brush.disc(x + across, y - rng.random() * (tall - abs(across) * 0.6), leaf, leaf * 0.8)
        x += rng.uniform(5, 24)
    brush.box(0, y - 4, WIDTH, 12)


def _furrows(brush: Brush) -> None:
    for row in range(-46, 47):
        x = 800 + row * 92.0
        brush.poly([(800 + row * 9 - 0.6, 668), (800 + row * 9 + 0.6, 668), (x + 17, 1080),
                    (x - 17, 1080)])  # fmt: skip


def _stubble(rng: Random, brush: Brush) -> None:
    for _ in range(1500):
        near = rng.random() ** 1.7
        x, y = rng.uniform(0, WIDTH), 672 + near * 400
        brush.line([(x, y), (x + rng.uniform(-4, 4) * near, y - 3 - 26 * near)], 0.8 + near * 1.6)


def patrol_boat(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (122, 132, 140)), (0.4, (186, 184, 176)), (0.5, (222, 206, 184)),
                      (1.0, (222, 206, 184)))  # fmt: skip
    clouds(canvas, rng, (220, 212, 198), 116, 0.6)
    hills(canvas, rng, (164, 164, 156), (112, 118, 110), [(482, 12), (506, 16)])
    shape(canvas, (86, 94, 82), lambda b: _treeline(rng, b, 528), blur=2)
    haze(canvas, rng, (220, 210, 192), (430, 526, 620), 0.7)
    shape(canvas, (34, 38, 42), _hull, blur=0.7)
    shape(canvas, (30, 33, 38), _crew, blur=0.7)
    water = cut_out(lambda b: b.box(0, 534, WIDTH, 540))
    boat = canvas.crop((480, 440, 1180, 640))
    reflect(canvas, rng, 534, water, (128, 134, 132))
    _float(canvas, rng, boat)
    shape(canvas, (232, 228, 216), lambda b: _wake(rng, b), blur=2.2, opacity=0.62)
    glow(canvas, [(846, 446, 5, (255, 120, 60))])
    return finish(canvas, rng)


def _crew(brush: Brush) -> None:
    for x, tall in ((720, 92), (786, 88), (900, 84)):
        person(brush, (x, 618), tall, hat="cap")


def _hull(brush: Brush) -> None:
    brush.poly([(520, 590), (1120, 566), (1150, 556), (1090, 628), (1040, 640), (560, 640)])
    brush.poly([(806, 584), (822, 520), (930, 516), (958, 580)])
    brush.poly([(792, 522), (946, 514), (946, 506), (792, 512)])
    brush.line([(846, 512), (846, 452)], 4)
    brush.line([(880, 512), (896, 430)], 2)
    brush.box(500, 578, 44, 46)


def _float(canvas: Image.Image, rng: Random, boat: Image.Image) -> None:
    """Set the boat on the water and its broken mirror image below it."""
    dark = boat.convert("L").point(lambda v: 255 if v < 84 else 0)
    mirror = dark.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((700, 150))
    tear = noise(rng, 12, 3, stretch=9).crop((0, 0, 700, 150)).point(lambda v: min(255, v * 1.1))
    canvas.paste((52, 58, 60), (480, 640), ImageChops.multiply(mirror, tear))
    canvas.paste(boat, (480, 440), dark)


def _wake(rng: Random, brush: Brush) -> None:
    for _ in range(240):
        along = rng.random()
        x = 560 - 640 * along
        y = 640 + rng.gauss(0, 6 + 26 * along) + 26 * along
        brush.disc(x, y, rng.uniform(8, 44), rng.uniform(1, 3.6))
    for _ in range(90):
        x = rng.uniform(530, 1110)
        brush.disc(x, 641 + rng.random() * 6, rng.uniform(6, 24), rng.uniform(1.5, 4))


def airstrip(rng: Random) -> Image.Image:
    canvas = gradient((0.0, (96, 122, 150)), (0.35, (196, 182, 168)), (0.56, (246, 208, 150)),
                      (0.6, (252, 222, 168)), (1.0, (252, 222, 168)))  # fmt: skip
    clouds(canvas, rng, (236, 206, 178), 122, 0.6)
    glow(canvas, [(1190, 590, 26, (255, 214, 140))])
    hills(canvas, rng, (188, 150, 128), (112, 88, 82), [(606, 30), (640, 18)])
    ground = gradient((0.58, (170, 130, 98)), (1.0, (74, 54, 46)))
    shape(canvas, ground, lambda b: b.box(0, 652, WIDTH, 415), blur=2)
    scrub(canvas, rng, (60, 50, 42), 664, 110)
    strip: list[Point] = [(770, 654), (840, 654), (1420, 1067), (60, 1067)]
    shape(canvas, (206, 166, 124), lambda b: b.poly(strip), blur=4, opacity=0.92)
    shape(canvas, (60, 46, 44), lambda b: b.disc(800, 862, 330, 15), blur=9, opacity=0.7)
    shape(canvas, (36, 32, 38), _plane, blur=0.7)
    shape(canvas, (226, 176, 124), _plane_light, blur=1, opacity=0.75)
    haze(canvas, rng, (250, 214, 164), (570, 660, 800), 0.5)
    return finish(canvas, rng)


def _plane(brush: Brush) -> None:
    """Draw a high-wing single-engine plane from its side, nose to the right."""
    brush.poly([(470, 726), (500, 722), (700, 724), (760, 700), (880, 700), (930, 736),
                (1050, 748), (1084, 772), (1084, 800), (1040, 818), (800, 822),
                (640, 790), (480, 748)])  # fmt: skip
    brush.poly([(462, 630), (500, 626), (556, 724), (470, 730)])
    brush.poly([(420, 742), (540, 736), (540, 746), (424, 750)])
    brush.poly([(700, 690), (1000, 680), (1010, 692), (960, 702), (700, 704)])
    brush.line([(850, 704), (810, 806)], 6)
    brush.line([(1088, 700), (1096, 872)], 5)
    brush.poly([(1082, 770), (1104, 786), (1082, 802)])
    for x, y in ((836, 846), (1022, 850)):
        brush.line([(x, 806), (x, y)], 7)
        brush.disc(x, y, 18)
    brush.line([(492, 748), (484, 782)], 4)
    brush.disc(484, 784, 8)


def _plane_light(brush: Brush) -> None:
    brush.line([(706, 690), (1000, 681)], 3)
    brush.line([(934, 738), (1050, 750), (1080, 770)], 4)
    brush.line([(505, 723), (700, 725)], 3)
    brush.poly([(872, 708), (884, 708), (914, 736), (868, 736)])
    brush.poly([(786, 708), (842, 708), (836, 736), (770, 736)])
