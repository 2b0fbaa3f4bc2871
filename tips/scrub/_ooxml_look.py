"""A second look at Office Open XML: each member, element and attribute against what is harmless."""

import posixpath
import re
from collections import Counter
from functools import lru_cache
from typing import BinaryIO

from tips.scrub import _package_look, _residue
from tips.scrub._office_pictures import found as found_in_picture
from tips.scrub._ooxml_attributes import ATTRIBUTES
from tips.scrub._ooxml_elements import ELEMENTS, PREFIXES, transitional
from tips.scrub._ooxml_faces import HEADINGS, PLACES
from tips.scrub._ooxml_kinds import VOCABULARIES
from tips.scrub._ooxml_unseen_look import Unseen, readings
from tips.scrub._ooxml_values import FORMULAS, TEXTS
from tips.scrub._report import Kind
from tips.scrub._rules_look import unmatched
from tips.scrub._typefaces import is_common, is_style

_PLACES = "|".join(
    re.escape(kind.place).replace(r"\{\}", r"\d+")
    for kinds in VOCABULARIES.values()
    for kind in kinds.values()
)
_OURS = re.compile(
    rf"\[Content_Types\]\.xml|_rels/\.rels|(?:{_PLACES})|\w+/(?:\w+/)?_rels/\w+\.xml\.rels"
    r"|ppt/(?:pres|view)Props\.xml|(?:word|xl|ppt)/media/image\d+\.[a-z0-9]+"
)
_PICTURE = re.compile(r"/media/[^/]+\.(?:png|jpe?g|jfif|gif|bmp|tiff?|webp|heic|avif)$", re.I)
_XML = "http://www.w3.org/XML/1998/namespace "
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types "
# Values of ours that take the place of names, told by their form alone.
_FORMS: dict[str, re.Pattern[str]] = {
    "w:bookmarkStart w:name": re.compile(r"_b\d+"),
    "w:hyperlink w:anchor": re.compile(r"_b\d+"),
    "w:style w:styleId": re.compile(r"[A-Za-z0-9]{1,60}"),
    "w:fldSimple w:instr": re.compile(r"[ \w\\*\"-]+"),
    "a:theme name": re.compile("Theme"),
    "mc:Choice Requires": re.compile(r"(?:a14|wp[sgc])(?: (?:a14|wp[sgc]))*"),
    "x:sheet state": re.compile("visible"),
    "p:sld show": re.compile("1|true|on"),
    "xml:space": re.compile("preserve"),
    "a:ext uri": re.compile(r"http://schemas\.microsoft\.com/office/drawing/2008/diagram"),
    "dsp:dataModelExt relId": re.compile(r"rId\d+"),
    "dsp:dataModelExt minVer": re.compile(r"http://schemas\.openxmlformats\.org/[\w/]+/diagram"),
} | {
    f"{element} name": re.compile("Shape")
    for element in (
        "p:cNvPr", "a:cNvPr", "pic:cNvPr", "xdr:cNvPr", "cdr:cNvPr", "wp:docPr", "wps:cNvPr",
        "wpg:cNvPr", "dsp:cNvPr",
    )
}  # fmt: skip
# Which drawing shows a diagram is said in what is otherwise room for additions; the last two are
# the parts that PowerPoint wants, with nothing in them.
_ALSO = frozenset(
    ("mc:AlternateContent", "mc:Choice", "mc:Choice Requires", "dgm:extLst",
     "dsp:dataModelExt relId", "dsp:dataModelExt minVer", "p:presentationPr", "p:viewPr")
)  # fmt: skip
_ANY = re.compile(r"[\s\S]*")
_RELATION = re.compile(r"rId\d+")
_CODE = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|SEQ|TOC|PAGEREF|REF|NOTEREF|AUTONUM|LISTNUM"
    r"|HYPERLINK \\l _b)"
    r"[ \w\\*\"-]*"
)
# Words between quotes, and names of sheets between others: a line outside of words is none of ours.
_PIECES = re.compile(r"""'[^']*'|"[^"]*"|[^'"]+|['"]""")

# A code above or below a sheet that names a typeface, and a style of an old drawing that does.
_CODES = re.compile(r'&(?:&|"([^",]*),?([^"]*))')
_STYLES = re.compile(r"""font(?:-family)?\s*:\s*["']?([^;"']*)""", re.I)


def look(source: BinaryIO) -> Counter[Kind]:
    """Count what a document does not need; a clean one has nothing. Raises Unscrubbable."""
    members = dict(_package_look.members(source))
    found = _package_look.wrapping(source)
    sheets = [data for name, data in members.items() if name.startswith("xl/")]
    found[Kind.HIDDEN] += readings(members) + unmatched(sheets)
    for name, data in members.items():
        if name.endswith(".rels"):
            found += _relations(name, transitional(data), set(members))
        elif name == "[Content_Types].xml":
            found += _types(data, set(members))
        elif _PICTURE.search(name):
            found += found_in_picture(data)
        elif _OURS.fullmatch(name) or (name.endswith(".xml") and not _residue.of_member(name)):
            found += _Part().read(transitional(data))
        elif name.startswith("docProps/") and name.endswith(".xml"):
            found += _residue.properties(data)
        if not _OURS.fullmatch(name):
            found[_residue.of_member(name) or Kind.OTHER] += 1
    return +found


