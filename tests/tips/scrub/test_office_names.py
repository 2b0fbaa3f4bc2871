"""What people and programs called things in a document tells nothing afterwards, and still fits."""

import io
import re

import pytest

from tests.samples_office import packed, relations
from tests.samples_word import SPACES
from tests.tips.scrub.test_office_parts import words, written
from tips.scrub import Kind, ooxml
from tips.scrub._ooxml_names import Names

STYLES = relations(("rId1", "styles", "styles.xml"))


def style(identifier, name, more="", properties=""):
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def styled(styles, body):
    part = f"<w:styles {SPACES}>{styles}</w:styles>"
    text, made, report = written(body, STYLES, **{"word/styles.xml": part})
    return text, made["word/styles.xml"].decode(), report


def paragraph(style_name, text):
    return f'<w:p><w:pPr><w:pStyle w:val="{style_name}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_words_own_styles_lose_the_language_of_their_writer():
    text, styles, _report = styled(style("Ttulo1", "heading 1"), paragraph("Ttulo1", "x"))
    assert '<w:pStyle w:val="Heading1"/>' in text
    assert 'w:styleId="Heading1"><w:name w:val="heading 1"/>' in styles


def test_a_persons_style_is_numbered_wherever_it_is_named():
    own = style("AnaPrez", "Ana Pérez") + style("b", "B", '<w:basedOn w:val="AnaPrez"/>')
    text, styles, _report = styled(own, paragraph("AnaPrez", "x") + paragraph("b", "y"))
    assert "Ana" not in text + styles
    given = re.findall(r'w:styleId="(\w+)"', styles)
    assert re.findall(r'w:pStyle w:val="(\w+)"', text) == given
    assert f'<w:basedOn w:val="{given[0]}"/>' in styles


@pytest.mark.parametrize("name", ["Table Ana", "light lopez", "Grid Table Ana 1", "Envelope Ana"])
def test_a_style_that_only_begins_like_one_of_words_own_is_a_persons(name):
    assert Names().style_name(name) == "Style 1"


@pytest.mark.parametrize("name", [
    "Table Grid", "Grid Table 1 Light Accent 1", "Plain Table 5", "Light Shading Accent 6",
    "Medium Grid 3", "Table 3D effects 2", "List Table 7 Colorful", "envelope address", "Table",
])  # fmt: skip
def test_styles_of_words_own_tables_keep_their_names(name):
    assert Names().style_name(name) == name


def test_a_style_without_an_identifier_is_meant_by_its_name():
    tiny = '<w:style><w:name w:val="EmptyCell"/><w:rPr>{}<w:sz w:val="2"/></w:rPr></w:style>'
    text, styles, _report = styled(tiny.format(""), paragraph("EmptyCell", "x"))
    assert '<w:pStyle w:val="Style1"/>' in text
    assert '<w:style w:styleId="Style1"><w:name w:val="Style 1"/>' in styles
    hides = styled(tiny.format("<w:vanish/>"), paragraph("EmptyCell", "x"))[0]
    assert words(hides).strip() == ""


def test_two_styles_that_claim_one_name_stay_two():
    twice = style("a", "heading 1") + style("b", "Heading 1")
    _text, styles, _report = styled(twice, "<w:p/>")
    assert len(set(re.findall(r'w:styleId="(\w+)"', styles))) == 2


def test_words_in_a_style_that_hides_go_and_so_in_styles_upon_it():
    hides = style("a", "A", properties="<w:vanish/>") + style("b", "B", '<w:basedOn w:val="a"/>')
    shows = style("c", "C", '<w:basedOn w:val="b"/>', '<w:vanish w:val="0"/>')
    body = paragraph("a", "uno") + paragraph("b", "dos") + paragraph("c", "tres")
    text, styles, report = styled(hides + shows, body)
    assert words(text) == "\ntres"
    assert "vanish" not in styles
    assert report.removed[Kind.HIDDEN] >= 2


@pytest.mark.parametrize("name", ["CasaDeAna", "fig:casa-de.Ana"])
def test_bookmarks_and_what_points_to_them_get_the_same_new_name(name):
    body = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'
        f'<w:hyperlink w:anchor="{name}"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
        f'<w:fldSimple w:instr=" PAGEREF {name} \\h "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    )
    text, _made, _report = written(body)
    assert "Ana" not in text
    assert text.count("_b1") == 3


