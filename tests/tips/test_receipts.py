"""Receipts: long enough, typed back by tired hands, and only a keyed hash of them is kept."""

import time
import unicodedata

import pytest
import time_machine

from tips import receipts
from tips.receipts import _list


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_receipt_has_over_a_hundred_bits_in_plain_letters(language):
    words = _list(language)
    assert len(set(words)) == 2048
    assert 2048**receipts.WORDS > 2**100
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert max(map(len, words)) <= 10
    issued = {receipts.issue(language) for _ in range(200)}
    assert len(issued) == 200
    assert {len(receipt.split()) for receipt in issued} == {10}


@pytest.mark.parametrize(
    "typed",
    [
        "cocina rebote regalo seco", "COCINA  Rebote\nregalo-seco", " cociná rebóte regalo seco. ",
        "cocinareboteregaloseco", "coci na, rebote; regalo – seco",
        "ｃｏｃｉｎａ rebote regalo seco",
    ],
)  # fmt: skip
def test_typing_it_back_needs_no_care(typed):
    assert receipts.read(typed).lookup == receipts.read("cocina rebote regalo seco").lookup


def test_an_accent_typed_in_two_ways_is_one():
    composed, apart = (unicodedata.normalize(form, "añil avión") for form in ("NFC", "NFD"))
    assert receipts.read(composed).lookup == receipts.read(apart).lookup


def test_another_receipt_is_another_tip():
    first, second = receipts.read("uno dos"), receipts.read("uno doz")
    assert first.lookup != second.lookup
    assert bytes(first.reply_key) != bytes(second.reply_key)


def test_the_hash_is_keyed_with_a_secret_outside_the_database(settings):
    before = receipts.read("uno dos")
    settings.TIP_PEPPER = "another secret of the same length, somewhere else"
    after = receipts.read("uno dos")
    assert before.lookup != after.lookup
    assert bytes(before.reply_key) != bytes(after.reply_key)


def test_the_hidden_field_brings_the_receipt_back_for_half_an_hour():
    token = receipts.stay(receipts.read("uno dos"))
    assert "uno" not in token
    assert receipts.stayed(token).lookup == receipts.read("uno dos").lookup
    for minutes, opens in ((29, True), (31, False)):
        with time_machine.travel(time.time() + minutes * 60):
            assert (receipts.stayed(token) is not None) == opens


@pytest.mark.parametrize("token", ["", "x", "AAAA", "é", "A" * 200, "%%%"])
def test_a_forged_hidden_field_opens_nothing(token):
    assert receipts.stayed(token) is None


def test_a_changed_hidden_field_opens_nothing():
    token = receipts.stay(receipts.read("uno dos"))
    assert receipts.stayed(token[:-6] + "AAAAA=") is None


def test_a_receipt_of_today_opens_its_tip_in_years(settings):
    """Known answers: with another way of deriving, every receipt on paper would be worthless."""
    settings.TIP_PEPPER = "a pepper that never was in use anywhere at all"
    known = receipts.read("cocina rebote regalo seco")
    assert known.lookup == "4e2dd5b16273ba76b5928d3975dbc5fcbe33ba47da14ff20070a622b72444115"
    assert bytes(known.reply_key).hex() == (
        "7701a59e01729c780068e606d5fb6f4cffd32c4519595af1795ef313a3881599"
    )
