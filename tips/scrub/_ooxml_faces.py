"""Names of typefaces in Office Open XML: where they stand, and what is said of those named again.

Beside the attributes that hold nothing else, headers of sheets name one in a code (`&"Arial,Bold"`,
ISO/IEC 29500-1, headerFooter) and old drawings (VML) in a style (`font-family:"Arial Black"`).
"""

import re
from collections.abc import Callable

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_names import Names
from tips.scrub._typefaces import is_common, is_style, told

_A, _W, _X = ("{" + NAMESPACES[prefix] + "}" for prefix in "awx")
_DRAWN = ("latin", "ea", "cs", "sym", "buFont", "font")
PLACES = frozenset(
    [f"w:rFonts w:{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")]
    + [f"a:{name} typeface" for name in _DRAWN]
    + ["w:font w:name", "w:sym w:font", "m:mathFont m:val", "x:name val", "x:rFont val"]
)
HEADINGS = frozenset(
    f"x:{pages}{place}" for pages in ("odd", "even", "first") for place in ("Header", "Footer")
)
_FAMILIES = ("", "roman", "swiss", "modern", "script", "decorative")  # by number
_PITCHES = ("", "fixed", "variable", "")
_SIGNS = 2  # the set of characters of a font that draws signs
_CODE = re.compile(r'&(?:&|"([^",]*),?([^"]*)"?)')
_THEMES = ("-", "+")
_CHOSEN = re.compile(
    r"""(?<![\w-])([\w-]*?font(?:-family)?)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)""", re.I
)


def learn(root: etree._Element, names: Names) -> None:
    """Note of which family typefaces are that are named again; what else describes them goes."""
    for node in root.iter(*_TOLD):
        name, family = _TOLD[str(node.tag)](node)
        if not is_common(name):
            names.families[name] = names.families.get(name) or family
            node.attrib.pop("panose", None)


def coded(names: Names, text: str) -> str:
    """Return what stands above or below a sheet, with common typefaces in its codes."""

    def code(found: re.Match[str]) -> str:
        face, style = found[1], found[2]
        if face is None:
            return found[0]  # a sign for "and"
        face = face if face in _THEMES else names.face(face)
        return f'&"{face},{style if is_style(style) else "Regular"}"'

    return _CODE.sub(code, text)


def styled(names: Names, style: str) -> tuple[str, str]:
    """Return the style of an old drawing with common typefaces, and what it says beside them."""

    def choice(found: re.Match[str]) -> str:
        if not found[1].lower().endswith("family"):
            return ""  # looks of all kinds at once, of which one is the typeface
        return f'{found[1]}:"{names.face(_unquoted(found[2]))}"'

    return _CHOSEN.sub(choice, style), _CHOSEN.sub("", style)


def _unquoted(face: str) -> str:
    return face.strip().strip("\"'")


def _drawn(node: etree._Element) -> tuple[str, str]:
    """Return a typeface of a drawing, a slide or a theme, and its family, or nothing."""
    kind = _number(node.get("pitchFamily"))
    return str(node.get("typeface", "")), told(
        _family(kind >> 4),
        _PITCHES[kind & 3],
        str(node.get("panose", "")),
        signs=_number(node.get("charset")) == _SIGNS,
    )


def _listed(node: etree._Element) -> tuple[str, str]:
    """Return a typeface of Word's table of them, and its family."""
    said = {str(child.tag): str(child.get(f"{_W}val", "")) for child in node}
    kind, pitch, panose, letters = (
        said.get(_W + name, "") for name in ("family", "pitch", "panose1", "charset")
    )
    signs = _number(letters) == _SIGNS
    return str(node.get(f"{_W}name", "")), told(kind, pitch, panose, signs=signs)


def _sign(node: etree._Element) -> tuple[str, str]:
    return str(node.get(f"{_W}font", "")), "symbol"


def _celled(node: etree._Element) -> tuple[str, str]:
    """Return a typeface of a sheet, and its family: Excel says "modern" where it knows nothing."""
    beside = (node.find(f"../{_X}{name}") for name in ("family", "charset"))
    kind, letters = (_number(None if one is None else one.get("val")) for one in beside)
    return str(node.get("val", "")), told(_family(kind), "variable", signs=letters == _SIGNS)


def _family(number: int) -> str:
    return _FAMILIES[number] if number < len(_FAMILIES) else ""


def _number(said: object) -> int:
    text = str(said or "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


_TOLD: dict[str, Callable[[etree._Element], tuple[str, str]]] = {
    **{_A + name: _drawn for name in _DRAWN},
    f"{_W}font": _listed,
    f"{_W}sym": _sign,
    f"{_X}name": _celled,
    f"{_X}rFont": _celled,
}
