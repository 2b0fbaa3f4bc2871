"""Plain text: what a reader sees stays, what only a machine sees goes, the rest is refused."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tips.scrub import Kind, Reason, Unscrubbable, text
from tips.scrub._sniff import HEAD, sniff

SPANISH = "El señor Núñez pasó a las dos: «¿cuántos camiones?» — dijo. Pingüino, 30 °C, 5 €.\n"


def cleaned(data):
    report = text.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not text.inspect(sink)
    assert sniff(sink.getvalue()[:HEAD]) == "text/plain"
    return sink.getvalue().decode(), report


UNSEEN = {
    "byte order mark": "\ufeffa",
    "zero width": "a\u200bb\u2060c\ufeffd",
    "tags": "a" + "".join(chr(0xE0000 + ord(letter)) for letter in "user 17"),
    "selectors as bytes": "a" + "".join(chr(0xE0100 + number) for number in (17, 80, 200)),
    "one selector a letter": "".join(letter + "\ufe01" for letter in "camiones"),
    "joiners as bits": "c\u200ca\u200dm\u200ci\u200do\u200cn",
    "joiners after a space": "a \u200db",
    "joiners of both kinds after a space": "a \u200b\u200c\u200d b",
    "joiners after a sign of Arabic": "\u0633\u060c\u200c \u0633",
    "a letter of another alphabet beside a ligature": "e\ufb01\u0430 e \u0436",
    "bidi controls": "a\u202eb\u2066c\u2069",
    "fillers": "a\u3164b\uffa0c\u2800d\u034f",
    "controls": "a\x07b\x1b[0mc\x7f",
    "tails of spaces": "a \t  \nb\t\nc   ",
    "odd spaces": "a\u2009b\u200ac\u00a0d",
    "many last lines": "a\n\n\n\n",
    "odd line ends": "a\r\nb\rc\u2028d\x0be",
    "letters of another alphabet": "El c\u0430mi\u043en blanco y la \u0440laca",
    "a whole word of them": "N\u043e s\u0435 \u0430",
    "private characters": "a\ue017b\U000f0017",
    "a note in markdown that leads to nothing": "Hola\n\n[x]: <> (CANARY)\nadi\u00f3s",
    "a note in markdown": "Hola\n\n<!-- CANARY -->\nadi\u00f3s",
    "a link to a sign": 'Hola\n\n[_data_:author]:- "CANARY"\n[x]: . (CANARY)\n\nadi\u00f3s',
    "a link without a blank": "Hola\n\n[//]:# (CANARY)\nadi\u00f3s",
    "a link to nowhere": "Hola\n\n[//]: # (CANARY)\n[x]: <#> 'CANARY'\nadi\u00f3s",
    "a drawing in markdown": "![x](data:image/svg+xml;utf8,%3Csvg%3ECANARY%3C/svg%3E) y",
    "a picture in markdown": "![x](data:image/jpeg;base64,Q0FOQVJZ/+==) y",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_found_and_taken_out(name):
    data = UNSEEN[name].encode()
    assert text.inspect(io.BytesIO(data))
    words, report = cleaned(data)
    assert report.removed or name == "odd line ends"
    assert "CANARY" not in words
    assert "Q0FOQVJZ" not in words


KEPT = {
    "spanish": SPANISH,
    "persian": "می‌خواهم بروم",  # a joiner that is spelling
    "hindi": "क्‍ष और न्‌",
    "arabic": "وصلت الشاحنات ١٢",
    "russian": "Два грузовика проехали ночью. No plate.",
    "greek": "Δύο φορτηγά, 5 Ω, 3 μm",
    "emoji family": "👩‍👧 y 👨🏽‍🚒 ❤‍🔥",
    "flags": "🇲🇽 🏁",
    "table": "hora\tplaca\tnota\n2:00\tABC\t\n\t\t\n",
    "csv": 'hora,placa\n"2:00","ABC ""1"""\n',
    "subtitles": "1\n00:00:01,000 --> 00:00:02,000\nHola\n",
    "json": '{"placa": "ABC-123", "hora": "02:00"}\n',
    "code": "if x < 3:\n    print(x)\n",
    "a word about pictures": "el tipo data:image/png (y otros), nada más\n",
    "chinese": "两辆卡车,三点。\n",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_people_write_stays_letter_by_letter(name):
    words, report = cleaned(KEPT[name].encode())
    assert words == KEPT[name]
    assert not report.removed


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"]
)
def test_what_old_programs_wrote_is_read_as_they_meant_it(encoding):
    said = SPANISH if encoding != "cp850" else "El señor Núñez pasó: ¿cuántos camiones? Sí.\n"
    assert cleaned(said.encode(encoding))[0] == said


@pytest.mark.parametrize(
    "said", ["[Ana]: # hola", "[1]: #5 (x)", "[12:30] Ana: # (a)", "a [b]: # (c)"]
)
def test_what_only_looks_like_a_note_stays(said):
    assert cleaned(said.encode())[0] == said


def test_signs_of_prices_and_measures_are_read_too():
    said = "REUNIÓN EN LA ESTACIÓN. Precio: 20€ – ½ kilo. 30°C © 2020 ® ± 2 m²\n"
    assert cleaned(said.encode("cp1252"))[0] == said


