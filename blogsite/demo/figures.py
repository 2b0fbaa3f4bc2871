"""Silhouettes that stand in the drawn pictures: people, soldiers, flags, lorries, poles."""

from math import pi, sin
from random import Random

from blogsite.demo.paint import Brush, Point, Tone

# Outlines are in heights of the figure: x to the right of its middle, y up from its feet.
STANDING: list[Point] = [
    (-0.02, 0.00), (-0.13, 0.00), (-0.115, 0.24), (-0.115, 0.47), (-0.125, 0.60), (-0.145, 0.77),
    (-0.10, 0.825), (-0.04, 0.85), (0.04, 0.85), (0.10, 0.825), (0.145, 0.77), (0.125, 0.60),
    (0.115, 0.47), (0.115, 0.24), (0.12, 0.00), (0.02, 0.00), (0.005, 0.40),
]  # fmt: skip
WALKING: list[Point] = [
    (-0.09, 0.00), (-0.20, 0.01), (-0.15, 0.24), (-0.11, 0.47), (-0.12, 0.60), (-0.135, 0.77),
    (-0.09, 0.825), (-0.03, 0.85), (0.05, 0.85), (0.11, 0.815), (0.145, 0.75), (0.125, 0.60),
    (0.115, 0.47), (0.15, 0.24), (0.19, 0.00), (0.08, 0.00), (0.06, 0.22), (0.00, 0.40),
    (-0.05, 0.22),
]  # fmt: skip


def person(
    brush: Brush,
    at: Point,
    tall: float,
    outline: list[Point] | None = None,
    lean: float = 0.0,
    hat: str = "",
    tone: Tone = 255,
) -> None:
    """Draw one figure standing `at` its feet; `hat` is "", "cap", "brim" or "helmet"."""
    x, y = at
    pose = STANDING if outline is None else outline
    brush.poly([(x + (px + lean * py) * tall, y - py * tall) for px, py in pose], tone)
    top = x + lean * 0.93 * tall
    brush.disc(top, y - 0.925 * tall, 0.058 * tall, 0.074 * tall, tone)
    brush.poly(
        [(top + px * tall, y - py * tall) for px, py in
         ((-0.035, 0.9), (-0.045, 0.83), (0.045, 0.83), (0.035, 0.9))],
        tone,
    )  # fmt: skip
    _arms(brush, at, tall, lean, tone)
    if hat:
        _hat(brush, (top, y - 0.945 * tall), tall, hat, tone)


def _arms(brush: Brush, at: Point, tall: float, lean: float, tone: Tone) -> None:
    x, y = at
    for side in (-1, 1):
        joints = [(0.125, 0.80), (0.165, 0.62), (0.150, 0.44)]
        arm = [(x + (side * px + lean * py) * tall, y - py * tall) for px, py in joints]
        brush.line(arm, 0.058 * tall, tone)
        brush.disc(arm[-1][0], arm[-1][1] + 0.01 * tall, 0.03 * tall, tone=tone)


def _hat(brush: Brush, at: Point, tall: float, kind: str, tone: Tone) -> None:
    x, y = at
    if kind == "brim":
        brush.disc(x, y - 0.02 * tall, 0.125 * tall, 0.022 * tall, tone)
        brush.disc(x, y - 0.045 * tall, 0.06 * tall, 0.05 * tall, tone)
    elif kind == "helmet":
        brush.disc(x, y - 0.02 * tall, 0.076 * tall, 0.066 * tall, tone)
        brush.disc(x, y + 0.005 * tall, 0.088 * tall, 0.018 * tall, tone)
    else:
        brush.disc(x, y - 0.02 * tall, 0.064 * tall, 0.055 * tall, tone)
        brush.poly(
            [(x, y - 0.03 * tall), (x + 0.11 * tall, y - 0.005 * tall), (x, y + 0.01 * tall)], tone
        )


def soldier(brush: Brush, at: Point, tall: float, tone: Tone = 255) -> None:
    """Draw a soldier at attention with a rifle on the right shoulder."""
    person(brush, at, tall, hat="helmet", tone=tone)
    x, y = at
    brush.line(
        [(x + 0.12 * tall, y - 0.62 * tall), (x + 0.19 * tall, y - 1.16 * tall)],
        0.022 * tall, tone,
    )  # fmt: skip
    brush.poly(
        [(x + px * tall, y - py * tall) for px, py in
         ((0.10, 0.60), (0.15, 0.585), (0.175, 0.80), (0.145, 0.80))],
        tone,
    )  # fmt: skip


def flag_edge(rng: Random, at: Point, size: Point, wind: float) -> list[Point]:
    """Return the outline of a flag whose hoist's top is `at`; `wind` (0 to 1) lifts it."""
    (x, y), (wide, high) = at, size
    phase, steps = rng.uniform(0, pi), 26
    upper: list[Point] = []
    lower: list[Point] = []
    for step in range(steps + 1):
        share = step / steps
        wave = sin(share * 2.3 * pi + phase) * high * 0.07 * share
        sag = (1 - wind) * high * 0.9 * share**1.4
        along = x + wide * share * (0.55 + 0.45 * wind)
        upper.append((along, y + wave + sag))
        lower.append(
            (along - 0.02 * wide * share, y + high * (1 - 0.05 * share) + wave * 1.2 + sag)
        )
    return upper + lower[::-1]


def pole(brush: Brush, at: Point, tall: float) -> None:
    """Draw an electricity pole with two cross-arms, its foot `at`."""
    x, y = at
    brush.line([(x, y), (x, y - tall)], 0.022 * tall)
    for height, half in ((0.94, 0.15), (0.84, 0.11)):
        brush.line(
            [(x - half * tall, y - height * tall), (x + half * tall, y - height * tall)],
            0.014 * tall,
        )
        for side in (-1, -0.5, 0.5, 1):
            brush.box(x + side * half * tall - 1, y - (height + 0.03) * tall, 2, 0.03 * tall)


def crowd(rng: Random, brush: Brush, rows: tuple[float, float], tall: float, count: int) -> None:
    """Draw heads and shoulders close together, lowest row in front."""
    for number in range(count):
        x = rng.uniform(-60, 1660)
        y = rows[0] + (rows[1] - rows[0]) * number / count
        size = tall * rng.uniform(0.92, 1.08)
        hat = rng.choice(["", "", "", "cap", "brim"])
        person(brush, (x, y + size * 0.5), size, lean=rng.uniform(-0.03, 0.03), hat=hat)
