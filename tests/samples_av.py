"""Dirty films and recordings, made with PyAV, with a mark in every place that can name a sender."""

import functools
import io
import math
import os
import struct
import subprocess
from fractions import Fraction

import av

from tests.programs import program
from tests.tips.planted import Marks

SECONDS = 1
RATE = 24


def box(name, *parts):
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def frames(width=160, height=96):
    for number in range(SECONDS * RATE):
        frame = av.VideoFrame(width, height, "yuv420p")
        rows = (bytes((row * 2 + column + number * 5) % 256 for column in range(
            frame.planes[0].line_size)) for row in range(height))  # fmt: skip
        frame.planes[0].update(b"".join(rows))
        for plane in frame.planes[1:]:
            plane.update(bytes([96 + number * 2]) * plane.buffer_size)
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        yield frame


def tone(rate=48_000, layout="mono", size=1024):
    for start in range(0, SECONDS * rate, size):
        frame = av.AudioFrame(format="s16", layout=layout, samples=size)
        frame.planes[0].update(wave_of(range(start, start + size), rate))
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield frame


def wave_of(times, rate):
    numbers = [round(12_000 * math.sin(time * 2 * math.pi * 440 / rate)) for time in times]
    return struct.pack(f"<{len(numbers)}h", *numbers)


def film(container, picture, sound, *, turn=0, marks=None, seen=bytes, heard=bytes, options=None):
    """Return a film; `seen` and `heard` may change the packets of the two tracks."""
    out = io.BytesIO()
    names = ("title", "artist", "comment") if marks else ()
    fields = {name: marks(name).decode() for name in names}
    with av.open(out, "w", format=container) as writer:
        writer.metadata.update(fields)
        pictures = None
        if picture:
            alone = {"svtav1-params": "lp=1"} if picture == "libsvtav1" else {}
            pictures = writer.add_stream(picture, rate=RATE, options=options or alone)
            pictures.thread_count = 1  # encoders that share their work wait by spinning
            pictures.width, pictures.height = 160, 96
            pictures.pix_fmt = "yuvj420p" if picture == "mjpeg" else "yuv420p"
            pictures.set_display_rotation(turn)
        voices = writer.add_stream(sound, rate=8000 if "amr" in sound else 48_000)
        voices.layout = "mono"
        if marks:
            for stream in writer.streams:
                stream.metadata["handler_name"] = marks("handler").decode()
                stream.metadata["title"] = marks("tracktitle").decode()
        fill(writer, pictures, voices, seen, heard)
    # SVT-AV1 makes a root's whole process real-time: nothing else would get a processor again.
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return out.getvalue()


def fill(writer, pictures, voices, seen=bytes, heard=bytes):
    for frame in (*frames(), None) if pictures else ():
        for packet in pictures.encode(frame):
            writer.mux(_with(packet, seen))
    resampler = av.AudioResampler(voices.format.name, "mono", voices.rate)
    for frame in (*tone(), None):
        for piece in resampler.resample(frame):
            for packet in voices.encode(piece):
                writer.mux(_with(packet, heard))
    for packet in voices.encode(None):
        writer.mux(_with(packet, heard))


def _with(packet, change):
    if change is bytes:
        return packet
    copy = av.Packet(change(bytes(packet)))
    copy.pts, copy.dts, copy.duration = packet.pts, packet.dts, packet.duration
    copy.time_base, copy.is_keyframe, copy.stream = (
        packet.time_base, packet.is_keyframe, packet.stream)  # fmt: skip
    return copy


def sei(mark, hevc=False):
    body = bytes(16) + mark
    head = b"\x4e\x01" if hevc else b"\x06"
    return b"\0\0\0\1" + head + b"\x05" + bytes([len(body)]) + body + b"\x80"


def into_movie(data, *boxes):
    """Put boxes at the end of the movie, which is the last box of a file written by FFmpeg."""
    start = data.rindex(b"moov") - 4
    movie = data[start + 8 :] + b"".join(boxes)
    return data[:start] + box(b"moov", movie)


