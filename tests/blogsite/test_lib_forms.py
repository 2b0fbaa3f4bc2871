import re
from datetime import timedelta

import pytest
import time_machine
from captcha.models import CaptchaStore
from django import forms
from django.utils import timezone, translation

from blogsite.lib.forms import (
    CLEAR_LETTERS,
    Attempt,
    HoneypotField,
    HumanField,
    ReadableField,
    StampField,
    challenge,
)

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    human = HumanField(subject="form")
    trap = HoneypotField()
    words = ReadableField(max_length=10, required=False)


def letters_of(key):
    return CaptchaStore.objects.get(hashkey=key).challenge


def answer(key, picture="", question="", field=None):
    try:
        return (field or HumanField(subject="form")).clean(Attempt(key, picture, str(question)))
    except forms.ValidationError:
        return False


def test_the_picture_read_right_is_a_person():
    key = challenge("form").key
    assert answer(key, picture=letters_of(key))
    other = challenge("form").key
    assert answer(other, picture=f" {letters_of(other).lower()} ")


def test_the_question_answered_in_digits_is_a_person():
    asked = challenge("form")
    assert answer(asked.key, question=asked.first + asked.second)


@pytest.mark.parametrize("typed", ["twelve", " Twelve. ", "12", "１２"])
def test_a_number_may_be_written_in_words(typed, monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda _most: 5)
    assert answer(challenge("form").key, question=typed)


@pytest.mark.parametrize("typed", ["dieciséis", "Dieciseis", "16"])
def test_a_spanish_page_takes_spanish_words_with_or_without_accents(
    typed, monkeypatch, spanish_is_compiled
):
    monkeypatch.setattr("secrets.randbelow", lambda _most: 7)
    with translation.override("es"):
        assert "ocho más ocho" in str(Form()["human"])
        assert answer(challenge("form").key, question=typed)


@pytest.mark.parametrize("right", [True, False])
def test_any_answer_uses_the_challenge_up(right):
    asked = challenge("form")
    total = asked.first + asked.second
    assert answer(asked.key, question=total if right else total + 1) == right
    assert not answer(asked.key, question=total)
    assert not CaptchaStore.objects.filter(hashkey=asked.key).exists()


@pytest.mark.parametrize(("minutes", "alive"), [(59, True), (61, False)])
def test_a_challenge_lives_for_an_hour(minutes, alive):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = challenge("form")
        clock.shift(timedelta(minutes=minutes))
        assert answer(asked.key, question=asked.first + asked.second) == alive


def test_old_challenges_are_swept_away():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        challenge("form")
        clock.shift(timedelta(minutes=61))
        answer("")
    assert not CaptchaStore.objects.exists()


def test_a_challenge_of_another_form_is_worth_nothing():
    asked = challenge("other form")
    assert not answer(asked.key, question=asked.first + asked.second)
    mine, total = challenge("form").key[:24] + asked.key[24:], asked.first + asked.second
    assert not answer(mine, question=total)


@pytest.mark.parametrize("key", ["", "x", "\0", "0" * 40, "f" * 10_000, "' OR 1=1 --"])
def test_a_key_that_was_never_given_out_is_refused(key):
    assert not answer(key, picture="", question="")


def test_one_way_answered_for_the_other_does_not_count():
    asked = challenge("form")
    assert not answer(asked.key, picture=str(asked.first + asked.second))
    key = challenge("form").key
    assert not answer(key, question=letters_of(key))


def test_letters_are_drawn_that_nobody_mistakes():
    assert not set("IOQ0189") & set(CLEAR_LETTERS)
    drawn = {letters_of(challenge("form").key) for _each in range(20)}
    assert len(drawn) == 20
    assert all(re.fullmatch(f"[{CLEAR_LETTERS}]{{5}}", text) for text in drawn)


def test_both_ways_have_labels_and_the_picture_says_what_it_is():
    page = Form()["human"].as_field_group()
    assert "<legend>Show that a person is writing</legend>" in page
    for way in ("picture", "question"):
        assert page.count(f'for="id_human_{way}"') == page.count(f'id="id_human_{way}"') == 1
    assert re.search(r'<img [^>]*alt="[^"]{20,}"', page)
    assert 'autocomplete="off"' in page
    assert letters_of(re.search(r'name="human_key" value="(\w+)"', page)[1]) not in page


def test_a_wrong_answer_is_said_of_both_ways_and_a_new_challenge_is_shown():
    form = Form({"human_key": challenge("form").key, "human_picture": "WRONG"})
    page = form["human"].as_field_group()
    assert page.count('aria-invalid="true"') == 2
    assert "WRONG" not in page
    assert 'id="id_human_error"' in page
    assert page.count('aria-describedby="id_human_error"') == 2


def test_the_trap_is_hidden_and_shown_empty_again():
    form = Form({"trap": "https://spam.example"})
    page = form["trap"].as_field_group()
    assert "trap" in form.errors
    assert "<div hidden>" in page
    assert "spam.example" not in page
    assert Form({"trap": ""})["trap"].errors == []


def test_readable_text_is_measured_after_cleaning():
    form = Form({"words": "\u200b" * 50 + "ferry\r\n"})
    assert form["words"].errors == []
    assert Form({"words": "x" * 11})["words"].errors
    assert Form({"words": "a\r\nb"}).fields["words"].clean(" a\r\nb ") == "a\nb"


class Stamped(forms.Form):
    token = StampField(subject="form", life=timedelta(hours=48))


@pytest.mark.parametrize(
    ("hours", "subject", "good"), [(47, "form", True), (49, "form", False), (0, "other", False)]
)
def test_a_stamp_is_good_for_its_form_and_time(hours, subject, good):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        stamp = StampField(subject=subject, life=timedelta(hours=48)).fresh()
        clock.shift(timedelta(hours=hours))
        assert Stamped({"token": stamp}).is_valid() == good


@pytest.mark.parametrize("stamp", ["", "x", "a:b:c", "\0", "x" * 100_000, "é:é:é"])
def test_a_stamp_that_is_not_ours_is_refused(stamp):
    assert not Stamped({"token": stamp}).is_valid()


def test_a_stamp_is_fresh_each_time_and_names_nobody():
    shown = {
        re.search(r'value="([^"]+)"', str(Stamped({"token": "x"})["token"]))[1] for _each in "ab"
    }
    assert len(shown) == 2
    assert all(Stamped({"token": stamp}).is_valid() for stamp in shown)
