"""A source's words on the desk's pages: escaped, with what could name somebody marked."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from blogsite.lib.links import bare_in
from blogsite.lib.private_data import pieces


def marked(text: str) -> SafeString:
    """Return a text as HTML: nothing in it acts, links are bare words, finds say what they are.

    Line breaks stay characters, for `white-space: pre-wrap`.
    """
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(
                    '<mark>{} <small class="tips-kind">({})</small></mark>', piece, kind.label
                )
                if kind
                else piece,
            )
            for piece, kind in pieces(bare_in(text))
        ),
    )
