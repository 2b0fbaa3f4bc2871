"""What a formula of a document does not show goes; the formula keeps its shape."""

import io

import pytest

from tests.samples_office import packed
from tests.tips.scrub.test_office_parts import written
from tips.scrub import Kind, ooxml

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def letters(text, looks=""):
    return f"<m:r>{looks}<m:t>{text}</m:t></m:r>"


def formula(inside):
    text, _made, report = written(f"<w:p><m:oMath {M}>{inside}</m:oMath></w:p>")
    return text, report.removed[Kind.HIDDEN]


def root(value):
    hides = f'<m:radPr><m:degHide m:val="{value}"/></m:radPr>'
    return f"<m:rad>{hides}<m:deg>{letters('MARKgrado')}</m:deg><m:e>{letters('x')}</m:e></m:rad>"


def total(value):
    hides = f'<m:naryPr><m:subHide m:val="{value}"/><m:supHide m:val="{value}"/></m:naryPr>'
    places = "".join(f"<m:{name}>{letters('MARK' + name)}</m:{name}>" for name in ("sub", "sup"))
    return f"<m:nary>{hides}{places}<m:e>{letters('x')}</m:e></m:nary>"


def phantom(value):
    hides = f'<m:phantPr><m:show m:val="{value}"/></m:phantPr>'
    return f"<m:phant>{hides}<m:e>{letters('MARK')}</m:e></m:phant>"


def run(value):
    return letters("MARK", f'<w:rPr><w:vanish w:val="{value}"/></w:rPr>') + letters("y")


@pytest.mark.parametrize(
    ("build", "off", "on"), [(root, "1", "0"), (total, "on", "off"), (phantom, "0", "1"),
                             (run, "true", "false")],
)  # fmt: skip
def test_only_what_a_formula_shows_is_left(build, off, on):
    text, lost = formula(build(off))
    assert "MARK" not in text
    assert lost
    assert "MARK" in formula(build(on))[0]


def test_a_phantom_takes_as_much_room_as_before():
    assert "<m:t>xxxx</m:t>" in formula(phantom("0"))[0]


def test_a_place_that_is_hidden_stays_empty():
    assert "<m:deg/>" in formula(root("1"))[0]


@pytest.mark.parametrize(
    ("build", "on", "off", "places"), [(root, "0", "1", 1), (total, "off", "on", 2),
                                       (phantom, "1", "0", 1)],
)  # fmt: skip
def test_what_stayed_where_a_formula_shows_nothing_is_residue(build, on, off, places):
    seen = build(on) + letters("y")
    text, made, _report = written(f"<w:p><m:oMath {M}>{seen}{build(on)}</m:oMath></w:p>")

    def left(text):
        parts = made | {"word/document.xml": text.encode()}
        return ooxml.inspect(io.BytesIO(packed(parts)))[Kind.HIDDEN]

    shown, hidden = f'm:val="{on}"', f'm:val="{off}"'
    assert left(text) == 0
    assert left(text.replace(shown, hidden, places)) == places  # and none of the second
    assert left(text.replace(shown, hidden)) == 2 * places
