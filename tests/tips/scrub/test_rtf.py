"""RTF: what a reader shows stays, in words, looks, tables and pictures; nothing else is copied."""

import io
import re
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programs import program
from tests.samples import dirty_png, encoded, picture
from tests.samples_rtf import SHOWN, dirty_rtf
from tips.scrub import Change, Kind, Limit, Reason, Unscrubbable, png, rtf

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def cleaned(data):
    data = data.encode("cp1252") if isinstance(data, str) else data
    report = rtf.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not rtf.inspect(sink)
    return sink.getvalue().decode("ascii"), report


def words(text):
    """Return what a reader sees of our plain form."""
    text = re.sub(r"\{\\(fonttbl|colortbl|pict)(?:\{[^{}]*\}|[^{}])*\}", "", text)
    units = re.sub(r"\\u(-?\d+)\?", lambda found: f"<{int(found[1]) & 0xFFFF:04x}>", text)
    plain = re.sub(r"\\(?:par|cell|tab) ", " ", units)
    plain = re.sub(r"\\[a-z]+-?\d* ?|(?<!\\)[{}]", "", plain)
    plain = re.sub(r"\\([{}\\])", r"\1", plain)
    raw = re.sub(r"<([0-9a-f]{4})>", lambda found: chr(int(found[1], 16)), plain)
    return raw.encode("utf-16", "surrogatepass").decode("utf-16").split("\n", 1)[1].strip()


def said(body, head=r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}"):
    return words(cleaned(head + body + "}")[0])


def test_everything_that_names_somebody_is_gone_and_the_report_says_so():
    sample = dirty_rtf()
    text, report = cleaned(sample.data)
    assert rtf.inspect(io.BytesIO(sample.data))
    assert [mark for mark in sample.marks if mark.decode() in text] == []
    assert [mark for mark in sample.marks if mark.hex() in text] == []
    kinds = {Kind.AUTHOR, Kind.DATES, Kind.SOFTWARE, Kind.COMMENT, Kind.HISTORY, Kind.HIDDEN}
    assert kinds | {Kind.SCRIPT, Kind.EMBEDDED, Kind.TRAILING} <= set(report.removed)
    assert Change.REBUILT in report.changed
    assert {Limit.WORDING, Limit.VISIBLE} <= set(report.kept)


def test_words_looks_tables_and_pictures_stay():
    text, _report = cleaned(dirty_rtf().data)
    shown = words(text)
    for part in (
        f"{SHOWN} arriba", f"{SHOWN}: mañana €5 😀", "nuevo", "el enlace", "una carta",
        "en una caja",
        "uno dos", "• con viñeta",
    ):  # fmt: skip
        assert part in shown
    assert rf"{{\b {SHOWN}}}" in text
    assert r"\trowd \trgaph70 \cellx3000 \cellx6000 " in text
    assert text.count(r"\pict") == 2


def test_a_picture_is_cleaned_as_if_it_had_come_alone():
    text, _report = cleaned(dirty_rtf().data)
    # It lay on its side: width and height change over.
    digits = re.search(r"\\pngblip\\picwgoal600\\pichgoal900 ([0-9a-f]+)\}", text)[1]
    alone = io.BytesIO()
    png.scrub(io.BytesIO(dirty_png().data), alone)
    assert bytes.fromhex(digits) == alone.getvalue()


def test_a_picture_in_raw_bytes_is_read_and_nothing_of_it_is_a_word():
    raw = encoded(picture(), "PNG")
    data = b"{\\rtf1 {\\pict\\pngblip\\bin%d %s}after}" % (len(raw), raw)
    text, _report = cleaned(data)
    assert words(text) == "after"
    assert "pngblip" in text


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"ma\'f1ana", "mañana"),
        ("ma\xf1ana", "mañana"),
        (r"\uc2\u241??x", "ñx"),
        (r"\uc1\u241\'f1x", "ñx"),
        (r"\uc0\u241 x", "ñx"),
        (r"{\uc0 a}\u8217?b", "a’b"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\~b\_c\-d", "a b-cd"),
        (r"\\\{x\}", "\\{x}"),
        (r"\ldblquote a\rdblquote \emdash", "“a”—"),
        (r"{\upr{ansi}{\*\ud{unicode}}}", "unicode"),
        (r"a{\v b}c", "ac"),
        (r"a\v b\v0 c", "ac"),
        (r"a{\deleted b}{\revised c}", "ac"),
        (r"{\listtext\pard\plain \u61623\'3f\tab}\u-4064?x\u57344?", "•  x"),
        (r"a{\webhidden b}\webhidden c", "abc"),
        ("a\u200bb".encode("cp1252", "ignore").decode(), "ab"),
        (r"a\u8203?b\u-257?c", "abc"),
        (r"{\unheardof a}", "a"),
        (r"{\*\unheardof a{\pard b}}c", "c"),
        (r"{\info{\author A}}b", "b"),
    ],
)
def test_words_are_read_as_a_reader_would(body, shown):
    assert said(body) == shown


@pytest.mark.parametrize(
    ("charset", "pairs", "shown"),
    [
        (204, r"\'c4\'e0", "Да"),
        (128, r"\'93\'fa", "日"),
        (2, r"\'61\'b7\u61537?", "α•α"),
        (0, "x", "x"),
    ],
)
def test_the_font_says_how_bytes_are_read(charset, pairs, shown):
    head = rf"{{\rtf1\ansi{{\fonttbl{{\f0 Arial;}}{{\f7\fcharset{charset} Symbol;}}}}"
    assert said(rf"{{\f7 {pairs}}}", head) == shown


