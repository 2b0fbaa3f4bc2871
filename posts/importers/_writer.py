"""Writes foreign elements in the order of reading as paragraphs, lists, tables and figures."""

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from blogsite.lib import embeds

RENAMED = {
    "b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4",
    "dt": "p", "dd": "p", "pre": "p",
}  # fmt: skip
WRAPPERS = {"div", "center", "article", "section", "dl"}
HEADINGS = {"h2", "h3", "h4"}
QUIET = {"strong", "em", "s", "sub", "sup"}
TRACKERS = re.compile(r"(?:utm_|fb_|mc_|pk_)\w+|fbclid|gclid|dclid|msclkid|igshid|igsh|yclid|"
                      r"mkt_tok|_hsenc|_hsmi|ref_src|ref_url|spm|si\Z", re.I)  # fmt: skip
IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)\Z|=[swh]\d+|/s\d+/", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
SLANTED = re.compile(r"font-style\s*:\s*italic", re.I)
SHOWN = re.compile(r"<[^>]*>|\s|&nbsp;|\xa0")
Picturer = Callable[[str, str, str], str]  # address, alt, caption (HTML) -> HTML in its place
Linker = Callable[[str], str]  # address -> address


def untracked(address: str) -> str:
    """Return an address without parameters that only follow readers about."""
    if "?" not in address and "#" not in address:
        return address
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return address
    kept = [(name, value) for name, value in pairs if not TRACKERS.match(name)]
    if len(kept) == len(pairs):
        return address
    return urlunsplit(parts._replace(query=urlencode(kept)))


