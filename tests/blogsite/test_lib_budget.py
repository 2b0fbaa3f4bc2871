import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from blogsite.lib import budget

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_uses_within_the_limit_are_granted_and_no_more():
    assert [budget.spend("form", 2, HOUR) for _each in range(4)] == [True, True, False, False]
    assert budget.spend("another", 2, HOUR)


@pytest.mark.django_db
def test_the_next_hour_begins_anew():
    with time_machine.travel("2026-05-03 10:20Z", tick=False) as clock:
        assert [budget.spend("form", 1, HOUR) for _each in range(2)] == [True, False]
        clock.shift(timedelta(minutes=39))
        assert not budget.spend("form", 1, HOUR)
        clock.shift(timedelta(minutes=1))
        assert budget.spend("form", 1, HOUR)


@pytest.mark.django_db
def test_a_counter_is_gone_after_its_hour():
    with time_machine.travel("2026-05-03 10:00Z", tick=False) as clock:
        budget.spend("form", 1, HOUR)
        key = f"budget:form:{int(time.time()) // 3600}"
        assert cache.get(key) == 1
        clock.shift(timedelta(minutes=61))
        assert cache.get(key) is None


@pytest.mark.django_db(transaction=True)
def test_uses_at_the_same_time_are_all_counted():
    def spend(_turn):
        try:
            return budget.spend("form", 10, HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        granted = list(people.map(spend, range(24)))
    assert granted.count(True) == 10
