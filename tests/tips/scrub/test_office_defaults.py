"""Charts of Office 2007 mean "no" where they say nothing, and still do without their properties."""

import re

from tests.samples_office import A, relations
from tests.tips.scrub.test_office_parts import written

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
LABEL = (
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='99' cy='99'/><wp:docPr id='1' name='x'/>"
    f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rId5"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
CHART = (
    f'<c:chartSpace xmlns:c="{C}"><c:lang val="es-ES"/><c:chart><c:title><c:layout/></c:title>'
    '<c:view3D><c:rotX val="9"/><c:perspective val="9"/></c:view3D>'
    '<c:plotArea><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
    '<c:ser><c:idx val="0"/><c:order val="0"/><c:dLbls><c:dLblPos val="outEnd"/>'
    '<c:showVal val="1"/></c:dLbls></c:ser><c:axId val="7"/></c:barChart>'
    '<c:lineChart><c:varyColors val="1"/><c:ser><c:idx val="1"/><c:order val="1"/>'
    '<c:trendline><c:trendlineType val="linear"/><c:trendlineLbl/></c:trendline>'
    '<c:errBars><c:errValType val="fixedVal"/><c:val val="9"/></c:errBars></c:ser></c:lineChart>'
    '<c:catAx><c:axId val="7"/><c:scaling/><c:axPos val="b"/><c:crosses val="max"/>'
    '<c:lblOffset val="9"/></c:catAx></c:plotArea>'
    '<c:legend><c:legendPos val="r"/></c:legend></c:chart></c:chartSpace>'
)


def charted(version):
    """Return the elements of a clean chart that say yes or no, in order."""
    parts = {
        "word/charts/a.xml": CHART,
        "docProps/app.xml": f"<Properties><AppVersion>{version}</AppVersion></Properties>",
    }
    links = relations(("rId5", "chart", "charts/a.xml"))
    _text, made, _report = written(LABEL, links, **parts)
    return re.findall(r'<c:(\w+)(?: val="([01])")?', made["word/charts/chart1.xml"].decode())


def test_what_is_not_said_is_spelt_out():
    said = charted("12.0000")
    names = [name for name, _value in said]
    kept = [name for name, value in said if value == "1"]
    assert [name for name in kept if name.startswith(("show", "vary"))] == ["showVal", "varyColors"]
    for before, after in (
        ("chartSpace", "roundedCorners"), ("layout", "overlay"), ("overlay", "autoTitleDeleted"),
        ("grouping", "varyColors"), ("order", "invertIfNegative"), ("dLblPos", "showLegendKey"),
        ("showLegendKey", "showVal"), ("showVal", "showCatName"), ("showCatName", "showSerName"),
        ("showSerName", "showPercent"), ("showPercent", "showBubbleSize"), ("val", "smooth"),
        ("scaling", "delete"), ("legendPos", "overlay"), ("axPos", "majorTickMark"),
        ("majorTickMark", "minorTickMark"), ("minorTickMark", "crosses"), ("crosses", "auto"),
        ("auto", "lblOffset"), ("lblOffset", "noMultiLvlLbl"), ("rotX", "rAngAx"),
        ("rAngAx", "perspective"), ("trendlineType", "dispRSqr"), ("dispRSqr", "dispEq"),
        ("dispEq", "trendlineLbl"), ("errValType", "noEndCap"), ("noEndCap", "val"),
        ("overlay", "plotVisOnly"), ("plotVisOnly", "dispBlanksAs"),
    ):  # fmt: skip
        assert (before, after) in list(zip(names, names[1:], strict=False))


def test_other_charts_say_what_they_said():
    said = [name for name, _value in charted("16.0300")]
    assert "delete" not in said
    assert "showSerName" not in said
