"""What charts of Office 2007 leave unsaid, spelt out.

Programs take what such a chart does not say for "no", and in all later ones for "yes": axes are
gone, they have marks inside and between, and labels say all there is. They tell the two apart by
the version among the properties, which we do not keep.
"""

import re

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES

_C = "{" + NAMESPACES["c"] + "}"
_VERSION = re.compile(rb"<(?:\w+:)?AppVersion>\s*12\.")
_AXES = ("catAx", "valAx", "dateAx", "serAx")
_GROUPS = (
    "barChart", "bar3DChart", "lineChart", "line3DChart", "pieChart", "pie3DChart", "ofPieChart",
    "areaChart", "area3DChart", "scatterChart", "radarChart", "doughnutChart", "bubbleChart",
)  # fmt: skip
_KINDS = "barDir grouping scatterStyle radarStyle ofPieType"
_LABELS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent",
           "showBubbleSize")  # fmt: skip
_OF_LABEL = "idx dLbl layout tx numFmt spPr txPr dLblPos"
_TO_LABELS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt"
_TO_CROSSING = (
    f"{_TO_LABELS} majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt"
)
_TO_LEGEND = "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend"
_TO_END = "name spPr trendlineType order period forward backward intercept"
# Where, what, which elements stand before it, and what it means when it is not said.
_UNSAID = (
    (("chartSpace",), "roundedCorners", "date1904 lang", "0"),
    (("chart",), "autoTitleDeleted", "title", "0"),
    (("chart",), "plotVisOnly", _TO_LEGEND, "0"),
    (("chart",), "dispBlanksAs", f"{_TO_LEGEND} plotVisOnly", "gap"),
    (("view3D",), "rAngAx", "rotX hPercent rotY depthPercent", "0"),
    (("title",), "overlay", "tx layout", "0"),
    (("legend",), "overlay", "legendPos legendEntry layout", "0"),
    (_AXES, "delete", "axId scaling", "0"),
    (_AXES, "majorTickMark", _TO_LABELS, "out"),
    (_AXES, "minorTickMark", f"{_TO_LABELS} majorTickMark", "none"),
    (("catAx", "dateAx"), "auto", _TO_CROSSING, "0"),
    (
        ("catAx",),
        "noMultiLvlLbl",
        f"{_TO_CROSSING} auto lblAlgn lblOffset tickLblSkip tickMarkSkip",
        "0",
    ),
    (_GROUPS, "varyColors", _KINDS, "0"),
    (("trendline",), "dispRSqr", _TO_END, "0"),
    (("trendline",), "dispEq", f"{_TO_END} dispRSqr", "0"),
    (("errBars",), "noEndCap", "errDir errBarType errValType", "0"),
)
_OF_SERIES = {
    "barChart": ("invertIfNegative", "idx order tx spPr"),
    "bar3DChart": ("invertIfNegative", "idx order tx spPr"),
    "bubbleChart": ("invertIfNegative", "idx order tx spPr"),
    "lineChart": ("smooth", "idx order tx spPr marker dPt dLbls trendline errBars cat val"),
    "scatterChart": ("smooth", "idx order tx spPr marker dPt dLbls trendline errBars xVal yVal"),
}


def spell_out(chart: etree._Element, properties: bytes) -> None:
    """Say what a chart of Office 2007 means where it says nothing; leave all other charts."""
    if not _VERSION.search(properties):
        return
    for parents, name, before, value in _UNSAID:
        for parent in list(chart.iter(*(_C + parent for parent in parents))):
            _say(parent, name, before, value)
    for group, (name, before) in _OF_SERIES.items():
        for series in chart.iterfind(f".//{_C}{group}/{_C}ser"):
            _say(series, name, before)
    for label in list(chart.iter(f"{_C}dLbls", f"{_C}dLbl")):
        if label.find(f"{_C}delete") is None:
            before = _OF_LABEL
            for name in _LABELS:
                _say(label, name, before)
                before += f" {name}"


def _say(parent: etree._Element, name: str, before: str, value: str = "0") -> None:
    if parent.find(_C + name) is not None:
        return
    first = {_C + word for word in before.split()}
    place = next((at for at, child in enumerate(parent) if child.tag not in first), len(parent))
    parent.insert(place, etree.Element(_C + name, val=value))