OLD = {
    "cp1252": [
        "It cost £500 and £300.",
        "Così è, perché sarà però",
        "Så är det. § 5",
        "cœur d’été",
        "año de los 60´s, 19°25´30¨ N, d´Ana",
    ],
    "mac_roman": ["la mañana del día, razón y año", "“It’s fine,” she said — “really.”"],
    "cp850": ["Le préfet a signé l'arrêté à Besançon.", "coördinatie geïnformeerd één", "schön"],
    "cp1251": [
        "Министр подписал договор. ВСЕ МОЛЧАЛИ.",
        "Имя;Сумма № 5\nИванов;700",
        "Їжак сидить, і ґанок є",
    ],
    "koi8_r": ["Министр подписал договор. ВСЕ МОЛЧАЛИ."],
    "cp866": ["Министр подписал договор. ВСЕ МОЛЧАЛИ."],
}


@pytest.mark.parametrize("encoding", OLD)
def test_letters_are_read_as_words_have_them(encoding):
    for said in OLD[encoding]:
        assert cleaned(said.encode(encoding))[0] == said


@pytest.mark.parametrize(("encoding", "said"), [
    ("cp1250", "Minister podpisał umowę. Źródło: życie, łąka"), ("cp1250", "tak, być może"),
    ("cp1250", "A miniszter kedden írta alá a szerződést, előtte senki nem kérdezett."),
    ("big5", "a price of £500—really"),
    ("cp1254", "Işık ve ağaç, çocuk, şehir"), ("cp1253", "Ο υπουργός υπέγραψε τη σύμβαση"),
    ("cp1255", "השר חתם על החוזה"), ("shift_jis", "大臣は火曜日に契約書に署名した"),
    ("gb18030", "部长星期二签署了合同。没有人问。"), ("euc_kr", "장관은 화요일에 계약서에"),
])  # fmt: skip
def test_what_would_be_guessed_wrong_is_refused(encoding, said):
    with pytest.raises(Unscrubbable) as refusal:
        cleaned(said.encode(encoding))
    assert refusal.value.reason is Reason.BROKEN


def test_one_byte_that_is_no_letter_does_not_break_the_reading():
    said = "camión mañana también así qué más allí aquí él está después según año señor " * 3
    with pytest.raises(Unscrubbable) as refusal:
        cleaned(said.encode("cp1252") + b"\x81")
    assert refusal.value.reason is Reason.BROKEN


@pytest.mark.parametrize("cut", ["año".encode()[:2], b"a\xf1o", "vía".encode()[:2] + b";7\n"])
def test_a_letter_that_a_program_cut_is_shown_as_one(cut):
    said = "SEÑOR NÚÑEZ;12/03/2026;100.00\n" * 15
    text, report = cleaned(said.encode() + cut)
    assert text == said + cut.decode("utf-8", "replace")
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize("said", [b"a plain line\xc3\n", "año y ".encode() + b"a\xf1o"])
def test_few_letters_do_not_tell_whether_others_were_cut(said):
    with pytest.raises(Unscrubbable) as refusal:
        cleaned(said)
    assert refusal.value.reason is Reason.BROKEN


def test_an_old_letter_after_the_head_is_read_too():
    data = b"a plain line\n" * 6000 + "mañana\n".encode("cp1252")
    assert len(data) > HEAD
    assert cleaned(data)[0].endswith("mañana\n")


REFUSED = {
    "web page": (b"<!DOCTYPE html><p>x", Reason.MARKUP),
    "track": (b'<?xml version="1.0"?><gpx><wpt lat="1" lon="2"/></gpx>', Reason.MARKUP),
    "noise": (bytes(range(128, 256)) * 9, Reason.BROKEN),
    "one odd byte": (b"\xfe", Reason.BROKEN),
    "zeros": (b"words\x00words", Reason.BROKEN),
    "nothing that is seen": ("\u200b\u2060".encode(), Reason.EMPTY),
    "a page behind a joiner": ("<\u200bhtml>".encode(), Reason.MARKUP),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused(name):
    data, reason = REFUSED[name]
    with pytest.raises(Unscrubbable) as refusal:
        text.scrub(io.BytesIO(data), io.BytesIO())
    assert refusal.value.reason == reason


NOTES = {
    "message/rfc822": b"Received: from [10.1.2.3]\nMessage-ID: <a@b>\nSubject: x\n\nHello\n",
    "text/x-camera-notes": b'{"title": "IMG_1.jpg", "photoTakenTime": {"timestamp": "17"}}',
    "text/vcard": b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n",
    "text/calendar": b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    "application/x-tar": b"a" * 257 + b"ustar\x0000" + b"\0" * 248,
}


ORDERS = {
    "stream": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "concat": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "list": b"[playlist]\nFile1=/etc/passwd\n",
    "program": b"#!/bin/sh\nid\n",
}


@pytest.mark.parametrize("name", ORDERS)
def test_lists_for_players_and_programs_are_no_plain_text(name):
    assert sniff(ORDERS[name]) in {"audio/x-mpegurl", "text/x-script"}
    with pytest.raises(Unscrubbable):
        text.scrub(io.BytesIO(ORDERS[name]), io.BytesIO())


@pytest.mark.parametrize("media_type", NOTES)
def test_forms_whose_fields_identify_are_no_plain_text(media_type):
    assert sniff(NOTES[media_type]) == media_type


def test_a_drones_subtitles_are_no_plain_text():
    data = b"1\n00:00:00,000 --> 00:00:00,033\n<font>[latitude: 25.1] [longitude: -99]</font>\n"
    assert sniff(data) == "text/x-camera-notes"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_any_text_leaves_clean_or_is_refused(words):
    try:
        once, _report = cleaned(words.encode())
    except Unscrubbable:
        return
    assert cleaned(once.encode())[0] == once


def test_a_report_counts_what_went():
    assert cleaned("a\u200bb <!-- x -->c".encode())[1].removed == {Kind.HIDDEN: 1, Kind.COMMENT: 1}
