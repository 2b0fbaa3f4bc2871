"""A second look at the rules for how cells look: words that no cell of the spreadsheet says."""

import re
from collections.abc import Iterable
from html import unescape

from tips.scrub._rules import LITERAL, is_needed, is_place

# Prefixes may be any; what other programs quote or order otherwise is not ours, and goes anyway.
_TEXT = re.compile(rb'<(?:\w+:)?cfRule\s[^>]*?\btext="([^"]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?formula>([^<]+)")
_CONDITION = re.compile(rb'\s(?:\w+:)?(?:condition|value)="([^"]*&quot;[^"]*)"')
_NAME = re.compile(rb'<(?:\w+:)?(?:sheet|table)\s[^>]*?\bname="([^"]*)"')
_ENDS = re.compile(rb"</(?:\w+:)?(?:si|c|p|h)>")
_REST = re.compile(rb"<(?:\w+:)?formula>[^<]*|<[^>]*>")


def unmatched(parts: Iterable[bytes]) -> int:
    """Count the words of rules, in the XML parts of a spreadsheet, that no cell says."""
    parts = list(parts)
    asked = {
        unescape(word.decode("utf-8", "replace")) for data in parts for word in _TEXT.findall(data)
    }
    for data in parts:
        for formula in _FORMULA.findall(data) + _CONDITION.findall(data):
            asked.update(_words(unescape(formula.decode("utf-8", "replace"))))
    pieces = {piece.strip() for word in asked for piece in re.split("[*?~]", word)}
    doubtful = {piece.casefold() for piece in pieces if not is_needed(piece)}
    if not doubtful:
        return 0
    lines = [_REST.sub(b"", _ENDS.sub(b"\n", data)) for data in parts]
    lines += [name for data in parts for name in _NAME.findall(data)]
    said = unescape(b"\n".join(lines).decode("utf-8", "replace")).casefold()
    return sum(piece not in said for piece in doubtful)


def _words(formula: str) -> Iterable[str]:
    words = (found[1].replace('""', '"') for found in LITERAL.finditer(formula) if found[1])
    return (word for word in words if not is_place(formula, word))
