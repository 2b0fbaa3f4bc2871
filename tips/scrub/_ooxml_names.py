"""Names that people or programs gave to things in a document, replaced by names that tell nothing.

A style, a bookmark or a shape may be called after a person or a firm, and an identifier may be
found again in another file. What refers to them is given the same new name.
"""

import re
from collections.abc import Callable

from tips.scrub._typefaces import common

_LEVELS = r"(?:heading|toc|index|list(?: bullet| number| continue)?|body text(?: indent)?) ?\d?"
_TABLES = (
    r"(?:plain|grid|list) table(?: \d)?(?: (?:light|dark|colorful))?(?: accent \d)?"
    r"|(?:light|medium|dark|colorful) (?:shading|list|grid)(?: \d)?(?: accent \d)?"
    r"|table (?:normal|simple|classic|colorful|columns|grid|list|3d effects|contemporary|elegant"
    r"|professional|subtle|web|theme)(?: (?:\d|light))?"
    r"|table(?: (?:contents|heading|caption|paragraph))?"
)
# The names that Word itself gives, which programs rely on.
_BUILT_IN = re.compile(
    rf"{_LEVELS}|{_TABLES}|normal(?: table| indent| \(web\))?|title|subtitle|strong|emphasis"
    r"|default paragraph font|no list|no spacing|quote|intense quote|intense emphasis"
    r"|subtle emphasis|subtle reference|intense reference|book title|list paragraph|caption"
    r"|header|footer|page number|line number|hyperlink|followedhyperlink|toc heading"
    r"|footnote (?:text|reference)|endnote (?:text|reference)|plain text|macro|signature|closing"
    r"|salutation|date|note heading|block text|document map|balloon text|placeholder text"
    r"|index heading|table of (?:figures|authorities)|toa heading|message header"
    r"|envelope (?:address|return)|body text first indent ?2?"
    r"|html (?:preformatted|code|cite|address|sample|keyboard)",
    re.I,
)
_GUID = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.I)
_FIELD = re.compile(
    r"(?:(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)(?: \\\* (?:MERGEFORMAT|\w+))*"
    r"|AUTONUM(?:LGL|OUT)?(?: \\e)?|LISTNUM(?: (?:Number|Outline|Legal)Default)?(?: \\[ls] \d+)*"
    r"|SEQ [A-Za-z]+(?: \\\* \w+| \\[nchs]| \\r \d+)*"
    r"|TOC(?: \\[ohznuwx](?: \"?\d-\d\"?)?)*"
    r"|(?P<verb>PAGEREF|REF|NOTEREF|HYPERLINK \\l) \"?(?P<mark>\w[\w:.-]*)\"?"
    r"(?P<rest>(?: \\[a-z*]+)*))",
    re.I,
)


class Names:
    """The new names of one document, the same for the same old name, in order of appearance."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self.hidden: set[str] = set()  # old identifiers of styles that hide their words
        self.cited: set[str] = set()  # notes that the text refers to
        self.lists: set[str] = set()  # lists that a paragraph or a style refers to
        self.levels: set[tuple[str, str]] = set()  # and their levels
        self.faces: set[str] = set()  # typefaces that some words are set in
        self.families: dict[str, str] = {}  # of typefaces that are named again
        self.facing = False  # whether even pages have heads of their own

    def given(self, kind: str, old: str, new: Callable[[int], str]) -> str:
        """Return the new name of `old` among things of one kind; `new` makes it from a number."""
        if (kind, old) not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[kind, old] = new(self._counts[kind])
        return self._given[kind, old]

    def learn_style(self, identifier: str, name: str) -> None:
        """Keep a style of Word's own under Word's own name, whatever language it was saved in."""
        if _BUILT_IN.fullmatch(name):
            # Two styles may claim one name; only the first can have its identifier.
            plain = re.sub(r"\W", "", name.title())
            if plain not in self._given.values():
                self._given["style", identifier] = plain

    def style(self, identifier: str) -> str:
        return self.given("style", identifier, "Style{}".format)

    def style_name(self, name: str) -> str:
        built_in = _BUILT_IN.fullmatch(name)
        return name if built_in else self.given("style name", name, "Style {}".format)

    def face(self, name: str) -> str:
        """Return the name of a typeface that everybody has, of the same family."""
        return common(name, self.families.get(name, ""))

    def mark(self, name: str) -> str:
        return self.given("mark", name, "_b{}".format)

    def guid(self, old: str) -> str:
        """Return a number in place of a GUID; what is no GUID is told by its own rule."""
        return self.any_guid(old) if _GUID.fullmatch(old) else old

    def any_guid(self, old: str) -> str:
        """Return a number in the form of a GUID, whatever was in its place."""
        return self.given("guid", old.upper(), "{{00000000-0000-4000-8000-{:012X}}}".format)

    def field(self, code: str) -> str | None:
        """Return a field's code when it only counts pages or points inside, with new names."""
        found = _FIELD.fullmatch(" ".join(code.split()))
        if not found:
            return None
        if not found["mark"]:
            return f" {found[0]} "
        return f" {found['verb']} {self.mark(found['mark'])}{found['rest']} "

    def is_field(self, code: str) -> bool:
        """Tell whether a code is one that `field` made."""
        return bool(_FIELD.fullmatch(" ".join(code.split())))
