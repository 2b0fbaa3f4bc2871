"""A second look at OpenDocument: every member, element and attribute against what is harmless."""

import re
from collections import Counter
from typing import BinaryIO

from tips.scrub import _package_look, _residue
from tips.scrub._odf_attributes import ATTRIBUTES
from tips.scrub._odf_elements import ELEMENTS, PREFIXES
from tips.scrub._odf_faces import DECLARED, FAMILIES, STYLES
from tips.scrub._odf_settings import CHOSEN, FORMS, SPACES, SWITCHES, YES_OR_NO
from tips.scrub._odf_sheets_look import Sheets
from tips.scrub._office_pictures import found as found_in_picture
from tips.scrub._report import Kind
from tips.scrub._rules_look import unmatched
from tips.scrub._typefaces import is_common, is_style

_OURS = re.compile(
    r"mimetype|META-INF/manifest\.xml|settings\.xml|(?:Object \d+/)?(?:content|styles)\.xml"
    r"|Pictures/\d+\.[a-z0-9]+"
)
_PICTURE = re.compile(r"(?:^|/)Pictures/[^/]+$")
_XML = re.compile(r"(?:^|/)(?:content|styles)\.xml$")
_KNOWN = ATTRIBUTES | {"xlink:type", "xlink:show", "xlink:actuate", "style:display-name"}
_NAMED = re.compile(
    r"draw:(?:gradient|hatch|fill-image|marker|stroke-dash|opacity|layer)$|svg:\w+Gradient$"
)
_WORDED = re.compile(
    r"text:(?:p|h|span|page-number|page-count|note-citation|ruby-base|ruby-text|sheet-name|number"
    r"|linenumbering-separator)$|number:|loext:fill-character$|presentation:(?:footer|date-time)-decl$|math:m[a-z]+$"
)
_SPOKEN = re.compile(r"(?i)(?![ivxlcdm]+(?![^\W\d_]))[^\W\d_]{3,}")  # no number of a line
_TABLE = re.compile(r"local-table|(?:Table_?|Tabla)\d{1,9}")  # where no name is seen
_RULED = ("content.xml", "styles.xml")
_FACE, _DIGITS = re.compile(r"Face_\d{1,9}"), "0123456789"
_FORMULAS = ("table:formula", "table:expression", "calcext:value", "style:condition")
_CELLS, _WORD = re.compile(r"\[[^\[\]]*\]"), re.compile(r"\w+")
_SWITCH = (
    r'<config:config-item config:name="(\w+)" config:type="(\w+)">([\w-]+)</config:config-item>'
)
_SETTINGS = re.compile(
    r'<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n<office:document-settings'
    + "".join(f' xmlns:{prefix}="{re.escape(address)}"' for prefix, address in SPACES.items())
    + rf'><office:settings><config:config-item-set config:name="{CHOSEN}">(?:{_SWITCH})+'
    "</config:config-item-set></office:settings></office:document-settings>"
)
_MOST_SETTINGS = 1 << 16  # bytes
_DRAWN = (None, "header", "footer", "date-time", "page-number")  # what slides show of a master
_FORMS: dict[str, re.Pattern[str]] = {
    "xlink:href": re.compile(r"Pictures/\d+\.[a-z0-9]+|\./Object \d+"),
    "xlink:type": re.compile("simple"),
    "xlink:show": re.compile("embed"),
    "xlink:actuate": re.compile("onLoad"),
    "xml:id": re.compile(r"id\d+"),
    "text:continue-list": re.compile(r"id\d+"),
    "draw:start-shape": re.compile(r"id\d+"),
    "draw:end-shape": re.compile(r"id\d+"),
    "text:name": re.compile(r"Section\d+"),
    "style:display-name": re.compile(r"[A-Za-z0-9 ]{1,40}"),
    "draw:display": re.compile("always|screen|printer"),
    "number:transliteration-format": re.compile(".", re.S),
}


def look(source: BinaryIO) -> Counter[Kind]:
    """Count what a document does not need; a clean one has nothing. Raises Unscrubbable."""
    found, ranges, sheets, kind = Counter[Kind](), _Ranges(), Sheets(), ""
    ruled = {}
    for name, data in _package_look.members(source):
        if name in _RULED:
            ruled[name] = data
        if not _OURS.fullmatch(name):
            found[_residue.of_member(name) or Kind.OTHER] += not _PICTURE.search(name)
        if name == "mimetype":
            kind = data.decode("latin-1").rpartition(".")[2]
        elif name == "settings.xml":
            found[Kind.SOFTWARE] += not _only_switches(data, kind)
        elif name.endswith("meta.xml"):
            found += _residue.properties(data)
        elif _PICTURE.search(name):
            found += found_in_picture(data)
        elif _XML.search(name):
            found += _Part(ranges, sheets).read(data)
    found[Kind.HIDDEN] += ranges.unused() + unmatched(ruled.values())
    found[Kind.HIDDEN] += sheets.missing() if kind == "spreadsheet" else 0
    return +(found + _package_look.wrapping(source))


