"""An Office Open XML package walked from its main part; only what is reached and known is built.

Relationships and content types are written anew, so that nothing points to what is not there.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tips.scrub import (
    _ooxml_choices,
    _ooxml_defaults,
    _ooxml_formulas,
    _ooxml_sheets,
    _ooxml_slides,
    _ooxml_sums,
    _ooxml_words,
)
from tips.scrub._office_pictures import cleaned, cropped
from tips.scrub._office_xml import MOST_XML, document, parse, written
from tips.scrub._ooxml_elements import NAMESPACES, transitional
from tips.scrub._ooxml_kinds import (
    FOLDERS,
    OFFICE_RELATIONS,
    PartKind,
    kind_of,
    presentation_type,
    relation_type,
)
from tips.scrub._ooxml_laid import laid
from tips.scrub._ooxml_layouts import Behind, behind, of
from tips.scrub._ooxml_links import Links, Relation
from tips.scrub._ooxml_names import Names
from tips.scrub._ooxml_rebuild import Rebuild, short
from tips.scrub._ooxml_sheets import Facts
from tips.scrub._packages import Package
from tips.scrub._report import Kind, Reason, Unscrubbable

_VIEWS = {"presProps": "p:presentationPr", "viewProps": "p:viewPr"}
_FORMULAS = re.compile(r"xl/(?:charts|tables|drawings)/[^/]+\.xml$")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


@dataclass
class Built:
    """A new package: its members in order, their content types, and what was left out."""

    members: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    lost: Counter[Kind] = field(default_factory=Counter)


class Walk:
    """Builds the parts of one package. `kinds` are those of its vocabulary, the main one first."""

    def __init__(self, package: Package, kinds: Mapping[str, PartKind]) -> None:
        self._built = Built()
        self._names = Names()
        self._facts = Facts()
        self._behind = Behind()
        self._package = package
        self._kinds = kinds
        self._members = {name.lower(): name for name in package.members}
        if len(self._members) < len(package.members):
            raise Unscrubbable(Reason.BROKEN)  # readers differ in which of two they take
        self._made: dict[str, bytes] = {}  # parts that are read in another form than they have
        self._new: dict[str, tuple[str, str | None]] = {}  # old name to kind and new name
        self._counts: Counter[str] = Counter()

    def run(self) -> Built:
        """Build everything. Raises Unscrubbable when the main part is missing or unknown."""
        start = [r.target for r in self._relations("").values() if r.kind == "officeDocument"]
        main = next(iter(self._kinds))
        if not start:
            raise Unscrubbable(Reason.BROKEN)
        self._learn(main, start[0])
        place = self._included(Relation(main, start[0]), None)
        if place is None:
            raise Unscrubbable(Reason.BROKEN)
        self._relate("", [("rId1", OFFICE_RELATIONS + "officeDocument", place)])
        self._built.members = self._ordered()
        return self._built

    def _learn(self, main: str, place: str) -> None:
        """Read ahead what one part must know of another: styles' names, what is hidden."""
        relations = self._relations(place)
        if main == "document":
            for kind, learn in _ooxml_words.AHEAD.items():
                for relation in (one for one in relations.values() if one.kind == kind):
                    if data := self._read(relation.target):
                        learn(parse(data), self._names)
        elif main == "presentation":
            self._behind = behind(relations, self._relations, self._read)
        elif main == "workbook":
            self._made = laid(relations, self._relations, self._read)
            sheets = [r.target for r in relations.values() if r.kind == "worksheet"]
            root = parse(self._read(place))
            others = [name for name in self._package.members if _FORMULAS.match(name.lower())]
            looks = next(map(self._read, of("styles", relations.values())), b"")
            self._facts = _ooxml_sheets.facts(
                root,
                map(self._read, sheets),
                map(self._read, others),
                parse(looks) if looks.strip() else None,
            )
            if self._facts.values_only:
                parts = {key: r.target for key, r in relations.items() if r.target in sheets}
                self._facts.whole = _ooxml_formulas.stay(root, parts, self._read)

    def _included(self, relation: Relation, outer: Links | None) -> str | None:
        """Build one part, and those it needs, once; return its new name or None."""
        key = relation.target + relation.crop
        if key not in self._new:
            if relation.kind == "image":
                self._new[key] = "image", self._picture(relation)
            else:
                self._build(relation, outer)
        kind, place = self._new.get(key, ("", None))
        return place if kind == relation.kind else None

    def _build(self, relation: Relation, outer: Links | None) -> None:
        kind, target = self._kinds.get(relation.kind), relation.target
        data = self._read(target) if kind else b""
        if not kind or not data.strip():
            return  # some programs leave parts with nothing in them
        root = parse(data)
        del data
        if target in self._behind.unused | self._behind.undrawn:
            _ooxml_slides.clear(root, whole=target in self._behind.unused)
        if short(str(root.tag)) != kind.root or not self._settled(kind.name, root, target):
            return
        self._counts[kind.place] += 1
        place = kind.place.format(self._counts[kind.place])
        self._new[target] = kind.name, place
        links = Links(self._relations(target), outer, self._included)
        made = Rebuild(self._names, links.new, links.drawn).part(root)
        if made is None:
            self._new[target] = kind.name, None
            return
        links.follow(kind.follows)
        self._add_views(kind.name, links.made)
        self._built.members[place], self._built.types[place] = made, kind.content_type
        self._relate(place, links.made)

    def _settled(self, kind: str, root: etree._Element, part: str) -> bool:
        """Take out of a part what only its own vocabulary knows; False leaves the part out."""
        _ooxml_choices.settle(root)
        self._built.lost[Kind.HIDDEN] += _ooxml_sums.settle(kind, root)
        kept = _ooxml_slides.settle(kind, root, self._built.lost)
        if kind in _ooxml_words.KINDS and "document" in self._kinds:
            _ooxml_words.settle(root, self._names, self._built.lost)
        elif kind in _ooxml_sheets.KINDS and "workbook" in self._kinds:
            kept = _ooxml_sheets.settle(kind, root, self._facts, self._built.lost, part)
        elif kind == "chart":
            _ooxml_slides.unlink_chart(root)
        if kind == "chart":
            _ooxml_defaults.spell_out(root, self._read("docProps/app.xml"))
        return kept

    def _add_views(self, kind: str, made: list[tuple[str, str, str]]) -> None:
        """PowerPoint wants two parts that say how it was used last; ours say nothing."""
        for name, root in _VIEWS.items() if kind == "presentation" else ():
            place = f"ppt/{name}.xml"
            made.append((f"rId{len(made) + 1}", relation_type(name), place))
            spaces = [("xmlns:p", NAMESPACES["p"])]
            self._built.members[place] = document(written(root, spaces, ""))
            self._built.types[place] = presentation_type(name)

    def _picture(self, relation: Relation) -> str:
        picture = cleaned(self._read(relation.target))
        if relation.crop:
            picture = cropped(picture, relation.crop)
        self._built.lost[Kind.EMBEDDED] += picture.lost
        self._counts["image"] += 1
        folder = FOLDERS[next(iter(self._kinds))]
        place = f"{folder}/media/image{self._counts['image']}.{picture.ending}"
        self._built.members[place], self._built.types[place] = picture.data, picture.media_type
        return place

    def _read(self, target: str) -> bytes:
        if target in self._made:
            return self._made[target]
        name = self._members.get(target.lower())
        return transitional(self._package.read(name, MOST_XML)) if name else b""

    def _relations(self, place: str) -> dict[str, Relation]:
        folder, name = posixpath.split(place)
        data = self._read(posixpath.join(folder, "_rels", name + ".rels"))
        found = {}
        for node in parse(data) if data.strip() else ():
            target = posixpath.normpath(posixpath.join("/" + folder, node.get("Target", "")))
            kind = kind_of(node.get("Type", ""))
            if kind and node.get("TargetMode") != "External":
                found[node.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def _relate(self, place: str, made: Iterable[tuple[str, str, str]]) -> None:
        folder, name = posixpath.split(place)
        inside = "".join(
            written(
                "Relationship",
                [
                    ("Id", key),
                    ("Type", kind),
                    ("Target", posixpath.relpath("/" + to, "/" + folder)),
                ],
                "",
            )
            for key, kind, to in made
        )
        if inside:
            root = written("Relationships", [("xmlns", _PACKAGE + "relationships")], inside)
            place = posixpath.join(folder, "_rels", name + ".rels")
            self._built.members[place] = document(root)

    def _ordered(self) -> dict[str, bytes]:
        """Return all members with the list of content types first, as readers like it."""
        endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml",
                   "xml": "application/xml"}  # fmt: skip
        overrides = ""
        for place, kind in self._built.types.items():
            if kind.startswith("image/"):
                endings[place.rpartition(".")[2]] = kind
            else:
                names = [("PartName", "/" + place), ("ContentType", kind)]
                overrides += written("Override", names, "")
        defaults = "".join(
            written("Default", [("Extension", ending), ("ContentType", kind)], "")
            for ending, kind in endings.items()
        )
        types = written("Types", [("xmlns", _PACKAGE + "content-types")], defaults + overrides)
        start = posixpath.join("_rels", ".rels")
        members = self._built.members
        first = {"[Content_Types].xml": document(types), start: members[start]}
        return first | {name: data for name, data in members.items() if name != start}
