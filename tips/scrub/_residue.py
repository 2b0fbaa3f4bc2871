"""Members, elements and attributes of office documents sorted into kinds, for the report."""

import re
from collections import Counter

from tips.scrub import _package_look
from tips.scrub._report import Kind

_MEMBERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.THUMBNAIL, re.compile(r"thumbnail", re.I)),
    (Kind.COMMENT, re.compile(r"comment|threaded|notesSlide|notesMaster|handout", re.I)),
    (Kind.AUTHOR, re.compile(r"people|persons?/|authors", re.I)),
    (Kind.DEVICE, re.compile(r"printerSettings", re.I)),
    (Kind.HISTORY, re.compile(r"revision|versions?/|changesInfos", re.I)),
    (Kind.HIDDEN, re.compile(r"glossary|pivotCache|queryTable|calcChain", re.I)),
    (Kind.SCRIPT, re.compile(
        r"externalLink|connections|vba|activeX|ctrlProps|Basic/|Scripts/|webext", re.I
    )),
    (Kind.EMBEDDED, re.compile(r"embeddings/|/fonts?/|^Object|/media/", re.I)),
    (Kind.SOFTWARE, re.compile(
        r"docProps/app|Configurations2?/|settings\.xml$|layout-cache", re.I
    )),
    (Kind.AUTHOR, re.compile(r"docProps/|meta\.xml$", re.I)),
    (Kind.OTHER, re.compile(r"customXml|tags/|manifest\.rdf|\[trash\]|\.bin$", re.I)),
)  # fmt: skip
_PROPERTIES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.AUTHOR, re.compile(r"creator|author|modifiedby|manager|company|printed-?by", re.I)),
    (Kind.DATES, re.compile(r"created|modified|date|lastprinted|time|duration|cycles", re.I)),
    (Kind.SOFTWARE, re.compile(r"application|appversion|generator|template", re.I)),
    (Kind.COMMENT, re.compile(r"title|subject|description|keyword|category|user-defined", re.I)),
)
_ELEMENTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.HISTORY, re.compile(
        r":(?:ins|del|move(?:From|To)\w*|\w+Change|rsids?|cell(?:Ins|Del|Merge)|tracked-changes"
        r"|change(?:-start|-end)?|changed-region|numberingChange|delText)$"
    )),
    (Kind.COMMENT, re.compile(r":(?:comment\w*|annotation\w*|annotation-end|desc|title)$")),
    (Kind.AUTHOR, re.compile(
        r":(?:author\w*|creator|sender-\w+|fileSharing|initial-creator|\w+-by)"
    )),
    (Kind.DATES, re.compile(r":(?:creation-\w+|modification-\w+|print-date|print-time)$")),
    (Kind.HIDDEN, re.compile(
        r":(?:vanish|specVanish|hidden-\w+|glossaryDocument|scenarios|\w+-?[vV]alidations?)$"
    )),
    (Kind.SCRIPT, re.compile(
        r":(?:hlink\w*|hyperlinks?|a|script\w*|event-listeners?|attachedTemplate|mailMerge"
        r"|external\w*|execute-macro|dde-\w+|connections?|fldSimple|instrText|dataBinding)$"
    )),
    (Kind.EMBEDDED, re.compile(r":(?:OLEObject|oleObjects?|control\w*|video\w*|audio\w*|snd|object"
                               r"|embed\w+|plugin|applet|altChunk)$")),
)  # fmt: skip
_ATTRIBUTES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.HISTORY, re.compile(r"rsid|change-id|paragraph-rsid", re.I)),
    (Kind.AUTHOR, re.compile(r"author|initials|user", re.I)),
    (Kind.DATES, re.compile(r":date|^date$", re.I)),
    (Kind.COMMENT, re.compile(r"descr|title|alt$|tooltip|:name$|^name$|prompt|caption", re.I)),
    (Kind.SCRIPT, re.compile(r"r:link|href|macro|:link$", re.I)),
)
_WRAPPERS = re.compile(
    r"[?w]:(?:ins|moveTo|sdt|sdtContent|smartTag|customXml|dir|bdo|hyperlink|fldSimple|object)$"
)


def of_member(name: str) -> Kind | None:
    """Return the kind of a member that no clean document has, or None for a part of the text."""
    return next((kind for kind, names in _MEMBERS if names.search(name)), None)


def of_element(name: str) -> Kind:
    return next((kind for kind, names in _ELEMENTS if names.search(name)), Kind.OTHER)


def of_attribute(name: str) -> Kind:
    return next((kind for kind, names in _ATTRIBUTES if names.search(name)), Kind.OTHER)


def of_value(place: str) -> Kind:
    """Return the kind of an allowed attribute that says more than it may."""
    if place in ("x:sheet state", "p:sld show"):
        return Kind.HIDDEN
    return Kind.COMMENT if place.endswith("name") else Kind.OTHER


def is_wrapper(name: str) -> bool:
    """Tell whether what is inside an element that goes is part of the text all the same."""
    return bool(_WRAPPERS.match(name))


def properties(data: bytes) -> Counter[Kind]:
    """Count the properties of a document that say something, by their names."""
    found: Counter[Kind] = Counter()
    path: list[str] = []

    def text(said: str) -> None:
        if said.strip() and path:
            kinds = (kind for kind, names in _PROPERTIES if names.search(path[-1]))
            found[next(kinds, Kind.OTHER)] += 1

    def start(tag: str, said: dict[str, str]) -> None:
        path.append(tag.rpartition(" ")[2])

    def end(tag: str) -> None:
        path.pop()

    _package_look.events(data, start, end, text)
    return found
