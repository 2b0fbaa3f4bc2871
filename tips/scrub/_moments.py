"""When each picture is decoded and when it is seen, where a container says only one of them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import av

from tips.scrub import _source
from tips.scrub._streams import Unfit

_REORDERED = ("h264", "hevc")  # pictures that are seen in another order than decoded
_ENOUGH = 100  # pictures that show whether these are
_HASTE = {"skip_loop_filter": "all"}  # how they look does not matter

Moment = tuple[int, int]  # when it is seen, when it is decoded


def moments(source: BinaryIO, demuxer: str) -> list[Moment]:
    """Return the moments of each picture, or nothing where its packets say both. Raises Unfit."""
    with _source.open_source(source, demuxer) as reader:
        sources = [stream for stream in _source.streams(reader) if stream]
        moving = sources[0]
        if demuxer == "avi" and _source.codec(moving) not in _REORDERED:
            return []
        packets = (packet for packet in _source.demuxed(reader, sources)
                   if packet.stream_index == moving.index)  # fmt: skip
        told = _seen(moving, packets) if demuxer == "avi" else [packet.pts for packet in packets]
    seen = [time for time in told if time is not None]
    if len(seen) < len(told):
        raise Unfit("picture")
    ordered = sorted(seen)
    ahead = max((late - time for late, time in zip(ordered, seen, strict=True)), default=0)
    return [(time, late - ahead) for time, late in zip(seen, ordered, strict=True)]


def _seen(moving: Any, packets: Iterator[av.Packet]) -> list[int | None]:
    """Return when pictures are seen that come at even steps: in which order, decoding tells."""
    decoder = moving.codec_context
    decoder.options = _HASTE
    steps: list[int | None] = []
    order: list[int] = []
    for number, packet in enumerate(packets):
        steps.append(packet.dts)
        if number == _ENOUGH and _is_plain(order, decoder):
            return [*steps, *(packet.dts for packet in packets)]
        packet.pts = number
        order += _decoded(moving, packet)
    order += _decoded(moving, None)
    if _is_plain(order, decoder):
        return steps
    if sorted(order) != list(range(len(steps))):
        raise Unfit("picture")
    places = dict(zip(order, steps, strict=True))
    return [places[number] for number in range(len(steps))]


def _is_plain(order: list[int], decoder: Any) -> bool:
    return order == sorted(order) and not decoder.has_b_frames


def _decoded(moving: Any, packet: av.Packet | None) -> list[int]:
    """Return the numbers of the pictures that a decoder gives; none for a broken packet."""
    try:
        return [frame.pts for frame in moving.decode(packet)]
    except (av.FFmpegError, ValueError):
        return []
