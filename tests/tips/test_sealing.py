"""What is sealed opens whole, in its own place, with the stock format; anything else is noticed."""

import base64
import io
import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pyrage
import pytest
import time_machine
from nacl.public import SealedBox
from pyrage import x25519

from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tips import desk, receipts, sealing
from tips.models import DeskKey

IDENTITY, PUBLIC = sealing.new_key()
LABEL = sealing.Label(
    tip="t", envelope=0, place=0, count=1, length=0, name="file-1.jpg", media_type="image/jpeg"
)


def sealed_file(data, **changes):
    label = replace(LABEL, length=len(data), **changes)
    sealing.seal_file(io.BytesIO(data), out := io.BytesIO(), label, PUBLIC)
    return out.getvalue()


def opened_file(sealed, **expected):
    label = sealing.open_file(io.BytesIO(sealed), out := io.BytesIO(), IDENTITY, **expected)
    return label, out.getvalue()


@pytest.mark.parametrize("length", [0, 1, 511, 70_000, 1_000_003])
def test_a_file_comes_back_whole_with_its_label(length):
    data = secrets.token_bytes(length)
    label, back = opened_file(sealed_file(data), tip="t", envelope=0, place=0)
    assert back == data
    assert (label.name, label.length) == ("file-1.jpg", length)


def test_a_sealed_file_is_a_plain_age_file_that_begins_with_its_content():
    data = secrets.token_bytes(3000)
    plain = pyrage.decrypt(sealed_file(data), [x25519.Identity.from_str(IDENTITY)])
    assert plain.startswith(data)
    assert len(plain) == sealing.padme(3000 + sealing.LABEL)


def test_padding_leaves_few_sizes_and_costs_little():
    sizes = {sealing.padme(length) for length in range(1 << 20, 2 << 20, 997)}
    assert len(sizes) <= 33
    assert all(1 <= sealing.padme(n) / n <= 1.12 for n in range(2, 100_000, 37))
    assert [sealing.padme(n) for n in (0, 1, 2, 9, 1000)] == [0, 1, 2, 10, 1024]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-65_552],
        lambda data: data + b"\0",
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda data: data[:-140_000] + data[-65_000:] + data[-140_000:-65_000],
        lambda data: b"",
        lambda data: b"age-encryption.org/v1\n",
    ],
    ids=["cut by one", "halved", "last chunk off", "longer", "a bit turned", "swapped", "", "head"],
)
def test_a_file_that_was_changed_shows_nothing(spoil):
    sealed = spoil(sealed_file(secrets.token_bytes(300_000)))
    out = io.BytesIO()
    with pytest.raises(sealing.Tampered):
        sealing.open_file(io.BytesIO(sealed), out, IDENTITY)
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    "expected", [{"tip": "other"}, {"place": 1}, {"envelope": 1}, {"count": 2}, {"version": 2}]
)
def test_a_file_from_elsewhere_is_refused(expected):
    wrong = {"version": 2} if "version" in expected else {}
    sealed = sealed_file(b"content", **wrong)
    with pytest.raises(sealing.Tampered):
        opened_file(sealed, **({} if wrong else expected))


def test_a_label_that_lies_about_the_length_is_refused():
    words = json.dumps(vars(LABEL) | {"length": 5}).encode().ljust(sealing.LABEL)
    sealed = pyrage.encrypt(b"a long content" * 99 + words, [sealing.recipient(PUBLIC)])
    with pytest.raises(sealing.Tampered):
        opened_file(sealed)


def test_words_are_sealed_in_one_size_and_stay_json():
    short = sealing.seal_words({"version": 1, "message": "ñ"}, PUBLIC)
    long = sealing.seal_words({"version": 1, "message": "a" * 90_000}, PUBLIC)
    keys = [x25519.Identity.from_str(IDENTITY)]
    assert {len(pyrage.decrypt(sealed, keys)) for sealed in (short, long)} == {128 << 10}
    assert json.loads(pyrage.decrypt(short, keys))["message"] == "ñ"
    huge = sealing.seal_words({"version": 1, "message": "🌵" * 100_000}, PUBLIC)
    assert len(pyrage.decrypt(huge, keys)) == 512 << 10


def test_words_from_elsewhere_and_cut_words_are_refused():
    sealed = sealing.seal_words({"version": 1, "tip": "a", "place": 0}, PUBLIC)
    assert sealing.open_words(sealed, IDENTITY, tip="a", place=0)["tip"] == "a"
    for wrong in ({"tip": "b"}, {"place": 1}, {"tip": "a", "missing": 1}):
        with pytest.raises(sealing.Tampered):
            sealing.open_words(sealed, IDENTITY, **wrong)
    with pytest.raises(sealing.Tampered):
        sealing.open_words(sealed[:-1], IDENTITY)
    with pytest.raises(sealing.Tampered):
        sealing.open_words(sealed, sealing.new_key()[0])


