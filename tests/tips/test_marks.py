"""Whoever holds a form meets no question when it is sent: their files would be lost to it."""

import re
from datetime import timedelta

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.tips.factories import make_reader
from tips import floods
from tips.models import Attachment, Tip
from tips.uploads import BUDGET

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calm(monkeypatch):
    make_reader()
    for name in ("FORMS", "TIPS", "ASKED"):
        monkeypatch.setattr(floods, name, floods.Tally())


def mark_in(response):
    return re.search(r'name="passed" value="([^"]+)"', response.content.decode())[1]


def is_asked(response):
    return 'name="captcha_key"' in response.content.decode()


def send(client, mark, **more):
    return client.post("/tips/", {"message": "a tip", "passed": mark} | more)


def flood(client, settings):
    """Let more tips arrive than are let in without a question."""
    settings.TIPS_PER_HOUR = 2
    sent = [client.post("/tips/", {"message": "flood"}).status_code for _ in range(4)]
    assert sent == [200, 200, 429, 429]
    assert is_asked(client.get("/tips/"))


def test_a_form_opened_before_a_flood_is_taken_with_its_file_and_once(client, settings):
    mark = mark_in(client.get("/tips/"))
    flood(client, settings)
    sent = send(client, mark, files=SimpleUploadedFile("a.txt", b"words"))
    assert (sent.status_code, Attachment.objects.count()) == (200, 1)
    again = send(client, mark)
    assert (again.status_code, is_asked(again)) == (429, True)
    assert Tip.objects.count() == 3


def test_a_form_is_in_time_for_six_hours(client, settings):
    mark = mark_in(client.get("/tips/"))
    flood(client, settings)
    with time_machine.travel(timedelta(hours=6, minutes=1)):
        assert send(client, mark).status_code == 429
    with time_machine.travel(timedelta(hours=5, minutes=59)):
        assert send(client, mark).status_code == 200


def test_who_collects_forms_meets_the_question_like_everybody(client, settings):
    settings.TIP_FORMS_PER_HOUR = 3
    marks = [mark_in(client.get("/tips/")) for _ in range(3)]
    assert is_asked(client.get("/tips/"))
    assert not Tip.objects.exists()
    flood(client, settings)
    assert [send(client, mark).status_code for mark in marks] == [200] * 3
    assert [send(client, mark).status_code for mark in marks] == [429] * 3
    for forged in ("", "x", marks[0][:-1], marks[0] + "x"):
        assert send(client, forged).status_code == 429


def test_tips_with_a_mark_count_towards_the_question_too(client, settings):
    settings.TIPS_PER_HOUR = 2
    for _ in range(2):
        assert send(client, mark_in(client.get("/tips/"))).status_code == 200
    assert is_asked(client.get("/tips/"))


def test_when_too_many_answered_the_question_it_is_said_before_the_form(client, settings):
    settings.TIPS_PER_HOUR, settings.TIPS_ASKED_PER_HOUR = 0, 1
    for taken in (True, False):
        key = re.search(r'captcha_key" value="([^"]+)"', client.get("/tips/").content.decode())[1]
        letters = CaptchaStore.objects.get(hashkey=key).challenge
        given = {"person": "", "captcha_key": key, "captcha_picture": letters, "message": "kept"}
        page = client.post("/tips/", given)
        assert ('type="file"' in page.content.decode()) is taken
    assert (page.status_code, "kept" in page.content.decode()) == (429, True)


REFUSED = {
    "nothing in it": ({"message": ""}, 422),
    "a trap": ({"website": "spam"}, 422),
    "only a refused file": ({"message": "", "files": b"\x00nothing known"}, 422),
    "a file too large": ({"message": "", "files": b"x" * 200}, 413),
    "too much": ({"files": b"x" * 9_000}, 413),
    "far too much": ({"files": b"x" * 90_000}, 413),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_mark_lives_on_when_the_tip_has_to_be_sent_again(client, settings, name):
    mark = mark_in(client.get("/tips/"))
    flood(client, settings)
    settings.TIP_FILE_BYTES, settings.TIP_TOTAL_BYTES, settings.FORM_BYTES = 100, 5_000, 2_000
    fields, status = REFUSED[name]
    file = {"files": SimpleUploadedFile("a.pdf", fields["files"])} if "files" in fields else {}
    again = send(client, mark, **fields | file)
    assert again.status_code == status
    assert send(client, mark_in(again)).status_code == 200
    assert [send(client, used).status_code for used in (mark, mark_in(again))] == [429, 429]


def test_a_mark_lives_on_while_memory_is_full(client, settings):
    mark = mark_in(client.get("/tips/"))
    flood(client, settings)
    assert BUDGET.take(settings.TIP_RAM_BUDGET)
    try:
        again = send(client, mark, files=SimpleUploadedFile("a.txt", b"words"))
    finally:
        BUDGET.give(settings.TIP_RAM_BUDGET)
    assert again.status_code == 503
    assert send(client, mark_in(again)).status_code == 200


def test_the_mark_travels_before_the_files(client):
    """Of a form that is far too long only the start is read."""
    page = client.get("/tips/").content.decode()
    assert page.index('name="passed"') < page.index('type="file"')


def test_a_forged_mark_gets_nothing_better_in_its_place(client):
    again = client.post("/tips/", {"message": "", "passed": "forged"})
    assert mark_in(again) == "forged"
