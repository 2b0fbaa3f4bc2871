"""Which words count, and what is taken out of them before a moderator reads them."""

import html

import pytest

from comments.forms import SweepForm
from comments.models import Comment
from comments.verdicts import Ruling
from tests.comments.factories import filled_form
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def address(post):
    return f"{post.get_absolute_url()}/comment"


EMPTY = {
    "nothing": "",
    "spaces": " \n\t ",
    "NUL": "\0\0",
    "zero width": "\u200b\u2060\ufeff",
    "direction marks": "\u202e\u2066 \u200f",
}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_a_comment_without_a_readable_sign_is_none(client, body):
    post = make_post()
    assert client.post(address(post), filled_form(post, body=body)).status_code == 422
    assert not Comment.objects.exists()


UNSEEN = {
    "NUL": "fer\0ry",
    "bidirectional override": "fer\u202ery\u2066",
    "zero width": "fer\u200bry\ufeff",
    "control": "fer\x1b\x07ry",
    "binary": "fer" + bytes(range(128, 160)).decode("latin-1") + "ry",
}


@pytest.mark.parametrize("body", UNSEEN.values(), ids=UNSEEN)
def test_signs_that_hide_or_reorder_words_are_taken_out(client, body):
    post = make_post()
    form = filled_form(post, name=body, body=body)
    assert client.post(address(post), form).status_code == 200
    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("ferry", "ferry")


def test_signs_that_hide_words_are_not_sent_back_either(client):
    post = make_post()
    response = client.post(
        address(post), filled_form(post, body="fer\u202e\0ry", captcha_picture="")
    )
    assert response.status_code == 422
    assert "ferry</textarea>" in html.unescape(response.content.decode())


def test_words_from_right_to_left_are_words(client):
    post = make_post()
    assert client.post(address(post), filled_form(post, body="مرحبا")).status_code == 200
    assert Comment.objects.get().body == "مرحبا"


def test_the_longest_text_is_counted_as_the_browser_counts_it(client):
    post = make_post()
    body = "x\r\n" * 5000  # ten thousand signs and five thousand carriage returns
    assert client.post(address(post), filled_form(post, body=body)).status_code == 200


def test_a_name_is_one_line(client):
    post = make_post()
    client.post(address(post), filled_form(post, name="  Rea \r\n\t of   Laredo "))
    assert Comment.objects.get().name == "Rea of Laredo"


TOKEN = f"7-{'0' * 64}"


@pytest.mark.parametrize(("mark", "verdict", "reason"), [
    ("approved", "approved", ""), ("held", "held", ""), ("spam", "rejected", "spam"),
])  # fmt: skip
def test_a_mark_becomes_a_ruling_bound_to_what_was_shown(mark, verdict, reason):
    form = SweepForm({"cards": TOKEN, "mark-7": mark})
    assert form.is_valid()
    assert form.cleaned_data["rulings"] == [Ruling(7, "0" * 64, verdict, reason)]


@pytest.mark.parametrize("mark", ["leave", "", "pending", "rejected", "dull", "\0"])
def test_a_mark_that_decides_nothing_leaves_the_card(mark):
    form = SweepForm({"cards": TOKEN, "mark-7": mark})
    assert form.is_valid()
    assert form.cleaned_data["rulings"] == []


def test_a_card_without_a_mark_is_left():
    form = SweepForm({"cards": f"{TOKEN} 8-{'1' * 64}", "mark-8": "approved"})
    assert form.is_valid()
    assert [ruling.pk for ruling in form.cleaned_data["rulings"]] == [8]


def test_a_button_of_one_card_decides_that_one_and_all_of_its_cluster():
    cards = f"{TOKEN},9-{'2' * 64} 8-{'1' * 64}"
    form = SweepForm({"cards": cards, "mark-8": "approved", "only": "7:spam"})
    assert form.is_valid()
    assert [(r.pk, r.reason) for r in form.cleaned_data["rulings"]] == [(7, "spam"), (9, "spam")]


@pytest.mark.parametrize(("field", "value"), [
    ("cards", ""), ("cards", "7"), ("cards", "7-" + "0" * 63), ("cards", "\0"), ("was", "gone"),
    ("cards", f"{TOKEN}\n"), ("cards", f"{TOKEN} " * 800), ("only", "7"), ("only", "\0"),
    ("only", "7:rejected"), ("cards", f"x{TOKEN}"), ("cards", f"٣-{'0' * 64}"),
])  # fmt: skip
def test_a_sweep_in_parts_is_none(field, value):
    assert not SweepForm({"cards": TOKEN, "mark-7": "approved"} | {field: value}).is_valid()
