"""Each rule marks what it should in both languages, leaves the rest, and cannot stop a comment."""

import inspect
import re
import time
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rules import spoken
from blogsite.lib import private_data
from comments import rules
from comments.models import Lane
from comments.rules import Found, Near, Phrases, Said, _spelling, _tongue

WHOLE = [*spoken("said", "es"), *spoken("said", "en")]
LENGTH = 10_000  # characters: settings.COMMENT_LENGTH
HOSTILE = [
    "a", "te voy a ", "1 ", "calle a ", "@", "a.", "http://", "AAA ", "!", "we will ", "55 ", "x@",
    "1 a ", "vive en la calle ", "м", "aa", "4a", "no vas a ", "keep talking ", "www.", "a-", "(",
    "telegram: ", "\n", "we know where your ", "calle a a a a a entre a a a ", "hay que matar ",
]  # fmt: skip


@pytest.mark.parametrize("rule", rules.every().values(), ids=lambda rule: rule.__name__)
def test_every_rule_keeps_the_contract(rule):
    assert rule.__doc__
    assert str(rule.TITLE)
    assert list(inspect.signature(rule.find).parameters) == ["said"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("rule", rules.every())
def test_every_rule_has_true_and_false_examples_in_both_languages(rule, language):
    of_language = [comment for comment in WHOLE if comment.language == language]
    assert sum(rule in comment.rules for comment in of_language) >= 1
    assert sum(rule not in comment.rules for comment in of_language) >= 100


def test_no_pattern_repeats_without_bound():
    patterns = [
        value
        for rule in [*rules.every().values(), private_data, _spelling, _tongue]
        for thing in vars(rule).values()
        for value in (thing if isinstance(thing, list | tuple) else [thing])
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) > 50
    inner = re.compile(r"(?<!\\)[*+]|\{\d+,\}")
    classes = re.compile(r"\\.|\[(?:\\.|[^\]])*\]")
    assert [p.pattern for p in patterns if inner.search(classes.sub("_", p.pattern))] == []


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_longest_hostile_text_is_looked_at_in_time(piece):
    said = Said((piece * LENGTH)[:LENGTH], lists=(Phrases(Lane.DANGER, "te voy*\na* b"),))
    late, seconds = min(looked(said) for _turn in range(3))  # others may slow one look down
    assert late == []
    assert seconds < rules.WHOLE_TIME


def looked(said):
    """Return the rules that were late with a text, and the seconds that all of them took."""
    began = time.thread_time()
    marks = rules.look(said)
    return [mark.rule for mark in marks if mark.failed], time.thread_time() - began


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_spans_lie_within_any_text(text):
    for mark in rules.look(Said(text, name=text[:80])):
        assert not mark.failed
        assert all(0 <= start < end <= len(text) for start, end in mark.spans)


def test_marks_name_the_very_words_in_spite_of_accents_and_tricks():
    text = "Oye: ¡te vámos a m4taaaar! Ｃｕｉｄａ la espalda"
    (mark,) = rules.look(Said(text))
    assert [text[start:end] for start, end in mark.spans] == [
        "te vámos a m4taaaar",
        "Ｃｕｉｄａ la espalda",
    ]
    assert mark.lane == Lane.DANGER


def test_letters_of_other_alphabets_that_look_the_same_are_read_as_they_look():
    assert [mark.rule for mark in rules.look(Said("We will kіll уоu"))] == ["threats"]


def test_what_the_name_says_is_marked_too():
    (mark,) = rules.look(Said("Good day to all.", name="Call 956 555 0134"))
    assert (mark.rule, mark.spans, mark.in_name) == ("phones", [], True)


def test_a_rule_that_breaks_or_is_late_says_so_and_the_others_go_on(monkeypatch):
    def slow(said):
        end = time.thread_time() + rules.RULE_TIME * 1.2
        while time.thread_time() < end:
            pass
        return Found(Lane.SPAM, [(0, 1)])

    broken = SimpleNamespace(find=lambda said: 1 / 0)
    every = {"broken": broken, "slow": SimpleNamespace(find=slow)} | rules.every()
    monkeypatch.setattr(rules, "every", lambda: every)
    marks = {mark.rule: mark for mark in rules.look(Said("Call 956 555 0134"))}
    assert marks["broken"].failed
    assert (marks["slow"].failed, marks["slow"].lane) == (True, Lane.SPAM)
    assert not marks["phones"].failed


def test_rules_after_the_whole_time_is_spent_are_left_out_and_say_so(monkeypatch):
    monkeypatch.setattr(rules, "WHOLE_TIME", -1)
    marks = rules.look(Said("Call 956 555 0134"))
    assert {mark.rule for mark in marks if mark.failed} == set(rules.every())


def test_what_could_not_be_looked_up_is_said():
    marks = rules.look(Said("Good day.", near=None, lists=None))
    assert {mark.rule for mark in marks if mark.failed} == {"repeats", "bursts", "words"}
    assert {mark.lane for mark in marks} == {Lane.PLAIN}


def test_short_thanks_become_a_burst_later_than_long_texts():
    def fired(body, before):
        return {mark.rule for mark in rules.look(Said(body, near=Near(before, before)))}

    assert fired("Thanks!", 2) == set()
    assert fired("Thanks!", 5) == {"repeats", "bursts"}
    assert fired("The same long words again and again.", 2) == {"repeats", "bursts"}


def test_a_card_of_nothing_but_numbers_is_not_filled_with_marks():
    (mark,) = rules.look(Said("956 555 0134 " * 400))
    assert len(mark.spans) == rules.MARKED


def test_a_rule_that_is_no_more_is_called_by_its_name():
    assert (rules.title("phones"), rules.title("gone")) == ("Telephone number", "gone")
