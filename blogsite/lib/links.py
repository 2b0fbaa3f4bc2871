"""Links without what tells who shared them: parameters, detours, account names."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

# Parameters that name a campaign, a click or the account that pressed "share".
TRACKERS = frozenset(
    (
        "_branch_match_id", "_ga", "_gl", "_hsenc", "_hsmi", "__tn__", "__xts__",
        "ceid", "cmpid", "cvid", "dclid", "eav", "emc", "fbclid", "gbraid", "gclid",
        "icid", "igsh", "igshid", "is_from_webapp", "lipi", "mc_cid", "mc_eid", "mibextid",
        "msclkid", "ncid", "oly_anon_id", "oly_enc_id", "paipv", "rb_clickid", "rcm", "rdid",
        "ref_src", "ref_url", "refsrc", "s_cid", "sender_device", "sender_web_id", "share_app_id",
        "share_id", "share_link_id", "shareid", "sharer_id", "si", "slof", "smid", "smtyp", "spm",
        "trackingid", "trk", "ttclid", "twclid", "u_code", "vero_id", "wbraid", "xmt",
        "yclid",
    )
)  # fmt: skip
PREFIXES = ("utm_", "mtm_", "hsa_", "__cft__", "fb_action")
# Names that mean something else elsewhere.
ON_ONE_SITE = {
    "x.com": {"s", "t"}, "twitter.com": {"s", "t"}, "open.spotify.com": {"context"},
    "youtube.com": {"feature"}, "youtu.be": {"feature"}, "tiktok.com": {"_t", "_r"},
    "vm.tiktok.com": {"_t", "_r"}, "vt.tiktok.com": {"_t", "_r"},
}  # fmt: skip
# Sites that lead on to the address in one of their parameters.
DETOURS = {
    "l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u", "www.google.com": "url",
    "google.com": "url", "www.youtube.com": "q", "t.umblr.com": "z",
}  # fmt: skip
_DETOUR_PATHS = {"/l.php", "/url", "/redirect", "/"}
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
_MOST = 3  # detours behind each other


def bare(link: str) -> str:
    """Return a link without tracking parameters, account names and text fragments.

    What cannot be read as an address comes back as it is.
    """
    for _step in range(_MOST):
        try:
            parts = urlsplit(link)
        except ValueError:
            return link
        target = _led_to(parts)
        if target is None:
            return _stripped(parts) if parts.scheme in {"http", "https"} else link
        link = target
    return link


def trackers(link: str) -> list[str]:
    """Return what in a link tells who shared it: parameters, or the site of a detour."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return []
    detour = [parts.netloc] if _led_to(parts) else []
    here = _told_here(parts.netloc)
    pieces = _split(parts.query) + _split(parts.fragment)
    return detour + [piece for piece in pieces if _is_tracker(piece, here)]


def bare_in(text: str) -> str:
    """Return a text in which every web address is bare."""
    return _ADDRESS.sub(_bare_at, text)


def trackers_in(text: str) -> list[str]:
    """Return what in the web addresses of a text tells who shared them."""
    found = (_link_at(match) for match in _ADDRESS.finditer(text))
    return [piece for link in found for piece in trackers(link)]


def _link_at(match: re.Match[str]) -> str:
    return match[0].rstrip(").,;:!?]}")  # of the sentence around it


def _bare_at(match: re.Match[str]) -> str:
    link = _link_at(match)
    return bare(link) + match[0][len(link) :]


def _led_to(parts: SplitResult) -> str | None:
    """Return where a known detour leads, or None."""
    name = DETOURS.get((parts.hostname or "").lower())
    if not name or parts.path not in _DETOUR_PATHS:
        return None
    for key, value in parse_qsl(parts.query):
        if key == name and value.startswith(("http://", "https://")):
            return value
    return None


def _stripped(parts: SplitResult) -> str:
    host = parts.netloc.rpartition("@")[2]
    here = _told_here(host)
    kept = [piece for piece in _split(parts.query) if not _is_tracker(piece, here)]
    fragment = parts.fragment.partition(":~:")[0]
    if _is_tracker(fragment, set()):
        fragment = ""
    return urlunsplit((parts.scheme, host, parts.path, "&".join(kept), fragment))


def _split(query: str) -> list[str]:
    return [piece for piece in re.split("&amp;|[&;]", query) if piece]


def _told_here(host: str) -> set[str]:
    """Return the names that are trackers on this site alone."""
    return ON_ONE_SITE.get(host.lower().removeprefix("www."), set())


def _is_tracker(piece: str, here: set[str]) -> bool:
    name = unquote(piece.partition("=")[0]).lower()
    return name in TRACKERS or name in here or name.startswith(PREFIXES) or name.endswith("clid")
