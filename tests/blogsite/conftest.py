"""What tests of the second step share: a clock that stands, and Rae, who has one."""

import pytest
import time_machine
from django.utils import timezone

from blogsite import second_step
from tests.blogsite.stepping import code
from tests.newsroom import PASSWORD, member


@pytest.fixture
def clock():
    """Let time stand, so that a code is the same until `shift(seconds)`."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def rae():
    return member("Reporter", "rae", password=PASSWORD)


@pytest.fixture
def stepped(rae, clock):
    """Give Rae a second step whose last code was used in another minute; return her recovery."""
    second_step.begin(rae)
    codes = second_step.confirm(rae, code(rae))
    clock.shift(60)
    return codes
