"""Under a flood: a question before the form, limits without addresses, a full disk said plainly."""

import errno
import re
from datetime import timedelta

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tests.tips.factories import make_reader, make_tip
from tips import floods
from tips.models import Tip
from tips.uploads import BUDGET

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calm(monkeypatch):
    for name in ("FORMS", "TIPS", "ASKED", "RECEIPTS", "ADDED"):
        monkeypatch.setattr(floods, name, floods.Tally())


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]+)"', response.content.decode())[1]


def answered(client, page, **typed):
    key = hidden(page, "captcha_key")
    letters = CaptchaStore.objects.get(hashkey=key).challenge
    given = {"person": "", "captcha_key": key, "captcha_picture": letters} | typed
    return client.post("/tips/", given)


def test_a_tally_forgets_after_an_hour():
    now = [100.0]
    tally = floods.Tally(lambda: now[0])
    assert [tally.spend(2) for _ in range(3)] == [True, True, False]
    assert tally.count() == 3
    now[0] += floods.HOUR.total_seconds()
    assert (tally.count(), tally.spend(2)) == (0, True)


def test_a_mark_is_good_once_and_for_some_hours():
    passes = floods.Passes()
    mark, other = passes.give(), passes.give()
    assert [passes.use(mark), passes.use(mark)] == [True, False]
    for forged in ("", "x", mark + "x", "a:b:c"):
        assert not passes.use(forged)
    with time_machine.travel(timedelta(hours=7)):
        assert not passes.use(other)
    assert passes.use(other)


def test_in_calm_there_is_no_question(client):
    make_reader()
    page = client.get("/tips/").content.decode()
    assert 'name="message"' in page
    assert "captcha" not in page
    assert not CaptchaStore.objects.exists()


def test_after_many_tips_a_question_comes_before_the_form(client, settings):
    settings.TIPS_PER_HOUR = 1
    make_reader()
    assert client.post("/tips/", {"message": "first"}).status_code == 200
    page = client.get("/tips/")
    assert (page.status_code, "captcha_key" in page.content.decode()) == (200, True)
    assert 'type="file"' not in page.content.decode()  # so a wrong answer costs no chosen file
    wrong = client.post("/tips/", {"person": "", "captcha_key": hidden(page, "captcha_key")})
    assert wrong.status_code == 422
    form = answered(client, wrong)
    assert 'type="file"' in form.content.decode()
    sent = {"message": "second", "passed": hidden(form, "passed")}
    assert client.post("/tips/", sent).status_code == 200
    assert client.post("/tips/", sent).status_code == 429  # a mark is good for one tip
    assert Tip.objects.count() == 2


def test_a_tip_over_the_limit_is_told_so_and_its_words_reach_the_form(client, settings):
    settings.TIPS_PER_HOUR = 0
    make_reader()
    over = client.post("/tips/", {"message": "kept <text>\nof two lines", "links": "a.example"})
    assert (over.status_code, Tip.objects.count()) == (429, 0)
    words = {"message": "kept <text>\nof two lines", "links": "a.example"}
    assert "kept &lt;text&gt;" in over.content.decode()
    form = answered(client, over, **words)
    assert form.context["form"].initial["message"] == words["message"]


def test_a_question_that_nobody_answered_is_gone_after_the_purge(client, settings):
    settings.TIPS_PER_HOUR = 0
    make_reader()
    with time_machine.travel(timedelta(hours=-2)):
        client.get("/tips/")
    client.get("/tips/")
    assert CaptchaStore.objects.count() == 2
    call_command("purge_tips")
    assert CaptchaStore.objects.count() == 1  # it may still be answered


def test_memory_more_than_half_full_asks_too(client, settings):
    make_reader()
    settings.TIP_RAM_BUDGET = 1000
    assert BUDGET.take(501)
    try:
        assert "captcha_key" in client.get("/tips/").content.decode()
    finally:
        BUDGET.give(501)


def test_receipts_and_additions_have_limits_of_their_own(client, settings):
    make_reader()
    _tip, receipt, _ = make_tip()
    settings.TIPS_ASKED_PER_HOUR = 0
    stay = hidden(client.post("/tips/return/", {"receipt": receipt}), "stay")
    added = {"stay": stay, "add": "", "message": "kept text"}
    over = client.post("/tips/return/", added)
    assert (over.status_code, "kept text" in over.content.decode()) == (429, True)
    settings.TIPS_ASKED_PER_HOUR, settings.RECEIPTS_PER_HOUR = 9, 1
    over = client.post("/tips/return/", {"receipt": receipt})
    assert (over.status_code, receipt in over.content.decode()) == (429, True)
    assert client.post("/tips/return/", added).status_code == 200  # its page was open already


def test_nothing_of_a_count_is_stored(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(3):
            floods.admits_tip("")
            floods.admits_receipt()


def test_a_full_disk_is_said_on_the_page_and_nothing_is_taken(client, settings):
    make_reader()
    tip, receipt, _ = make_tip()
    settings.TIP_DISK_FLOOR = 2**60
    page = client.get("/tips/")
    assert (page.status_code, 'type="file"' in page.content.decode()) == (503, False)
    sent = client.post("/tips/", {"message": "my only copy"})
    assert (sent.status_code, "my only copy" in sent.content.decode()) == (503, True)
    stay = hidden(client.post("/tips/return/", {"receipt": receipt}), "stay")
    added = client.post("/tips/return/", {"stay": stay, "add": "", "message": "my only copy"})
    assert (added.status_code, "my only copy" in added.content.decode()) == (503, True)
    assert "disk is full" in added.content.decode()
    assert (list(Tip.objects.all()), tip.envelopes.count()) == ([tip], 1)


def test_a_disk_that_fills_up_half_way_is_said_too(client, monkeypatch):
    make_reader()

    def full(store, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(storages["tips"]), "_save", full)
    file = SimpleUploadedFile("a.txt", b"words")
    sent = client.post("/tips/", {"message": "my only copy", "files": file})
    assert (sent.status_code, "my only copy" in sent.content.decode()) == (503, True)
    assert not Tip.objects.exists()