def test_boxes_have_one_size_and_open_for_their_owner_and_tip_only():
    secret, _ = sealing.new_key()
    boxes = [sealing.wrap(secret, "tip", PUBLIC) for _ in range(50)]
    assert {len(box) for box in boxes} == {sealing.BOX}
    assert sealing.unwrap(boxes[0], "tip", IDENTITY) == secret
    with pytest.raises(sealing.Tampered):
        sealing.unwrap(boxes[0], "another tip", IDENTITY)
    with pytest.raises(sealing.Tampered):
        sealing.unwrap(boxes[0], "tip", sealing.new_key()[0])


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", IDENTITY, PUBLIC[:-1], "age1" + "q" * 58],
    ids=["nothing", "nonsense", "a private key", "a cut key", "a wrong checksum"],
)
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(sealing.UnusableKey):
        sealing.recipient(text)


def test_a_reader_that_returns_little_at_a_time_loses_nothing():
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 7) if size and size > 0 else 7)

    data = secrets.token_bytes(5000)
    label = replace(LABEL, length=len(data))
    sealing.seal_file(Slow(data), out := io.BytesIO(), label, PUBLIC)
    assert opened_file(out.getvalue())[1] == data


def test_a_reader_that_fails_leaves_no_whole_file():
    class Failing(io.BytesIO):
        def read(self, size=-1):
            raise OSError("gone")

    with pytest.raises((OSError, pyrage.EncryptError)):
        sealing.seal_file(Failing(b"x"), io.BytesIO(), LABEL, PUBLIC)


def test_what_the_stock_program_sealed_years_ago_opens():
    """A known answer: the words `{"version": 1, "tip": "t"}`, sealed by Debian's `age` 1.1."""
    identity = "AGE-SECRET-KEY-1A485NU7HF03MK9V7XU269UY0PDAV6EPVKQH6Q7CY6J0URSV3E39QPMTX9F"
    sealed = base64.b64decode(
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBGVTc4Uy9vQk1jU1RlaUpQK3kzZ2NQRDFvSzJuVkJqcFRK"
        "K3VKRStYZENzCnhHOUd4TUo1N1dscUpGQk9OZmJQbk9qUUZZTE9VM3R0QWY5Wlp1NVNSTmcKLS0tIExteFUyOE5s"
        "bHNMWEdqcGZHQ0syRkRrbE02SHl3QjNDL0xlMlEyY1U5YVUKDIErrQdMaZjsrV1z7v+qck8/0F6OPatQk2F1NHtU"
        "+/5pfGzqalHMYqHk+fCkWSkVBiet17Qe3tfWew=="
    )
    assert sealing.open_words(sealed, identity, tip="t") == {"version": 1, "tip": "t"}


@pytest.mark.django_db
def test_nothing_sealed_holds_a_clock():
    """The same sending at two hours of one day is the same in clear, byte by byte."""
    make_reader()
    seen = []
    for hour in (9, 15):
        with time_machine.travel(datetime(2026, 3, 4, hour, 7, 11, tzinfo=UTC), tick=False):
            seen.append(_everything_in_clear(*make_tip("seen", ["https://a.example"], [b"list"])))
    assert seen[0] == seen[1]
    assert b"2026-03-04" in seen[0][0]
    assert not any(b"T09" in part or b"07:11" in part for part in seen[0])


def _everything_in_clear(tip, receipt, _reports):
    """Return each sealed thing of a tip opened as it is, but for what is random in it."""
    key = DeskKey.objects.get()
    identity = desk.tip_identity(tip, desk.unlock(key, PASSPHRASE))
    replied, noted = desk.reply(tip, "which road?"), desk.note(tip, "ask", "dea")
    row = tip.envelopes.get().attachments.get()
    with row.sealed.open("rb") as file:
        sealed = [tip.envelopes.get().sealed, file.read(), replied.sealed_for_desk, noted.sealed]
    keys = [x25519.Identity.from_str(identity)]
    clear = [pyrage.decrypt(bytes(part), keys) for part in sealed]
    reply_key = receipts.read(receipt).reply_key
    clear.append(SealedBox(reply_key).decrypt(bytes(replied.sealed_for_source)))
    return [part.replace(str(tip.pk).encode(), b"tip") for part in clear]
