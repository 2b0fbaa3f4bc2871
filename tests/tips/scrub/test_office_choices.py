"""Where a document offers two forms of one thing, the form that programs show is the one left."""

import io

import pytest

from tests.samples_office import A, packed
from tests.samples_slides import P, dirty_pptx
from tests.samples_unseen import WPS, box
from tests.tips.scrub.test_office import members, scrubbed, spoken
from tests.tips.scrub.test_office_parts import words, written
from tips.scrub import ooxml

A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EQUATION = f'<m:oMath xmlns:m="{M}"><m:r><m:t>x=1</m:t></m:r></m:oMath>'
SLIDE = "ppt/slides/slide1.xml"
HEAD_OF_SHAPE = "<p:sp><p:nvSpPr><p:cNvPr id='8' name=''/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"


def shape(inside):
    return f"{HEAD_OF_SHAPE}<p:spPr/><p:txBody><a:bodyPr/><a:p>{inside}</a:p></p:txBody></p:sp>"


def run(text):
    return f"<a:r><a:t>{text}</a:t></a:r>"


def presented(choice, fallback="", required="a14"):
    """Return a clean show whose first slide offers two forms of a shape, and its words."""
    paper = dirty_pptx()
    parts = members(paper.data)
    offered = (
        f'<mc:AlternateContent xmlns:mc="{MC}" xmlns:a="{A}" xmlns:p="{P}"><mc:Choice '
        f'xmlns:a14="{A14}" Requires="{required}">{shape(choice)}</mc:Choice>{fallback}'
        "</mc:AlternateContent>"
    )
    parts[SLIDE] = parts[SLIDE].replace(b"</p:spTree>", f"{offered}</p:spTree>".encode())
    paper.data = packed(parts)
    data = scrubbed(paper)[0]
    assert ooxml.inspect(io.BytesIO(data)) == {}
    return data, members(data)[SLIDE].decode()


@pytest.mark.parametrize(
    "fallback", ["", f'<mc:Fallback xmlns="">{shape(run("MARKoldMARK "))}</mc:Fallback>']
)
def test_a_text_box_with_an_equation_keeps_its_words_and_the_equation(fallback):
    data, slide = presented(run("Energia ") + f"<a14:m>{EQUATION}</a14:m>", fallback)
    assert "Energia" in slide
    assert "<a14:m><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></a14:m>" in slide
    assert f'xmlns:a14="{A14}"' in slide
    assert '<mc:Choice Requires="a14">' in slide
    assert "MARKold" not in slide
    assert "Energia" in spoken(data)


def test_a_newer_form_without_an_equation_leaves_the_older_one():
    odd = '<a14:contentPart r:id="rId1" xmlns:r="urn:x"/>'
    older = f"<mc:Fallback>{shape(run('antes'))}</mc:Fallback>"
    assert "antes" in presented(run("MARKodd") + odd, older)[1]
    assert "MARKodd" not in presented(run("MARKodd") + odd, older)[1]


def test_a_newer_form_that_nobody_knows_leaves_the_older_one():
    older = f"<mc:Fallback>{shape(run('antes'))}</mc:Fallback>"
    slide = presented(f"<a14:m>{EQUATION}</a14:m>", older, "a14 zz")[1]
    assert "antes" in slide
    assert "AlternateContent" not in slide


def drawn(inside, older):
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice xmlns:wps="{WPS}" Requires="wps"><w:drawing>'
        '<wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{WPS}"><wps:wsp><wps:txbx>'
        f"<w:txbxContent><w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def test_the_older_form_of_a_drawing_that_word_shows_goes():
    text, _made, _report = written(drawn("caja", box("MARKolderMARK")))
    assert words(text).count("caja") == 1
    assert "MARKolder" not in text
    assert "Fallback" not in text


def test_an_older_form_beside_a_newer_one_is_residue():
    text, made, _report = written(drawn("caja", ""))
    older = f"<mc:Fallback>{box('MARKolderMARK')}</mc:Fallback></mc:AlternateContent>"
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" '
    text = text.replace("</mc:AlternateContent>", older).replace(
        "<w:document ", "<w:document " + spaces
    )
    clean = packed(made)
    before = ooxml.inspect(io.BytesIO(clean))
    after = ooxml.inspect(io.BytesIO(packed(made | {"word/document.xml": text})))
    assert sum(after.values()) == sum(before.values()) + 1
