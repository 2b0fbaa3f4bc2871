"""Moving pictures and sound into a new container: one track of each, coded data only.

Packets are copied through a filter that knows their codec; where none does, or the filter finds
what it cannot take out, the track is decoded and encoded again.
"""

import errno
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, NoReturn

import av
from av.codec.context import Flags
from av.stream import Stream

from tips.scrub import _aac, _first, _moments, _plans, _source, _tidy
from tips.scrub._clock import Clock
from tips.scrub._filters import COPIED, filter_of
from tips.scrub._recode import Frames, Samples
from tips.scrub._report import Change, Kind, Reason, Unscrubbable
from tips.scrub._streams import Filter, Unfit
from tips.scrub._track import Track

_ATTEMPTS = 7  # each plan differs from the last in one thing
_MOST_AHEAD = 32 << 20  # bytes
_MOST_AT_ONCE, _MANY = 24, 1 << 20  # packets that are filtered together; and bytes of them
_BLOCK = 1 << 17  # bytes written at once
_FINEST, _USUAL = Fraction(1, 10_000_000), Fraction(1, 90_000)  # seconds; finer ones spell words
_WRITING = {"fflags": "+bitexact", "flush_packets": "0"}
_WORDS = {"video": ("picture",), "audio": ("sound",)}


@dataclass(frozen=True)
class Result:
    """What was written: the container, whether with pictures and sounds, what was changed.

    `found` is what was taken out of the packets; None where nobody counted. `ahead` is the first
    picture, where it was copied.
    """

    container: str
    pictures: bool
    sounds: bool
    changed: tuple[Change, ...]
    found: Counter[Kind] | None
    ahead: _first.Ahead | None


def remux(source: BinaryIO, sink: BinaryIO, demuxer: str) -> Result:
    """Write the tracks into a new file. Raises Unscrubbable."""
    plan = _plans.first(source, demuxer)
    for _ in range(_ATTEMPTS):
        sink.seek(0)
        sink.truncate()
        try:
            result = _attempt(source, sink, demuxer, plan)
            _tidy.tidy(sink, result.container)
            written = "matroska" if result.container == "webm" else "mov"
            _first.look(sink, written, result.pictures, result.ahead, glance=plan.glance)
            return result
        except Unfit as misfit:
            plan = _plans.following(plan, misfit)
        except (av.FFmpegError, ValueError, OverflowError, IndexError) as error:
            _refuse(error)
    raise Unscrubbable(Reason.BROKEN)


