"""Documents made to break or to outgrow what reads them are refused, quickly and with a reason."""

import io
import time
import zipfile

import pytest

from tests.samples_odf import content
from tests.samples_office import relations, types
from tests.samples_word import SPACES, WORD
from tips.scrub import Reason, Unscrubbable, odf, ooxml
from tips.scrub._ooxml_kinds import VOCABULARIES
from tips.scrub._packages import OPEN_DOCUMENTS

TEXT = "application/vnd.oasis.opendocument.text"
LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY b "{"b" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def docx(document, **more):
    parts = {
        "[Content_Types].xml": types(("word/document.xml", WORD + "document.main+xml")),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document,
        **more,
    }
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def odt(document):
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TEXT)
        archive.writestr("content.xml", document)
    return out.getvalue()


def word(inside, before=""):
    return f"{before}<w:document {SPACES}><w:body>{inside}</w:body></w:document>"


def refusal(module, data):
    with pytest.raises(Unscrubbable) as refused:
        module.scrub(io.BytesIO(data), io.BytesIO())
    return refused.value.reason


@pytest.mark.parametrize("before", [LAUGHS, QUADRATIC, OUTSIDE], ids=["laughs", "square", "file"])
def test_entities_are_refused_before_they_are_read(before):
    started = time.monotonic()
    assert refusal(ooxml, docx(word("<w:p>&b;</w:p>", before))) == Reason.BROKEN
    assert refusal(odf, odt(before + content("text", "&b;").partition("?>")[2])) == Reason.BROKEN
    assert time.monotonic() - started < 2


def test_entities_in_utf_16_and_odd_encodings_are_refused():
    text = '<?xml version="1.0" encoding="utf-16"?>' + word("&b;", QUADRATIC)
    assert refusal(ooxml, docx(text.encode("utf-16"))) == Reason.BROKEN
    text = '<?xml version="1.0" encoding="utf-7"?>' + word("x")
    assert refusal(ooxml, docx(text.encode())) == Reason.BROKEN


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1", "utf-8"])
def test_encodings_that_old_programs_write_are_read(encoding):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{word("<w:p><w:r><w:t>año</w:t></w:r></w:p>")}'
    )
    ooxml.scrub(io.BytesIO(docx(text.encode(encoding))), out := io.BytesIO())
    with zipfile.ZipFile(out) as archive:
        assert "<w:t>año</w:t>" in archive.read("word/document.xml").decode()


def test_a_part_that_unpacks_without_end_is_a_bomb():
    assert refusal(ooxml, docx(word(" " * (70 << 20)))) == Reason.BOMB
    assert refusal(odf, odt(content("text", " " * (70 << 20)))) == Reason.BOMB


def test_depth_is_bounded():
    deep = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    assert refusal(ooxml, docx(word(deep))) == Reason.BROKEN
    deep = "<text:section>" * 5_000 + "</text:section>" * 5_000
    assert refusal(odf, odt(content("text", deep))) == Reason.BROKEN


def test_the_deepest_document_that_is_read_is_also_written():
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    ooxml.scrub(io.BytesIO(docx(word(deep))), out := io.BytesIO())
    assert ooxml.inspect(out) == {}


def test_many_members_are_a_bomb():
    many = {f"word/media/{number}.png": b"" for number in range(10_100)}
    assert refusal(ooxml, docx(word("<w:p/>"), **many)) in (Reason.BOMB, Reason.BROKEN)


def test_members_that_differ_in_case_only_are_refused():
    twice = docx(word("<w:p/>"), **{"Word/Document.xml": word("<w:p/>")})
    assert refusal(ooxml, twice) == Reason.BROKEN


def test_each_kind_of_document_has_its_parts():
    assert set(ooxml.MEDIA_TYPES) == set(VOCABULARIES)
    assert set(odf.MEDIA_TYPES) == set(OPEN_DOCUMENTS)


def test_a_document_without_its_main_part_is_refused():
    assert refusal(ooxml, docx("")) == Reason.BROKEN
    assert refusal(ooxml, docx("<html><body>hello</body></html>")) == Reason.BROKEN
    assert refusal(odf, odt("<html/>")) == Reason.BROKEN


def test_an_encrypted_open_document_is_refused_by_name():
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", TEXT)
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        archive.writestr("content.xml", b"\x93\x11")
    assert refusal(odf, out.getvalue()) == Reason.ENCRYPTED


def test_relations_that_turn_in_circles_end():
    loop = relations(("rId1", "header", "document.xml"), ("rId2", "styles", "document.xml"))
    body = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    data = docx(word("<w:p/>" + body), **{"word/_rels/document.xml.rels": loop})
    ooxml.scrub(io.BytesIO(data), out := io.BytesIO())
    assert ooxml.inspect(out) == {}


def test_rows_and_cells_repeated_without_end_cost_nothing():
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="999999999">'
        "<text:p>x</text:p></table:table-cell>"
    )
    column = '<table:table-column table:visibility="collapse" table:number-columns-repeated="9"/>'
    table = (
        f'<table:table table:name="T">{column}<table:table-row>'
        f"{cell}</table:table-row></table:table>"
    )
    data = odt(content("text", table))
    started = time.monotonic()
    odf.scrub(io.BytesIO(data), io.BytesIO())
    assert time.monotonic() - started < 2


def test_a_document_whose_words_are_all_in_a_file_beside_it_is_not_left_empty():
    chunk = '<w:altChunk r:id="rId1"/>'
    beside = relations(("rId1", "aFChunk", "page.html"))
    more = {"word/_rels/document.xml.rels": beside, "word/page.html": "<p>words</p>"}
    assert refusal(ooxml, docx(word(chunk), **more)) == Reason.UNSUPPORTED
    own = "<w:p><w:r><w:t>own</w:t></w:r></w:p>"
    ooxml.scrub(io.BytesIO(docx(word(own + chunk), **more)), io.BytesIO())