class Writer:
    """Writes what is read in order; `run` is the paragraph under way, `open` its inline tags."""

    def __init__(self, picture: Picturer, link: Linker, compact: bool = False) -> None:
        self.picture, self.link, self.compact = picture, link, compact
        self.out: list[str] = []
        self.run: list[str] = []
        self.open: list[tuple[str, str]] = []

    def finished(self) -> str:
        self.flush()
        return ("<br>" if self.compact else "\n").join(self.out)

    def flow(self, node: HtmlElement) -> None:
        """Write what is inside a node."""
        self.write(node.text)
        for inner in node:
            if isinstance(inner.tag, str):
                self.element(inner)
            self.write(inner.tail)

    def write(self, words: str | None) -> None:
        if words:
            self.run.append(html.escape(words, quote=False))

    def flush(self, tag: str = "p") -> None:
        """End the paragraph; inline tags that are open go on in the next one."""
        inside = _unbroken("".join(self.run))
        if SHOWN.sub("", inside):
            inside += "".join(f"</{name}>" for _start, name in reversed(self.open))
            self.out.append(inside if self.compact else f"<{tag}>{inside}</{tag}>")
        self.run = [start for start, _name in self.open]

    def block(self, written: str) -> None:
        self.flush()
        if written:
            self.out.append(written)

    def inner(self, node: HtmlElement, *, compact: bool = True) -> str:
        """Return what is inside a node, written apart."""
        writer = Writer(self.picture, self.link, compact)
        writer.flow(node)
        return writer.finished()

    def element(self, node: HtmlElement) -> None:
        tag = RENAMED.get(node.tag, node.tag)
        special = getattr(self, f"_{tag}", None)
        if special is not None:
            special(node)
        elif tag in WRAPPERS or tag == "p":
            self.flush()
            self.flow(node)
            self.flush()
        elif tag in HEADINGS:
            self._heading(tag, node)
        elif tag in QUIET:
            self.inline(tag, f"<{tag}>", node)
        elif tag in {"ul", "ol", "blockquote"}:
            inside = self._items(node) if tag != "blockquote" else self.inner(node, compact=False)
            self.block(f"<{tag}>{inside}</{tag}>" if inside else "")
        else:
            self.flow(node)

    def inline(self, name: str, start: str, node: HtmlElement) -> None:
        self.open.append((start, name))
        self.run.append(start)
        self.flow(node)
        self.open.pop()
        self.run.append(f"</{name}>")

    def _heading(self, tag: str, node: HtmlElement) -> None:
        """Write a heading; pictures that stood in it come after it."""
        images = list(node.iter("img"))
        for image in images:
            image.drop_tree()
        inside = self.inner(node)
        self.block(f"<{tag}>{inside}</{tag}>" if inside else "")
        for image in images:
            self._img(image)

    def _items(self, node: HtmlElement) -> str:
        """Return list items; a list that stands between items becomes one."""
        items = (self.inner(item) if item.tag == "li" else self.alone(item) for item in node)
        return "".join(f"<li>{item}</li>" for item in items if item)

    def alone(self, node: HtmlElement) -> str:
        """Return an element, written apart."""
        writer = Writer(self.picture, self.link, compact=True)
        writer.element(node)
        return writer.finished()

    def _br(self, node: HtmlElement) -> None:
        last = next((piece for piece in reversed(self.run) if piece.strip()), "")
        if last == "<br>" and not self.compact:
            self.flush()
        else:
            self.run.append("<br>")

    def _hr(self, node: HtmlElement) -> None:
        self.block("<hr>")

    def _span(self, node: HtmlElement) -> None:
        style = node.get("style", "")
        tag = "strong" if BOLD.search(style) else "em" if SLANTED.search(style) else ""
        self.inline(tag, f"<{tag}>", node) if tag else self.flow(node)

    def _a(self, node: HtmlElement) -> None:
        address = node.get("href", "")
        if address and (images := list(node.iter("img"))):
            for image in images:
                image.set("src", _larger(address, image.get("src", "")))
                self._img(image)
                image.drop_tree()
        if not address or not node.text_content().strip():
            self.flow(node)
        else:
            safe = html.escape(self.link(untracked(address)))
            self.inline("a", f'<a href="{safe}">', node)

    def _img(self, node: HtmlElement, caption: str = "") -> None:
        alt = " ".join((node.get("alt") or node.get("title") or "").split())[:300]
        self.block(self.picture(node.get("src") or node.get("data-src") or "", alt, caption))

    def _iframe(self, node: HtmlElement) -> None:
        """Write a film shown in a frame as a link to it."""
        if address := untracked(embeds.address(node.get("src", ""))):
            words = html.escape(embeds.words(address, node.get("title", "")), quote=False)
            self.block(f'<p><a href="{html.escape(address)}">{words}</a></p>')

    _embed = _iframe

    def _figure(self, node: HtmlElement) -> None:
        """Write the pictures of a figure, the caption under the last of them."""
        caption = next(iter(node.iter("figcaption")), None)
        self._captioned(node, caption)

    def _table(self, node: HtmlElement) -> None:
        if "tr-caption-container" in node.get("class", ""):
            words = (cell for cell in node.iter("td") if "tr-caption" in cell.get("class", ""))
            self._captioned(node, next(words, None))
            return
        # Rows of this table alone: a table in a cell writes its own.
        found = node.xpath("./tr|./thead/tr|./tbody/tr")
        rows = "".join(self._row(row) for row in found)
        self.block(f"<table><tbody>{rows}</tbody></table>" if rows else "")

    def _row(self, row: HtmlElement) -> str:
        cells = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                spans = "".join(f' {name}="{cell.get(name)}"' for name in ("colspan", "rowspan")
                                if (cell.get(name) or "").isdigit())  # fmt: skip
                cells.append(f"<{cell.tag}{spans}>{self.inner(cell)}</{cell.tag}>")
        return f"<tr>{''.join(cells)}</tr>" if cells else ""

    def _captioned(self, node: HtmlElement, caption: HtmlElement | None) -> None:
        words = ""
        if caption is not None:
            for image in list(caption.iter("img")):
                image.drop_tree()
            words = self.inner(caption)
            caption.drop_tree()
        images = list(node.iter("img"))
        for image in images:
            parent = image.getparent()
            if parent is not None and parent.tag == "a":
                image.set("src", _larger(parent.get("href", ""), image.get("src", "")))
            self._img(image, words if image is images[-1] else "")
            image.drop_tree()
        if not images and words:
            self.block(f"<p>{words}</p>")
        if node.text_content().strip():
            self.flow(node)


def _larger(linked: str, shown: str) -> str:
    """Return the address that a picture links to where that is the same picture, else its own."""
    own, other = (address.partition("?")[0].rpartition("/") for address in (shown, linked))
    same = own[0].split("/")[:3] == other[0].split("/")[:3] or own[2] == other[2] or not shown
    return linked if same and IMAGE.search(linked.partition("?")[0]) else shown


def _unbroken(inside: str) -> str:
    """Return a paragraph without breaks and spaces at its ends."""
    inside = inside.strip()
    while inside.endswith("<br>"):
        inside = inside.removesuffix("<br>").rstrip()
    while inside.startswith("<br>"):
        inside = inside.removeprefix("<br>").lstrip()
    return inside
