import pytest
from django.contrib.auth.models import Permission, User

from comments.models import Decision
from tests.comments.desks import send, url
from tests.comments.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("right", [None, "view_comment", "view_decision"])
def test_only_moderators_enter(client, right):
    comment = make_comment()
    user = User.objects.create(username="rea", is_staff=True)
    if right:
        user.user_permissions.add(Permission.objects.get(codename=right))
    client.force_login(user)
    assert client.get(url()).status_code == 403
    assert client.get(url("change", comment.pk)).status_code == 403
    assert client.get(url("reported")).status_code == 403
    assert client.post(url("settle", comment.pk, 9)).status_code == 403
    assert send(client, comment).status_code == 403
    assert not Decision.objects.exists()


def test_a_stranger_is_sent_to_the_login(client):
    comment = make_comment()
    for response in (client.get(url()), send(client, comment)):
        assert response.status_code == 302
        assert "/login/" in response.headers["Location"]
    assert not Decision.objects.exists()


def test_a_decision_is_a_form_with_the_desks_own_token(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(make_moderator())
    assert client.get(url("sweep")).status_code == 405
    assert send(client, make_comment()).status_code == 403
    assert not Decision.objects.exists()
