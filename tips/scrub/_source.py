"""A film or recording as it came: opened as one named kind, its two tracks, their packets."""

import itertools
import struct
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.sidedata.sidedata import Type as SideData
from av.stream import Disposition, Stream

from tips.scrub._report import Reason, Unscrubbable
from tips.scrub._veil import Veiled

MOST_STREAMS = 64
_BLOCK = 1 << 16  # bytes read at once

_MOST_AHEAD, _FAR_AHEAD = 256, 32 << 20  # packets and their bytes: a second of a fine film
_READING = {"protocol_whitelist": "none", "enable_drefs": "0"}
_GLANCE = {"probesize": "32"}  # bytes
_BLIND = {"skip_frame": "all"}
_DECODERS = {"libdav1d": "av1", "libopus": "opus"}
_FINE, _ODD = 255, 16  # parts of a pixel; how many times wider or higher than that some may be
_TURNS = {
    (-1, 0, 0, -1): (180, False), (0, -1, 1, 0): (90, False), (0, 1, -1, 0): (-90, False),
    (-1, 0, 0, 1): (0, True), (1, 0, 0, -1): (180, True), (0, -1, -1, 0): (90, True),
    (0, 1, 1, 0): (-90, True),
}  # fmt: skip


def open_source(source: BinaryIO, demuxer: str, glance: bool = False) -> Any:
    """Open a file as one named kind, so that no playlist is followed. Raises Unscrubbable.

    A `glance` at a film with a head of its own does not decode its first pictures.
    """
    source.seek(0)
    reader = Veiled(source) if demuxer == "mov" else source
    glance &= demuxer == "mov"
    options = _READING | (_GLANCE if glance else {})
    try:
        container = av.open(
            reader, "r", format=demuxer, options=_BLIND if glance else {},
            container_options=options, metadata_errors="replace", buffer_size=_BLOCK,
        )  # fmt: skip
    except (av.FFmpegError, ValueError, OverflowError, OSError) as error:
        raise Unscrubbable(Reason.BROKEN) from error
    if len(container.streams) > MOST_STREAMS:
        raise Unscrubbable(Reason.BROKEN)
    return container


def streams(container: Any) -> tuple[Stream | None, Stream | None]:
    """Return the picture track that is no cover, and the sound track, that players choose.

    These are the first of each that are not switched off. Raises Unscrubbable where there are
    pictures of a form that nobody here knows.
    """
    aside = Disposition.attached_pic | Disposition.timed_thumbnails
    pictures = [stream for stream in container.streams.video if not stream.disposition & aside]
    known = [stream for stream in (*pictures, *container.streams.audio) if stream.codec_context]
    known.sort(key=lambda stream: not stream.disposition & Disposition.default)
    moving = next((stream for stream in known if stream.type == "video"), None)
    if pictures and not moving:
        raise Unscrubbable(Reason.UNSUPPORTED)
    sound = next((stream for stream in known if stream.type == "audio"), None)
    if sound:
        _usual_order(sound.codec_context)
    return moving, sound


def _usual_order(context: Any) -> None:
    """Let channels in an order of their own pass for as many in the usual one.

    PyAV gives the memory of such an order back as often as it is asked, and the process dies.
    """
    layout = context.layout
    if layout.name.startswith(f"{layout.nb_channels} channels ("):
        context.layout = f"{layout.nb_channels}c"


def codec(stream: Stream) -> str:
    """Return the name of the format of a stream, not of the program that decodes it."""
    name = stream.codec_context.codec.canonical_name
    return _DECODERS.get(name, name)


def turn(container: Any, moving: Stream) -> tuple[int, bool]:
    """Return the nearest of the eight orientations: the matrix itself has room for a message."""
    frame = first_frame(container, moving)
    matrix = frame and frame.side_data.get(SideData.DISPLAYMATRIX)
    if not matrix:
        return 0, False
    numbers = struct.unpack("<9i", bytes(matrix))
    signs = tuple(round(numbers[place] / 65536) for place in (0, 1, 3, 4))
    return _TURNS.get(signs, (0, False))


