"""What the parts of a PDF share while it is rebuilt: what was written already, and the bounds."""

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import pikepdf

from tips.scrub import _pdf_filters, _pdf_shown
from tips.scrub._pdf_content import Content
from tips.scrub._pdf_shown import Shown
from tips.scrub._pdf_writer import Writer, dictionary, name_of
from tips.scrub._report import Reason, Unscrubbable

MOST_CONTENT = 96 << 20  # bytes of operators in one file, unpacked
MOST_DRAWN = 20_000_000  # operators of one page, those of forms in forms counted at each use
MOST_OBJECTS = 300_000
MOST_DEPTH = 28  # things in things; no real file comes near

Build = Callable[["Graph", Any, "Resources"], bytes | None]


class Shows(Protocol):
    """A font, which waits for all text before it is written."""

    def show(self, shown: Shown) -> int:
        """Note what texts show; return how many operators that takes."""


class Graph:
    """One file on its way from a reader (pikepdf) to our writer."""

    def __init__(
        self, writer: Writer, builds: Mapping[str, Build], off: Callable[[Any], bool]
    ) -> None:
        self.writer, self.builds, self.off = writer, builds, off
        self.costs: dict[bytes, int] = {}
        self.shades: set[int] = set()  # numbers that content chose a colour by, wherever
        self.fonts: dict[bytes, Shows] = {}  # by what stands for each
        self.dressed: set[bytes] = set()  # graphics states that choose a font
        self._loose = Shown()  # in a font that is chosen elsewhere
        self.last: list[Callable[[], object]] = []  # what is written when all content was read
        self._done: dict[tuple, bytes | None] = {}
        self._open: set[tuple] = set()
        self._content = self._objects = 0
        self._shared: dict[bytes, bytes] = {}
        self._names: dict[tuple[str, str], bytes] = {}

    def once(self, place: str, source: Any, scope: "Resources") -> bytes | None:
        """Build a thing the first time it is met and return what stands for it, or None."""
        self._objects += 1
        if self._objects > MOST_OBJECTS:
            raise Unscrubbable(Reason.BOMB)
        if not source.is_indirect:
            return self._built(place, source, scope, None)
        key = self.key(place, source, scope)
        if key in self._open:
            return None  # a thing inside itself draws nothing
        if key not in self._done:
            self._done[key] = self._built(place, source, scope, key)
        return self._done[key]

    @staticmethod
    def key(place: str, source: Any, scope: "Resources") -> tuple:
        """Return what tells a thing of the file from others."""
        return place, source.objgen, scope.key if _inherits(source) else ""

    def _built(self, place: str, source: Any, scope: "Resources", key: Any) -> bytes | None:
        with self.inside(key or (place, len(self._open), id(source))):
            return self.builds[place](self, source, scope)

    @contextmanager
    def inside(self, key: tuple) -> Iterator[None]:
        """Note that a thing is being built, until it is. Raises Unscrubbable (BOMB)."""
        if len(self._open) > MOST_DEPTH:
            raise Unscrubbable(Reason.BOMB)
        self._open.add(key)
        try:
            yield
        finally:
            self._open.discard(key)

    def data(self, stream: Any, most: int = _pdf_filters.MOST_BYTES) -> bytes:
        """Return what a stream holds, unpacked within bounds; nothing for a broken one."""
        steps = _pdf_filters.filters(stream)
        try:
            return _pdf_filters.unpacked(stream.read_raw_bytes(), steps, most)
        except Unscrubbable as refusal:
            if refusal.reason is Reason.BOMB:
                raise
            return b""

    def rendered(self, data: bytes, scope: "Resources") -> tuple[bytes, int]:
        """Return content in plain form and how much it draws. Raises Unscrubbable (BOMB)."""
        self._content += len(data)
        if self._content > MOST_CONTENT:
            raise Unscrubbable(Reason.BOMB)
        content = Content(data, scope)
        clean = content.rewritten()
        self.shades |= _pdf_shown.shades(clean)
        cost = content.cost + self._show(clean, scope)
        if cost > MOST_DRAWN:
            raise Unscrubbable(Reason.BOMB)
        return clean, cost + 1

    def _show(self, clean: bytes, scope: "Resources") -> int:
        """Tell fonts what a content shows in them; return how many operators that takes."""
        cost, dressed = 0, scope.names("ExtGState", self.dressed)
        if not (scope.is_inner or dressed or scope.names("Font", self.fonts)):
            return 0
        for name, shown in _pdf_shown.texts(clean, dressed).items():
            ref = scope.written_as("Font", name)
            if not name:
                self._loose.add(shown)
            elif ref in self.fonts:
                cost += self.fonts[ref].show(shown)
        return cost

    def finish(self) -> None:
        """Show text whose font is chosen elsewhere in every font; write what waits."""
        before = None
        while before != (state := (len(self.fonts), self._loose.size())):
            before = state
            for font in list(self.fonts.values()):
                font.show(self._loose)
        for write in self.last:
            write()

    def hides(self, source: Any) -> bool:
        """Tell whether a thing belongs to a layer that is not shown."""
        if isinstance(source, pikepdf.Array) or "/OC" not in source:
            return False
        return self.off(source["/OC"])

    def shared(self, entries: dict[str, bytes], data: bytes) -> bytes:
        """Write a stream once, however often it is needed."""
        if data not in self._shared:
            self._shared[data] = self.writer.stream(entries, data)
        return self._shared[data]

    def alias(self, kind: str, name: str) -> bytes:
        """Return our own name, with its slash, for a name that means something only in the file."""
        ours = b"/%b%d" % (kind.encode(), len(self._names) + 1)
        return self._names.setdefault((kind, name), ours)


