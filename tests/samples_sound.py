"""Dirty recordings, with a mark in every place that can name a sender: tags, covers, chunks."""

import base64
import functools
import io
import struct
import wave

import av

from tests.samples_av import SECONDS, around, fill, film, into_movie, user_data, wave_of
from tests.tips.planted import Marks


def id3(marks, size_of_padding=32):
    def field(name, body):
        return name + struct.pack(">IH", len(body), 0) + body

    picture = b"\0image/jpeg\0\3\0\xff\xd8\xff\xe1Exif\0\0" + marks("apic")
    wide = "\ufeff".encode("utf-16-le") + marks("wide").decode().encode("utf-16-le")
    body = b"".join((
        field(b"TIT2", b"\0" + marks("title")), field(b"TPE1", b"\1" + wide),
        field(b"PRIV", b"owner\0" + marks("priv")), field(b"UFID", b"x\0" + marks("ufid")),
        field(b"GEOB", b"\0x\0x\0x\0" + marks("geob")), field(b"APIC", picture),
        field(b"COMM", b"\0eng\0" + marks("comm")), bytes(size_of_padding),
    ))  # fmt: skip
    size = bytes(len(body) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + size + body


def tail_tags(marks):
    """APEv2, Lyrics3 and ID3v1 behind one another."""
    item = struct.pack("<II", 40, 2) + b"Cover Art (Front)\0" + marks("ape").ljust(40, b"\0")
    head = struct.pack("<4I8x", 2000, len(item) + 32, 1, 0xA0000000)
    ape = (
        b"APETAGEX"
        + head
        + item
        + b"APETAGEX"
        + struct.pack("<4I8x", 2000, len(item) + 32, 1, 1 << 31)
    )
    words = b"LYRICSBEGINLYR00020" + marks("lyrics")
    lyrics = words + b"%06dLYRICS200" % len(words)
    return ape + lyrics + b"TAG" + marks("id3v1").ljust(30, b"\0") + bytes(95)


def raw(codec, container, **fields):
    out = io.BytesIO()
    with av.open(out, "w", format=container) as writer:
        writer.metadata.update({key: value.decode() for key, value in fields.items()})
        stream = writer.add_stream(codec, rate=8000 if "amr" in codec else 48_000)
        stream.layout = "mono"
        fill(writer, None, stream)
    return out.getvalue()


@functools.cache
def dirty_mp3():
    marks = Marks()
    sound = raw("libmp3lame", "mp3", title=marks("innertitle"))
    return id3(marks) + sound + tail_tags(marks), [*marks, b"LAME", b"Lavc", b"Lavf", b"Info"]


@functools.cache
def dirty_aac():
    marks = Marks()
    return id3(marks) + raw("aac", "adts") + tail_tags(marks), [*marks, b"Lavc"]


@functools.cache
def dirty_m4a():
    marks = Marks()
    data = film("ipod", None, "aac", marks=marks)
    return around(into_movie(data, *user_data(marks)), marks), [*marks, b"Lavc", b"Lavf"]


@functools.cache
def dirty_ogg(codec="libopus"):
    marks = Marks()
    art = base64.b64encode(marks("picture").rjust(60)).rstrip(b"=")
    marks[-1] = art[-16:]
    data = raw(codec, "ogg", title=marks("title"), location=marks("place"),
               METADATA_BLOCK_PICTURE=art)  # fmt: skip
    return data + b"junk" + marks("trailer"), [*marks, b"Lavf", b"Lavc"]


@functools.cache
def dirty_wav():
    marks = Marks()
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setparams((1, 2, 48_000, 0, "NONE", ""))
        writer.writeframes(wave_of(range(SECONDS * 48_000), 48_000))
    sound = out.getvalue()[12:]
    chunks = [(b"bext", marks("bext").ljust(602, b"\0")), (b"iXML", b"<BWFXML>" + marks("ixml")),
              (b"cart", marks("cart")), (b"id3 ", id3(marks)), (b"_PMX", marks("pmx")),
              (b"JUNK", marks("junk")),
              (b"LIST", b"INFOIART" + b"\x20\0\0\0" + marks("iart").ljust(32)),
              (b"LIST", b"adtllabl" + b"\x20\0\0\0" + marks("label").ljust(32))]  # fmt: skip
    more = b"".join(
        name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2) for name, body in chunks
    )
    body = b"WAVE" + more + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body + marks("afterriff"), marks


@functools.cache
def dirty_long_wav():
    """Return the same as recorders of hours of sound write it: sizes in a chunk of their own."""
    data, marks = dirty_wav()
    marks = Marks(marks)
    end = 8 + struct.unpack("<I", data[4:8])[0]
    place = data.index(b"data") + 4
    length = data[place : place + 4]
    table = marks("ds64").ljust(24, b"\0")
    sizes = struct.pack("<QIIQI", end + 52, *struct.unpack("<I", length), 0, SECONDS * 48_000, 2)
    sizes = b"ds64" + struct.pack("<I", len(sizes + table)) + sizes + table
    sound = data[12:place] + b"\xff" * 4 + data[place + 4 : end]
    return b"RF64" + b"\xff" * 4 + b"WAVE" + sizes + sound + data[end:], marks


@functools.cache
def dirty_wide_wav():
    """Return the same as Wave64, whose names and sizes are wider."""

    def wide(name, body):
        unique = bytes.fromhex("f3acd3118cd100c04f8edb8a")
        size = struct.pack("<Q", 24 + len(body))
        return name + unique + size + body + bytes(-len(body) % 8)

    data, marks = dirty_wav()[0], Marks()
    head = data.index(b"fmt ") + 8
    place = data.index(b"data") + 8
    rest = [wide(name, marks(name.decode()).ljust(41)) for name in (b"bext", b"junk", b"levl")]
    words = marks("artist").decode().encode("utf-16-le")
    list_ = bytes.fromhex("bc945f925a52d21186dc00c04f8edb8a")
    words = struct.pack("<I4sI", 1, b"IART", len(words)) + words
    rest.append(list_ + struct.pack("<Q", 24 + len(words)) + words + bytes(-len(words) % 8))
    body = wide(b"fmt ", data[head : head + 16]) + b"".join(rest)
    body += wide(b"data", data[place : place + SECONDS * 96_000])
    start = b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0"
    wave_ = b"wave" + bytes.fromhex("f3acd3118cd100c04f8edb8a")
    return start + struct.pack("<Q", 40 + len(body)) + wave_ + body + marks("behind"), marks


@functools.cache
def dirty_flac():
    marks = Marks()
    data = raw("flac", "flac", title=marks("title"), artist=marks("artist"))
    head, rest = data[:42], data[42:]
    block = bytes([2]) + struct.pack(">I", 40)[1:] + b"TEST" + marks("app").ljust(36, b"\0")
    picture = bytes([6]) + struct.pack(">I", 60)[1:] + marks("flacpicture").ljust(60, b"\0")
    padding = bytes([1]) + struct.pack(">I", 40)[1:] + marks("padding").ljust(40, b"\0")
    return head + block + picture + padding + rest + tail_tags(marks), [*marks, b"Lavf"]


@functools.cache
def dirty_amr():
    marks = Marks()
    return raw("libopencore_amrnb", "amr") + marks("trailer"), marks


SOUNDS = {
    "mp3": dirty_mp3,
    "aac": dirty_aac,
    "m4a": dirty_m4a,
    "opus": dirty_ogg,
    "wav": dirty_wav,
    "rf64": dirty_long_wav,
    "w64": dirty_wide_wav,
    "flac": dirty_flac,
    "amr": dirty_amr,
}
