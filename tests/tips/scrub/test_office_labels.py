"""Labels of charts that PowerPoint and Excel put together from fields say what they said."""

import re

import pytest

from tests.samples_office import A, relations
from tests.tips.scrub.test_office_defaults import LABEL, C
from tests.tips.scrub.test_office_parts import written

LATER = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
GUID = "{8B7E0A6C-1D2E-4F3A-9B4C-5D6E7F8A9B0C}"
CHART = (
    f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" {LATER}><c:chart><c:plotArea><c:pieChart><c:ser>'
    '<c:idx val="0"/><c:order val="0"/><c:dLbls><c:dLbl><c:idx val="1"/><c:tx><c:rich><a:bodyPr/>'
    '<a:p>{}</a:p></c:rich></c:tx><c:showVal val="1"/><c:extLst><c:ext><c15:dlblFieldTable>'
    f"<c15:dlblFTEntry><c15:txfldGUID>{GUID}</c15:txfldGUID><c15:f>Uno!$A$1</c15:f>"
    '<c15:dlblFieldTableCache><c:ptCount val="1"/><c:pt idx="0"><c:v>of a cell</c:v></c:pt>'
    "</c15:dlblFieldTableCache></c15:dlblFTEntry></c15:dlblFieldTable></c:ext></c:extLst></c:dLbl>"
    "</c:dLbls><c:extLst><c:ext><c15:datalabelsRange><c15:f>Uno!$C$2:$C$4</c15:f>"
    '<c15:dlblRangeCache><c:ptCount val="3"/><c:pt idx="0"><c:v>first</c:v></c:pt>'
    '<c:pt idx="1"><c:v>second</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext>'
    "</c:extLst></c:ser></c:pieChart></c:plotArea></c:chart></c:chartSpace>"
)


def labelled(kind, shown):
    """Return the fields of a clean label, as kind and words, and all the words of the chart."""
    field = f'<a:fld id="{GUID}" type="{kind}"><a:rPr/><a:pPr/><a:t>{shown}</a:t></a:fld>'
    parts = {"word/charts/a.xml": CHART.replace("{}", field)}
    _text, made, _report = written(LABEL, relations(("rId5", "chart", "charts/a.xml")), **parts)
    chart = made["word/charts/chart1.xml"].decode()
    fields = re.findall(r'<a:fld [^>]*type="(\w+)".*?<a:t>(.*?)</a:t>', chart)
    return fields, re.findall(r"<(?:a:t|c:v)>(.*?)</", chart)


@pytest.mark.parametrize("kind", ["VALUE", "CATEGORYNAME", "SERIESNAME", "PERCENTAGE", "XVALUE"])
def test_fields_that_read_the_chart_stay_without_what_stands_in_their_place(kind):
    fields, said = labelled(kind, "MARK")
    assert fields == [(kind, f"[{kind}]")]
    assert said == [f"[{kind}]"]


@pytest.mark.parametrize(
    ("kind", "shown", "said"),
    [
        ("CELLRANGE", "[CELLRANGE]", ["second"]),
        ("CELLREF", "[CELLREF]", ["of a cell"]),
        ("TXLINK", "4,5", ["4,5"]),
    ],
)
def test_fields_that_read_cells_become_words(kind, shown, said):
    assert labelled(kind, shown) == ([], said)
