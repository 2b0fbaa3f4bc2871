"""Pictures inside cells, laid over the sheet before anything is built.

No other program shows them where they are kept, and what they are kept among is not built. Laid
over their cells they are pictures as all others.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from tips.scrub._office_pictures import size_of
from tips.scrub._office_xml import parse
from tips.scrub._ooxml_cells import column, merged
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_inside import ASKS, Pictures, Read, Relations, pictures
from tips.scrub._ooxml_kinds import relation_type
from tips.scrub._ooxml_layouts import of
from tips.scrub._ooxml_links import Relation
from tips.scrub._ooxml_sheets import column_of, hidden_columns, is_folded

_X, _R = ("{" + NAMESPACES[prefix] + "}" for prefix in "xr")
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_BEHIND = frozenset(  # what follows the drawing in a sheet
    f"{_X}{name}"
    for name in (
        "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
        "webPublishItems", "tableParts", "extLst",
    )
)  # fmt: skip
_POINT, _DOT = 12_700, 9_525  # in units of drawings
_USUAL_WIDTH, _USUAL_HEIGHT = 9.14, 15.0  # letters with their gaps, points
_JOINED = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_MOST_JOINED = 500  # rows or columns of one cell that are counted
_ANCHOR = (
    "<xdr:oneCellAnchor {spaces}><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>{x}</xdr:colOff>"
    "<xdr:row>{row}</xdr:row><xdr:rowOff>{y}</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="{wide}" cy="{high}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name=""/>'
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
)
_SPACES = " ".join(f'xmlns:{name}="{NAMESPACES[name]}"' for name in ("xdr", "a", "r"))


def laid(own: Mapping[str, Relation], relations: Relations, read: Read) -> dict[str, bytes]:
    """Return new forms of the parts that have to do with it; `own` leads out of the workbook."""
    known, made = pictures(own, relations, read), dict[str, bytes]()
    for number, place in enumerate(of("worksheet", own.values()) if known else (), 1):
        data = read(place)
        if ASKS.search(data):
            sheet = parse(data)
            inside = list(_taken(sheet, known))
            if inside:
                over = _drawing(
                    sheet, place, f"xl/drawings/laid{number}.xml", relations, made, read
                )
                _anchor(sheet, inside, over, made, read)
            made[place] = etree.tostring(sheet)
    return made


def _taken(sheet: etree._Element, known: Pictures) -> Iterator[tuple[int, int, str]]:
    """Empty the cells with pictures; yield row, column and picture of those that are seen."""
    hidden, joined = hidden_columns(sheet), merged(sheet)
    for line, row in enumerate(sheet.iterfind(f"{_X}sheetData/{_X}row"), 1):
        said = str(row.get("r", line))
        number = int(said) if said.isdecimal() else line
        for place, cell in enumerate(row, 1):
            member = known.of(cell)
            if not member:
                continue
            del cell[:]
            for name in ("t", "vm"):
                cell.attrib.pop(name, None)
            at = column_of(cell, place)
            if at not in hidden and not is_folded(row, "ht") and not joined.covers(number, at):
                yield number, at, member


def _drawing(
    sheet: etree._Element,
    place: str,
    new: str,
    relations: Relations,
    made: dict[str, bytes],
    read: Read,
) -> str:
    """Return the drawing of a sheet; where it has none, give it a new one."""
    mark = sheet.find(f"{_X}drawing")
    relation = relations(place).get(str(mark.get(f"{_R}id"))) if mark is not None else None
    if relation is not None and read(relation.target).strip():
        return relation.target
    if mark is None:
        mark = etree.Element(f"{_X}drawing")
        later = next((node for node in sheet if node.tag in _BEHIND), None)
        sheet.append(mark) if later is None else later.addprevious(mark)
    mark.set(f"{_R}id", "laid")
    _link(place, [("laid", "drawing", new)], made, read)
    made[new] = f"<xdr:wsDr {_SPACES}/>".encode()
    return new


def _anchor(
    sheet: etree._Element,
    inside: list[tuple[int, int, str]],
    over: str,
    made: dict[str, bytes],
    read: Read,
) -> None:
    """Put pictures into a drawing, each in the middle of its cell and as large as fits."""
    drawing, grid = parse(made.get(over) or read(over)), _Grid(sheet)
    links = []
    for number, (row, at, member) in enumerate(inside, 1):
        box = grid.size(row, at)
        shape = size_of(read(member)) or box
        scale = min(box[0] / shape[0], box[1] / shape[1])
        wide, high = int(shape[0] * scale), int(shape[1] * scale)
        links.append((f"laid{number}", "image", member))
        anchor = _ANCHOR.format(
            spaces=_SPACES, column=at - 1, row=row - 1, x=(box[0] - wide) // 2,
            y=(box[1] - high) // 2, wide=wide, high=high, number=60_000 + number,
            link=f"laid{number}",
        )  # fmt: skip
        drawing.append(etree.fromstring(anchor))
    made[over] = etree.tostring(drawing)
    _link(over, links, made, read)


def _link(
    place: str, links: list[tuple[str, str, str]], made: dict[str, bytes], read: Read
) -> None:
    """Add relationships (identifier, kind, member) to those of a part."""
    folder, name = posixpath.split(place)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    data = read(where)
    root = parse(data) if data.strip() else etree.Element(f"{{{_LINKS}}}Relationships")
    for key, kind, member in links:
        node = etree.SubElement(root, f"{{{_LINKS}}}Relationship")
        node.attrib.update({"Id": key, "Type": relation_type(kind), "Target": f"/{member}"})
    made[where] = etree.tostring(root)


class _Grid:
    """How large the cells of a sheet are, in units of drawings."""

    def __init__(self, sheet: etree._Element) -> None:
        form = sheet.find(f"{_X}sheetFormatPr")
        usual = form.attrib if form is not None else {}
        self._wide = _number(usual.get("defaultColWidth"), _USUAL_WIDTH)
        self._high = _number(usual.get("defaultRowHeight"), _USUAL_HEIGHT)
        self._columns = [
            (_number(one.get("min"), 0), _number(one.get("max"), 0), _number(one.get("width"), 0))
            for one in sheet.iterfind(f"{_X}cols/{_X}col")
        ]
        rows = sheet.iterfind(f"{_X}sheetData/{_X}row[@ht]")
        self._rows = {str(row.get("r")): _number(row.get("ht"), self._high) for row in rows}
        merges = sheet.iterfind(f"{_X}mergeCells/{_X}mergeCell")
        ends = filter(None, (_JOINED.fullmatch(str(one.get("ref"))) for one in merges))
        self._joined = {
            (int(end[2]), column(end[1])): (int(end[4]), column(end[3])) for end in ends
        }

    def size(self, row: int, at: int) -> tuple[int, int]:
        """Return the size of a cell, with those that it is joined with."""
        last, right = self._joined.get((row, at), (row, at))
        wide = sum(map(self._width, range(at, min(right, at + _MOST_JOINED) + 1)))
        rows = range(row, min(last, row + _MOST_JOINED) + 1)
        high = sum(self._rows.get(str(one), self._high) for one in rows)
        return max(_DOT, int(wide * 7 * _DOT)), max(_DOT, int(high * _POINT))

    def _width(self, at: int) -> float:
        own = (wide for first, last, wide in self._columns if first <= at <= last and wide)
        return next(own, self._wide)


def _number(said: object, usual: float) -> float:
    try:
        number = float(str(said))
    except ValueError:
        return usual
    return number if 0 <= number <= 20_000 else usual
