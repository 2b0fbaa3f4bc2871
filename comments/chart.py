"""The chart of the last thirty days: what came, what was decided; places only, the template draws.

Days that are over are counted once a day and kept in the cache; only today is counted anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from comments import figures
from comments.figures import Day

DAYS: Final = 30
WIDTH, HEIGHT = 720, 160  # user units of the drawing, without its margins
KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Bar:
    """One day: what came is a column, what was approved and rejected stands in front of it."""

    day: Day
    x: float
    arrived_y: float
    arrived_height: float
    approved_y: float
    approved_height: float
    rejected_y: float
    rejected_height: float


@dataclass(frozen=True)
class Chart:
    """Thirty bars, the height of the tallest in comments, and the sums."""

    bars: list[Bar]
    top: int
    arrived: int
    decided: int

    width = WIDTH
    height = HEIGHT
    step = WIDTH / DAYS
    column = round(WIDTH / DAYS * 0.8, 1)
    front = round(WIDTH / DAYS * 0.5, 1)


def draw(days: list[Day]) -> Chart:
    """Return where everything of these days stands; the origin is the upper left corner."""
    top = max([1, *(max(day.arrived, day.approved + day.rejected) for day in days)])
    bars = [_bar(day, place * WIDTH / DAYS, HEIGHT / top) for place, day in enumerate(days)]
    arrived = sum(day.arrived for day in days)
    return Chart(bars, top, arrived, sum(day.approved + day.rejected for day in days))


def _bar(day: Day, x: float, unit: float) -> Bar:
    arrived, approved, rejected = (
        round(count * unit, 1) for count in (day.arrived, day.approved, day.rejected)
    )
    return Bar(
        day, round(x, 1),
        round(HEIGHT - arrived, 1), arrived,
        round(HEIGHT - approved, 1), approved,
        round(HEIGHT - approved - rejected, 1), rejected,
    )  # fmt: skip


def last_days(today: date | None = None) -> list[Day]:
    """Return the last DAYS days, today the last of them."""
    today = today or timezone.localdate()
    key = f"desk-days:{today}"
    over = cache.get(key)
    if over is None:
        over = figures.days(today - timedelta(days=DAYS - 1), today - timedelta(days=1))
        cache.set(key, over, KEPT.total_seconds())
    return [*over, *figures.days(today, today)]
