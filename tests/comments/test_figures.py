"""What the desk knows of itself: figures, thirty days, and a warning in time."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import chart, figures
from comments.models import Lane
from tests.comments.desks import send, url
from tests.comments.factories import approve, make_comment, make_moderator, reject

pytestmark = pytest.mark.django_db
NOON = "2026-05-12T17:00:00Z"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_the_figures_cost_one_query_and_are_right(mo):
    ada = make_moderator("ada")
    for minutes, who in ((10, mo), (30, mo), (50, ada)):
        reject(make_comment(received_at=ago(minutes=minutes)), who)
    with time_machine.travel(ago(days=1)):
        approve(make_comment(), mo)
    make_comment(received_at=ago(hours=30), lane=Lane.DANGER)
    make_comment(received_at=ago(hours=2))
    with CaptureQueriesContext(connection) as queries:
        found = figures.of(mo)
    assert len(queries) == 1
    assert (found.waiting, found.exact) == (2, True)
    assert found.lanes[Lane.DANGER] == found.lanes[Lane.PLAIN] == 1
    assert found.oldest == ago(hours=30)
    assert found.median == 30
    assert (found.mine, found.all, found.mine_in_hour) == (2, 3, 2)
    assert (found.pace, found.arriving) == (3, 3)
    assert found.late


def test_the_forecast_is_the_pace_less_what_arrives(mo):
    for _each in range(3):
        reject(make_comment(received_at=ago(hours=5)), mo)
    for _each in range(4):
        make_comment(received_at=ago(hours=5))
    make_comment(received_at=ago(minutes=5))
    found = figures.of(mo)
    assert found.done_at == timezone.now() + timedelta(hours=2.5)
    for _each in range(4):
        make_comment(received_at=ago(minutes=5))
    assert figures.of(mo).growing
    assert figures.of(mo).done_at is None


def test_an_empty_desk_has_no_figures_to_worry_about(mo):
    found = figures.of(mo)
    assert (found.waiting, found.oldest, found.median, found.done_at) == (0, None, None, None)
    assert not found.late
    assert not found.growing
    assert not found.tired


def test_long_lanes_are_not_counted_to_their_end(mo, monkeypatch):
    monkeypatch.setattr(figures, "COUNTED", 2)
    for _each in range(3):
        make_comment()
    assert figures.of(mo).waiting == 2
    assert not figures.of(mo).exact


def test_no_end_is_foretold_of_a_queue_that_is_not_counted_to_its_end(mo, monkeypatch):
    reject(make_comment(received_at=ago(hours=5)), mo)
    for _each in range(3):
        make_comment(received_at=ago(hours=5))
    assert figures.of(mo).done_at == timezone.now() + timedelta(hours=3)
    monkeypatch.setattr(figures, "COUNTED", 2)
    assert figures.of(mo).done_at is None


def test_who_decided_very_much_within_the_hour_is_told_of_a_break(desk, monkeypatch):
    monkeypatch.setattr(figures, "TIRED", 1)
    send(desk, make_comment())
    make_comment()
    assert "a break is part of the work" in desk.get(url()).content.decode()


def test_the_chart_shows_each_day_as_it_was():
    for days, number in ((0, 1), (1, 2), (29, 3), (30, 4)):
        with time_machine.travel(ago(days=days), tick=False):
            for turn in range(number):
                comment = make_comment(received_at=timezone.now())
                if turn == 0:
                    reject(comment)
                elif turn == 1:
                    approve(comment)
    days = chart.last_days()
    assert len(days) == 30
    assert (days[0].day, days[-1].day) == (date(2026, 4, 13), date(2026, 5, 12))
    told = [(day.arrived, day.approved, day.rejected) for day in days]
    assert [told[0], told[-2], told[-1]] == [(3, 1, 1), (2, 1, 1), (1, 0, 1)]
    drawn = chart.draw(days)
    assert (drawn.top, drawn.arrived, drawn.decided) == (3, 6, 5)
    assert drawn.bars[0].arrived_height == chart.HEIGHT
    assert drawn.bars[0].arrived_y == 0


def test_days_that_are_over_are_counted_once_a_day():
    chart.last_days()
    with CaptureQueriesContext(connection) as queries:
        chart.last_days()
    assert sum("comments_" in query["sql"] for query in queries) == 2


def test_the_front_page_draws_the_chart_with_words_for_those_who_do_not_see_it(desk):
    make_comment(received_at=ago(hours=30))
    page = desk.get("/admin/").content.decode()
    assert 'role="img" aria-labelledby="chart-title chart-words"' in page
    assert "<title" in page
    assert page.count('scope="row"') >= 30
    assert "longer than this desk wants" in page
    assert not re.search(r'(?:y|height|width)="-?\d+,\d', page)


def test_numbers_of_the_drawing_keep_their_point_in_spanish(desk):
    page = desk.get("/admin/", headers={"Accept-Language": "es"}).content.decode()
    assert not re.search(r'(?:x|y|height|width)="-?\d+,\d', page)
    assert "translate(24.0 0)" in page or "translate(24 0)" in page