class Resources:
    """The resources that a piece of content names; only what it uses is written."""

    def __init__(self, graph: Graph, source: Any, parent: "Resources | None" = None) -> None:
        self._graph = graph
        self._source = source if isinstance(source, pikepdf.Dictionary) else None
        if self._source is None and parent is not None:
            self._source = parent._source
        self._used: dict[str, dict[str, bytes]] = {}
        self._ours: dict[tuple[str, str], bytes | None] = {}
        self.is_inner = parent is not None  # it may show text in a font that was chosen around it
        self.key = "" if self._source is None else str(self._source.objgen)
        if self.key == str((0, 0)):
            self.key = parent.key if parent and source is None else f"direct {id(self)}"

    def find(self, place: str, name: str) -> Any:
        """Return what the file has under a name, or None."""
        group = self._source.get("/" + place) if self._source is not None else None
        if not isinstance(group, pikepdf.Dictionary):
            return None
        try:
            return group["/" + name]  # `get` takes no name that is not Unicode
        except (KeyError, ValueError, UnicodeError):
            return None

    def use(self, place: str, name: str) -> bytes | None:
        """Return our name for a thing, which is built when first used; None if it is dropped."""
        if place in {"ColorSpace", "Pattern"} and name in _COLOURS:
            return b"/" + name.encode()
        if (place, name) not in self._ours:
            self._ours[place, name] = self._built(place, name)
        return self._ours[place, name]

    def _built(self, place: str, name: str) -> bytes | None:
        source = self.find(place, name)
        kinds = pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array
        if place == "ColorSpace" and isinstance(source, pikepdf.Name):
            return _device(name_of(source))
        if not isinstance(source, kinds) or self._graph.hides(source):
            return None
        value = self._graph.once(place, source, self)
        return None if value is None else self.add(place, value)

    def add(self, place: str, value: bytes) -> bytes:
        """Return a name, with its slash, for something that was built."""
        group = self._used.setdefault(place, {})
        for name, known in group.items():
            if known == value:
                return b"/" + name.encode()
        name = f"{place[0]}{len(group) + 1}"
        group[name] = value
        return b"/" + name.encode()

    def cost(self, place: str, name: bytes) -> int:
        """Return how many operators one use of our name draws."""
        value = self._used.get(place, {}).get(name[1:].decode())
        return self._graph.costs.get(value, 0) if value else 0

    def written_as(self, place: str, name: bytes) -> bytes:
        """Return what was built under our name; nothing for a name that is not ours."""
        return self._used.get(place, {}).get(name[1:].decode(), b"")

    def names(self, place: str, values: Container[bytes]) -> set[bytes]:
        """Return our names, each with its slash, for those of the given things that are used."""
        used = self._used.get(place, {})
        return {b"/" + name.encode() for name, value in used.items() if value in values}

    def is_off(self, name: str) -> bool:
        """Tell whether a layer among the properties is not shown."""
        layer = self.find("Properties", name)
        return layer is not None and self._graph.off(layer)

    def inline(self, head: Any, data: bytes) -> bytes | None:
        """Write a picture that stood in the content as one of its own."""
        value = self._graph.builds["Inline"](self._graph, (head, data), self)
        return None if value is None else self.add("XObject", value)

    def blend(self, graph: Graph) -> bytes:
        """Return the operator after which drawing darkens what is below, as a marker pen does."""
        darkens = graph.writer.add(b"<</Type /ExtGState/BM /Multiply>>")
        return b"%b gs\n" % self.add("ExtGState", darkens)

    def written(self) -> bytes:
        """Return the resources that were used, as PDF syntax."""
        return dictionary({place: dictionary(group) for place, group in self._used.items()})


def _inherits(source: Any) -> bool:
    """Tell whether a thing draws with the resources of what it stands in."""
    if isinstance(source, pikepdf.Array) or "/Resources" in source:
        return False
    return "/CharProcs" in source or (isinstance(source, pikepdf.Stream) and "/BBox" in source)


def _device(name: str) -> bytes | None:
    short = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
    name = short.get(name, name)
    return b"/" + name.encode() if name in _COLOURS else None


_COLOURS = frozenset(("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"))
