"""Words that a document keeps and no page shows go; what looks like them and is shown stays."""

import functools
import io
import time

import pytest

from tests import samples_unseen, samples_unseen_odf
from tests.tips.scrub.test_office import members, module, scrubbed, spoken
from tips.scrub import Kind, Reason, Unscrubbable, _ooxml_cells

PAPERS = samples_unseen.DIRTY | samples_unseen_odf.DIRTY


@functools.cache
def made(name):
    paper = PAPERS[name]()
    return paper, *scrubbed(paper)


@pytest.mark.parametrize("name", PAPERS)
def test_what_no_page_shows_is_gone(name):
    paper, data, report = made(name)
    inside = b"".join(members(data).values())
    assert [mark for mark in paper.marks if mark in inside] == []
    assert report.removed[Kind.HIDDEN]
    assert not module(paper).inspect(io.BytesIO(data))


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_shown_stays(name):
    paper, data, _report = made(name)
    assert [words for words in paper.keeps if words not in spoken(data)] == []


def word(**changes):
    paper = samples_unseen.dirty_docx(**changes)
    inside = members(scrubbed(paper)[0])
    return b"".join(inside.values())


def test_heads_of_first_and_even_pages_stay_where_pages_differ():
    assert b"MARKfirsthead" in word(different="<w:titlePg/>")
    assert b"MARKevenhead" not in word(different="<w:titlePg/>")
    assert b"MARKevenhead" in word(facing="<w:evenAndOddHeaders/>")
    assert b"MARKfirsthead" not in word(different='<w:titlePg w:val="0"/>')


def test_a_list_that_is_used_keeps_its_words():
    data = members(made("docx")[1])["word/numbering.xml"]
    assert b"Punto %1" in data
    assert data.count(b"<w:num ") == 1


def test_a_form_of_numbers_that_is_used_stays():
    assert b"cajas" in members(made("xlsx")[1])["xl/styles.xml"]


def changed(name, part, old, new):
    """Return the members of a sample that was cleaned after a change of one of its parts."""
    paper = PAPERS[name]()
    inside = members(paper.data)
    assert old in inside[part]
    inside[part] = inside[part].replace(old, new)
    paper.data = samples_unseen.packed(inside)
    return members(scrubbed(paper)[0])


def test_names_of_ranges_that_a_formula_mentions_stay():
    """That of a rule; those of cells give way to their values here, and what they name goes too."""
    sheet, end = "xl/worksheets/sheet1.xml", b"</sheetData>"
    rule = (
        b'<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>'
        b"A1&gt;MARKoldnameMARK</formula></cfRule></conditionalFormatting>"
    )
    told = changed("xlsx", sheet, end, end + rule)
    assert b"MARKoldname" in told["xl/workbook.xml"]


def test_heads_of_a_sheet_stay_where_pages_differ():
    sheet = "xl/worksheets/sheet1.xml"
    differs = b'<headerFooter differentOddEven="1" differentFirst="1">'
    told = changed("xlsx", sheet, b"<headerFooter>", differs)[sheet]
    assert b"MARKevenhead" in told
    assert b"MARKfirstfoot" in told


def test_a_page_that_another_one_leads_to_stays():
    styles, page = "styles.xml", b'style:name="Siguiente" '
    told = changed("odt", styles, page, page + b'style:next-style-name="Otra" ')
    assert b"MARKoldpage" in told[styles]


def test_cells_joined_over_and_over_are_a_bomb():
    start = time.process_time()
    with pytest.raises(Unscrubbable) as refusal:
        _ooxml_cells.Merged(["A1:XFD1048576"] * 20_000)
    assert refusal.value.reason is Reason.BOMB
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("place", "covered"),
    [((1, 1), False), ((1, 2), True), ((9, 1), True), ((10, 1), False), ((1, 3), False),
     ((12, 2), False), ((12, 3), True), ((11, 3), False)],
)  # fmt: skip
def test_only_what_lies_under_another_cell_is_covered(place, covered):
    assert _ooxml_cells.Merged(["A1:B9", "B12:C12", "no range"]).covers(*place) is covered