def user_data(marks, photo=b""):
    place = marks("xyz")
    words = [box(b"\xa9xyz", struct.pack(">HH", len(place), 0), place),
             box(b"loci", bytes(4), b"\x15\xc7", marks("loci"), bytes(24))]  # fmt: skip
    words += [
        box(name, bytes(6), marks(name.decode("latin-1").strip("\xa9")))
        for name in (b"auth", b"\xa9mod", b"\xa9mak", b"smrd", b"FIRM", b"GPMF", b"SNal")
    ]
    art = box(
        b"covr", box(b"data", bytes(8), b"\xff\xd8\xff\xe1Exif\0\0" + marks("coverexif"), photo)
    )
    free = box(
        b"----", box(b"mean", bytes(4), marks("mean")), box(b"data", bytes(8), marks("free"))
    )
    keys = box(b"keys", bytes(4), struct.pack(">I", 1),
               box(b"mdta", b"com.apple.quicktime.location.ISO6709"))  # fmt: skip
    place = box(b"ilst", box(b"\0\0\0\1", box(b"data", bytes(8), marks("iphoneplace"))))
    handler = box(b"hdlr", bytes(8), b"mdta", bytes(12), marks("metahandler"), b"\0")
    return [
        box(b"udta", *words, box(b"meta", bytes(4), box(b"ilst", art, free))),
        box(b"meta", handler, keys, place),
        box(b"uuid", bytes(16), b"<x:xmpmeta>" + marks("uuidxmp")),
        box(b"free", marks("freeinmovie")),
    ]


def around(data, marks):
    """Surround a file of boxes with others: spare ones, media that no track shows, a rest."""
    spare = box(b"free", marks("free")) + box(b"skip", marks("skip")) + box(b"wide", marks("wide"))
    more = box(b"mdat", marks("orphan")) + box(b"uuid", bytes(16), marks("uuid")) + spare
    more += box(b"moof", box(b"mfhd", marks("fragment"))) + b"SEFT" + marks("trailer")
    return data + more


@functools.cache
def dirty_mp4(container="mp4", picture="libx264", sound="aac", turn=0):
    marks = Marks()
    hevc = picture == "libx265"
    unit = sei(marks("sei"), hevc) if picture in ("libx264", "libx265") else b""
    seen = unit.__add__ if unit else bytes
    options = {"x265-params": "log-level=none:pools=none:frame-threads=1"} if hevc else {}
    data = film(container, picture, sound, turn=turn, marks=marks, seen=seen, options=options)
    return around(into_movie(data, *user_data(marks)), marks), marks


@functools.cache
def dirty_avi():
    marks = Marks()
    return film("avi", "mjpeg", "pcm_s16le", marks=marks), marks


@functools.cache
def dirty_stream():
    marks = Marks()
    return film("mpegts", "libx264", "aac", seen=sei(marks("sei")).__add__), marks


def element(name, body):
    return bytes.fromhex(name) + struct.pack(">Q", 1 << 56 | len(body)) + body


@functools.cache
def dirty_matroska(container="webm", picture="libvpx-vp9", sound="libopus"):
    marks = Marks()
    seen = sei(marks("sei")).__add__ if picture == "libx264" else bytes
    options = {"svt": {"preset": "12"}, "vpx": {"deadline": "realtime", "cpu-used": "8"}}
    data = film(
        container, picture, sound, marks=marks, seen=seen, options=options.get(picture[3:6])
    )
    tags = element("7373", element("67c8", element("45a3", b"GPS") + element("4487", marks("tag"))))
    attached = element("466e", marks("filename")) + element("4660", b"image/jpeg")
    attached += element("465c", b"\xff\xd8\xff\xe1Exif\0\0" + marks("attachment"))
    chapter = element("85", marks("chapter"))
    info = element("7ba9", marks("infotitle")) + element("4461", bytes(8)[:7] + b"\1")
    more = element("1549a966", info + element("73a4", marks("uid")[:16].ljust(16)))
    more += element("1254c367", tags) + element("1941a469", element("61a7", attached))
    more += element("1043a770", element("45b9", element("b6", element("80", chapter))))
    more += element("ec", marks("void")) + element("bf", marks("crc"))
    return data + more + b"\xff" + marks("trailer"), marks


def told_by_exiftool(data, ending, folder):
    """Return ExifTool's lines about a file, embedded and unknown fields too."""
    path = folder / f"clean.{ending}"
    path.write_bytes(data)
    command = [program("exiftool"), "-a", "-G1", "-ee", "-u", "-s", "--system:all", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    assert done.stdout
    return done.stdout.splitlines()


FILMS = {
    "mp4": dirty_mp4,
    "mov-hevc": lambda: dirty_mp4("mov", "libx265"),
    "mp4-turned": lambda: dirty_mp4(turn=-90),
    "mp4-mpeg4": lambda: dirty_mp4("mp4", "mpeg4"),
    "3gp": lambda: dirty_mp4("3gp", "mpeg4", "libopencore_amrnb"),
    "mov-mjpeg": lambda: dirty_mp4("mov", "mjpeg", "pcm_s16le"),
    "avi": dirty_avi,
    "ts": dirty_stream,
    "webm": dirty_matroska,
    "webm-vp8": lambda: dirty_matroska("webm", "libvpx"),
    "mkv": lambda: dirty_matroska("matroska", "libx264", "aac"),
    "mkv-av1": lambda: dirty_matroska("matroska", "libsvtav1"),
}
