"""Foreign body HTML in the shapes of our own: paragraphs, figures, links without trackers.

The result still goes through blogsite.lib.markup.clean like everything that is written here.
"""

import re

import lxml.html
import nh3

from posts.importers._writer import Linker, Picturer, Writer

# What is looked at on the way: more than is kept in the end.
TAGS = {
    "p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "a",
    "strong", "b", "em", "i", "s", "strike", "del", "sub", "sup", "br", "hr", "figure", "pre",
    "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td", "iframe", "embed", "span",
    "article", "section", "dl", "dt", "dd",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title", "data-src", "class"},
    "table": {"class"}, "td": {"class", "colspan", "rowspan"}, "th": {"colspan", "rowspan"},
    "iframe": {"src", "title"}, "embed": {"src", "title"}, "div": {"class"}, "span": {"style"},
}  # fmt: skip
CAPTION = re.compile(r"\[caption[^\]]{0,500}\](.{0,4000}?)\[/caption\]", re.S)
PICTURE = re.compile(r"\s*(?:<a\s[^>]{0,2000}>)?\s*<img[^>]{0,4000}>\s*(?:</a>)?")
EMBED = re.compile(r"\[embed[^\]]{0,200}\]\s*(https?://[^\s\[\]<>\"]{1,500})\s*\[/embed\]")
DEEPEST = 150  # nested elements; libxml2 stops at 256
HOSTILE = 2000  # nested elements; cleaning takes time with the square of them
MARKUP = re.compile(r"<[^<>]*>")


def shape(body: str, *, picture: Picturer, link: Linker, breaks: bool = False) -> str:
    """Return a foreign body as paragraphs, lists, tables and what `picture` makes of its images.

    `link` rewrites each address. With `breaks`, an empty line begins a paragraph (WordPress).
    """
    unbroken = breaks and "<p" not in body
    body = EMBED.sub(r'<iframe src="\1"></iframe>', CAPTION.sub(_shortcode, body))
    if body.count("<") > HOSTILE and _depth(body) > HOSTILE:
        body = MARKUP.sub(" ", body)  # nobody wrote this by hand
    body = nh3.clean(body, tags=TAGS, attributes=ATTRIBUTES, link_rel=None,
                     url_schemes={"http", "https", "mailto"})  # fmt: skip
    if unbroken:
        body = re.sub(r"\n[ \t]*\n\s*", "<br><br>", body.strip())
    if body.count("<") > 1 and _depth(body) > DEEPEST:
        return body  # nobody wrote this by hand; clean() keeps its words
    root = lxml.html.fragment_fromstring(body or " ", create_parent="div")
    writer = Writer(picture, link)
    writer.flow(root)
    return writer.finished()


def _shortcode(match: re.Match[str]) -> str:
    """Return WordPress's [caption]<img> words[/caption] as a figure."""
    opening = PICTURE.match(match[1])
    image = opening[0] if opening else ""
    words = match[1][len(image) :].strip()
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>"


def _depth(body: str) -> int:
    deepest = depth = 0
    for closing, tag in re.findall(r"<(/?)([a-zA-Z]+)", body):
        if tag.lower() not in {"br", "hr", "img", "embed"}:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest
