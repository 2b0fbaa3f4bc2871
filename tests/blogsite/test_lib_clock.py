"""The one clock of a server process: no stretch of time is lost, whatever breaks meanwhile."""

import threading
import time

import pytest
from django.db import DatabaseError

from blogsite.lib import clock

PATIENCE = 10  # seconds


def wait_until(true):
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def running():
    return [thread for thread in threading.enumerate() if thread.name == "tests.clock"]


@pytest.fixture
def started():
    """Start clocks; in the end every one of them stops when told."""
    stops = []

    def start(look):
        stops.append(clock.start("tests.clock", look, 0.02))

    yield start
    for stop in stops:
        stop.set()
    assert wait_until(lambda: not running())


def test_the_stretches_it_looks_at_follow_each_other_without_a_gap(started):
    looks = []
    started(lambda since, until: looks.append((since, until)))
    assert wait_until(lambda: len(looks) >= 3)
    assert looks[0][1] - looks[0][0] >= clock.REACH
    assert all(one[1] == other[0] for one, other in zip(looks, looks[1:], strict=False))


@pytest.mark.parametrize("failure", [DatabaseError("away"), OSError("full"), KeyError("a mistake")])
def test_what_failed_is_looked_at_again_and_the_log_is_not_flooded(started, caplog, failure):
    looks = []

    def failing_at_first(since, until):
        looks.append((since, until))
        if len(looks) <= 3:
            raise failure

    started(failing_at_first)
    assert wait_until(lambda: len(looks) >= 5)
    assert looks[0][0] == looks[3][0] < looks[4][0]
    assert [record.name for record in caplog.records] == ["tests.clock"]