HOSTILE = {
    "no rtf": b"words",
    "never closes": b"{\\rtf1 words",
    "closes early": b"{\\rtf1 a}}",
    "too deep": b"{\\rtf1 " + b"{" * 500 + b"}" * 500 + b"}",
    "raw bytes that are not there": b"{\\rtf1 {\\pict\\bin999999999 x}}",
    "raw bytes of less than none": b"{\\rtf1 {\\pict\\bin-5 x}}",
    "bare backslash": b"{\\rtf1 a\\",
    "half a pair": b"{\\rtf1 \\'f",
}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - {"closes early"}))
def test_rubbish_is_refused(name):
    with pytest.raises(Unscrubbable) as refusal:
        rtf.scrub(io.BytesIO(HOSTILE[name]), io.BytesIO())
    assert refusal.value.reason == Reason.BROKEN


def test_what_stands_behind_the_end_is_dropped():
    text, report = cleaned(HOSTILE["closes early"] + b"CANARY")
    assert "CANARY" not in text
    assert report.removed[Kind.TRAILING]


@pytest.mark.parametrize("part", range(20))
def test_a_file_that_is_cut_anywhere_is_refused(part):
    data = dirty_rtf().data
    end = data.rindex(b"}")
    with pytest.raises(Unscrubbable):
        rtf.scrub(io.BytesIO(data[: end * part // 20]), io.BytesIO())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0), st.integers(1, 255)), min_size=1, max_size=4))
def test_flipped_bytes_never_leave_what_the_second_look_finds(flips):
    data = bytearray(SMALL)
    for place, flip in flips:
        data[place % len(data)] ^= flip
    try:
        cleaned(bytes(data))
    except Unscrubbable:
        return


SMALL = rb"""{\rtf1\ansi{\fonttbl{\f0\froman Times;}}{\colortbl;\red1\green2\blue3;}
{\*\generator G;}{\info{\author A}}\pard{\b x\'f1\u8364?}{\v h}{\field{\*\fldinst I}{\fldrslt r}}
{\pict\pngblip 89}\trowd\cellx10 c\cell\row{\listtext\'b7\tab}
{\*\shppict{\pict 0}}{\upr{a}{\*\ud u}}\par}"""


def test_cleaning_twice_gives_the_same_bytes_and_the_clean_form_is_kept():
    once, _report = cleaned(dirty_rtf().data)
    assert once == cleaned(dirty_rtf().data)[0]
    assert words(cleaned(once)[0]) == words(once)


def test_libreoffice_opens_what_we_write(tmp_path):
    (tmp_path / "clean.rtf").write_text(cleaned(dirty_rtf().data)[0], encoding="ascii")
    command = [program("soffice"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "clean.rtf")], check=True, capture_output=True)
    shown = (tmp_path / "clean.txt").read_text(encoding="utf-8-sig")
    for part in (f"{SHOWN}: mañana €5 😀", "el enlace", "en una caja", "uno", "dos", "viñeta"):
        assert part in shown


@pytest.mark.parametrize(("code", "shown", "stays"), [
    ("PAGE", "1", "chpgn"), (r"{\rtlch  PAGE   \\* MERGEFORMAT }", r"{\b 1}{\b 2}", "chpgn"),
    (r"page \\* Arabic", r"{ }1", "chpgn"), (r" PAGE \\* roman ", "iv", "iv"),
    ("PAGEREF x", "7", "7"), ("NUMPAGES", "9", "9"), ("PAGE", r"{\v 3}", ""), ("PAGE", "", ""),
])  # fmt: skip
def test_each_page_shows_its_own_number(code, shown, stays):
    field = rf"From {{\field{{\*\fldinst {code}}}{{\fldrslt {shown}}}}}to {{9}}"
    text = cleaned(rf"{{\rtf1\ansi {{\footer {field}}}x}}".encode())[0]
    assert f"From{stays}to9" in re.sub(r"\\[bv] |[{}\s\\]", "", text)


def test_fonts_of_signs_say_what_they_draw():
    fonts = r"{\fonttbl{\f0 Arial;}{\f1\fcharset2 Wingdings;}{\f2\fcharset2 OpenSymbol;}}"
    body = r"{\f1 \'fc\'a8J5}{\f2 No 5 \'b7}"
    assert said(body, r"{\rtf1\ansi" + fonts) == "\u2713\u2610\u263a\u2022No 5 \u2022"


@pytest.mark.parametrize("looks", [
    r"\sect \sectd \lndscpsxn \pgwsxn15840 \pghsxn12240 \marglsxn720 \margtsxn900 ",
    r"\sectd \pgnlcrm \pgnrestart ", r"\trowd \trpaddl108 \trpaddfl3 \clpadl50 \clpadfl3 \cellx99 ",
    r"\chshdng0 \chcbpat2 ", r"\shading2000 \cfpat1 \cbpat2 ", r"\ulc1 \ul ", r"\contextualspace ",
])  # fmt: skip
def test_turned_pages_margins_of_cells_and_shades_stay(looks):
    assert looks in cleaned(rf"{{\rtf1\ansi\pard {looks}a}}".encode())[0]


def test_columns_keep_their_widths():
    text, _report = cleaned(r"{\rtf1\sectd\cols2\colno1\colw2000\colsr700\colno2\colw6000 a\par}")
    assert all(word in text for word in (r"\colno1", r"\colw2000", r"\colsr700", r"\colw6000"))
