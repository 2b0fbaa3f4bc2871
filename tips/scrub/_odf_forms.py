"""Forms of numbers in an OpenDocument: those that no cell shows lose their words.

A form may hand some numbers on to other forms ("value()<0"), so that one for debts stays in a file
though no number is below nought any more.
"""

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from tips.scrub._odf_hidden import repeats, said, tag
from tips.scrub._odf_rebuild import short
from tips.scrub._report import Kind

_FORM = re.compile(r"number:[a-z]+-style")
_LIMIT = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_BELOW = re.compile(r"[-(]")  # how a form without words marks what is less than nought
_Compared = Callable[[float, float], bool]
_COMPARED: dict[str, _Compared] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "!=": operator.ne,
}  # fmt: skip
_CELLS = (tag("table:table-cell"), tag("table:covered-table-cell"))
_VALUES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")
_WORDS = (
    "number:text", "number:embedded-text", "number:currency-symbol", "number:fill-character",
    "loext:fill-character",
)  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d+)?(?:[Ee][+-]?\d{1,2})?")


class _Forms:
    """The forms of one document by name, and which of them something shows."""

    def __init__(self, nodes: Iterable[etree._Element]) -> None:
        self._forms: dict[str, etree._Element] = {}
        self._looks: dict[str, dict[str, str]] = {}
        self._shown: set[str] = set()
        everywhere: list[str] = []
        for node in nodes:
            name, told = short(str(node.tag)), said(node)
            if _FORM.fullmatch(name):
                self._forms[told.get("style:name", "")] = node
            elif name == "style:style" and told.get("style:family") == "table-cell":
                self._looks[told.get("style:name", "")] = told
            elif form := told.get("style:data-style-name"):
                everywhere.append(form)  # a field, or a chart
            ruled = told.get("style:apply-style-name") or told.get("calcext:apply-style-name")
            everywhere += [ruled] if ruled and not _FORM.fullmatch(_above(node)) else []
        self._limits = {name: list(_limits(form)) for name, form in self._forms.items()}
        for one in everywhere:
            self._all(self._form(one) or one)

    def use(self, look: str, told: dict[str, str]) -> None:
        """Note what a cell of this look shows."""
        form = self._form(look)
        if not form or form not in self._forms:
            return
        value = next((told[key] for key in _VALUES if key in told), "")
        if told.get("office:value-type") == "string":
            if short(str(self._forms[form].tag)) == "number:text-style":
                self._shown.add(form)
        elif _NUMBER.fullmatch(value):
            self._number(form, float(value))
        elif value or "table:formula" in told:
            self._all(form)

    def settle(self) -> int:
        """Take the words out of forms that nothing shows. Returns how many had any."""
        seen = {word.text for name in self._shown for word in _words(self._forms.get(name))}
        changed = 0
        for name, form in self._forms.items():
            words = [word for word in _words(form) if word.text not in seen]
            if name in self._shown or not words:
                continue
            changed += 1
            for word in words:
                word.text = ""
            is_below = any(
                than == 0 and is_so(1.0, than) for is_so, than, _to in self._limits[name]
            )
            if is_below and not _BELOW.search("".join(map(str, form.itertext()))):
                words[0].text = "-"  # a word may have said it
        return changed

    def _form(self, look: str) -> str:
        """Return the form that a look has, or one of those that it is based on."""
        for _ in range(len(self._looks) + 1):
            told = self._looks.get(look, {})
            if "style:data-style-name" in told:
                return told["style:data-style-name"]
            look = told.get("style:parent-style-name", "")
        return ""

    def _number(self, form: str, value: float) -> None:
        for way in {value, 0.0} if -1 < value < 1 else {value}:
            meets = (to for is_so, than, to in self._limits[form] if is_so(way, than))
            self._shown.add(next(meets, form))

    def _all(self, form: str) -> None:
        if form in self._forms:
            self._shown |= {form, *(to for _is_so, _than, to in self._limits[form])}


def _limits(form: etree._Element) -> Iterator[tuple[_Compared, float, str]]:
    """Yield which numbers a form hands on, and to which form."""
    for rule in form.iterfind(tag("style:map")):
        told = said(rule)
        limit = _LIMIT.fullmatch(told.get("style:condition", "").strip())
        if limit:
            than, to = float(limit[2]), told.get("style:apply-style-name", "")
            yield _COMPARED[limit[1]], than, to


def settle(roots: Iterable[etree._Element], lost: Counter[Kind]) -> None:
    """Settle the forms of one document, now that no cell is hidden any more."""
    parts = list(roots)
    forms = _Forms(node for root in parts for node in root.iter(etree.Element))
    for root in parts:
        for table in root.iter(tag("table:table")):
            for look, told in _cells(table):
                forms.use(look, told)
    lost[Kind.HIDDEN] += forms.settle()


def _cells(table: etree._Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the look of each cell, which its row or column may say, and its attributes."""
    columns = [
        (repeats(column), column.get(tag("table:default-cell-style-name"), ""))
        for column in table.iter(tag("table:table-column"))
    ]
    for row in table.iter(tag("table:table-row")):
        usual = row.get(tag("table:default-cell-style-name"), "")
        place = 0
        for cell in row.iterchildren(*_CELLS):
            told = said(cell)
            look = told.get("table:style-name") or usual or _at(columns, place)
            if look and cell.tag == _CELLS[0]:
                yield look, told
            place += repeats(cell)


def _at(columns: list[tuple[int, str]], place: int) -> str:
    for width, look in columns:
        place -= width
        if place < 0:
            return look
    return ""


def _words(form: etree._Element | None) -> list[etree._Element]:
    """Return the words of a form; signs and spaces are none."""
    inside = form.iter(etree.Element) if form is not None else ()
    words = (node for node in inside if short(str(node.tag)) in _WORDS)
    return [word for word in words if any(map(str.isalnum, word.text or ""))]


def _above(node: etree._Element) -> str:
    parent = node.getparent()
    return "" if parent is None else short(str(parent.tag))
