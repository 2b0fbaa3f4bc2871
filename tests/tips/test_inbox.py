"""The desk's pages in the admin: who may come in, what is shown, what stays shut."""

import time
from functools import reduce

import pytest
import time_machine
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pyrage import x25519

from tests.samples import dirty_jpeg
from tests.tips.factories import PASSPHRASE, make_reader, make_tip, make_user
from tips import desk, receipts, replies
from tips.models import DeskKey, Envelope, Tip

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
LIST = "/admin/tips/tip/"
UNLOCK = LIST + "unlock/"


@pytest.fixture
def reader(client):
    """Log in a member of the tip desk who has a key; it is still shut."""
    user, _key = make_reader()
    client.force_login(user)
    return user


def open_key(client):
    return client.post(UNLOCK, {"passphrase": PASSPHRASE})


def page(tip, name="change", **more):
    return reverse(f"admin:tips_tip_{name}", kwargs={"pk": tip.pk} | more)


def test_the_first_unlock_makes_the_key_and_only_a_strong_passphrase_does(client):
    user = make_user("Tip desk", password="log me in with these words please")
    client.force_login(user)
    for weak in ("", "short", "one two three four", "log me in with these words please"):
        response = client.post(UNLOCK, {"passphrase": weak, "again": weak})
        assert response.status_code == 422
    assert not DeskKey.objects.exists()
    assert client.post(UNLOCK, {"passphrase": PASSPHRASE, "again": "other"}).status_code == 422