def _refuse(error: Exception) -> NoReturn:
    """Raise what stopped the writing, if that is it: PyAV hides it behind an error of its own."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, OSError) and cause.errno == errno.EFBIG:
            raise cause
        cause = cause.__cause__ or cause.__context__
    raise Unscrubbable(Reason.BROKEN) from error


def _attempt(source: BinaryIO, sink: BinaryIO, demuxer: str, plan: _plans.Plan) -> Result:
    asked = demuxer == "matroska" or plan.picture and (plan.timed or demuxer in ("avi", "asf"))
    told = _moments.moments(source, demuxer) if asked and plan.container != "ipod" else []
    with (
        _source.open_source(source, demuxer, plan.glance) as reader,
        av.open(
            sink, "w", format=plan.container, container_options=_WRITING, buffer_size=_BLOCK
        ) as writer,
    ):
        moving, sound = _source.streams(reader)
        if plan.container == "ipod":
            moving = None
        sources = [stream for stream in (moving, sound) if stream]
        packets = _source.demuxed(reader, sources)
        begun = _until(packets, sound)
        tracks = [_track(writer, stream, plan, begun) for stream in sources]
        if told and moving:
            tracks[0].moments = iter(told)
        _carry(itertools.chain(begun, packets), writer, {one.source.index: one for one in tracks})
        changed = _changes(reader, tracks)
        sounds = any(track.made for track in tracks if track.source.type == "audio")
    sink.flush()
    found, ahead = _found_in(tracks), tracks[0].ahead
    return Result(plan.container, moving is not None, sounds, changed, found, ahead)


def _changes(reader: Any, tracks: list[Track]) -> tuple[Change, ...]:
    """Return what was done to a film; a track without any packets was not encoded again."""
    again = any(track.recoder and track.made for track in tracks)
    unknown = tracks[-1].source.type == "video" and bool(reader.streams.audio)
    lost = unknown or any(track.recoder and track.recoder.lost for track in tracks)
    return (*[Change.TRANSCODED] * again, *[Change.SILENCED] * lost)


def _found_in(tracks: list[Track]) -> Counter[Kind] | None:
    known = [getattr(track.filter, "found", None) for track in tracks]
    counted = [found for found in known if found is not None]
    return sum(map(Counter, counted), Counter[Kind]()) if counted == known else None


def _until(packets: Iterator[av.Packet], sound: Stream | None) -> list[av.Packet]:
    """Take packets as far as the first of AAC of which nothing but its packets says what it is."""
    taken: list[av.Packet] = []
    if not sound or _source.codec(sound) != "aac" or sound.codec_context.extradata:
        return taken
    left = _MOST_AHEAD
    for packet in packets:
        taken.append(packet)
        left -= packet.size
        if packet.stream_index == sound.index or left < 0:
            break
    return taken


def _carry(packets: Iterable[av.Packet], writer: Any, tracks: dict[int, Track]) -> None:
    clock = Clock([track.hand for track in tracks.values()])
    for few in _few(packets):
        parts: dict[int, list[av.Packet]] = {index: [] for index in tracks}
        for packet in few:
            index = packet.stream_index
            if _goes_on(packet, tracks[index], clock):
                parts[index].append(packet)
        for index, part in parts.items():
            writer.mux(_written(tracks[index], part))
    for track in tracks.values():
        writer.mux(_written(track, None))


def _few(packets: Iterable[av.Packet]) -> Iterator[list[av.Packet]]:
    """Yield packets a few at once: to read, filter and write in turns for each takes longer."""
    few, size = list[av.Packet](), 0
    for packet in packets:
        few.append(packet)
        size += packet.size
        if len(few) == _MOST_AT_ONCE or size > _MANY:
            yield few
            few, size = [], 0
    yield few


def _goes_on(packet: av.Packet, track: Track, clock: Clock) -> bool:
    if track.moments:
        packet.pts, packet.dts = next(track.moments, (None, None))
    return clock.goes_on(packet, track.hand)


def _written(track: Track, packets: list[av.Packet] | None) -> list[av.Packet]:
    try:
        written = track.end() if packets is None else track.write(packets)
    except (Unfit, IndexError) as misfit:
        known = isinstance(misfit, Unfit) and misfit.args
        raise Unfit(*(known or _WORDS[track.source.type])) from misfit
    for one in written:
        one.stream = track.target
    track.made |= bool(written)
    return written


def _track(writer: Any, stream: Stream, plan: _plans.Plan, begun: list[av.Packet]) -> Track:
    filtered = _filter(stream, plan, begun)
    if filtered is None:
        if plan.glance:
            raise Unfit("glance")
        if plan.container == "webm" and stream.type == "video":
            raise Unfit("picture")  # what is encoded again goes into an MP4
        recoder = Frames(writer, stream, plan.part) if stream.type == "video" else Samples(
            writer, stream, plan.container)  # fmt: skip
        _orient(recoder.target, plan)
        return Track(stream, recoder.target, None, recoder)
    through, extradata = filtered
    target = writer.add_stream_from_template(stream, opaque=True)
    context = target.codec_context
    context.flags |= Flags.bitexact
    context.extradata = extradata or None
    if stream.type == "video":
        context.sample_aspect_ratio = _source.shape(stream)
    if target.time_base and target.time_base < _FINEST:
        target.time_base = _USUAL
    _orient(target, plan)
    if _source.codec(stream) == "hevc":
        context.codec_tag = "hvc1" if plan.fixed else "hev1"
    return Track(stream, target, through, None, late=plan.late)


def _orient(target: Any, plan: _plans.Plan) -> None:
    if target.type == "video":
        target.set_display_rotation(plan.degrees, hflip=plan.mirrored)


def _filter(
    stream: Stream, plan: _plans.Plan, begun: list[av.Packet]
) -> tuple[Filter, bytes] | None:
    """Return what filters the packets of a stream and what its head holds, or None to recode."""
    moving = stream.type == "video"
    names = COPIED.get(plan.container, ((), ("aac",)))[0 if moving else 1]
    if not (plan.picture if moving else plan.sound) or _source.codec(stream) not in names:
        return None
    extradata = stream.codec_context.extradata or b""
    try:
        if _source.codec(stream) == "aac" and not extradata:
            extradata = _aac.adts(bytes(begun[-1]))[0].config()
        return filter_of(_source.codec(stream), extradata, plan.fixed, plan.full)
    except (Unfit, IndexError):
        return None
