"""Links of a page made relative, so that it opens from a folder; what needs a server led away.

Our templates and nh3 write attributes in double quotes and escape every quote inside: patterns
are enough, and a page that holds anything that could ask a server is refused.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.conf import settings

from blogsite.lib import editions
from blogsite.lib.markup import PHOTO_ADDRESS
from blogsite.survival import places
from comments import threads
from posts import moved

TAG = re.compile(r"<(a|img|source|link|meta)\b((?:\"[^\"]*\"|[^\">])*)>")
LINKED = re.compile(r'\s(href|src|srcset)="([^"]*)"')
ABOUT_LINK = re.compile(r'\s(?:rel|hreflang)="[^"]*"')
IN_FEED = re.compile(r'\s(href|src)="([^"]*)"')
DATA = re.compile(r'<script type="application/ld\+json">.*?</script>\s*', re.DOTALL)
# What a reader could only do on the site itself: answer, report, follow one thread.
DOING = re.compile(
    r'\s*<p class="meta">(?:<a rel="nofollow" href="[^"]*">[^<]*</a>(?: · )?)+</p>'
    r'|\s*<p class="meta"><a href="[^"]*/comments/feed/">[^<]*</a></p>'
)
FORMS = re.compile(
    r"/(?:(?P<comments>[^?]*\.html/(?:comment|comments/[0-9]+/report)|comment-status/.*"
    r"|es/estado-de-comentario/.*)|(?P<tips>tips/.*|es/denuncias/.*))\Z"
)
ONE = re.compile(r"(/[0-9]{4}/[0-9]{2}/[^/]+\.html)/comments/([0-9]{1,9})\Z")
PREVIEW = re.compile(r'(?:property="(?:og|article):|name="twitter:|rel="canonical")')
UNFIT = re.compile(
    r"<(?:form|input|button|script|iframe|object|embed|video|audio|base|style)\b", re.IGNORECASE
)
# Nothing but this folder is ever asked, even where a link was missed.
FENCE = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'"
    " file:; style-src 'self' file:; base-uri 'none'; form-action 'none'\">"
)
HEAD, FOOT = '<meta charset="utf-8">', '<footer class="colophon">'


class Unfit(Exception):
    """A page that would not be safe or whole without its server."""


@dataclass(slots=True)
class Rewriter:
    """Knows the file of each address. `used` gathers the files of photos and styles."""

    files: Mapping[str, str]
    lines: Mapping[str, str]  # by language, what stands at the foot of every page
    used: set[str] = field(default_factory=set)

    def page(self, text: str, file: str, turns: Mapping[str, str]) -> str:
        """Return a page for its place in the copy; `turns` are pages of its list, by address.

        Raises Unfit for one with a form, a script or a frame.
        """
        language = "es" if '<html lang="es">' in text else "en"
        text = DOING.sub("", DATA.sub("", text))
        if found := UNFIT.search(text):
            raise Unfit(f"{file} holds {found[0]}>")
        up = "../" * file.count("/")
        text = TAG.sub(lambda tag: self._tag(tag, up, language, turns), text)
        text = text.replace(HEAD, f"{HEAD}\n{FENCE}", 1)
        line = LINKED.sub(
            lambda found: self._attribute(found, up, language, {}), self.lines[language]
        )
        return text.replace(FOOT, f"{FOOT}\n{line}", 1)

    def feed(self, text: str, file: str) -> str:
        """Return a feed whose links lead into the copy; ids stay what they are."""
        up = "../" * file.count("/")
        language = editions.of_path(f"/{file}")
        return IN_FEED.sub(lambda found: self._attribute(found, up, language, {}), text)

    def _tag(self, tag: re.Match[str], up: str, language: str, turns: Mapping[str, str]) -> str:
        name, rest = tag[1], tag[2]
        if name in {"meta", "link"} and PREVIEW.search(rest):
            return ""
        made = LINKED.sub(lambda found: self._attribute(found, up, language, turns), rest)
        if name == "link" and ' href="' not in made:
            return ""
        if name == "a" and ' href="' not in made:  # it says nothing of where it led, either
            made = ABOUT_LINK.sub("", made)
        return f"<{name}{made}>"

    def _attribute(
        self, found: re.Match[str], up: str, language: str, turns: Mapping[str, str]
    ) -> str:
        name, value = found[1], html.unescape(found[2])
        if name == "srcset":
            each = (choice.strip().partition(" ") for choice in value.split(","))
            parts = [(self._led(address, up, language, turns), size) for address, _s, size in each]
            made = ", ".join(f"{address} {size}" for address, size in parts if address)
        else:
            made = self._led(value, up, language, turns)
        return f' {name}="{html.escape(made)}"' if made else ""

    def _led(self, address: str, up: str, language: str, turns: Mapping[str, str]) -> str:
        """Return where a link leads in the copy, itself when it leaves the paper, "" if nowhere."""
        for own in (settings.SITE_URL, settings.ONION_URL):
            if own and (address == own or address.startswith((f"{own}/", f"{own}?", f"{own}#"))):
                address = address[len(own) :] or "/"
        if address in turns:
            return up + turns[address]
        if address.startswith("//") or not address.startswith("/"):
            return address
        bare, _sign, fragment = address.partition("#")
        place, own_fragment = self._place(unquote(bare.partition("?")[0]), language)
        fragment = own_fragment or fragment
        return f"{up}{place}#{fragment}" if place and fragment else place and up + place

    def _place(self, path: str, language: str) -> tuple[str, str]:
        """Return the file of a path, and a place in it; "" for what is not in the copy."""
        if found := self.files.get(path):
            return found, ""
        if path.startswith(settings.STATIC_URL) or PHOTO_ADDRESS.match(path):
            self.used.add(path)
            return path.lstrip("/"), ""
        if form := FORMS.match(path):
            return self.files[places.about(language)], form.lastgroup or ""
        if one := ONE.match(path):
            first, last = threads.span(max(1, int(one[2])))
            there = one[1] if first == 1 else f"{one[1]}/comments/{first}-{last}/"
            return self.files.get(there, ""), f"c{one[2]}"
        there = moved.target(path) or ""
        return self.files.get(unquote(there), ""), ""