def _only_switches(data: bytes, kind: str) -> bool:
    """Tell whether settings are as we write them: each switch once, and none but those allowed."""
    text = data[:_MOST_SETTINGS].decode("latin-1")
    if len(data) > _MOST_SETTINGS or not _SETTINGS.fullmatch(text):
        return False
    said = re.findall(_SWITCH, text)
    names = [name for name, _form, _value in said]
    return names == sorted(SWITCHES.get(kind, frozenset()) & set(names)) and all(
        form == FORMS.get(name, YES_OR_NO)[0] and FORMS.get(name, YES_OR_NO)[1].fullmatch(value)
        for name, form, value in said
    )


class _Part:
    """One XML part, read once from start to end."""

    def __init__(self, ranges: "_Ranges", sheets: Sheets) -> None:
        self._found: Counter[Kind] = Counter()
        self._ranges, self._sheets = ranges, sheets
        self._path: list[str] = []
        self._skipped = 0  # levels inside an element that goes with all it holds
        self._place = 0  # the level of a place of a master, whose own words no slide shows

    def read(self, data: bytes) -> Counter[Kind]:
        if data.strip() and not _package_look.events(data, self._start, self._end, self._text):
            self._found[Kind.OTHER] += 1
        return self._found

    def _start(self, tag: str, said: dict[str, str]) -> None:
        name = _short(tag)
        self._path.append(name)
        if self._skipped:
            self._skipped += 1
            return
        if name not in ELEMENTS:
            self._found[_residue.of_element(name)] += 1
            self._skipped = 1
            return
        told = {_short(tag): value for tag, value in said.items()}
        self._ranges.take(name, told)
        self._sheets.take(name, told)
        self._found[Kind.HIDDEN] += _hides_words(told)
        if "style:master-page" in self._path and told.get("presentation:class") not in _DRAWN:
            self._place = self._place or len(self._path)
        for key, value in told.items():
            self._attribute(name, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key == "draw:name" and (_NAMED.match(element) or _is_sum(element, value)):
            return
        if key not in _KNOWN:
            self._found[_residue.of_attribute(key)] += 1
            return
        self._found[Kind.SOFTWARE] += not _is_everybodys(element, key, value)
        form = _FORMS.get(key)
        if key == "table:name" and "office:spreadsheet" not in self._path:
            form = _TABLE
        if form and not form.fullmatch(value):
            self._found[Kind.OTHER] += 1

    def _end(self, tag: str) -> None:
        self._path.pop()
        self._place *= len(self._path) >= self._place
        self._skipped -= bool(self._skipped)

    def _text(self, text: str) -> None:
        if self._skipped or not text.strip():
            return
        self._found[Kind.OTHER] += not _WORDED.match(self._path[-1])
        unseen = "table:covered-table-cell" in self._path or self._place
        is_odd = self._path[-1] == "text:number" and _SPOKEN.search(text)
        self._found[Kind.HIDDEN] += bool(unseen or is_odd)


def _is_everybodys(element: str, key: str, value: str) -> bool:
    """Tell whether an attribute names no typeface but those that everybody has."""
    if key in STYLES:
        return is_style(value)
    if key in DECLARED or (element == "style:font-face" and key == "style:name"):
        return bool(_FACE.fullmatch(value)) or any(map(is_common, (value, value.rstrip(_DIGITS))))
    return key not in FAMILIES or is_common(value)


def _hides_words(told: dict[str, str]) -> bool:
    """Tell whether the label of a list says more or less than its words for older programs."""
    label = told.get("loext:num-list-format")
    before, behind = (told.get(f"style:num-{name}", "") for name in ("prefix", "suffix"))
    return label is not None and not re.fullmatch(
        rf"{re.escape(before)}%\d{{1,2}}%(?:[^%]*%\d%)*{re.escape(behind)}", label
    )


def _is_sum(element: str, name: str) -> bool:
    return element == "draw:equation" and name[:1] == "f" and name[1:].isdecimal()


class _Ranges:
    """The names of ranges and expressions in all parts, and what their formulas mention."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}  # and the formula behind each
        self._mentioned: set[str] = set()
        self._unsure = False  # a formula that finds a range by what a cell says

    def take(self, element: str, told: dict[str, str]) -> None:
        formula = " ".join(_CELLS.sub(" ", told[key]) for key in _FORMULAS if key in told)
        formula = formula.casefold()
        if element in ("table:named-range", "table:named-expression"):
            name = told.get("table:name", "").casefold()
            self._names[name] = f"{self._names.get(name, '')} {formula}"
        elif formula:
            self._mentioned.update(_WORD.findall(formula))
            self._unsure |= "indirect" in formula

    def unused(self) -> int:
        """Count names that no formula mentions, be it through another name."""
        waiting: dict[str, list[str]] = {}  # for a word that nothing has mentioned yet
        names = [] if self._unsure else list(self._names)
        while names:
            name = names.pop()
            missing = (set(_WORD.findall(name)) or {""}) - self._mentioned
            if missing:
                waiting.setdefault(missing.pop(), []).append(name)
                continue
            for word in {*_WORD.findall(self._names[name])} - self._mentioned:
                self._mentioned.add(word)
                names += waiting.pop(word, [])
        return sum(map(len, waiting.values()))


def _short(tag: str) -> str:
    address, _, local = tag.rpartition(" ")
    return f"{PREFIXES.get(address, '?')}:{local}" if address else local
