"""What a text is: plain words, or a form whose fields nobody sees or thinks of."""

import re

from tips.scrub._encodings import encoding_of

_MARKUP = r"\s*(?:<[!?a-zA-Z]|%!PS)|.{0,2000}<(?:html|svg|script)\b"
# An e-mail, or a web page saved whole: named lines, two of which only machines write.
_HEADERS = (
    r"(?:From .{1,200}\n)?(?=[A-Za-z][\w-]{1,40}:)"
    r"(?:.{0,4000}?^(?:received|message-id|mime-version|return-path|delivered-to|content-type"
    r"|x-[\w-]+|dkim-signature|snapshot-content-location):){2}"
)
# What cameras, drones and photo stores write beside a picture: its place, time and device.
_BESIDE = (
    r"\s*[\[{].{0,20000}\"(?:photoTakenTime|geoDataExif|googlePhotosOrigin|SourceFile)\""
    r"|.{0,200}\d\d:\d\d:\d\d[,.]\d{3} --> .{0,2000}(?:(?:latitude|longitude)\s*:|GPS\s*\()"
)
# Lists of other files that a player would open, and programs that a shell would run.
_PLAYLIST = r"\s*(?:#EXTM3U|ffconcat version|\[playlist\]\s*$)"
_PROGRAM = r"#!\s?/"
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_MARKUP, re.I | re.S), "text/html"),
    (re.compile(r"\s*BEGIN:VCARD\b", re.I), "text/vcard"),
    (re.compile(r"\s*BEGIN:VCALENDAR\b", re.I), "text/calendar"),
    (re.compile(_HEADERS, re.I | re.S | re.M), "message/rfc822"),
    (re.compile(_BESIDE, re.I | re.S), "text/x-camera-notes"),
    (re.compile(_PLAYLIST, re.I | re.M), "audio/x-mpegurl"),
    (re.compile(_PROGRAM), "text/x-script"),
)


def text_of(data: bytes, *, is_head: bool) -> str | None:
    """Return bytes as text, or None where they can be no text. Broken letters become "\ufffd"."""
    encoding = encoding_of(data, is_head=is_head)
    return data.decode(encoding, errors="ignore" if is_head else "replace") if encoding else None


def kind_of_text(text: str) -> str:
    """Return the media type of a text; "text/plain" is what has no fields of its own."""
    kinds = (kind for words, kind in _KINDS if words.match(text))
    return next(kinds, "text/plain")
