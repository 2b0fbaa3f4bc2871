"""Texts, spreadsheets, presentations and drawings of OpenDocument: a new package, part by part.

Out: the same kind of document: its words, tables, pictures, charts, formulas and slides.
Taken out: properties, authors, dates, comments, tracked changes, revision marks, settings but those
that move words on a page, scripts, forms, names of styles, frames, sections and tables in texts,
alternative texts, links, thumbnails, embedded files, animations, notes of slides; hidden sheets,
rows, columns, slides, sections, frames and words; cells that another one covers, heads and feet
that are off, what stands on kinds of page that nothing uses, names of ranges that no formula uses,
words of forms of numbers and of rules that no cell shows; names of typefaces that not everybody
has, each of which becomes one of its family; the sides that a frame hides of a picture; fields that
name a person or a file; EXIF in pictures.
Stays: the words and the way of writing; what pictures show; text that is white or off the page.
Refused: locked and damaged documents; a picture that cannot be cleaned gives way to a blank.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

from lxml import etree

from tips.scrub import (
    _odf_crops,
    _odf_forms,
    _odf_marks,
    _odf_ranges,
    _odf_sheets,
    _odf_unseen,
    _rules,
)
from tips.scrub._odf_hidden import Hidden, settle
from tips.scrub._odf_look import look
from tips.scrub._odf_rebuild import Rebuild, short
from tips.scrub._odf_settings import switches
from tips.scrub._odf_sheets import Gone
from tips.scrub._odf_styles import Styles
from tips.scrub._office_pictures import BLANK, Picture, cleaned, cropped
from tips.scrub._office_xml import MOST_XML, document, parse, written
from tips.scrub._ooxml_names import Names
from tips.scrub._packages import Package, pack, sniff_package
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._told import Told

# Written out: who takes in files reads this without loading a parser.
MEDIA_TYPES = {
    "application/vnd.oasis.opendocument.text": ("odt", "ott"),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods", "ots"),
    "application/vnd.oasis.opendocument.presentation": ("odp", "otp"),
    "application/vnd.oasis.opendocument.graphics": ("odg", "otg"),
}
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_OBJECT = "application/vnd.oasis.opendocument."
# Before 1.2 a manifest had no version; since then readers expect that of the text.
_VERSION = re.compile(
    rb'[^<]*<\?[^>]*>[^<]*<office:document-content\b[^>]*\soffice:version="(1\.[2-9])"'
)
_LOCKED = re.compile(rb"encryption-data|encrypted-key", re.I)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a document with the same words, tables, pictures and values. Raises Unscrubbable."""
    media_type = sniff_package(source)
    if media_type not in MEDIA_TYPES:
        raise Unscrubbable(Reason.BROKEN)
    removed = look(source)
    walk = _Walk(Package(source), media_type)
    pack(sink, walk.run().items())
    for kind, number in walk.lost.items():
        removed[kind] = max(removed[kind], number)
    kept = (Limit.WORDING, Limit.VISIBLE, Limit.UNSEEN)
    return Report(media_type, +removed, (Change.REBUILT,), kept)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a document does not need. Reads with other parsers than the writer's."""
    return look(source)


