"""Typefaces in Office documents: where one of a house can be named, and what the file tells."""

import io
import re
import time

import pytest

from tests import samples_faces
from tests.samples_odf import style
from tests.samples_office import A, relations
from tests.samples_sheets import X
from tests.samples_word import SPACES
from tests.tips.scrub.test_office import members, module, scrubbed, spoken
from tests.tips.scrub.test_office_parts import calculated
from tests.tips.scrub.test_office_parts import written as typed
from tests.tips.scrub.test_open_documents import written as opened
from tips.scrub import Kind, _ooxml_faces, odf
from tips.scrub._ooxml_names import Names

each = pytest.mark.parametrize("name", samples_faces.DIRTY)


@each
def test_no_name_of_a_house_is_left_anywhere(name):
    paper = samples_faces.DIRTY[name]()
    data, report = scrubbed(paper)
    inside = b"".join(members(data).values())
    assert [mark for mark in paper.marks if mark in inside] == []
    assert report.removed[Kind.SOFTWARE] >= 17
    assert [words for words in paper.keeps if words not in spoken(data)] == []
    assert module(paper).inspect(io.BytesIO(data)) == {}


@each
def test_each_name_that_stayed_is_residue(name):
    """Seen one by one: a mark of the clean file's kind in the place of one that everybody has."""
    paper = samples_faces.DIRTY[name]()
    clean = members(scrubbed(paper)[0])
    for part, data in clean.items():
        for face in (b"Times New Roman", b"Arial", b"Wingdings", b"Comic Sans MS"):
            for place in [found.start() for found in re.finditer(face, data)]:
                spoilt = data[:place] + b"Milenio" + data[place + len(face) :]
                again = samples_faces.packed(clean | {part: spoilt})
                assert module(paper).inspect(io.BytesIO(again))[Kind.SOFTWARE], (part, place)


def test_a_text_says_the_family_of_its_typefaces_in_a_table():
    def declared(name, kind, pitch, letters="00"):
        return (
            f'<w:font w:name="{name}"><w:charset w:val="{letters}"/><w:family w:val="{kind}"/>'
            f'<w:pitch w:val="{pitch}"/></w:font>'
        )

    table = (
        declared("Ana", "roman", "variable") + declared("Eva", "modern", "fixed")
        + declared("Iris", "modern", "variable") + declared("Luz", "auto", "default", "02")
        + declared("Georgia", "roman", "variable")
    )  # fmt: skip
    body = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{name}"/></w:rPr><w:t>a</w:t></w:r></w:p>'
        for name in ("Ana", "Eva", "Iris", "Luz", "Georgia", "Eva")
    )
    links = relations(("rId1", "fontTable", "fontTable.xml"))
    fonts = f"<w:fonts {SPACES}>{table}</w:fonts>"
    text, made, _report = typed(body, links, **{"word/fontTable.xml": fonts})
    assert re.findall('w:ascii="([^"]*)"', text) == [
        "Times New Roman", "Courier New", "Arial", "Wingdings", "Georgia", "Courier New"
    ]  # fmt: skip
    assert re.findall(b'w:name="([^"]*)"', made["word/fontTable.xml"]) == [b"Georgia"]


def test_drawn_letters_say_their_family_by_numbers():
    def face(name, more):
        return f'<a:latin typeface="{name}" {more}/>'

    faces = (
        face("Ana", 'panose="02040503050406030204" pitchFamily="34"')
        + face("Eva", 'pitchFamily="18" charset="0"') + face("Luz", 'pitchFamily="2" charset="2"')
        + face("Iris", 'pitchFamily="50" charset="0"') + face("Sol", 'pitchFamily="49"')
        + face("Mar", 'pitchFamily="-9999"') + face("Alba", "") + face("Alba", 'pitchFamily="18"')
        + face("Georgia", 'panose="02040502050405020303"')
    )  # fmt: skip
    theme = f'<a:theme xmlns:a="{A}"><a:themeElements>{faces}</a:themeElements></a:theme>'
    links = relations(("rId1", "theme", "theme.xml"))
    made = typed("<w:p/>", links, **{"word/theme.xml": theme})[1]["word/theme/theme1.xml"]
    assert re.findall(b'typeface="([^"]*)"', made) == [
        b"Times New Roman", b"Times New Roman", b"Wingdings", b"Arial", b"Courier New", b"Arial",
        b"Times New Roman", b"Times New Roman", b"Georgia",
    ]  # fmt: skip
    assert re.findall(b'panose="([^"]*)"', made) == [b"02040502050405020303"]


