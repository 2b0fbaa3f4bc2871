"""FLAC: decoded and encoded again without loss; nothing but its form and its sound is written."""

from collections import Counter
from typing import Any, BinaryIO

import av
from av.codec.context import Flags

from tips.scrub import _names
from tips.scrub._report import Kind, Reason, Unscrubbable

_INFO, _SIZE = 0, 34
_COMMENTS, _PICTURE, _PADDING = 4, 6, 1
_KINDS = {2: Kind.SOFTWARE, 3: Kind.OTHER, 5: Kind.COMMENT, _PICTURE: Kind.THUMBNAIL}
_MOST = 16 << 20


def recode(stream: Any, packets: Any, sink: BinaryIO) -> None:
    """Write the sound of a stream as FLAC of the same samples. Raises FFmpegError."""
    encoder = av.CodecContext.create("flac", "w")
    source = stream.codec_context
    encoder.sample_rate, encoder.layout = source.sample_rate, source.layout.name
    encoder.format = "s16" if source.format.name in ("s16", "s16p", "u8", "u8p") else "s32"
    encoder.time_base = stream.time_base
    encoder.flags |= Flags.bitexact
    resampler = av.AudioResampler(encoder.format.name, source.layout.name, source.sample_rate)
    encoder.open()
    sink.write(b"fLaC" + bytes([0x80 | _INFO, 0, 0, _SIZE]) + bytes(_SIZE))
    info = b""
    for packet in (*packets, None):
        for frame in _resampled(stream, resampler, packet):
            info = _write(encoder.encode(frame), sink) or info
    info = _write(encoder.encode(None), sink) or info or bytes(encoder.extradata or b"")
    if len(info) != _SIZE:
        raise Unscrubbable(Reason.BROKEN)
    sink.seek(8)
    sink.write(info)
    sink.seek(0, 2)


def _resampled(stream: Any, resampler: Any, packet: Any) -> list[Any]:
    try:
        frames = list(stream.decode(packet))
    except (av.InvalidDataError, av.EOFError):
        return []
    done = [piece for frame in frames for piece in resampler.resample(frame)]
    return done if packet else [*done, *resampler.resample(None)]


def _write(packets: list[av.Packet], sink: BinaryIO) -> bytes:
    """Write the frames and return what the last says of the whole: its length and its sum."""
    info = b""
    for packet in packets:
        if packet.has_sidedata("new_extradata"):
            info = bytes(packet.get_sidedata("new_extradata"))
        sink.write(bytes(packet))
    return info


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what lies around the sound: blocks, tags before and after."""
    found: Counter[Kind] = Counter()
    start = source.seek(0) or skip_id3(source)
    found[Kind.COMMENT] += start > 0
    source.seek(start)
    if source.read(4) != b"fLaC":
        raise Unscrubbable(Reason.BROKEN)
    last = 0
    while not last:
        head = source.read(4)
        if len(head) < 4:
            raise Unscrubbable(Reason.BROKEN)
        last, kind, size = head[0] >> 7, head[0] & 0x7F, int.from_bytes(head[1:], "big")
        found += _block(kind, source.read(size))
    end = source.seek(0, 2)
    source.seek(max(0, end - 4096))
    tail = source.read()
    found[Kind.TRAILING] += tail[-128:].startswith(b"TAG") or b"APETAGEX" in tail
    return +found


def _block(kind: int, body: bytes) -> Counter[Kind]:
    if kind == _INFO:
        return Counter({Kind.OTHER: int(len(body) != _SIZE)})
    if kind == _PADDING:
        return Counter({Kind.HIDDEN: int(any(body))})
    if kind == _COMMENTS:
        return comments(body)
    return Counter({_KINDS.get(kind, Kind.OTHER): 1})


def comments(body: bytes) -> Counter[Kind]:
    """Count the fields of Vorbis comments, and the vendor when it has a name."""
    found: Counter[Kind] = Counter()
    place = 4 + int.from_bytes(body[:4], "little")
    found[Kind.SOFTWARE] += place > 4
    count = int.from_bytes(body[place : place + 4], "little")
    place += 4
    for _ in range(min(count, 10_000)):
        size = int.from_bytes(body[place : place + 4], "little")
        name = body[place + 4 : place + 4 + min(size, 64)].partition(b"=")[0]
        found[_names.kind(name.decode("latin-1"))] += 1
        place += 4 + size
        if place >= len(body):
            break
    found[Kind.HIDDEN] += any(body[place + 1 :])
    return +found


def skip_id3(source: BinaryIO) -> int:
    """Return where the first byte after ID3v2 tags is; the source stands anywhere."""
    place = 0
    for _ in range(8):
        source.seek(place)
        head = source.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            break
        size = sum(
            (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)
        )
        place += 10 + size + (10 if head[5] & 0x10 else 0)
    return place
