"""Brushes for the drawn press pictures: skies, hills, haze, light and grain, with Pillow alone.

Everything is deterministic: one `Random` per picture decides every line of it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1067
SIZE = (WIDTH, HEIGHT)
FINE = 2  # shapes are cut at this many times the size, so that their edges are smooth

Colour = tuple[int, int, int]
Point = tuple[float, float]
Tone = int | Colour  # grey on a mask, a colour on a canvas
Light = tuple[float, float, float, Colour]  # x, y, radius, colour


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour `share` (0 to 1) of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(*stops: tuple[float, Colour]) -> Image.Image:
    """Return a canvas filled from top (0.0) to bottom (1.0) through the given stops."""
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        at = row / 255
        below = next((i for i, stop in enumerate(stops) if stop[0] >= at), len(stops) - 1)
        (start, first), (end, last) = stops[max(below - 1, 0)], stops[below]
        share = (at - start) / (end - start) if end > start else 0
        column.putpixel((0, row), mix(first, last, min(max(share, 0), 1)))
    return column.resize(SIZE, Image.Resampling.BICUBIC)


def noise(rng: Random, cells: int, octaves: int = 3, stretch: float = 1.0) -> Image.Image:
    """Return a grey cloud texture; `cells` across, wider than high by `stretch`."""
    cloud = Image.new("L", SIZE, 128)
    for octave in range(octaves):
        across = cells * 2**octave
        down = max(2, round(across * HEIGHT / WIDTH * stretch))
        layer = Image.frombytes("L", (across, down), rng.randbytes(across * down))
        layer = layer.resize(SIZE, Image.Resampling.BICUBIC)
        cloud = layer if octave == 0 else Image.blend(cloud, layer, 0.5 / 1.6**octave)
    return cloud


class Brush:
    """Draws at FINE times the size, in the coordinates of the picture."""

    def __init__(self, sheet: Image.Image) -> None:
        self._draw = ImageDraw.Draw(sheet)

    def poly(self, points: Sequence[Point], tone: Tone = 255) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=tone)

    def line(self, points: Sequence[Point], width: float = 1, tone: Tone = 255) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=tone, width=max(1, round(width * FINE)), joint="curve")

    def disc(
        self, x: float, y: float, rx: float, ry: float | None = None, tone: Tone = 255
    ) -> None:
        ry = rx if ry is None else ry
        box = [(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE]
        self._draw.ellipse(box, fill=tone)

    def box(self, x: float, y: float, wide: float, high: float, tone: Tone = 255) -> None:
        left, top = x * FINE, y * FINE
        corners = [left, top, left + max(wide * FINE - 1, 0), top + max(high * FINE - 1, 0)]
        self._draw.rectangle(corners, fill=tone)


Cut = Callable[[Brush], object]  # draws a shape; what it returns is not looked at


def cut_out(cut: Cut, blur: float = 0.7) -> Image.Image:
    """Return the mask that `cut` draws."""
    mask = Image.new("L", (WIDTH * FINE, HEIGHT * FINE))
    cut(Brush(mask))
    return soften(mask.reduce(FINE), blur)


def shape(
    canvas: Image.Image,
    colour: Colour | Image.Image,
    cut: Cut,
    blur: float = 0.7,
    opacity: float = 1.0,
) -> Image.Image:
    """Lay a colour (or another canvas) through the mask that `cut` draws; return the mask."""
    mask = cut_out(cut, blur)
    if opacity < 1:
        mask = mask.point(lambda value: value * opacity)
    canvas.paste(colour, (0, 0) if isinstance(colour, Image.Image) else None, mask)
    return mask


def etch(canvas: Image.Image, cut: Cut, blur: float = 0.6) -> None:
    """Draw many colours at once straight on the canvas; quicker than a mask for each."""
    sheet = canvas.resize((WIDTH * FINE, HEIGHT * FINE), Image.Resampling.NEAREST)
    cut(Brush(sheet))
    canvas.paste(soften(sheet.reduce(FINE), blur))


def soften(picture: Image.Image, radius: float) -> Image.Image:
    """Return a blurred copy; wide blurs are made small and enlarged, which is quicker."""
    if radius <= 0:
        return picture
    if radius < 12:
        return picture.filter(ImageFilter.GaussianBlur(radius))
    small = picture.resize((WIDTH // 8, HEIGHT // 8), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(radius / 8))
    return small.resize(SIZE, Image.Resampling.BICUBIC)


def glow(canvas: Image.Image, lights: Sequence[Light]) -> None:
    """Add lights to the canvas, each with a bloom around it."""
    small = Image.new("RGB", (WIDTH // 4, HEIGHT // 4))
    draw = ImageDraw.Draw(small)
    for x, y, radius, colour in lights:
        reach = max(radius, 4) / 4
        draw.ellipse([x / 4 - reach, y / 4 - reach, x / 4 + reach, y / 4 + reach], fill=colour)
    layers = [small.filter(ImageFilter.GaussianBlur(radius)) for radius in (1, 6, 26)]
    bloom = ImageChops.add(ImageChops.add(layers[0], layers[1]), layers[2])
    canvas.paste(ImageChops.screen(canvas, bloom.resize(SIZE, Image.Resampling.BICUBIC)))


def band(top: float, peak: float, bottom: float) -> Image.Image:
    """Return a mask that rises from `top` to full at `peak` and falls to `bottom` (pixels)."""
    column = Image.new("L", (1, HEIGHT))
    for row in range(HEIGHT):
        if row < peak:
            share = (row - top) / max(peak - top, 1)
        else:
            share = (bottom - row) / max(bottom - peak, 1)
        share = min(max(share, 0), 1)
        column.putpixel((0, row), round(255 * share * share * (3 - 2 * share)))
    return column.resize(SIZE, Image.Resampling.NEAREST)


def haze(
    canvas: Image.Image,
    rng: Random,
    colour: Colour,
    rows: tuple[float, float, float],
    strength: float = 0.6,
) -> None:
    """Lay drifting haze over rows (top, thickest, bottom)."""
    drift = noise(rng, 5, 3, stretch=2.5).point(lambda value: 90 + value * 0.65)
    mask = ImageChops.multiply(band(*rows), drift).point(lambda value: value * strength)
    canvas.paste(colour, None, mask)


def texture(canvas: Image.Image, cloud: Image.Image, strength: float) -> None:
    """Let a grey cloud lighten and darken the canvas, as paper takes paint unevenly."""
    grey = Image.merge("RGB", (cloud, cloud, cloud))
    canvas.paste(Image.blend(canvas, ImageChops.overlay(canvas, grey), strength))


@cache
def _vignette() -> Image.Image:
    ring = Image.radial_gradient("L").resize(SIZE, Image.Resampling.BICUBIC)
    return ring.point(lambda value: 255 - max(0, value - 110) * 0.62)


def finish(
    canvas: Image.Image, rng: Random, grain: float = 0.09, vignette: float = 0.8
) -> Image.Image:
    """Return the printed picture: darker corners, uneven paint, film grain."""
    edge = _vignette().point(lambda value: 255 - (255 - value) * vignette)
    canvas = ImageChops.multiply(canvas, Image.merge("RGB", (edge, edge, edge)))
    texture(canvas, noise(rng, 40, 3), 0.16)
    speck = Image.frombytes("L", (1100, 734), rng.randbytes(1100 * 734))
    speck = speck.filter(ImageFilter.GaussianBlur(0.6)).resize(SIZE, Image.Resampling.BICUBIC)
    texture(canvas, speck, grain * 2.2)
    return canvas
