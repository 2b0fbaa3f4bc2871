"""Behind a receipt: answers are deleted one by one, and every answer of ours weighs alike."""

import re

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.tips.factories import make_reader, make_tip
from tips import desk, intake, receipts, weight
from tips.models import Reply, Tip

pytestmark = pytest.mark.django_db
BACK = "/es/denuncias/regreso/"


def stored():
    return sorted(storages["tips"].listdir("")[1])


def opened(client, receipt, **more):
    return client.post(BACK, {"receipt": receipt} | more)


def stay(receipt):
    return receipts.stay(receipts.read(receipt))


def travelled(response):
    """Return the bytes of an answer that differ between two answers: line of status and body."""
    status = f"{response.status_code} {response.reason_phrase}"
    return len(status) + len(response.content)


def test_an_answer_is_deleted_and_the_others_stay(client):
    _user, key = make_reader()
    tip, receipt, _ = make_tip()
    first, second = desk.reply(tip, "first answer"), desk.reply(tip, "second answer")
    page = opened(client, receipt).content.decode()
    assert re.findall(r'name="forget" value="([^"]+)"', page) == [str(first.pk), str(second.pk)]
    page = client.post(BACK, {"stay": stay(receipt), "forget": str(first.pk)}).content.decode()
    assert ("first answer" in page, "second answer" in page) == (False, True)
    assert list(Reply.objects.all()) == [second]
    assert len(desk.open_tip(tip, key).replies) == 1
    desk.reply(tip, "third answer")
    assert "third answer" in opened(client, receipt).content.decode()


@pytest.mark.parametrize(
    "name", ["", "x", "0" * 5000, "2e5e0526-ad05-43fe-9ca8-6506265d0524", "\x00"]
)
def test_what_is_no_answer_is_not_deleted(client, name):
    make_reader()
    tip, receipt, _ = make_tip()
    desk.reply(tip, "an answer")
    page = client.post(BACK, {"stay": stay(receipt), "forget": name})
    assert (page.status_code, "an answer" in page.content.decode()) == (200, True)


def test_a_source_reads_and_deletes_only_its_own_answers(client):
    make_reader()
    _mine, receipt, _ = make_tip()
    theirs, *_ = make_tip()
    reply = desk.reply(theirs, "meant for another")
    page = client.post(BACK, {"stay": stay(receipt), "forget": str(reply.pk)})
    assert "meant for another" not in page.content.decode()
    assert list(Reply.objects.all()) == [reply]


def test_a_wrong_an_expired_and_a_deleted_receipt_cost_the_same(client, settings, monkeypatch):
    make_reader()
    gone, lost, _ = make_tip()
    gone.destroy()
    expired, old, _ = make_tip()
    past = expired.received_on - settings.TIP_RETENTION * 2
    Tip.objects.filter(pk=expired.pk).update(last_action_on=past)
    hashed, costs = [], []
    keyed = receipts._keyed
    monkeypatch.setattr(receipts, "_keyed", lambda *args: hashed.append(args) or keyed(*args))
    for words in (lost, old, "una dos tres", "x" * 400):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            assert opened(client, words).status_code == 422
        asked = [re.sub(r"'[0-9a-f]{64}'", "?", query["sql"]) for query in queries]
        costs.append((len(hashed), asked))
    assert costs[0][0] == 2
    assert len(costs[0][1]) == 1
    assert costs == costs[:1] * 4


def test_success_and_failure_of_a_receipt_weigh_the_same(client, settings):
    make_reader()
    tip, receipt, _ = make_tip()
    desk.reply(tip, "¿Qué día lo vio? " * 200)
    gone, lost, _ = make_tip()
    gone.destroy()
    expired, old, _ = make_tip()
    past = expired.received_on - settings.TIP_RETENTION * 2
    Tip.objects.filter(pk=expired.pk).update(last_action_on=past)
    answers = [opened(client, words) for words in (receipt, lost, old, "no words", "", "x" * 400)]
    answers.append(client.post(BACK, {"stay": stay(receipt), "delete": ""}))
    answers.append(client.post(BACK, {"stay": stay(receipt), "delete": "", "sure": ""}))
    answers.append(client.post("/tips/", {"message": ""}))
    answers.append(client.post("/tips/", {"message": "a tip"}))
    assert {answer.status_code for answer in answers} == {200, 422}
    assert {travelled(answer) for answer in answers} == {weight.STEP}
    assert len({len(str(answer.headers)) for answer in answers}) == 1


def test_a_page_that_is_only_read_carries_no_filler(client):
    make_reader()
    for path in ("/tips/", BACK):
        assert len(client.get(path).content) < 20_000


def test_a_receipt_is_refused_in_a_message_and_opens_nothing_there(client):
    make_reader()
    tip, receipt, _ = make_tip()
    assert client.post(BACK, {"message": receipt}).status_code == 422
    pasted = {"stay": stay(receipt), "add": "", "message": f"My words: {receipt.upper()}!"}
    assert client.post(BACK, pasted).status_code == 422
    assert tip.envelopes.count() == 1


def test_what_is_added_says_what_became_of_each_file(client):
    make_reader()
    _tip, receipt, _ = make_tip()
    files = [SimpleUploadedFile("a.txt", b"words"), SimpleUploadedFile("b.bin", b"\x00\x01")]
    page = client.post(BACK, {"stay": stay(receipt), "add": "", "files": files})
    assert page.status_code == 200
    assert [line.refused is None for line in page.context["lines"]] == [True, False]


@pytest.mark.parametrize("act", ["add", "delete"])
def test_a_page_that_was_open_too_long_says_that_nothing_was_done(client, act):
    make_reader()
    tip, receipt, _ = make_tip()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        token = stay(receipt)
        clock.shift(receipts.STAY + 1)
        sent = {"stay": token, act: "", "sure": "on", "message": "kept text"}
        page = client.post("/tips/return/", sent).content.decode()
    assert "open for more than 30 minutes: nothing was sent or deleted" in page
    assert ("kept text" in page, "it has been deleted" in page) == (True, False)
    assert list(Tip.objects.all()) == [tip]


def test_a_form_that_could_not_be_read_does_not_say_that_the_tip_is_gone(client):
    make_reader()
    tip, receipt, _ = make_tip()
    fields = {"stay": stay(receipt), "add": ""} | {f"field{number}": "x" for number in range(2_100)}
    page = client.post("/tips/return/", fields).content.decode()
    assert "That is too much at once." in page
    assert "it has been deleted" not in page


def test_a_page_of_a_tip_that_was_deleted_meanwhile_says_so(client):
    make_reader()
    tip, receipt, _ = make_tip()
    token = stay(receipt)
    tip.destroy()
    page = client.post("/tips/return/", {"stay": token, "add": "", "message": "m"}).content.decode()
    assert "it has been deleted" in page


def test_what_is_added_while_the_tip_is_deleted_comes_back(client, monkeypatch):
    make_reader()
    make_tip(files=[b"words of another"])
    before = stored()
    tip, receipt, _ = make_tip()
    prepare = intake.prepare

    def meanwhile(*sent):
        Tip.objects.get(pk=tip.pk).destroy()
        return prepare(*sent)

    monkeypatch.setattr(intake, "prepare", meanwhile)
    file = SimpleUploadedFile("a.txt", b"words")
    page = opened(client, receipt, add="", message="my only copy", files=file)
    text = page.content.decode()
    assert page.status_code == 422
    assert "my only copy" in text
    assert "ya fue borrada" in text
    assert stored() == before
