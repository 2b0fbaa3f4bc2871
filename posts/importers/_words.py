"""Foreign texts made ours: titles, names, labels and the words of comments, as plain text."""

import html
import re
from datetime import UTC, datetime

from blogsite.lib.markup import plain, readable

NAMELESS = {"anonymous", "anónimo", "anonimo", "unknown", "desconocido", "noreply@blogger.com"}
LONGEST_COMMENT = 20_000  # characters; Blogger allowed 4,096
LONGEST_LABEL = 100
ESCAPED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
LINK = re.compile(
    r"<a\s[^<>]{0,2000}?href=[\"']([^\"'<>]{1,1000})[\"'][^<>]{0,1000}>(.{0,1000}?)</a>",
    re.I | re.S,
)
BREAK = re.compile(r"<br\s*/?>[ \t]*\n?|</(?:p|div|li|blockquote)>[ \t]*\n?", re.I)
SCRIPT = re.compile(r"<(script|style)\b.{0,20000}?</\1>", re.I | re.S)
NO_LABEL = re.compile(r"[\x00-\x1f?#\\]+")
DIGITS = re.compile(r"[0-9]{1,24}\Z")


def title(text: str) -> str:
    """Return a headline: one line, no markup, escapes undone however often they were made."""
    for _turn in range(3):
        if not ESCAPED.search(text):
            break
        text = html.unescape(text)
    if MARKUP.search(text):
        text = MARKUP.sub("", text)
    return " ".join(readable(text).split())[:200]


def name(text: str) -> str:
    """Return a commenter's or author's name, "" for those who gave none."""
    shown = title(text)[:80]
    return "" if shown.casefold() in NAMELESS else shown


def labels(terms: list[str]) -> tuple[str, ...]:
    """Return label names that can be an address; one term may hold several, one on each line."""
    found: dict[str, None] = {}
    for term in "\n".join(terms).split("\n"):
        parts = (" ".join(part.split()) for part in NO_LABEL.sub(" ", title(term)).split("/"))
        shown = "/".join(part for part in parts if part not in {"", ".", ".."})[:LONGEST_LABEL]
        if shown.strip("/ "):
            found[shown.strip("/ ")] = None
    return tuple(found)


def topics(terms: list[str]) -> tuple[tuple[str, str], ...]:
    """Return those labels that are spelt otherwise here, each with its list's path at Blogger."""
    spelt = [term.strip() for term in "\n".join(terms).split("\n")]
    return tuple((name, f"/search/label/{term}") for term in spelt for name in labels([term])
                 if name != term and len(term) < 300)  # fmt: skip


def summary(text: str) -> str:
    """Return a description as plain text in one paragraph."""
    return readable(plain(text))[:1000] if text.strip() else ""


def comment(text: str) -> str:
    """Return the plain text of a comment's HTML: breaks are newlines, a link is its address."""
    text = text[: 3 * LONGEST_COMMENT].replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = SCRIPT.sub("", text)
        text = LINK.sub(_spelt, text)
        text = MARKUP.sub("", BREAK.sub("\n", text))
    return readable(html.unescape(text)).strip()[:LONGEST_COMMENT]


def _spelt(match: re.Match[str]) -> str:
    """Return a link as words: nothing of ours makes it a link again."""
    address, words = match[1], MARKUP.sub("", match[2]).strip()
    same = not words or html.unescape(words) == html.unescape(address)
    return address if same else f"{words} ({address})"


def moment(text: str) -> datetime | None:
    """Return an ISO 8601 moment in UTC, None for anything else; one without a zone is UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
        found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if 1990 <= found.year <= 2100 else None


def number(text: str) -> str:
    """Return what follows the last "-", "." or "/" of an id when it is a number, else ""."""
    last = re.split(r"[-./]", text.strip())[-1]
    return last if DIGITS.match(last) else ""
