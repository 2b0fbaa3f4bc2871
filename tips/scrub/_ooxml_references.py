"""What a formula of a sheet reads: the cells that it names, or nothing where that is not clear."""

import re
from dataclasses import dataclass

from tips.scrub._office_xml import listed
from tips.scrub._ooxml_cells import column

_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_LONGEST = 8_192  # characters, as Excel allows
# Functions that read the cells that they are given, and no others. Not N: remarks hide in it.
_FUNCTIONS = listed(
    """
    ABS ACOS AND ASIN ATAN ATAN2 AVEDEV AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS CEILING CHAR CHOOSE
    CLEAN CODE COLUMN COLUMNS COMBIN CONCAT CONCATENATE CORREL COS COUNT COUNTA COUNTBLANK COUNTIF
    COUNTIFS DATE DATEDIF DATEVALUE DAY DAYS DAYS360 DEGREES DOLLAR EDATE EOMONTH EVEN EXACT EXP
    FACT FALSE FIND FIXED FLOOR FREQUENCY FV HLOOKUP HOUR IF IFERROR IFNA IFS INDEX INT INTERCEPT
    IPMT IRR ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISTEXT LARGE LEFT
    LEN LN LOG LOG10 LOOKUP LOWER MATCH MAX MAXA MAXIFS MEDIAN MID MIN MINA MINIFS MINUTE MOD MODE
    MONTH MROUND NA NETWORKDAYS NOT NOW NPER NPV ODD OR PERCENTILE PERCENTRANK PI PMT POWER PPMT
    PRODUCT PROPER PV QUARTILE QUOTIENT RADIANS RAND RANDBETWEEN RANK RATE REPLACE REPT RIGHT ROUND
    ROUNDDOWN ROUNDUP ROW ROWS SEARCH SECOND SIGN SIN SLOPE SMALL SQRT STDEV STDEV.P STDEV.S STDEVP
    SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SWITCH T TAN TEXT TEXTJOIN TIME TIMEVALUE
    TODAY TRANSPOSE TREND TRIM TRUE TRUNC UPPER VALUE VAR VAR.P VAR.S VARP VLOOKUP WEEKDAY WEEKNUM
    WORKDAY XLOOKUP XMATCH XOR YEAR YEARFRAC
    """
)
# These read as many cells from the last area's corner as the first one has.
_STRETCHING = listed("AVERAGEIF LOOKUP SUMIF")
_CELL, _LETTERS = r"(?a:\$?[A-Z]{1,3}\$?\d{1,7})", r"(?a:\$?[A-Z]{1,3})"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<call>[A-Z_][A-Z0-9_.]*)\("
    r"|(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    rf"(?P<area>{_CELL}(?::{_CELL})?|{_LETTERS}:{_LETTERS})(?![\w.(!:\[#$'])"
    r"|(?:TRUE|FALSE)(?![\w.(!:\[#])"
    r"|(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?(?![\w.(!:\[#$])"
    r"|[-+*/^&=<>%,;(){}\s]",
    re.I,
)
_CORNER = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells; `sheet` is its name in small letters, the numbers begin with 1."""

    sheet: str
    left: int
    top: int
    right: int
    bottom: int


def read(formula: str, sheet: str) -> list[Area] | None:
    """Return the areas that a formula on a sheet reads; None where something is not understood."""
    areas: list[Area] = []
    place, stretches = 0, False
    while place < len(formula) <= _LONGEST:
        token = _TOKEN.match(formula, place)
        if token is None:
            return None
        place = token.end()
        if token["call"]:
            name = token["call"].upper().removeprefix("_XLFN.")
            if name not in _FUNCTIONS:
                return None
            stretches = stretches or name in _STRETCHING
        elif token["area"]:
            area = _area(token["area"], _called(token["sheet"] or sheet))
            if area is None:
                return None
            areas.append(area)
    if place < len(formula):
        return None
    return _stretched(areas) if stretches else areas


def _called(name: str) -> str:
    plain = name[1:-1].replace("''", "'") if name.startswith("'") else name
    return plain.casefold()


def _area(said: str, sheet: str) -> Area | None:
    """Return the area between two corners, or None where no sheet has such a place."""
    first, _, last = said.replace("$", "").upper().partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    columns = sorted(column(corner[1]) for corner in corners if corner)
    rows = sorted(int(corner[2]) for corner in corners if corner and corner[2])
    top, bottom = rows or (1, _LAST_ROW)
    if columns[1] > _LAST_COLUMN or top < 1 or bottom > _LAST_ROW:
        return None
    return Area(sheet, columns[0], top, columns[1], bottom)


def _stretched(areas: list[Area]) -> list[Area]:
    """Return areas as large, from their first corners, as the largest of them."""
    wide = max((area.right - area.left for area in areas), default=0)
    high = max((area.bottom - area.top for area in areas), default=0)
    return [
        Area(area.sheet, area.left, area.top, area.left + wide, area.top + high) for area in areas
    ]
