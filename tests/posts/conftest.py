"""What tests of the newsroom share."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def desk(client):
    """Let Ada, who may do everything, in."""
    client.force_login(User.objects.create_superuser("ada"))
    return client
