"""M4A, MP3, Ogg, Opus, WAV, AMR, FLAC and others: the sound alone, with no words around it.

Out: the same format; AAC, AIFF, CAF, AU and rarer ones as M4A.
Taken out: ID3, APE, Lyrics3, Vorbis comments, iTunes tags, covers, bext and iXML, encoders'
names, everything behind the end.
Stays: the voice, and what is heard behind it.
Refused: damaged files.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

import av

from tips.scrub import (
    _amr_frames,
    _boxes,
    _flac,
    _frames,
    _mp3_notes,
    _remux,
    _riff,
    _source,
    _xiph,
)
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._sniff import HEAD, sniff
from tips.scrub._streams import Unfit

MEDIA_TYPES = {
    "audio/mp4": ("m4a", "m4b", "m4r"),
    "audio/mpeg": ("mp3",),
    "audio/ogg": ("ogg", "opus", "oga"),
    "audio/wav": ("wav", "w64"),
    "audio/amr": ("amr", "awb"),
    "audio/flac": ("flac",),
    "audio/aac": ("aac",),
    "audio/aiff": ("aif", "aiff"),
    "audio/x-caf": ("caf",),
    "audio/basic": ("au", "snd"),
    "audio/x-dss": ("dss",),
}

_TEXT_FRAME = re.compile(rb"(T[A-Z0-9]{3}|COMM|APIC|PRIV|GEOB|UFID|USLT|WXXX|POPM)[\x00\x01]")
_ADTS = re.compile(rb"\xff[\xf0\xf1\xf8\xf9]")

Written = tuple[str, tuple[Change, ...]]


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the same sound without anything else. Raises Unscrubbable."""
    media_type = _type_of(source)
    removed = _removed(source)
    media_type, changed = _WRITERS[media_type](source, sink)
    seen = (Limit.VISIBLE, Limit.SENSOR) if media_type.startswith("video/") else ()
    return Report(media_type, removed, changed, (*seen, Limit.VOICE))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a file holds beyond its sound; a kind that we never write is not clean."""
    return +_LOOKS[_type_of(source)](source)


def _removed(source: BinaryIO) -> Counter[Kind]:
    try:
        return inspect(source)
    except (Unscrubbable, IndexError):
        return Counter({Kind.OTHER: 1})


def _type_of(source: BinaryIO) -> str:
    """Return the media type; what follows an ID3 tag decides, not the tag."""
    source.seek(0)
    head = source.read(HEAD)
    if head.startswith(b"ID3"):
        source.seek(_flac.skip_id3(source))
        head = source.read(HEAD)
        if _ADTS.match(head):
            return "audio/aac"
        return "audio/flac" if head.startswith(b"fLaC") else "audio/mpeg"
    media_type = sniff(head) or ""
    if media_type not in MEDIA_TYPES:
        raise Unscrubbable(Reason.BROKEN)
    return media_type


def _remuxed(demuxer: str) -> Callable[[BinaryIO, BinaryIO], Written]:
    def write(source: BinaryIO, sink: BinaryIO) -> Written:
        result = _remux.remux(source, sink, demuxer)
        return ("video/mp4" if result.pictures else "audio/mp4"), result.changed

    return write


def _wav(source: BinaryIO, sink: BinaryIO) -> Written:
    try:
        _riff.rebuild(source, sink)
    except Unfit:
        return _remuxed("w64" if _riff.is_wide(source) else "wav")(source, sink)
    return "audio/wav", ()


def _ogg(source: BinaryIO, sink: BinaryIO) -> Written:
    try:
        _xiph.copy(source, sink)
    except Unfit:
        return _remuxed("ogg")(source, sink)
    return "audio/ogg", ()


def _mp3(source: BinaryIO, sink: BinaryIO) -> Written:
    data = _whole(source)
    frames = list(_frames.mp3_frames(data))
    while frames and _frames.is_mp3_note(data, frames[0]):
        frames.pop(0)
    if not frames:
        return _remuxed("mp3")(source, sink)
    sink.write(_mp3_notes.note(data, frames) + _frames.quiet_mp3(data, frames))
    return "audio/mpeg", ()


def _amr(source: BinaryIO, sink: BinaryIO) -> Written:
    parts = list(_amr_frames.frames(_whole(source)))
    if len(parts) < 2:
        raise Unscrubbable(Reason.BROKEN)
    sink.write(b"".join(parts))
    return "audio/amr", ()


def _lossless(source: BinaryIO, sink: BinaryIO) -> Written:
    with _source.open_source(source, "flac") as container:
        stream = _source.streams(container)[1]
        if stream is None:
            raise Unscrubbable(Reason.BROKEN)
        try:
            _flac.recode(
                stream, (packet for packet in container.demux(stream) if packet.size), sink
            )
        except (av.FFmpegError, ValueError) as error:
            raise Unscrubbable(Reason.BROKEN) from error
    return "audio/flac", ()


def _whole(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read()


def _look_mp3(source: BinaryIO) -> Counter[Kind]:
    """Count tags by their marks, and whatever is not a frame in its barest form."""
    data = _whole(source)
    frames = list(_frames.mp3_frames(data))
    notes = [frame for frame in frames if _frames.is_mp3_note(data, frame)]
    found = Counter(_ID3.get(name, Kind.COMMENT) for name in _TEXT_FRAME.findall(data[:HEAD]))
    if not frames:
        raise Unscrubbable(Reason.BROKEN)
    found[Kind.SOFTWARE] += len(notes) - _mp3_notes.is_bare(data, frames)
    found[Kind.COMMENT] += frames[0].start > 0 and not found
    found[Kind.TRAILING] += frames[-1].start + frames[-1].size < len(data)
    found[Kind.HIDDEN] += max(_frames.gaps(data, frames[:-1]) - 2, 0)
    found[Kind.HIDDEN] += _frames.marked(data, frames)
    found[Kind.SOFTWARE] += not found.total() and _frames.words_in_mp3(data)
    return found


_ID3 = {
    b"APIC": Kind.THUMBNAIL, b"PRIV": Kind.OTHER, b"GEOB": Kind.EMBEDDED, b"UFID": Kind.AUTHOR,
    b"TSSE": Kind.SOFTWARE, b"TENC": Kind.SOFTWARE, b"TPE1": Kind.AUTHOR, b"TCOM": Kind.AUTHOR,
    b"TDRC": Kind.DATES, b"TYER": Kind.DATES,
}  # fmt: skip


def _look_amr(source: BinaryIO) -> Counter[Kind]:
    data = _whole(source)
    bare = b"".join(_amr_frames.frames(data))
    if not bare:
        raise Unscrubbable(Reason.BROKEN)
    return Counter({Kind.TRAILING: int(len(data) > len(bare)),
                    Kind.HIDDEN: int(data[: len(bare)] != bare)})  # fmt: skip


def _look_wav(source: BinaryIO) -> Counter[Kind]:
    found = _riff.inspect(source)
    return found if found.total() else _riff.bare(source)


def _foreign(source: BinaryIO) -> Counter[Kind]:
    return Counter({Kind.COMMENT if _whole(source).startswith(b"ID3") else Kind.OTHER: 1})


_WRITERS: dict[str, Callable[[BinaryIO, BinaryIO], Written]] = {
    "audio/mp4": _remuxed("mov"), "audio/mpeg": _mp3, "audio/ogg": _ogg, "audio/wav": _wav,
    "audio/amr": _amr, "audio/flac": _lossless, "audio/aac": _remuxed("aac"),
    "audio/aiff": _remuxed("aiff"), "audio/x-caf": _remuxed("caf"),
    "audio/basic": _remuxed("au"), "audio/x-dss": _remuxed("dss"),
}  # fmt: skip
_LOOKS: dict[str, Callable[[BinaryIO], Counter[Kind]]] = {
    "audio/mp4": _boxes.inspect, "audio/mpeg": _look_mp3, "audio/ogg": _xiph.inspect,
    "audio/wav": _look_wav, "audio/amr": _look_amr, "audio/flac": _flac.inspect,
    "audio/aac": _foreign, "audio/aiff": _foreign, "audio/x-caf": _foreign,
    "audio/basic": _foreign, "audio/x-dss": _foreign,
}  # fmt: skip
