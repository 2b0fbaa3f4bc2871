"""PDFs as people send them come out clean, look the same and can still be read aloud."""

from io import BytesIO

import pytest

from tests.samples_pdf import mark
from tests.samples_pdf_papers import (
    PAPERS,
    bundled,
    filled_in,
    locked_in,
    many_pages,
    meshed,
    revised,
)
from tests.tips.scrub.test_pdf import difference, marks, pages, scrubbed, words
from tests.tips.test_scrub import memfile
from tips.scrub import Kind, clean, pdf


@pytest.mark.parametrize("build", PAPERS, ids=lambda build: build.__name__)
def test_what_people_send_is_clean_and_looks_the_same(build):
    data = build()
    clean, _ = scrubbed(data)
    assert marks(clean) == set()
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(data), pages(clean), strict=True):
        assert difference(before, after) < 0.2
        assert after.convert("L").getextrema()[0] < 200


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_lock_that_opens_without_a_password_is_taken_off(revision):
    data = locked_in(revision)
    after, report = scrubbed(data)
    assert words(after) == words(data)
    assert b"/Encrypt" not in after
    assert report.removed[Kind.AUTHOR]


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_such_a_lock_is_taken_off_behind_the_fences_too(revision):
    data = locked_in(revision)
    with memfile(data) as source, memfile() as sink:
        report = clean(source, sink)
        sink.seek(0)
        assert words(sink.read()) == words(data)
    assert report.removed[Kind.AUTHOR]


def test_two_hundred_pages_stay_two_hundred_and_selectable():
    shown = words(scrubbed(many_pages())[0])
    assert [text.split()[-1] for text in shown] == [str(number) for number in range(200)]


def test_only_the_last_revision_is_left_and_the_report_says_so():
    clean, report = scrubbed(revised())
    assert words(clean) == ["Only the new words"]
    assert report.removed[Kind.HISTORY] == 1


def test_ticks_and_choices_stay_on_the_page_and_hidden_values_do_not():
    clean, _ = scrubbed(filled_in())
    assert marks(clean) == set()
    (page,) = pages(clean)
    blue = [page.getpixel((left, 400 - 210)) == (0, 0, 255) for left in (40, 70, 100)]
    assert blue == [True, False, True]
    assert "Reynosa" in words(clean)[0]


def test_documents_in_a_document_are_dropped_and_the_report_says_so():
    _clean, report = scrubbed(bundled())
    assert report.removed[Kind.EMBEDDED] >= 1


def test_what_follows_the_patches_of_a_mesh_is_cut_off():
    clean, _ = scrubbed(meshed(tail=mark("MESHTAIL").encode() * 5))
    assert marks(clean) == set()
    assert difference(*pages(clean), *pages(meshed())) == 0
