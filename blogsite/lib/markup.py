"""Safe HTML: the one allow-list for what an editor writes, and paragraphs for what readers send."""

import html
import re
import unicodedata

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from blogsite.lib import embeds

PHOTO_ADDRESS = re.compile(r"/media/photos/([0-9a-f]{32})/")
TAGS = {
    "p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "a", "strong", "em", "s", "sub", "sup",
    "br", "hr", "figure", "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
OTHER_NAMES = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
}
OTHER_NAME = re.compile(rf"<(/?)({'|'.join(OTHER_NAMES)})(?=[\s>/])", re.IGNORECASE)
AT_BLOCK = re.compile(
    r"</?(?:p|h[2-4]|blockquote|[uo]l|li|hr|fig\w+|img|t(?:able|head|body|r|h|d)|div|iframe)\b",
    re.IGNORECASE,
)
# Controls but tab and newline; bidirectional overrides; zero-width marks; tag characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
MARKS_IN_A_ROW = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def clean(text: str, language: str = "") -> str:
    """Return HTML reduced to TAGS, ATTRIBUTES, safe links and our own photos; input is any text.

    With a language, a frame is a link with words of that language; without one it is nothing.
    """
    return nh3.clean(
        embeds.linked(text, language) if language else text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept_value,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _kept_value(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if PHOTO_ADDRESS.match(value) else None
    if name == "start" and not re.fullmatch(r"[0-9]{1,4}", value):
        return None
    if name == "href" and re.match(r"\s*[/\\]\s*[/\\]", value):
        return None  # protocol-relative: another site behind an address that looks like ours
    return value


def typed(text: str) -> str:
    """Return HTML that somebody may have typed by hand: a blank line ends a paragraph, and what
    TAGS has under another name gets that one. What an editor wrote stays as it is.
    """
    text = OTHER_NAME.sub(lambda tag: f"<{tag[1]}{OTHER_NAMES[tag[2].lower()]}", text)
    chunks = (chunk.strip() for chunk in re.split(r"\r?\n[^\S\n]*\r?\n", text))
    return "\n\n".join(
        chunk if AT_BLOCK.match(chunk) else f"<p>{chunk}</p>" for chunk in chunks if chunk
    )


def plain(text: str) -> str:
    """Return the words of an HTML text, blocks separated by spaces."""
    spaced = re.sub(r"<(/p|/h\d|/li|/td|/th|br|/blockquote|/figcaption)[^>]*>", " ", text)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def readable(text: str) -> str:
    """Return text without characters that hide, reorder or pile up what a moderator reads.

    Normalised to NFC, newlines to "\\n", at most three combining marks on a letter.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return MARKS_IN_A_ROW.sub(r"\1", UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def paragraphs(text: str) -> SafeString:
    """Return reader-written text as escaped paragraphs and line breaks; links stay text."""
    blocks = re.split(r"\n\s*\n", text.strip())
    lines = ("<br>".join(escape(line) for line in block.split("\n")) for block in blocks)
    return mark_safe("".join(f"<p>{block}</p>" for block in lines))  # noqa: S308  escaped above
