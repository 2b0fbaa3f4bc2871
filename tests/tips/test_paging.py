"""An exchange of any length: read whole, page by page, and every page weighs the same."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import escape, linebreaks

from tests.tips.factories import make_reader, make_tip
from tips import desk, paging, receipts, showing, weight
from tips.deskforms import ReplyForm
from tips.forms import MESSAGE_LENGTH, REPLY_LENGTH, TipForm
from tips.models import Reply
from tips.replies import Answer
from tips.scrub import Change, Kind, Limit, Reason, Report
from tips.scrub._report import LeftOut
from tips.sending import Outcome

BACK = "/es/denuncias/regreso/"
LONG = {
    "sentences": "¿Qué día lo vio? " * (REPLY_LENGTH // 17),
    "one word": "x" * REPLY_LENGTH,
    "quotes": '"' * REPLY_LENGTH,
    "emoji": "🌵" * REPLY_LENGTH,
    "lines": "a\n" * (REPLY_LENGTH // 2),
    "paragraphs": "a\n\n" * (REPLY_LENGTH // 3),
}


def answer(text):
    return Answer(date(2026, 1, 2), text, uuid4())


def stay(receipt):
    return receipts.stay(receipts.read(receipt))


def travelled(response):
    """Return the bytes of an answer that differ between two answers: line of status and body."""
    return len(f"{response.status_code} {response.reason_phrase}") + len(response.content)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_answer_is_divided_and_nothing_of_it_is_lost(text):
    pages = paging.pages([answer(text), answer("short")])
    parts = [part for page in pages for part in page]
    assert "".join(part.text for part in parts) == text + "short"
    assert [part.begins for part in parts] == [True, *[False] * (len(parts) - 2), True]
    assert [part.ends for part in parts] == [*[False] * (len(parts) - 2), True, True]
    for page in pages:
        sent = [linebreaks(part.text, autoescape=True).encode() for part in page]
        assert sum(map(len, sent)) <= paging.ROOM


def test_what_fits_on_a_page_is_not_divided_and_words_are_not_torn():
    pages = paging.pages([answer("word " * 3_000) for _ in range(3)])
    assert [[len(part.text) for part in page] for page in pages] == [[15_000]] * 3
    (first, *_), *_ = paging.pages([answer("word " * 9_000)])
    assert first.text.endswith(" ")


def test_the_page_shown_first_is_where_the_newest_answer_begins():
    short, long = answer("short"), answer("x" * 60_000)
    for answers, newest, number in (
        ([], 1, 1), ([short] * 3, 1, 1), ([long, short], 3, 3), ([short, long], 2, 4),
        ([short] * 30, 2, 2),
    ):  # fmt: skip
        pages = paging.pages(answers)
        assert (paging.newest(pages), len(pages)) == (newest, number)


def leaf(client, receipt, number):
    return client.post(BACK, {"stay": stay(receipt), "stay_page": number})


@pytest.mark.django_db
def test_every_page_of_a_long_exchange_weighs_what_a_wrong_receipt_does(client):
    make_reader()
    tip, receipt, _ = make_tip()
    for text in LONG.values():
        assert ReplyForm({"text": text}).is_valid()
        desk.reply(tip, text)
    page = client.post(BACK, {"receipt": receipt})
    number = page.context["exchange"]["pages"]
    assert number > len(LONG)
    answers = [leaf(client, receipt, n) for n in range(1, number + 1)]
    answers += [page, client.post(BACK, {"receipt": "una dos tres"})]
    assert {travelled(answer) for answer in answers} == {weight.STEP}
    read = "".join(
        part.text for answer in answers[:number] for part in answer.context["exchange"]["parts"]
    )
    assert read == "".join(LONG.values())


@pytest.mark.django_db
def test_pages_are_turned_by_buttons_and_an_answer_is_deleted_at_its_end(client):
    make_reader()
    tip, receipt, _ = make_tip()
    for text in ("first " * 3_000, "second " * 9_000, "third"):
        desk.reply(tip, text)
    first = leaf(client, receipt, "1").content.decode()
    assert ("Página siguiente" in first, "Página anterior" in first) == (True, False)
    assert re.findall(r'name="stay_page" value="(\d)">', first) == ["2"]
    second = leaf(client, receipt, "2").content.decode()
    assert re.findall(r'name="stay_page" value="(\d)">', second) == ["1", "3"]
    assert 'name="forget"' not in second
    assert "sigue en la página siguiente" in second
    for odd in ("0", "-1", "x", "9" * 5_000, "²", ""):
        assert leaf(client, receipt, odd).status_code == 200
    last = client.post(BACK, {"receipt": receipt})
    assert last.context["exchange"]["page"] == last.context["exchange"]["pages"]
    (_first, long, _third) = Reply.objects.order_by("place")
    assert f'value="{long.pk}"' in last.content.decode()
    sent = {"stay": stay(receipt), "forget": str(long.pk), "stay_at": "4", "message": "typed"}
    gone = client.post(BACK, sent)
    assert "second" not in gone.content.decode()
    assert tip.replies.count() == 2
    assert gone.context["form"].initial["message"] == "typed"


@pytest.mark.django_db
def test_what_was_typed_is_there_on_the_next_page_and_its_number_stays(client):
    make_reader()
    tip, receipt, _ = make_tip()
    for _ in range(3):
        desk.reply(tip, "x" * 15_000)
    words = {"stay": stay(receipt), "message": "half a letter", "links": "a.example"}
    turned = client.post(BACK, words | {"stay_page": "1", "stay_at": "3", "files": "a.jpg"})
    initial = turned.context["form"].initial
    assert (initial["message"], initial["links"]) == ("half a letter", "a.example")
    assert turned.context["exchange"]["page"] == 1
    unsure = client.post(BACK, {"stay": stay(receipt), "add": "", "stay_at": "2"})
    assert (unsure.status_code, unsure.context["exchange"]["page"]) == (422, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["x", '"', "🌵"])
def test_the_same_words_come_back_in_the_same_weight_whatever_became_of_them(client, letter):
    make_reader()
    _tip, receipt, _ = make_tip()
    sent = {"add": "", "message": letter * MESSAGE_LENGTH, "links": "a.example"}
    answers = [client.post(BACK, sent | {"stay": token}) for token in (stay(receipt), "A" * 300)]
    assert [answer.status_code for answer in answers] == [200, 422]
    assert escape(sent["message"]) in answers[1].content.decode()
    weights = {travelled(answer) for answer in answers}
    assert len(weights) == 1
    assert weights.pop() % weight.STEP == 0


def worst():
    """Return outcomes whose words are the longest: everything taken out, archives half refused."""
    scattered = tuple(LeftOut((place,), Reason.UNSUPPORTED) for place in range(1, 500, 2))
    inner = tuple(
        LeftOut((place, at), reason)
        for place in range(500, 530)
        for at, reason in enumerate(Reason, 1)
    )
    most = dict.fromkeys(Kind, 99_999)
    report = Report("application/zip", most, tuple(Change), tuple(Limit), misnamed=True, files=9,
                    left_out=scattered + inner)  # fmt: skip
    return [Outcome(place, report) for place in range(1, 11)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_longest_page_has_room_in_a_step(language, settings):
    with translation.override(language):
        pages = paging.pages([answer("word " * 4_000), *[answer("x")] * 30])
        request = RequestFactory().post({"en": "/tips/return/", "es": BACK}[language])
        exchange = {"parts": pages[0], "page": 10, "pages": 99, "earlier": 9, "later": 11}
        more = {"lines": showing.lines(worst()), "onion": "x" * 80, "receipt": "x" * 110}
        more |= {"exchange": exchange, "stay": stay("x" * 110), "added": True, "forgotten": True}
        more |= showing.limits() | {"form": TipForm(), "problem": "x" * 300}
        for name in ("replies", "receipt", "submit"):
            page = render_to_string(f"tips/{name}.html", more, request)
            assert len(page.encode()) < weight.ROOM, name


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_has_no_room_in_a_page_is_counted_and_how_to_learn_more_is_said(language):
    with translation.override(language):
        lines = showing.lines(worst())
        page = render_to_string("tips/_lines.html", {"lines": lines})
    for told, outcome in zip(lines, worst(), strict=True):
        named = sum(group.number for group in told.left_out)
        assert named + told.unnamed == len(outcome.report.left_out)
        assert str(told.unnamed) in page
    assert lines[0].left_out
    assert {"en": "without the archive", "es": "sin comprimir"}[language] in page