def test_a_made_key_opens_and_its_private_half_is_stored_sealed(client):
    client.force_login(user := make_user("Tip desk"))
    response = client.post(UNLOCK, {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert response.status_code == 302
    key = desk.unlock(DeskKey.objects.get(user=user), PASSPHRASE)
    assert str(x25519.Identity.from_str(key.identity).to_public()) == key.desk_key.public
    assert b"AGE-SECRET" not in bytes(key.desk_key.sealed_private)


def test_a_wrong_passphrase_opens_nothing_and_tries_are_limited(client, reader):
    answers = [client.post(UNLOCK, {"passphrase": "wrong " * 5}) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {422}
    assert open_key(client).status_code == 422
    assert "tips-key" not in client.cookies


def test_the_open_key_is_a_strict_cookie_that_only_tips_pages_get(client, reader):
    cookie = open_key(client).cookies["tips-key"]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (LIST, "Strict", 900)
    assert cookie["httponly"]
    assert "AGE-SECRET" not in cookie.value


def test_the_list_opens_nothing(client, reader, django_assert_max_num_queries):
    for number in range(3):
        make_tip(f"words {number}", [], [b"plain words"])
    with django_assert_max_num_queries(7):
        few = client.get(LIST)
    assert "words 1" not in few.content.decode()
    assert few.status_code == 200


def test_a_tip_is_read_answered_and_settled(client, reader):
    tip, receipt, _ = make_tip("<b>the words</b>", ["https://a.example/x"], [dirty_jpeg().data])
    assert client.get(page(tip)).url.startswith(UNLOCK)
    open_key(client)
    text = client.get(page(tip)).content.decode()
    assert "&lt;b&gt;the words&lt;/b&gt;" in text
    assert 'href="https://a.example' not in text
    client.post(page(tip, "reply"), {"text": "Thank you."})
    (answer,) = replies.read(tip, receipts.read(receipt))
    assert answer.text == "Thank you."
    assert "Thank you." in client.get(page(tip)).content.decode()
    client.post(page(tip, "status"), {"status": "used", "assignee": reader.pk})
    tip.refresh_from_db()
    assert (tip.status, tip.assignee) == ("used", reader)
    assert not LogEntry.objects.exists()


def test_a_picture_is_shown_from_a_sandbox_and_the_rest_is_a_download(client, reader):
    tip, *_ = make_tip("", [], [dirty_jpeg().data, b"plain words"])
    open_key(client)
    picture, text = tip.envelopes.get().attachments.all()
    response = client.get(page(tip, "file", file=picture.pk))
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    response = client.get(page(tip, "file", file=text.pk))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == b"plain words"
    assert "plain words" in client.get(page(tip)).content.decode()
    other, *_ = make_tip()
    assert client.get(page(other, "file", file=picture.pk)).status_code == 404


def test_the_key_shuts_after_a_quarter_of_an_hour_and_by_the_button(client, reader):
    tip, *_ = make_tip()
    open_key(client)
    with time_machine.travel(time.time() + desk.IN_USE - 60, tick=False):
        assert client.get(page(tip)).status_code == 200
    with time_machine.travel(time.time() + 2 * desk.IN_USE, tick=False):
        assert client.get(page(tip)).status_code == 302
    open_key(client)
    assert client.get(LIST + "lock/").status_code == 405
    client.post(LIST + "lock/")
    assert client.get(page(tip)).status_code == 302


def test_a_picture_under_way_does_not_open_a_locked_desk_again(client, reader):
    tip, *_ = make_tip("", [], [dirty_jpeg().data])
    path = page(tip, "file", file=tip.envelopes.get().attachments.get().pk)
    open_key(client)
    assert "tips-key" not in client.get(path).cookies
    with time_machine.travel(time.time() + 2 * desk.FRESH, tick=False):
        assert "tips-key" in client.get(path).cookies


def test_the_cookie_of_another_session_opens_nothing(client, reader):
    tip, *_ = make_tip()
    cookie = open_key(client).cookies["tips-key"].value
    client.logout()
    client.force_login(reader)
    client.cookies["tips-key"] = cookie
    assert client.get(page(tip)).status_code == 302


def test_a_tip_from_before_the_key_and_a_changed_one_are_said_so(client, reader):
    tip, *_ = make_tip()
    open_key(client)
    Envelope.objects.filter(tip=tip).update(sealed=b"age-encryption.org/v1")
    assert client.get(page(tip)).status_code == 409
    tip.wraps.all().delete()
    assert client.get(page(tip)).status_code == 403


def test_an_invalid_reply_or_status_keeps_its_text(client, reader):
    tip, *_ = make_tip()
    response = client.post(page(tip, "reply"), {"text": "kept " * 9000})
    assert (response.status_code, "kept kept" in response.content.decode()) == (422, True)
    assert client.post(page(tip, "reply"), {"text": "\x00"}).status_code == 422
    assert client.post(page(tip, "status"), {"status": "nonsense"}).status_code == 422


def test_deleting_needs_the_tick(client, reader):
    tip, *_ = make_tip()
    client.post(page(tip, "deletion"))
    assert Tip.objects.exists()
    client.post(page(tip, "deletion"), {"sure": "on"})
    assert not Tip.objects.exists()


def test_after_unlocking_nobody_is_led_away(client, reader):
    for away in ("https://evil.example/", "//evil.example", "/admin/logout/"):
        response = client.post(f"{UNLOCK}?next={away}", {"passphrase": PASSPHRASE})
        assert response.url == LIST


@pytest.mark.parametrize("role", [None, "Reporter", "Editor", "Moderator", "stranger"])
def test_nobody_else_gets_in_anywhere(client, role):
    user, _key = make_reader()
    tip, *_ = make_tip("", [], [b"words"])
    file = tip.envelopes.get().attachments.get()
    if role != "stranger":
        client.force_login(make_user(role))
    given = {"<uuid:pk>": tip.pk, "<uuid:file>": file.pk, "<int:user>": user.pk}
    walk = [str(route.pattern) for route in admin.site.get_model_admin(Tip).urls]
    assert len(walk) == 16
    for route in walk:
        path = LIST + reduce(lambda path, name: path.replace(name, str(given[name])), given, route)
        for answer in (client.get(path), client.post(path, {"sure": "on", "text": "x"})):
            assert answer.status_code in {302, 403, 405}
            assert answer.status_code != 302 or "/login/" in answer.url
    assert Tip.objects.exists()


def test_djangos_own_pages_that_would_log_readers_are_not_there(client, reader):
    tip, *_ = make_tip()
    for path in (f"{LIST}{tip.pk}/history/", f"{LIST}{tip.pk}/change/", LIST + "add/"):
        assert client.get(path).status_code == 404