def _relations(name: str, data: bytes, members: set[str]) -> Counter[Kind]:
    """Count links that lead out of the package or to nothing."""
    found: Counter[Kind] = Counter()
    folder = posixpath.dirname(posixpath.dirname(name))

    def start(tag: str, said: dict[str, str]) -> None:
        target = said.get("Target", "")
        inside = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if said.get("TargetMode", "Internal") != "Internal":
            found[Kind.SCRIPT] += 1
        elif tag.endswith("Relationship") and inside not in members:
            found[Kind.OTHER] += 1

    _package_look.events(data, start, lambda tag: None, lambda text: None)
    return found


def _types(data: bytes, members: set[str]) -> Counter[Kind]:
    """Count parts that are declared and not there."""
    found: Counter[Kind] = Counter()

    def start(tag: str, said: dict[str, str]) -> None:
        if tag == _CONTENT + "Override" and said.get("PartName", "")[1:] not in members:
            found[Kind.OTHER] += 1

    _package_look.events(data, start, lambda tag: None, lambda text: None)
    return found


class _Part:
    """One XML part, read once from start to end."""

    def __init__(self) -> None:
        self._found: Counter[Kind] = Counter()
        self._path: list[str] = []
        self._skipped = 0  # levels inside an element that goes with all it holds
        self._row_is_hidden = False
        self._formula: list[str] = []
        self._unseen = Unseen()

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
        if name not in ELEMENTS and name not in _ALSO:
            self._found[_residue.of_element(name)] += 1
            self._skipped = not _residue.is_wrapper(name)
            return
        self._found[Kind.HIDDEN] += self._unseen.start(self._path, said)
        if name == "x:row":
            self._row_is_hidden = said.get("hidden") in ("1", "true")
        self._found[Kind.HIDDEN] += name == "x:c" and self._row_is_hidden
        for key, value in said.items():
            self._attribute(name, key, value)
        if name == "x:cfvo":
            self._found[Kind.SCRIPT] += _asks(said.get("val", ""))

    def _attribute(self, element: str, tag: str, value: str) -> None:
        key, form = _form(element, tag)
        if form is None:
            self._found[_residue.of_attribute(key)] += 1
        elif form is not _ANY and not form.fullmatch(value):
            self._found[_residue.of_value(f"{element} {key}")] += 1
        elif f"{element} {key}" in PLACES:
            self._found[Kind.SOFTWARE] += not is_common(value)
        elif key == "style" and element.startswith("v:"):
            self._found[Kind.SOFTWARE] += not all(map(is_common, _STYLES.findall(value)))

    def _end(self, tag: str) -> None:
        self._path.pop()
        self._skipped -= bool(self._skipped)
        if self._formula:
            self._found[Kind.SCRIPT] += _asks("".join(self._formula))
            self._formula.clear()

    def _text(self, text: str) -> None:
        if self._skipped or not text.strip():
            return
        name = self._path[-1]
        self._found[Kind.HIDDEN] += self._unseen.text(self._path, text)
        if name == "w:instrText" and not _CODE.fullmatch(text):
            self._found[Kind.SCRIPT] += 1
        elif name in FORMULAS:
            self._formula.append(text)
        elif name in HEADINGS:
            self._found[Kind.SOFTWARE] += not all(map(_is_code, _CODES.finditer(text)))
        elif name not in TEXTS:
            self._found[Kind.OTHER] += 1


def _is_code(found: re.Match[str]) -> bool:
    face, style = found.groups()
    known = face in (None, "-", "+") or is_common(face)
    return known and (not style or is_style(style))


def _asks(formula: str) -> bool:
    """Tell whether a formula asks another program: `program|topic!item`."""
    return "|" in formula and any(
        "|" in piece for piece in _PIECES.findall(formula) if piece[0] != '"'
    )


@lru_cache(65_536)
def _form(element: str, tag: str) -> tuple[str, re.Pattern[str] | None]:
    """Return the name of an attribute and the form that its value must have; None: it must go."""
    key = _short(tag).removeprefix("?:")
    if key.startswith("r:"):
        return key, _RELATION
    allowed = ATTRIBUTES.get(element.partition(":")[0], frozenset())
    place = f"{element} {key}"
    if key in allowed or key == "xml:space" or place in _ALSO:
        return key, _FORMS.get(place) or _FORMS.get(key, _ANY)
    return key, None


@lru_cache(65_536)
def _short(tag: str) -> str:
    if tag.startswith(_XML):
        return "xml:" + tag[len(_XML) :]
    address, _, local = tag.rpartition(" ")
    return f"{PREFIXES.get(address, '?')}:{local}"
