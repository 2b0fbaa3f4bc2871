"""What charts of Office 2007 leave unsaid, spelt out.

Programs take what such a chart does not say for "no", and in all later ones for "yes": axes are
gone, and labels say all there is. They tell the two apart by the version among the properties,
which we do not keep.
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
# Where, what, and which elements stand before it.
_UNSAID = (
    (("chartSpace",), "roundedCorners", "date1904 lang"),
    (("chart",), "autoTitleDeleted", "title"),
    (("title",), "overlay", "tx layout"),
    (("legend",), "overlay", "legendPos legendEntry layout"),
    (_AXES, "delete", "axId scaling"),
    (_GROUPS, "varyColors", _KINDS),
)
_OF_SERIES = {
    "barChart": ("invertIfNegative", "idx order tx spPr"),
    "bar3DChart": ("invertIfNegative", "idx order tx spPr"),
    "bubbleChart": ("invertIfNegative", "idx order tx spPr"),
    "lineChart": ("smooth", "idx order tx spPr marker dPt dLbls trendline errBars cat val"),
    "scatterChart": ("smooth", "idx order tx spPr marker dPt dLbls trendline errBars xVal yVal"),
}


def spell_out(chart: etree._Element, properties: bytes) -> None:
    """Say "no" wherever a chart of Office 2007 says nothing; leave all other charts as they are."""
    if not _VERSION.search(properties):
        return
    for parents, name, before in _UNSAID:
        for parent in list(chart.iter(*(_C + parent for parent in parents))):
            _say_no(parent, name, before)
    for group, (name, before) in _OF_SERIES.items():
        for series in chart.iterfind(f".//{_C}{group}/{_C}ser"):
            _say_no(series, name, before)
    for label in list(chart.iter(f"{_C}dLbls", f"{_C}dLbl")):
        if label.find(f"{_C}delete") is None:
            before = _OF_LABEL
            for name in _LABELS:
                _say_no(label, name, before)
                before += f" {name}"


def _say_no(parent: etree._Element, name: str, before: str) -> None:
    if parent.find(_C + name) is not None:
        return
    first = {_C + word for word in before.split()}
    place = next((at for at, child in enumerate(parent) if child.tag not in first), len(parent))
    parent.insert(place, etree.Element(_C + name, val="0"))
