"""MP4, MOV, 3GP, WebM, Matroska, AVI and older: one track of pictures, one of sound, no words.

Out: MP4 or WebM: one track of pictures, one of sound.
Taken out: place, device, dates, titles, encoders' names, chapters, subtitles, covers, timed
places, further tracks, words inside the stream (SEI, OBU), the edges that a film hides of its
pictures, everything between and behind the boxes.
Stays: what can be seen and heard; the fine noise of the camera.
Refused: films without a decodable track, damaged files.
"""

from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

from tips.scrub import _boxes, _elements, _remux, _riff, _xiph
from tips.scrub._report import Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._sniff import HEAD, sniff
from tips.scrub._streams import Unfit

MEDIA_TYPES = {
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov", "qt", "qta"),
    "video/3gpp": ("3gp", "3gpp", "3g2", "3ga"),
    "video/webm": ("webm",),
    "video/x-matroska": ("mkv", "mka"),
    "video/x-msvideo": ("avi",),
    "video/mp2t": ("ts", "mts", "m2ts", "m2t"),
    "video/mpeg": ("mpg", "mpeg", "vob", "mod"),
    "video/x-ms-asf": ("wmv", "asf", "wma"),
    "video/x-flv": ("flv",),
    "video/ogg": ("ogv", "ogg"),
    "video/x-dv": ("dv", "dif"),
    "video/x-dhav": ("dav",),
    "application/mxf": ("mxf",),
    "video/h264": ("h264", "264"),
    "video/h265": ("h265", "265", "hevc"),
    "video/mpv": ("m2v", "m1v", "mpv"),
}

_DEMUXERS = {
    "video/mp4": "mov", "video/quicktime": "mov", "video/3gpp": "mov", "video/webm": "matroska",
    "video/x-matroska": "matroska", "video/x-msvideo": "avi", "video/mp2t": "mpegts",
    "video/mpeg": "mpeg", "video/x-ms-asf": "asf", "video/x-flv": "flv", "video/ogg": "ogg",
    "video/x-dv": "dv", "video/x-dhav": "dhav",
    "application/mxf": "mxf",
    "video/h264": "h264", "video/h265": "hevc", "video/mpv": "mpegvideo",
}  # fmt: skip
_WRITTEN = {"mp4": "video/mp4", "webm": "video/webm", "ipod": "audio/mp4"}
_LOOKS: dict[str, Callable[[BinaryIO], Counter[Kind]]] = {
    "mov": _boxes.inspect,
    "matroska": _elements.inspect,
    "avi": _riff.inspect,
}


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write an MP4 or WebM, or the sound alone where there are no pictures. Raises Unscrubbable."""
    demuxer = _DEMUXERS[_type_of(source)]
    try:
        if demuxer == "matroska" and _xiph.carry(source, sink, demuxer):
            return Report("audio/ogg", _removed(source, demuxer), (), (Limit.VOICE,))
    except Unfit:
        pass  # The sound is encoded again below.
    result = _remux.remux(source, sink, demuxer)
    removed = _removed(source, demuxer, result.found)
    seen = (Limit.VISIBLE, Limit.SENSOR) * result.pictures
    kept = (*seen, *[Limit.VOICE] * result.sounds)
    return Report(_WRITTEN[result.container], removed, result.changed, kept)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a file holds beyond what plays it; a kind that we never write is not clean."""
    look = _LOOKS.get(_DEMUXERS[_type_of(source)])
    found = look(source) if look else Counter({Kind.OTHER: 1})
    return +found


def _removed(source: BinaryIO, demuxer: str, found: Counter[Kind] | None = None) -> Counter[Kind]:
    """Count as `inspect` does; a file that only its player understands is counted as one.

    What was `found` in the packets, where they were copied, is not looked for again.
    """
    try:
        if demuxer == "mov" and found is not None:
            return _boxes.around(source) + found
        return inspect(source)
    except (Unscrubbable, IndexError):
        return Counter({Kind.OTHER: 1})


def _type_of(source: BinaryIO) -> str:
    source.seek(0)
    media_type = sniff(source.read(HEAD)) or ""
    if media_type not in MEDIA_TYPES:
        raise Unscrubbable(Reason.BROKEN)
    return media_type
