"""PDF: every mark gone, every page as it was, every bomb refused."""

import base64
import json
import re
import subprocess
import zlib
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import ImageChops, ImageStat

from tests import samples_pdf, samples_pdf_kinds
from tests.programs import program
from tests.tips.scrub.harmless import is_harmless
from tips.scrub import Kind, Reason, Unscrubbable, _sandbox, pdf
from tips.scrub._sniff import sniff

DIRTY = samples_pdf.dirty()
KINDS = [
    samples_pdf_kinds.linearised,
    samples_pdf_kinds.packed,
    samples_pdf_kinds.locked,
    samples_pdf_kinds.turned,
    samples_pdf_kinds.blended,
    samples_pdf_kinds.drawn_letters,
    samples_pdf_kinds.with_face,
    samples_pdf_kinds.scanned,
]
MARK = re.compile(rb"CANARY-[A-Z0-9]+-17")


def scrubbed(data, scrub=pdf.scrub):
    report = scrub(BytesIO(data), sink := BytesIO())
    return sink.getvalue(), report


def laid_open(data):
    """Return the raw bytes, then what each packed stream holds, text in hexadecimal as text."""
    parts = [data]
    for start in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[start.end() :]))
        except zlib.error:
            continue
    whole = b"\n".join(parts)
    texts = [re.sub(rb"\s", b"", text) for text in re.findall(rb"<([0-9A-Fa-f\s]{8,})>", whole)]
    return whole + b"\n".join(bytes.fromhex(text.decode()[: len(text) // 2 * 2]) for text in texts)


def marks(data):
    """Return the marks that a file shows, in any of the ways in which text can be written."""
    whole = laid_open(data)
    found = set(MARK.findall(whole)) | set(MARK.findall(whole.replace(b"\0", b"")))
    ciphers = (base64.b64encode(b"xyz"[:shift] + b"CANARY-")[4:8] for shift in range(3))
    return found | {cipher for cipher in ciphers if cipher in whole}


def pages(data):
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def words(data):
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def difference(one, other):
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_the_sample_is_dirty():
    assert len(marks(DIRTY)) > 60
    assert pdf.inspect(BytesIO(DIRTY)).keys() >= {
        Kind.AUTHOR, Kind.DATES, Kind.SOFTWARE, Kind.COMMENT, Kind.THUMBNAIL, Kind.EMBEDDED,
        Kind.HIDDEN, Kind.HISTORY, Kind.SCRIPT, Kind.TRAILING, Kind.COLOUR, Kind.OTHER,
    }  # fmt: skip


@pytest.mark.parametrize("scrub", [pdf.scrub, pdf.scrub_as_pictures])
def test_no_mark_survives(scrub):
    clean, report = scrubbed(DIRTY, scrub)
    assert marks(clean) == set()
    assert not pdf.inspect(BytesIO(clean))
    assert report.removed[Kind.AUTHOR] > 5


def test_what_was_shown_stays_and_can_be_selected():
    clean, _ = scrubbed(DIRTY)
    assert {"Visible words 42 0", "Layer words", "Filled in"} <= set(words(clean)[0].split("\r\n"))


@pytest.mark.parametrize("build", KINDS, ids=lambda build: build.__name__)
def test_each_kind_comes_out_clean_and_looks_the_same(build):
    data = build()
    clean, _ = scrubbed(data)
    assert not pdf.inspect(BytesIO(clean))
    assert marks(clean) == set()
    for before, after in zip(pages(data), pages(clean), strict=True):
        assert difference(before, after) < 0.01
        assert before.convert("L").getextrema()[0] < 255
    assert words(clean) == words(data)


@pytest.mark.parametrize("build", [*KINDS, samples_pdf.dirty], ids=lambda build: build.__name__)
def test_pictures_of_pages_look_the_same_and_hold_no_words(build):
    data = build()
    clean, _ = scrubbed(data, pdf.scrub_as_pictures)
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(scrubbed(data)[0]), pages(clean), strict=True):
        assert difference(before, after) < 8
    assert set(words(clean)) == {""}


def test_values_that_only_a_viewer_draws_are_drawn():
    clean, _ = scrubbed(samples_pdf_kinds.unfinished_form())
    assert "Escrito por señor Núñez" in words(clean)[0]


def test_two_runs_give_the_same_bytes():
    assert scrubbed(DIRTY)[0] == scrubbed(DIRTY)[0]


def test_a_clean_file_is_clean_again_and_the_same():
    once, _ = scrubbed(samples_pdf_kinds.blended())
    twice, report = scrubbed(once)
    assert not report.removed
    assert difference(pages(once)[0], pages(twice)[0]) == 0


@pytest.mark.parametrize("spoil", [
    lambda data: data + b"CANARY", lambda data: data.replace(b"/Catalog", b"/Catalog/Lang (es)"),
    lambda data: data.replace(b"/Type /Page/", b"/Type /Page/Odd 1/"),
    lambda data: data.replace(b"endobj\n2 0", b"endobj\n% note\n2 0"),
    lambda data: data.replace(b"%PDF-1.7", b"\n%PDF-1.7"),
])  # fmt: skip
def test_the_second_look_sees_what_is_not_ours(spoil):
    clean, _ = scrubbed(samples_pdf_kinds.packed())
    assert spoil(clean) != clean
    assert pdf.inspect(BytesIO(spoil(clean)))


@pytest.mark.parametrize("data", [
    b"%PDF-1.7\n", b"%PDF-1.4 is a magic word", b"%PDF-1.7\n" + bytes(range(256)) * 40,
])  # fmt: skip
def test_rubbish_is_refused(data):
    with pytest.raises(Unscrubbable):
        scrubbed(data)


def test_a_late_start_is_known_and_words_about_it_are_words():
    assert sniff(DIRTY) == "application/pdf"
    assert sniff(b"A file begins with %PDF-1.7\nand goes on") == "text/plain"


def test_a_password_is_a_reason():
    with pytest.raises(Unscrubbable) as refusal:
        scrubbed(samples_pdf_kinds.locked(user="secret"))
    assert refusal.value.reason is Reason.ENCRYPTED


@pytest.mark.parametrize("twentieth", range(20))
def test_a_cut_file_is_refused_or_clean(twentieth):
    hold_to_clean_or_refused(DIRTY[: len(DIRTY) * twentieth // 20])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.lists(some.tuples(some.integers(0, len(DIRTY) - 1), some.integers(0, 7)), max_size=30))
def test_a_damaged_file_is_refused_or_clean(flips):
    data = bytearray(DIRTY)
    for place, bit in flips:
        data[place] ^= 1 << bit
    hold_to_clean_or_refused(bytes(data))


def hold_to_clean_or_refused(data):
    try:
        clean, _ = scrubbed(data)
    except Unscrubbable:
        return
    assert not pdf.inspect(BytesIO(clean))
    assert pages(clean)


@pytest.mark.parametrize("build", [
    samples_pdf_kinds.nested_bomb, samples_pdf_kinds.form_bomb, samples_pdf_kinds.object_bomb,
    samples_pdf_kinds.picture_bomb,
], ids=lambda build: build.__name__)  # fmt: skip
def test_a_bomb_is_refused_within_the_limits(build, tmp_path):
    (tmp_path / "bomb.pdf").write_bytes(build())
    with (
        open(tmp_path / "bomb.pdf", "rb") as source,
        open(tmp_path / "clean.pdf", "w+b") as sink,
        pytest.raises(Unscrubbable) as refusal,
    ):
        _sandbox.scrub("application/pdf", source, sink)
    assert refusal.value.reason in {Reason.BOMB, Reason.PIXELS, Reason.BROKEN}


@pytest.mark.parametrize("scrub", [pdf.scrub, pdf.scrub_as_pictures])
def test_exiftool_finds_nothing(scrub, tmp_path):
    (tmp_path / "clean.pdf").write_bytes(scrubbed(DIRTY, scrub)[0])
    command = [program("exiftool"), "-a", "-G1", "-ee", "-u", "-j", "-n", tmp_path / "clean.pdf"]
    (tags,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    del tags["SourceFile"]
    assert {tag for tag, value in tags.items() if not is_harmless(tag, value)} == set()
    told = {tag for tag in tags if tag.startswith("PDF:")}
    assert "PDF:PDFVersion" in told <= {"PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount"}