def test_identifiers_that_programs_invent_become_numbers():
    names = Names()
    first = names.guid("{0F1E2D3C-0000-4000-8000-A1B2C3D4E5F6}")
    assert first == "{00000000-0000-4000-8000-000000000001}"
    assert names.guid("{0f1e2d3c-0000-4000-8000-a1b2c3d4e5f6}") == first
    assert names.guid("12") == "12"


def test_words_without_a_style_are_hidden_where_the_usual_one_hides():
    usual = style("n", "Normal", properties="<w:vanish/>").replace(
        ' w:styleId="n"', ' w:styleId="n" w:default="1"'
    )
    body = "<w:p><w:r><w:t>uno</w:t></w:r></w:p>" + paragraph("b", "dos")
    assert words(styled(usual + style("b", "B"), body)[0]) == "\ndos"


def test_words_are_hidden_where_all_are_and_no_style_shows_them():
    every = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    shows = style("c", "C", properties='<w:vanish w:val="0"/>')
    body = paragraph("a", "uno") + paragraph("c", "dos")
    assert words(styled(every + style("a", "A") + shows, body)[0]) == "\ndos"


def test_words_in_a_table_whose_style_hides_them_go():
    hides = style("a", "A", properties="<w:vanish/>").replace('"paragraph"', '"table"')
    cell = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    tables = "".join(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/></w:tblPr>{cell.format(name)}</w:tbl><w:p/>'
        for name in "ab"
    )
    text, _styles, report = styled(hides, tables)
    assert words(text).split() == ["b"]
    assert report.removed[Kind.HIDDEN] == 1


def labels(body, more=""):
    """Return the labels of the levels of a list of six levels, clean."""
    level = '<w:lvl w:ilvl="{0}"><w:lvlText w:val="Nivel{0} %1"/>{1}</w:lvl>'
    levels = "".join(level.format(at, '<w:pStyle w:val="a"/>' * (at == 3)) for at in range(6))
    part = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="4">{more}{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="5">'
        '<w:lvl w:ilvl="5"><w:lvlText w:val="Otro %6"/></w:lvl></w:lvlOverride></w:num>'
        "</w:numbering>"
    )
    link = relations(("rId1", "numbering", "numbering.xml"))
    _text, made, report = written(body, link, **{"word/numbering.xml": part})
    shown = re.findall(r'<w:lvlText w:val="(.*?)"', made["word/numbering.xml"].decode())
    return shown, report.removed[Kind.HIDDEN]


LISTED = "<w:p><w:pPr><w:numPr>{}</w:numPr></w:pPr></w:p>"


def test_labels_of_a_list_on_levels_that_nothing_uses_say_nothing():
    body = LISTED.format('<w:numId w:val="7"/>')
    body += LISTED.format('<w:ilvl w:val="2"/><w:numId w:val="7"/>')
    body += LISTED.format('<w:ilvl w:val="4"/>')  # of the list that its style is in
    kept = ["Nivel0 %1", "", "Nivel2 %1", "Nivel3 %1", "Nivel4 %1", "", ""]
    assert labels(body) == (kept, 3)


@pytest.mark.parametrize(
    ("code", "more", "last"),
    [('<w:p><w:fldSimple w:instr=" LISTNUM "/></w:p>', "", "Otro %6"),
     ("", '<w:styleLink w:val="x"/>', "")],
)  # fmt: skip
def test_labels_of_a_list_that_others_may_name_stay(code, more, last):
    shown, _lost = labels(LISTED.format('<w:numId w:val="7"/>') + code, more)
    assert shown == [*(f"Nivel{at} %1" for at in range(6)), last]


def test_drawn_words_that_are_off_go():
    drawn = (
        '<w:p><w:r><w:pict><v:shape style="width:9pt;height:9pt"><v:textpath on="{}" '
        'string="FIRMA"/></v:shape></w:pict></w:r></w:p>'
    )
    assert "FIRMA" not in written(drawn.format("f"))[0]
    text, made, _report = written(drawn.format("t"))
    assert "FIRMA" in text
    off = made | {"word/document.xml": text.replace('on="t"', 'on="f"').encode()}
    assert ooxml.inspect(io.BytesIO(packed(off)))[Kind.HIDDEN] == 1
