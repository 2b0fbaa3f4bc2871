"""What LibreOffice keeps of Word's documents in names of its own: labels, borders, fields."""

import io

import pytest

from tests.samples_odf import style
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tests.tips.scrub.test_open_documents import cleaned, written
from tips.scrub import Kind, odf

FIELD = ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
WORD = "vnd.oasis.opendocument.field."


def told(**values):
    return "".join(
        f'<field:param field:name="{name.rstrip("_")}" field:value="{value}"/>'
        for name, value in values.items()
    )


def mark(kind, inside=""):
    return (
        f'<field:fieldmark{FIELD} text:name="Ana" field:type="{WORD}{kind}">{inside}'
        "</field:fieldmark>"
    )


def field(code, shown, more=""):
    return (
        f'<field:fieldmark-start{FIELD} field:type="{WORD}UNHANDLED">{told(Name="Ana")}'
        f"</field:fieldmark-start>{code}<field:fieldmark-separator{FIELD}/>{shown}"
        f"<field:fieldmark-end{FIELD}/>{more}"
    )


LINKS = style("Internet_20_link", "text", '<style:text-properties fo:color="#000080"/>')
LIST = told(Dropdown_ListEntry="norte") + told(Dropdown_ListEntry="sur")


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        (mark("FORMCHECKBOX", told(Checkbox_Checked="true")), "☒"),
        (mark("FORMCHECKBOX", told(Checkbox_Checked="false")), "☐"),
        (mark("FORMCHECKBOX"), "☐"),
        (mark("FORMDROPDOWN", LIST + told(Dropdown_Selected="1")), "sur"),
        (mark("FORMDROPDOWN", LIST + told(Dropdown_Selected="2")), ""),
        (mark("FORMDROPDOWN", LIST), ""),
        (field("", "Rea"), "Rea"),
        (field("", "Rea").replace(f"<field:fieldmark-separator{FIELD}/>", ""), "Rea"),
    ],
)
def test_boxes_and_choices_of_a_form_are_written_out(marked, shown):
    text = cleaned("text", f"<text:p>a {marked} z</text:p>")[0]
    assert f"<text:p>a {shown} z</text:p>" in text


@pytest.mark.parametrize("code", [
    " INCLUDEPICTURE MARK ", "<text:span> MERGEFIELD</text:span> MARK", "<text:s/>MARK<text:tab/>",
    f" IF {field('MARK', 'MARK', 'MARK')} MARK ",
])  # fmt: skip
def test_the_code_of_a_field_goes_and_what_it_shows_stays(code):
    text = cleaned("text", f"<text:p>a {field(code, 'Rea', ', b')}</text:p>")[0]
    assert "<text:p>a Rea, b</text:p>" in text


def levels(label, more):
    return (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
        f' loext:num-list-format="{label}" style:num-format="1"{more}/></text:list-style>'
    )


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("%1%", ""),
        ("%1%-%2%)", ' style:num-suffix=")"'),
        ("Artículo %1%, %2%.", ' style:num-prefix="Artículo " style:num-suffix="."'),
        ("%10%.", ' style:num-suffix="."'),
    ],
)
def test_the_label_of_a_list_keeps_what_stands_between_its_numbers(label, more):
    made = cleaned("text", "", levels(label, more))[1]
    assert f'loext:num-list-format="{label}"' in made


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("MARK%1%", ""),
        ("%1%MARK", ' style:num-suffix=")"'),
        ("%1%", ' style:num-prefix="a"'),
        ("MARK", ' style:num-prefix="MARK"'),
        ("%1", ""),
        ("%1%%MARK%2%", ""),
    ],
)
def test_a_label_that_older_programs_show_otherwise_goes(label, more):
    paper = written("text", "", levels(label, more))
    assert "num-list-format" not in cleaned("text", "", levels(label, more))[1]
    clean = {name: data for name, data in members(paper).items() if name != "META-INF/manifest.xml"}
    assert odf.inspect(io.BytesIO(packed(clean)))[Kind.HIDDEN] == 1


@pytest.mark.parametrize(
    ("family", "properties"),
    [
        ("text", 'text-properties loext:border="0.51pt solid #000000" loext:padding="0cm"'),
        ("text", 'text-properties loext:char-shading-value="64" loext:hyphenation-no-caps="true"'),
        ("paragraph", 'paragraph-properties loext:contextual-spacing="true"'),
        ("graphic", 'graphic-properties loext:glow-radius="0.6cm" loext:glow-color="#ff0079"'),
        ("graphic", 'graphic-properties style:rel-width="50%" loext:rel-width-rel="page"'),
    ],
)
def test_looks_in_names_of_libreoffice_stay(family, properties):
    automatic = style("T1", family, f"<style:{properties}/>")
    assert f"<style:{properties}/>" in cleaned("text", "", automatic=automatic)[0]


def test_what_fills_a_cell_and_the_first_head_stay_in_their_older_names():
    form = (
        '<number:number-style style:name="N1"><loext:fill-character>.</loext:fill-character>'
        '<number:number loext:min-decimal-places="2"/></number:number-style>'
    )
    made = cleaned("spreadsheet", "", form)[1]
    assert "<loext:fill-character>.</loext:fill-character>" in made
    assert 'loext:min-decimal-places="2"' in made
    head = "<loext:header-first{}><text:p>Rea</text:p></loext:header-first>"
    page = '<style:master-page style:name="Standard">{}</style:master-page>'
    shown = page.format(head.format(""))
    off = page.format(head.format(' style:display="false"'))
    assert "Rea" in cleaned("text", "", shown)[1]
    assert "Rea" not in cleaned("text", "", off)[1]


@pytest.mark.parametrize(
    ("styles", "named", "look"),
    [
        (LINKS, "", '<text:span text:style-name="Style_1">Rea</text:span>'),
        (LINKS, ' text:style-name="T1"', '<text:span text:style-name="T1">Rea</text:span>'),
        ("", "", "Rea"),
    ],
)
def test_the_words_of_a_link_look_as_before(styles, named, look):
    link = f'<text:a xlink:href="http://ana.example" office:name="Ana"{named}'
    link += ' text:visited-style-name="Visited">Rea</text:a>'
    automatic = style("T1", "text", '<style:text-properties fo:color="#0000ff"/>')
    text = cleaned("text", f"<text:p>a {link} z</text:p>", styles, automatic)[0]
    assert f"<text:p>a {look} z</text:p>" in text


@pytest.mark.parametrize(("numeral", "stays"), [("一", True), ("١", True), ("Ana", False)])
def test_numbers_keep_the_numerals_of_their_script(numeral, stays):
    form = (
        f'<number:number-style style:name="N1" number:transliteration-format="{numeral}"'
        ' number:transliteration-style="long"><number:number/></number:number-style>'
    )
    assert (f'transliteration-format="{numeral}"' in cleaned("spreadsheet", "", form)[1]) == stays
