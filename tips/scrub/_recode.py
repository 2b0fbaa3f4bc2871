"""Tracks that are decoded and encoded again: pictures to H.264, sound to AAC or Opus."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Protocol

import av
from av.codec.context import Flags
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from tips.scrub import _edges, _h26x, _source
from tips.scrub._aac import RATES
from tips.scrub._decode import FAULTS, Decoder
from tips.scrub._pace import Pace

_QUALITY, _LONG_QUALITY = "20", "23"  # x264's scale: 18 is hardly told from the source
_FAST = 640 * 480  # pixels up to which the slower preset is affordable
_LONG = 1_200_000_000  # pixels of all pictures from which speed is all that counts
_PER_SECOND = Fraction(1, 90_000)
_THREADS = 2
# Otherwise what comes out depends on where the picture lies in memory.
_EXACT = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.BITEXACT
_MATRIX = Colorspace.ITU709  # of what was red, green and blue: what players of today expect
# What the encoder must leave out, and what it plans from memory that it did not write itself: with
# mbtree, x264's AVX code gives other bytes for the same pictures in another thread.
_BLANK = {"a53cc": "0", "udu_sei": "0", "mbtree": "0"}
_LONG_SOUND = 1200  # seconds from which on speed counts
_SPEED = {"aac_coder": "fast"}  # half the time; a little more of what is seldom heard is lost
_LONGEST_SILENCE = 10  # seconds that are filled; players know how to pass over a longer gap
_SILENCE = 1024  # samples at once


class Recoder(Protocol):
    """Turns source packets into target packets; None ends the track."""

    target: Any

    @property
    def lost(self) -> bool:
        """Whether so much could not be decoded that it has to be said."""

    def write(self, packet: av.Packet | None) -> Iterator[av.Packet]: ...


class Frames:
    """Pictures encoded as H.264, 8 bits, every frame at its own time; only a `part` of each."""

    lost = False  # a film without pictures is refused

    def __init__(self, writer: Any, source: Any, part: _edges.Box | None = None) -> None:
        self._decoder, self._part = Decoder(source), part
        self._width, self._height = source.width // 2 * 2, source.height // 2 * 2
        self._shown = part[2:] if part else (self._width, self._height)
        if not self._width or not self._height:
            raise av.InvalidDataError(0, "no picture")
        preset, quality = _effort(self._width * self._height, _pictures(source))
        options = _BLANK | {"crf": quality, "preset": preset}
        self.target = writer.add_stream("libx264", rate=_rate(source), options=options)
        self._base = source.time_base or _PER_SECOND
        self._step = round(1 / _rate(source) / _PER_SECOND)  # where nobody says when
        self._last = -1
        self._seen, self._in_order = -math.inf, True
        drawn = source.codec_context.format
        self._from_rgb = bool(drawn and (drawn.is_rgb or drawn.has_palette))
        self._through = self._open(source)

    def _open(self, source: Any) -> _h26x.Pictures:
        """Set the encoder up, and take what it says about itself out of its head and packets."""
        context = self.target.codec_context
        context.width, context.height = self._shown
        context.pix_fmt = "yuv420p"
        context.time_base = self.target.time_base = _PER_SECOND
        context.flags |= Flags.bitexact | Flags.frame_duration
        context.thread_count = _THREADS
        context.sample_aspect_ratio = _source.shape(source)
        told = source.codec_context
        context.color_primaries, context.color_trc = told.color_primaries, told.color_trc
        context.colorspace = _MATRIX if self._from_rgb else told.colorspace
        context.color_range = ColorRange.MPEG
        context.open()
        through = _h26x.Pictures("h264", context.extradata, ours=True)
        context.extradata = through.extradata
        return through

    def write(self, packet: av.Packet | None) -> Iterator[av.Packet]:
        """Yield what the encoder gives for one packet. Raises FFmpegError for a hopeless track."""
        for frame in self._decoder.frames(packet):
            told = self._told(frame)
            time = self._last + self._step if told is None else told * self._base / _PER_SECOND
            bare = self._limited(frame)
            bare.pts = self._last = max(round(time), self._last + 1)
            bare.duration = round((frame.duration or 0) * self._base / _PER_SECOND) or self._step
            bare.time_base = _PER_SECOND
            bare.pict_type = 0
            yield from map(self._bare, self.target.encode(bare))
        if packet is None:
            yield from map(self._bare, self.target.encode(None))

    def _told(self, frame: Any) -> int | None:
        """Return the time of a frame: they come in order, and if their times do not, whoever read
        the container guessed (B-frames in AVI), and the times of decoding are better."""
        told: int | None = frame.pts
        if told is not None:
            self._in_order &= told >= self._seen
            self._seen = told
        return told if self._in_order or frame.dts is None else int(frame.dts)

    def _limited(self, frame: Any) -> Any:
        """Return a frame in the encoder's form; JPEG's full range of levels is brought into it."""
        full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
        origin = ColorRange.JPEG if full else ColorRange.UNSPECIFIED
        made = frame.reformat(
            self._width, self._height, "yuv420p",
            src_color_range=origin, dst_color_range=ColorRange.MPEG,
            dst_colorspace=_MATRIX if self._from_rgb else None,
            interpolation=_EXACT, threads=1,
        )  # fmt: skip
        return _edges.cut(made, self._part) if self._part else made

    def _bare(self, packet: av.Packet) -> av.Packet:
        return copied(packet, self._through(bytes(packet)))


class Samples:
    """Sound encoded as AAC, or as Opus for WebM, one or two channels."""

    def __init__(self, writer: Any, source: Any, container: str) -> None:
        self._decoder = Decoder(source)
        context = source.codec_context
        free = container == "webm"
        rate = 48_000 if free or context.sample_rate not in RATES else context.sample_rate
        layout = "mono" if context.channels == 1 else "stereo"
        options = _SPEED if not free and _length(source) > _LONG_SOUND else {}
        self.target = writer.add_stream("libopus" if free else "aac", rate=rate, options=options)
        target = self.target.codec_context
        target.layout = layout
        target.bit_rate = min(96_000, 3 * rate) * (1 if layout == "mono" else 2)
        target.flags |= Flags.bitexact
        self._rate, self._next, self._taken = rate, 0, 0
        self._pace = Pace(source.time_base or _PER_SECOND, rate)
        self._form: tuple[str, str, int] | None = None
        self._resampler = av.AudioResampler(target.format.name, layout, rate)

    @property
    def lost(self) -> bool:
        """Whether much of the sound, or all that there was, could not be decoded."""
        return self._decoder.faults > FAULTS or self._taken > 0 == self._next

    def write(self, packet: av.Packet | None) -> Iterator[av.Packet]:
        """Yield what the encoder gives for one packet."""
        self._taken += packet is not None
        for frame in self._decoder.frames(packet):
            self._pace.add(frame)
        while paced := self._pace.next(self._next, packet is None):
            yield from self._heard(*paced)
        if packet is None:
            yield from self._encoded(self._resampler.resample(None))
            yield from self._bare(self.target.encode(None))

    def _heard(self, frame: Any, late: int) -> Iterator[av.Packet]:
        """Yield a frame that may be late, as what begins late or follows a gap, or too early."""
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._form not in (None, form):
            yield from self._encoded(self._resampler.resample(None))
            target = self.target.codec_context
            self._resampler = av.AudioResampler(target.format, target.layout, self._rate)
        self._form = form
        if late > 0:
            yield from self._waited(late)
        if late >= 0:
            yield from self._encoded(self._resampler.resample(frame))

    def _waited(self, samples: int) -> Iterator[av.Packet]:
        """Yield silence for the length of a gap; at the beginning, and for long, time goes by."""
        if not self._next or samples > self._rate * _LONGEST_SILENCE:
            self._next += samples
            return
        target = self.target.codec_context
        while samples:
            size = min(samples, _SILENCE)
            frame = av.AudioFrame(target.format.name, target.layout.name, size)
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.sample_rate = self._rate
            yield from self._encoded([frame])
            samples -= size

    def _encoded(self, frames: list[Any]) -> Iterator[av.Packet]:
        for frame in frames:
            frame.pts, frame.time_base = self._next, Fraction(1, self._rate)
            self._next += frame.samples
            yield from self._bare(self.target.encode(frame))

    @staticmethod
    def _bare(packets: list[av.Packet]) -> list[av.Packet]:
        return [copied(packet, bytes(packet)) for packet in packets]


def copied(packet: av.Packet, data: bytes, base: Fraction | None = None) -> av.Packet:
    """Return a packet with the same times, counted in `base`, and nothing beside its data."""
    copy = av.Packet(data)
    copy.pts, copy.dts, copy.duration = packet.pts, packet.dts, packet.duration
    copy.time_base, copy.is_keyframe = base or packet.time_base, packet.is_keyframe
    return copy


def _effort(pixels: int, pictures: int) -> tuple[str, str]:
    """Return the preset and the quality with which a film can be encoded within its time."""
    if pixels * pictures > _LONG:
        return "ultrafast", _LONG_QUALITY
    return ("veryfast" if pixels <= _FAST else "superfast"), _QUALITY


def _pictures(source: Any) -> int:
    """Return how many pictures a film has; where nobody counted them, by its length."""
    return source.frames or round(_length(source) * _rate(source))


def _length(source: Any) -> Fraction:
    """Return how many seconds a track lasts, as far as anybody said."""
    length: Fraction = (source.duration or 0) * (source.time_base or Fraction())
    return length or Fraction(source.container.duration or 0, 1_000_000)


def _rate(source: Any) -> Fraction:
    rate = source.average_rate or source.guessed_rate or Fraction(25)
    return Fraction(rate).limit_denominator(1001) if 1 <= rate <= 240 else Fraction(25)