@pytest.mark.parametrize(("said", "new"), [
    ("&amp;L&amp;\"Milenio,Negrita\"&amp;12Uno", "&amp;L&amp;\"Arial,Negrita\"&amp;12Uno"),
    ("&amp;\"-,Regular\"Uno", "&amp;\"-,Regular\"Uno"),
    ("&amp;\"Georgia,Bold\"Uno", "&amp;\"Georgia,Bold\"Uno"),
    ("&amp;\"Georgia,Ana\"Uno", "&amp;\"Georgia,Regular\"Uno"),
    ("Uno &amp;&amp;\"Ana\" Dos", "Uno &amp;&amp;\"Ana\" Dos"),
])  # fmt: skip
def test_a_head_of_a_sheet_names_common_typefaces(said, new):
    heads = f"<sheetData/><headerFooter><oddHeader>{said}</oddHeader></headerFooter>"
    made, _report = calculated(("Uno", "visible", heads))
    assert f"<x:oddHeader>{new}<".replace('"', "&quot;") in made[
        "xl/worksheets/sheet1.xml"
    ].decode().replace('"', "&quot;")


@pytest.mark.parametrize(("said", "new"), [
    ("font-family:&quot;Impact&quot;;width:9pt", "font-family:&quot;Impact&quot;;width:9pt"),
    ("font-family:Milenio;v-text-kern:t", "font-family:&quot;Arial&quot;;v-text-kern:t"),
    ("font:bold 9pt Milenio;width:9pt", ";width:9pt"),
    ("width:9pt;FONT-FAMILY: 'Ana'", "width:9pt;FONT-FAMILY:&quot;Arial&quot;"),
])  # fmt: skip
def test_a_drawn_word_names_common_typefaces(said, new):
    word = f'<w:p><w:r><w:pict><v:shape><v:textpath style="{said}"/></v:shape></w:pict></w:r></w:p>'
    assert f'<v:textpath style="{new}"' in typed(word)[0]


def test_an_open_document_keeps_what_libreoffice_calls_its_typefaces():
    declared = (
        '<style:font-face style:name="Liberation Serif1" svg:font-family="&apos;Liberation Serif'
        '&apos;, serif" style:font-adornments="Bold"/><style:font-face style:name="Bauhaus 93" '
        'svg:font-family="Bauhaus 93"/><style:font-face style:name="Milenio1" '
        'svg:font-family="Milenio:liga" style:font-family-generic="roman"/>'
    )
    look = '<style:text-properties style:font-name="{}" fo:font-family="{}"/>'
    names = ("Liberation Serif1", "Bauhaus 93", "Milenio1")
    automatic = "".join(
        style(f"T{n}", "text", look.format(name, "Noto Sans:smcp&amp;onum"))
        for n, name in enumerate(names)
    )
    paper = members(opened("text", "<text:p>a</text:p>", "", automatic))
    paper["content.xml"] = paper["content.xml"].replace(
        b"<office:automatic-styles>",
        f"<office:font-face-decls>{declared}</office:font-face-decls>".encode()
        + b"<office:automatic-styles>",
    )
    odf.scrub(io.BytesIO(samples_faces.packed(paper)), out := io.BytesIO())
    text = members(out.getvalue())["content.xml"].decode()
    assert declared[: declared.rindex("<")].replace("&apos;", "'") in text
    assert 'style:name="Face_1" svg:font-family="Times New Roman"' in text
    assert re.findall('font-name="([^"]*)"', text) == [*names[:2], "Face_1"]
    assert text.count('fo:font-family="Noto Sans:smcp&amp;onum"') == 3
    assert odf.inspect(out) == {}


def test_long_looks_of_an_old_drawing_take_no_time():
    begun = time.process_time()
    for said in ("a" * 400_000, "font:" * 80_000, "font " * 80_000, "-font:'" * 60_000):
        _ooxml_faces.styled(Names(), said)
    _ooxml_faces.coded(Names(), '&"' * 200_000)
    assert time.process_time() - begun < 20  # seconds; each would take minutes if it went back


def test_a_table_of_typefaces_that_is_none_is_left_out():
    links = relations(("rId1", "fontTable", "fontTable.xml"))
    name = f'<name xmlns="{X}" val="Ana"/>'
    _text, made, _report = typed("<w:p/>", links, **{"word/fontTable.xml": name})
    assert "word/fontTable.xml" not in made
