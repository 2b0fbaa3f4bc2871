"""What the tests of the desk share: a moderator's browser."""

import pytest

from tests.comments.factories import make_moderator


@pytest.fixture
def mo(db):
    return make_moderator()


@pytest.fixture
def desk(client, mo):
    """A browser in which Mo, a moderator, is logged in."""
    client.force_login(mo)
    return client