def shape(moving: Any) -> Fraction:
    """Return how wide pixels are for their height, as nearly as is seen; 0 where nobody says so.

    The fraction itself has room for eight letters.
    """
    told = Fraction(moving.sample_aspect_ratio or 0)
    return told.limit_denominator(_FINE) if 1 <= told * _ODD <= _ODD**2 else Fraction()


def is_shaped_as_said(moving: Any, decoder: Any) -> bool:
    """Tell whether pixels have the shape that the container says, once a picture was decoded."""
    return bool((moving.sample_aspect_ratio or 1) == (decoder.sample_aspect_ratio or 1))


def first_frame(container: Any, stream: Stream) -> Any:
    """Return the first picture or sound, or None when nothing can be decoded.

    One packet that needs no other is enough where the decoder can be told that no more follow.
    """
    decoder: Any = stream.codec_context
    try:
        for packet in container.demux(stream):
            frames = packet.decode()
            if not frames and packet.is_keyframe and stream.type == "video":
                frames = decoder.decode(None)
                decoder.flush_buffers()
            if frames:
                return frames[0]
    except av.FFmpegError:
        pass
    return None


def demuxed(reader: Any, sources: list[Stream]) -> Iterator[av.Packet]:
    """Yield packets from a start at 0; a file that breaks off ends where it does."""
    packets = _filled(reader, sources)
    ahead = _ahead(packets, len(sources))
    start = _start(sources, ahead)
    shifts = {stream.index: round(start / stream.time_base) if stream.time_base else 0
              for stream in sources}  # fmt: skip
    if not any(shifts.values()):
        yield from itertools.chain(ahead, packets)
        return
    for packet in itertools.chain(ahead, packets):
        if shift := shifts[packet.stream_index]:
            packet.pts = None if packet.pts is None else packet.pts - shift
            packet.dts = None if packet.dts is None else packet.dts - shift
        yield packet


def _filled(reader: Any, sources: list[Stream]) -> Iterator[av.Packet]:
    """Yield what has content; the last packet of an MP4 that breaks off is cut, and is none."""
    indices = {stream.index for stream in sources}
    is_cut = reader.format.name.startswith("mov")
    packets = reader.demux(*sources)
    while True:
        try:
            packet = next(packets)
        # IndexError: PyAV counts streams once, and some appear only later.
        except (StopIteration, av.InvalidDataError, av.EOFError, IndexError):
            return
        if packet.size and packet.stream_index in indices and not (is_cut and packet.is_corrupt):
            yield packet


def _ahead(packets: Iterator[av.Packet], tracks: int) -> list[av.Packet]:
    """Take packets until each track has given one, but no more than a few."""
    taken: list[av.Packet] = []
    size, begun = 0, set[int]()
    while len(begun) < tracks and len(taken) < _MOST_AHEAD and size < _FAR_AHEAD:
        packet = next(packets, None)
        if packet is None:
            break
        taken.append(packet)
        size += packet.size
        begun.add(packet.stream_index)
    return taken


def _start(sources: list[Stream], ahead: list[av.Packet]) -> Fraction:
    """Return when a film begins: a track may begin before the time that was guessed for it.

    What it begins with may be there for the decoder alone: that is not heard, and does not count.
    """
    starts = [stream.start_time * stream.time_base for stream in sources
              if stream.start_time is not None and stream.time_base]  # fmt: skip
    begun = set[int]()
    for packet in ahead:
        unheard = packet.is_discard or packet.has_sidedata("skip_samples")
        if packet.stream_index not in begun and packet.pts is not None and not unheard:
            starts.append(packet.pts * packet.time_base)
        begun.add(packet.stream_index)
    return min(starts, default=Fraction())
