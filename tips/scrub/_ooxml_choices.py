"""Two forms of one thing in a document: which of them programs show, and so which one stays.

Word, PowerPoint and LibreOffice show the newer form, where they know it, and never the older one
beside it, whose words may be others.
"""

from typing import cast

from lxml import etree

from tips.scrub._ooxml_elements import ELEMENTS, NAMESPACES, PREFIXES
from tips.scrub._ooxml_rebuild import short

# Drawings of Word 2010 and the equations of slides and sheets.
_KNOWN = frozenset(("wps", "wpg", "wpc", "a14"))
_MC = "{" + NAMESPACES["mc"] + "}"
_OFFER, _CHOICE, _FALLBACK = (f"{_MC}{name}" for name in ("AlternateContent", "Choice", "Fallback"))


def settle(root: etree._Element) -> None:
    """Leave one form of everything that a part has in several."""
    for offer in list(root.iter(_OFFER)):
        newer = (choice for choice in offer.iterfind(_CHOICE) if _is_known(choice))
        older = offer.find(_FALLBACK)
        kept = next((choice for choice in newer if older is None or _holds(choice)), older)
        for form in list(offer):
            if form is not kept:
                offer.remove(form)


def _is_known(choice: etree._Element) -> bool:
    """Tell whether all that a newer form asks of its readers is among what we know."""
    required = choice.get("Requires", "").split()
    spaces = choice.nsmap
    return bool(required) and all(
        word in _KNOWN and PREFIXES.get(spaces.get(word) or "") == word for word in required
    )


def _holds(choice: etree._Element) -> bool:
    """Tell whether something is left of what makes a newer form differ from the older one."""
    names = (short(cast(str, node.tag)) for node in choice.iter())
    return any(name in ELEMENTS and name.partition(":")[0] in _KNOWN for name in names)
