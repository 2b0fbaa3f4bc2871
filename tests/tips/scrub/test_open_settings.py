"""The settings of an OpenDocument: what moves words on a page stays, whatever tells goes."""

import io
import os
import subprocess

import pypdfium2
import pytest

from tests.programs import program
from tests.samples_odf import OPEN, SPACES, content, style
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tips.scrub import Kind, odf

CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
APART = '<style:paragraph-properties fo:margin-top="3cm" fo:margin-bottom="1cm"/>'


def item(name, value, form="boolean"):
    said = f'config:name="{name}" config:type="{form}"'
    return f"<config:config-item {said}>{value}</config:config-item>"


def settings(chosen, group="ooo:configuration-settings", before=""):
    return (
        f'<?xml version="1.0"?><office:document-settings {SPACES} xmlns:config="{CONFIG}"'
        ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings>'
        f'{before}<config:config-item-set config:name="{group}">{chosen}'
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def document(part, kind="text", body="<text:p>a</text:p>", automatic=""):
    parts = {
        "mimetype": OPEN + kind,
        "content.xml": content(kind, body, automatic),
        "settings.xml": part,
        "META-INF/manifest.xml": MANIFEST.format(OPEN + kind),
    }
    return packed(parts, first=("mimetype",))


def cleaned(data):
    """Return the members of a clean document, at which a second look finds nothing."""
    report = odf.scrub(io.BytesIO(data), out := io.BytesIO())
    assert odf.inspect(out) == {}
    assert report.removed[Kind.SOFTWARE]
    return {name: part.decode() for name, part in members(out.getvalue()).items()}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", [("AddParaTableSpacing", "false"), ("UseOldNumbering", "true")]),
        ("text", [("PrinterIndependentLayout", "high-resolution", "string")]),
        ("spreadsheet", [("ShowZeroValues", "false"), ("SyntaxStringRef", "7", "short")]),
        ("presentation", [("DefaultTabStop", "1250", "int"), ("ParagraphSummation", "true")]),
        ("graphics", [("ScaleDenominator", "100", "int"), ("ScaleNumerator", "1", "int")]),
    ],
)
def test_switches_of_layout_stay_and_the_package_lists_them(kind, said):
    chosen = "".join(item(*one) for one in said)
    made = cleaned(document(settings(chosen), kind, ""))
    assert chosen in made["settings.xml"]
    assert 'full-path="settings.xml"' in made["META-INF/manifest.xml"]


@pytest.mark.parametrize("other", [
    item("PrinterName", "Xerox de Ana", "string"), item("PrinterSetup", "QW5h", "base64Binary"),
    item("Rsid", "980510", "int"), item("RsidRoot", "980510", "int"),
    item("EmbeddedDatabaseName", "Ana", "string"), item("AutoCalculate", "true"),
    item("TabOverflow", "Ana"), item("TabOverflow", "true", "string"), item("TabOverflow", "true "),
    item("PrinterIndependentLayout", "ana", "string"), item("ShowZeroValues", "true"),
    item("SyntaxStringRef", "7", "short"), item("CharacterCompressionType", "123", "short"),
    item("CharacterCompressionType", "٣", "short"),
    item("TabOverflow", "<b/>true"), item("TabOverflow ", "true"), "Ana",
    f'<config:config-item-set config:name="x">{item("TabOverflow", "true")}'
    "</config:config-item-set>",
])  # fmt: skip
def test_nothing_else_of_the_settings_stays(other):
    kept = item("TableRowKeep", "true")
    made = cleaned(document(settings(other + kept, before="<Ana/>")))["settings.xml"]
    assert made.count("<config:config-item ") == 1
    assert kept in made
    assert "Ana" not in made


def test_a_switch_that_is_said_twice_is_said_once():
    chosen = item("TabOverflow", "true") + item("TabOverMargin", "true")
    made = cleaned(document(settings(chosen + item("TabOverflow", "false"))))["settings.xml"]
    assert made.count("TabOverflow") == 1


@pytest.mark.parametrize("part", [
    settings(item("TabOverflow", "true"), "ooo:view-settings"), settings(""), "<office:settings",
    '<!DOCTYPE a SYSTEM "http://a.example/a">' + "<a/>", "", "<settings>Ana</settings>",
])  # fmt: skip
def test_settings_without_a_switch_go_whole(part):
    assert "settings.xml" not in cleaned(document(part))


def changed(before, after):
    """Return clean settings in which something was replaced, in a package as we write it."""
    made = cleaned(document(settings(item("TabOverMargin", "true") + item("TabOverflow", "true"))))
    assert before in made["settings.xml"]
    made["settings.xml"] = made["settings.xml"].replace(before, after)
    odf.pack(out := io.BytesIO(), {name: part.encode() for name, part in made.items()}.items())
    return out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (item("TabOverflow", "true"), item("Rsid", "12", "int")),
        (item("TabOverflow", "true"), item("ShowZeroValues", "true")),
        (item("TabOverflow", "true"), item("TabOverMargin", "true")),
        (item("TabOverflow", "true"), item("TabOverflow", "1")),
        (item("TabOverflow", "true"), item("TabOverflow", "true", "string")),
        (item("TabOverMargin", "true"), item("TabOverspill", "true")),
        ("configuration-settings", "view-settings"),
        ("<office:settings>", "<office:settings><!--Ana-->"),
        ('xmlns:ooo="', 'xmlns:ana="http://ana.example" xmlns:ooo="'),
        ("</office:document-settings>", "</office:document-settings> "),
    ],
)
def test_the_second_look_finds_whatever_else_settings_say(before, after):
    assert odf.inspect(changed("</office:settings>", "</office:settings>")) == {}
    assert odf.inspect(changed(before, after)) == {Kind.SOFTWARE: 1}


def heights(folder):
    """Return for each document how high above the foot of the page LibreOffice draws its lines."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    surroundings = os.environ | {"HOME": str(folder)}
    command += folder.glob("*.odt")
    subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=120)
    drawn = {}
    for path in folder.glob("*.pdf"):
        with pypdfium2.PdfDocument(path) as made:
            page = made[0].get_textpage()
            drawn[path.stem] = [page.get_rect(place)[1] for place in range(page.count_rects())]
    return drawn


def test_libreoffice_leaves_between_paragraphs_what_it_left_before(tmp_path):
    body = '<text:p text:style-name="P1">uno</text:p><text:p text:style-name="P1">dos</text:p>'
    for value in ("true", "false"):
        chosen = settings(item("AddParaTableSpacing", value))
        dirty = document(chosen, "text", body, style("P1", "paragraph", APART))
        (tmp_path / f"dirty-{value}.odt").write_bytes(dirty)
        odf.scrub(io.BytesIO(dirty), out := io.BytesIO())
        (tmp_path / f"clean-{value}.odt").write_bytes(out.getvalue())
    drawn = heights(tmp_path)
    assert drawn["clean-true"] == drawn["dirty-true"] != drawn["dirty-false"]
    assert drawn["clean-false"] == drawn["dirty-false"]
