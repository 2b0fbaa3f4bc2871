"""Letters of a PDF that are drawings themselves (Type 3 fonts): those that some text shows.

A letter is rebuilt when a text is met that shows it, so that of others nothing is ever written.
"""

import codecs
from typing import Any

import pikepdf

from tips.scrub._pdf_faces import Entries
from tips.scrub._pdf_glyphs import letter
from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_shown import Shown
from tips.scrub._pdf_writer import array, dictionary, name_of, reference

_MOST_CHANGES = 1024  # members of an encoding
_CODINGS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac-roman"}
_USUAL = "ascii"  # of StandardEncoding, which viewers take where nothing is said
_ELSE = {"\xa0": " ", "\xad": "-"}
_QUOTES = {"'": "\u2019", "`": "\u2018"}
for _coding in (*_CODINGS.values(), _USUAL):
    codecs.lookup(_coding)  # loaded now: once the fences stand no file is opened


class Letters:
    """One such font, which is written when all text was read."""

    def __init__(self, graph: Graph, source: Any, scope: Resources, entries: Entries) -> None:
        """Take a font with CharProcs; `entries` returns what else of it is written."""
        self._graph, self._entries, self._shown = graph, entries, Shown()
        self._key = graph.key("Font", source, scope)
        self._own = Resources(graph, source.get("/Resources"), scope)
        self._procs = {key[1:]: proc for key, proc in source["/CharProcs"].items()}
        self._names = letters(source)
        self._costs: dict[str, int] = {}
        self._drawn: dict[str, bytes] = {}
        self._codes: dict[int, str] = {}  # those shown of which there is a drawing
        self._number = graph.writer.reserve()
        self.ref = reference(self._number)
        graph.fonts[self.ref] = self
        graph.last.append(self._write)

    def show(self, shown: Shown) -> int:
        """Draw what texts show; return how many operators that takes."""
        self._shown.add(shown)
        return sum(times * self._cost(code) for code, times in shown.codes.items())

    def _cost(self, code: int) -> int:
        name = self._names.get(code, "")
        if name not in self._costs:
            self._costs[name] = 0
            proc = self._procs.get(name)
            if isinstance(proc, pikepdf.Stream):
                self._costs[name] = self._draw(name, proc)
        if name in self._drawn:
            self._codes[code] = name
        return self._costs[name]

    def _draw(self, name: str, proc: Any) -> int:
        with self._graph.inside(self._key):
            data, cost = self._graph.rendered(self._graph.data(proc), self._own)
        self._drawn[name] = self._graph.writer.stream({}, data)
        return cost

    def _write(self) -> None:
        ours = {name: self._graph.alias("g", name) for name in self._drawn}
        procs = {ours[name][1:].decode(): stream for name, stream in self._drawn.items()}
        changes = [b"%d %b" % (code, ours[self._codes[code]]) for code in sorted(self._codes)]
        encoding = dictionary({"Type": b"/Encoding", "Differences": array(changes)})
        drawn = {"CharProcs": dictionary(procs), "Encoding": encoding}
        drawn["Resources"] = self._own.written()
        self._graph.writer.put(self._number, dictionary(self._entries(self._shown) | drawn))


def letters(source: Any) -> dict[int, str]:
    """Return which letter each code of a font with CharProcs stands for.

    Where its encoding does not say so itself, the code says a sign, and the sign's name the letter.
    """
    encoding = source.get("/Encoding")
    is_changed = isinstance(encoding, pikepdf.Dictionary)
    coding = _CODINGS.get(name_of(encoding.get("/BaseEncoding") if is_changed else encoding))
    named = {letter(key[1:]): key[1:] for key in source["/CharProcs"]}
    found: dict[int, str] = {}
    for code in range(1, 256):
        sign = bytes((code,)).decode(coding or _USUAL, "ignore")
        sign = _ELSE.get(sign, sign) if coding else _QUOTES.get(sign, sign)
        if sign in named and sign:
            found[code] = named[sign]
    return found | differences(encoding)


def differences(encoding: Any) -> dict[int, str]:
    """Return which letter each code of one byte stands for, where an encoding says so itself."""
    changes = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    found: dict[int, str] = {}
    code = 0
    members: Any = changes if isinstance(changes, pikepdf.Array) else []
    for _, member in zip(range(_MOST_CHANGES), members, strict=False):
        if name := name_of(member):
            found[code] = name
            code += 1
        elif isinstance(member, int):
            code = int(member)
    return {code: name for code, name in found.items() if 0 <= code < 256}
