"""Switches in the settings of an OpenDocument that move what stands on a page, and no other.

Names as in LibreOffice's document settings (`sw`, `sd` and `sc`, getPropertySetInfo). A switch that
a file does not name means "as programs did before there was one", so that none is made up.
Printers, paths, databases, passwords, identifiers and what was on the screen are not here.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tips.scrub._odf_elements import NAMESPACES
from tips.scrub._office_xml import document, listed, parse, written
from tips.scrub._report import Unscrubbable

SPACES = {
    "office": NAMESPACES["office"],
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "ooo": "http://openoffice.org/2004/office",  # stands in the name of the group
}
CHOSEN = "ooo:configuration-settings"
_CONFIG = f"{{{SPACES['config']}}}"

_EVERY = "IsKernAsianPunctuation CharacterCompressionType"
_DRAWN = f"{_EVERY} DefaultTabStop PageNumberFormat ParagraphSummation PrinterIndependentLayout"
_SWITCHES = {
    "text": f"""{_EVERY} PrinterIndependentLayout
        AddExternalLeading AddFrameOffsets AddParaLineSpacingToTableCells AddParaSpacingToTableCells
        AddParaTableSpacing AddParaTableSpacingAtStart AddVerticalFrameOffsets
        AdjustTableLineHeightsToGridHeight AlignTabStopPosition AllowTextAfterFloatingTableBreak
        ApplyParagraphMarkFormatToEmptyLineAtEndOfParagraph ApplyParagraphMarkFormatToNumbering
        ApplyTextAttrToEmptyLineAtEndOfParagraph AutoFirstLineIndentDisregardLineSpace
        BackgroundParaOverDrawings BalanceSpacesAndIdeographicSpaces
        ClipAsCharacterAnchoredWriterFlyFrames ClippedPictures CollapseEmptyCellPara
        ConsiderTextWrapOnObjPos ContinuousEndnotes DisableOffPagePositioning
        DoNotBreakWrappedTables DoNotCaptureDrawObjsOnPage DoNotJustifyLinesWithManualBreak
        DoNotMirrorRtlDrawObjs DoNotResetParaAttrsForNumFont DropCapPunctuation FloattableNomargins
        FootnoteInColumnToPageEnd ForceTopAlignmentInCellWithFloatingAnchor
        FrameAutowidthWithMorePara GutterAtTop HeaderSpacingBelowLastPara
        HiddenParagraphMarkPerLineProperties HyphenateURLs IgnoreFirstLineIndentInNumbering
        IgnoreHiddenCharsForLineCalculation IgnoreTabsAndBlanksForLineCalculation
        InvertBorderSpacing JustifyLinesWithShrinking ListLabelAlignmentIgnoresDirection
        MathBaselineAlignment MinRowHeightInclBorder MsWordCompGridMetrics
        MsWordCompMinLineHeightByFly MsWordCompTrailingBlanks MsWordUlTrailSpace
        NoClippingWithWrapPolygon NoGapAfterNoteNumber NoNumberingShowFollowBy
        OutlineLevelYieldsNumbering PaintHellOverHeaderFooter PropLineSpacingShrinksFirstLine
        SmallCapsPercentage66 StylesNoDefault SubtractFlysAnchoredAtFlys SurroundTextWrapSmall
        TabAtLeftIndentForParagraphsInList TabOverMargin TabOverSpacing TabOverflow TableRowKeep
        TabsRelativeToIndent TreatSingleColumnBreakAsPageBreak UnbreakableNumberings
        UnxForceZeroExtLeading UseFormerLineSpacing UseFormerObjectPositioning
        UseFormerTextWrapping UseOldNumbering UseOldPrinterMetrics UseVariableWidthNBSP
        WordLikeWrapForAsCharFlys
    """,
    "presentation": _DRAWN,
    "graphics": f"{_DRAWN} MeasureUnit ScaleDenominator ScaleNumerator",
    "spreadsheet": f"{_EVERY} ShowGrid ShowZeroValues SyntaxStringRef",
}
SWITCHES = {kind: listed(names) for kind, names in _SWITCHES.items()}
YES_OR_NO = ("boolean", re.compile("true|false"))
# The type and the values of the others: numbers of choices, and lengths in 1/100 mm.
_SHORT, _INT = ("short", re.compile(r"[0-9]{1,2}")), ("int", re.compile(r"[0-9]{1,5}"))
FORMS = {
    "CharacterCompressionType": _SHORT,
    "DefaultTabStop": _INT,
    "MeasureUnit": _SHORT,
    "PageNumberFormat": _INT,
    "PrinterIndependentLayout": (
        "string", re.compile("(?:low|high)-resolution|enabled|disabled")
    ),
    "ScaleDenominator": _INT,
    "ScaleNumerator": _INT,
    "SyntaxStringRef": _SHORT,
}  # fmt: skip


def switches(data: bytes, kind: str) -> bytes | None:
    """Return a part with those switches of a part that a document of this kind may have.

    None when there are none, or the part cannot be read: programs open a document without it.
    """
    try:
        found = dict(_switches(parse(data), kind))
    except Unscrubbable:
        return None
    if not found:
        return None
    items = "".join(found[name] for name in sorted(found))
    chosen = written("config:config-item-set", [("config:name", CHOSEN)], items)
    head = [(f"xmlns:{prefix}", address) for prefix, address in SPACES.items()]
    return document(
        written("office:document-settings", head, written("office:settings", [], chosen))
    )


def _switches(root: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each switch, and the element that says it."""
    for group in root.iter(f"{_CONFIG}config-item-set"):
        if _told(group, "name").rpartition(":")[2] != CHOSEN.rpartition(":")[2]:
            continue
        for item in group.iterchildren(f"{_CONFIG}config-item"):
            name, form, value = _told(item, "name"), _told(item, "type"), item.text or ""
            expected, values = FORMS.get(name, YES_OR_NO)
            if name in SWITCHES[kind] and form == expected and values.fullmatch(value):
                told = [("config:name", name), ("config:type", form)]
                yield name, written("config:config-item", told, value)


def _told(node: etree._Element, name: str) -> str:
    return str(node.get(_CONFIG + name, ""))
