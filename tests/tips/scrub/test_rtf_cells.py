"""Cells of RTF that another one is drawn over say nothing; all others keep their words."""

import io

import pytest

from tests.tips.scrub.test_rtf import cleaned
from tips.scrub import Kind, rtf


def row(form, *cells, behind=""):
    said = "".join(rf"\pard\intbl {words}\cell" for words in cells)
    return rf"\trowd{form}{said}{behind}\row"


TOP, GOES_ON = r"\clvmgf\cellx2000\cellx4000", r"\clvmrg\cellx2000\cellx4000"
ACROSS = r"\clmgf\cellx2000\clmrg\cellx4000"
BEHIND = r"\trowd" + GOES_ON
INNER = (
    r"\pard\intbl\itap2 SEENd\nestcell{\*\nesttableprops\trowd\cellx100\clmrg\cellx200\nestrow}"
    r"\pard\intbl\itap1 SEENe"
)


def left(*rows):
    """Return the words that stay, and whether the report says that some were hidden."""
    text, report = cleaned(r"{\rtf1\ansi " + "".join(rows) + r"\pard fin\par}")
    assert not rtf.inspect(io.BytesIO(text.encode()))
    return text, bool(report.removed[Kind.HIDDEN])


@pytest.mark.parametrize(
    "rows",
    [
        (row(TOP, "SEENa", "SEENb"), row(GOES_ON, "MARK", "SEENc")),
        (row(TOP, "SEENa", "SEENb"), row(GOES_ON, r"{\b MARK}", "SEENc", behind=BEHIND),
         row(GOES_ON, "MARK", "SEENd")),
    ],
)  # fmt: skip
def test_cells_that_another_is_drawn_over_are_empty(rows):
    text, said = left(*rows)
    assert "MARK" not in text
    assert text.count("SEEN") == "".join(rows).count("SEEN")
    assert text.count(r"\cell ") == "".join(rows).count(r"\cell\pard") + len(rows)
    assert said


@pytest.mark.parametrize(
    "rows",
    [
        (row(GOES_ON, "SEENa", "SEENb"),),
        (row(TOP, "SEENa", "SEENb"), row(r"\clvmrg\cellx3000\cellx4000", "SEENc", "SEENd")),
        (row(r"\clmrg\cellx2000", "SEENa"),),
        (row(ACROSS, "SEENa", "SEENb"),),
        (row(ACROSS, "SEENa", ""), r"\pard\intbl SEENb\cell SEENc\cell\trowd\cellx1\cellx2\row"),
        (row(r"\cellx2000\cellx4000\cellx6000", INNER, "SEENb", "SEENc"),),
        (row(TOP, "SEENa", "SEENb"), r"\pard SEENc\par "),
    ],
)
def test_no_other_cell_is(rows):
    text, said = left(*rows)
    assert text.count("SEEN") == "".join(rows).count("SEEN")
    assert not said