class _Walk:
    """Builds one package: the text, its styles, and the pictures and charts that they use."""

    def __init__(self, package: Package, media_type: str) -> None:
        self.lost: Counter[Kind] = Counter()
        self._package, self._media_type = package, media_type
        self._sheets = media_type.endswith("spreadsheet")
        self._names = Names()
        self._made: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._paths = Told()
        self._gone: Gone | None = None  # of a spreadsheet, once its text is known
        self._places: dict[str, str | None] = {}  # old places of pictures and objects to new

    def run(self) -> dict[str, bytes]:
        """Return the members of the new package in order. Raises Unscrubbable."""
        if _LOCKED.search(self._read("META-INF/manifest.xml")):
            raise Unscrubbable(Reason.ENCRYPTED)
        self._build("")
        if "content.xml" not in self._made:
            raise Unscrubbable(Reason.BROKEN)
        if self._sheets:
            self.lost[Kind.HIDDEN] += _rules.of_spreadsheet(self._made)
        self._keep_switches()
        listed = [("/", self._media_type), *self._types.items()]
        entries = "".join(
            written("manifest:file-entry", [("manifest:full-path", place),
                                            ("manifest:media-type", kind)], "")
            for place, kind in listed
        )  # fmt: skip
        version = _VERSION.match(self._made["content.xml"])
        said = [("manifest:version", version[1].decode())] if version else []
        head = [("xmlns:manifest", _MANIFEST), *said]
        manifest = document(written("manifest:manifest", head, entries))
        first = {"mimetype": self._media_type.encode()}
        return first | self._made | {"META-INF/manifest.xml": manifest}

    def _keep_switches(self) -> None:
        kind = self._media_type.rpartition(".")[2]
        made = switches(self._read("settings.xml"), kind)
        if made is not None:
            self._made["settings.xml"], self._types["settings.xml"] = made, "text/xml"

    def _build(self, folder: str, old: str = "") -> None:
        """Build the text and the styles of the document, or of one object inside it."""
        hidden = Hidden()
        roots = {}
        for name in ("styles.xml", "content.xml"):
            data = self._read(posixpath.join(old, name))
            if data.strip():
                roots[name] = parse(data)
                hidden.learn(roots[name])
        self._settle(roots, hidden, is_main=not folder)
        styles = Styles(self._names, roots.values())
        for name, root in roots.items():
            made = self._rebuild(old, styles).part(root)
            if made is not None:
                place = posixpath.join(folder, name)
                self._made[place], self._types[place] = made, "text/xml"

    def _settle(self, roots: dict[str, etree._Element], hidden: Hidden, *, is_main: bool) -> None:
        """Take out what does not show; the main text tells its path, and which sheets are gone."""
        parts, text = roots.values(), roots.get("content.xml") if is_main else None
        if text is not None:
            self._paths = _odf_unseen.learn(text)
        _odf_marks.settle(parts, self.lost)
        _odf_crops.settle(parts, self.lost)
        _odf_unseen.settle(parts, self._paths, self.lost)
        for root in parts:
            settle(root, hidden, self.lost)
        if text is not None and self._sheets:
            self._gone = Gone(self._names, _odf_sheets.called(text))
        if self._gone:
            self._gone.settle(parts)
        _odf_ranges.settle(parts, self.lost)
        _odf_forms.settle(parts, self.lost)

    def _rebuild(self, old: str, styles: Styles) -> Rebuild:
        return Rebuild(self._names, styles, self._linker(old), sheets=self._sheets)

    def _linker(self, base: str) -> Callable[[str], str | None]:
        def link(address: str) -> str | None:
            place = address and posixpath.normpath(posixpath.join(base, address))
            if place not in self._places:
                self._places[place] = self._included(place)
            return self._places[place]

        return link

    def _included(self, place: str) -> str | None:
        if not place:
            return self._kept(BLANK)
        place, _, crop = place.partition(_odf_crops.CROP)
        if posixpath.join(place, "content.xml") in self._package.members:
            return self._object(place)
        data = self._read(place)
        picture = cleaned(data) if data else None
        if picture and crop and (sides := _odf_crops.shares(data, crop)):
            picture = cropped(picture, sides)
        if picture is None or picture.lost:
            self.lost[Kind.EMBEDDED] += 1
            return None
        return self._kept(picture)

    def _kept(self, picture: Picture) -> str:
        new = f"Pictures/{len(self._places) + 1}.{picture.ending}"
        self._made[new], self._types[new] = picture.data, picture.media_type
        return new

    def _object(self, place: str) -> str | None:
        """Keep an object that draws itself, a chart or a formula; other documents inside go."""
        kind = _kind(parse(self._read(posixpath.join(place, "content.xml"))))
        if kind is None:
            self.lost[Kind.EMBEDDED] += 1
            return None
        folder = f"Object {len(self._places) + 1}"
        self._build(folder, place)
        self._types[folder + "/"] = _OBJECT + kind
        return f"./{folder}"

    def _read(self, place: str) -> bytes:
        return self._package.read(place, MOST_XML) if place in self._package.members else b""


def _kind(root: etree._Element) -> str | None:
    if short(str(root.tag)) == "math:math":
        return "formula"
    charts = (short(str(node.tag)) == "office:chart" for node in root.iter())
    return "chart" if any(charts) else None
