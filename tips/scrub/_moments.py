"""When each picture is decoded and when it is seen, where a container does not say both of each."""

import itertools
from collections.abc import Iterator
from typing import Any, BinaryIO

import av

from tips.scrub import _source
from tips.scrub._streams import Unfit

_REORDERED = ("h264", "hevc")  # pictures that are seen in another order than decoded
_ENOUGH = 100  # pictures that show whether these are
_USUAL = 25  # pictures a second where nobody says
_HASTE = {"skip_loop_filter": "all"}  # how they look does not matter

Moment = tuple[int, int]  # when it is seen, when it is decoded
Packets = Iterator[av.Packet]


def moments(source: BinaryIO, demuxer: str) -> list[Moment]:
    """Return the moments of each picture, or nothing where its packets say both. Raises Unfit."""
    with _source.open_source(source, demuxer) as reader:
        sources = [stream for stream in _source.streams(reader) if stream]
        moving = sources[0]
        if demuxer != "matroska" and _source.codec(moving) not in _REORDERED:
            return []
        packets = (packet for packet in _source.demuxed(reader, sources)
                   if packet.stream_index == moving.index)  # fmt: skip
        told = _WAYS.get(demuxer, _between)(moving, packets)
    seen = [time for time in told if time is not None]
    if len(seen) < len(told):
        raise Unfit("picture")
    ordered = sorted(seen)
    ahead = max((late - time for late, time in zip(ordered, seen, strict=True)), default=0)
    early = min([0, *seen]) if demuxer == "asf" else 0  # before the start that was guessed
    return [(time - early, late - early - ahead) for time, late in zip(seen, ordered, strict=True)]


def _said(_moving: Any, packets: Packets) -> list[int | None]:
    return [packet.pts for packet in packets]


def _at_steps(moving: Any, packets: Packets) -> list[int | None]:
    """Return when pictures are seen whose times are said in the order of decoding.

    Times that go back are already those at which they are seen.
    """
    told, order = _shown(moving, packets, "dts")
    times = [time for time in told if time is not None]
    if len(times) < len(told) or times != sorted(times):
        return told
    return _placed(order, times)


def _between(moving: Any, packets: Packets) -> list[int | None]:
    """Return when pictures are seen of which some have no time: evenly between those that do."""
    told, order = _shown(moving, packets, "pts")
    times = [told[number] for number in order]
    known: list[int] = []
    for place, time in enumerate(times):
        if time is not None and (not known or time != times[known[-1]]):
            known.append(place)  # a time that comes twice is that of the first
    if not known:
        step = 1 / ((moving.average_rate or _USUAL) * moving.time_base)
        return _placed(order, [round(step * place) for place in range(len(order))])
    filled: list[int] = []
    for first, last in itertools.pairwise(known):
        start, end = times[first] or 0, times[last] or 0
        if end <= start:
            raise Unfit("picture")
        begin = 0 if first == known[0] else first
        until = len(times) if last == known[-1] else last
        filled += [start + round((end - start) * (place - first) / (last - first))
                   for place in range(begin, until)]  # fmt: skip
    return _placed(order, filled) if filled else told


def _placed(order: list[int], times: list[int]) -> list[int | None]:
    """Return times in the order of decoding, given in that in which pictures are seen."""
    places = dict(zip(order, times, strict=True))
    return [places[number] for number in range(len(order))]


def _shown(moving: Any, packets: Packets, field: str) -> tuple[list[int | None], list[int]]:
    """Return what packets say in a field, and in which order their pictures are seen."""
    decoder = moving.codec_context
    decoder.options = _HASTE
    told: list[int | None] = []
    order: list[int] = []
    for number, packet in enumerate(packets):
        told.append(getattr(packet, field))
        if number == _ENOUGH and _is_plain(order, decoder):
            told += [getattr(packet, field) for packet in packets]
            return told, list(range(len(told)))
        packet.pts = number
        order += _decoded(moving, packet)
    order += _decoded(moving, None)
    if _is_plain(order, decoder):
        return told, list(range(len(told)))
    if sorted(order) != list(range(len(told))):
        raise Unfit("picture")
    return told, order


def _is_plain(order: list[int], decoder: Any) -> bool:
    return order == sorted(order) and not decoder.has_b_frames


def _decoded(moving: Any, packet: av.Packet | None) -> list[int]:
    """Return the numbers of the pictures that a decoder gives; none for a broken packet."""
    try:
        return [frame.pts for frame in moving.decode(packet)]
    except (av.FFmpegError, ValueError):
        return []


_WAYS = {"matroska": _said, "avi": _at_steps, "asf": _at_steps}
