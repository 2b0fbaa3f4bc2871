"""A moving PNG written frame by frame: of each only the box that changed.

Source: the PNG specification, third edition, 11.3.6: acTL, fcTL and fdAT.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import BinaryIO

from PIL import Image

from tips.scrub._moving import Film, difference

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ALPHA_TYPE = 6  # red, green, blue and alpha, of eight bits

Chunks = Callable[[bytes], Iterator[tuple[bytes, bytes]]]


def write(film: Film, sink: BinaryIO, frames: int, chunks: Chunks) -> None:
    """Write all frames; `chunks` reads the (name, body) of a PNG. Only two frames are held."""
    sink.write(_SIGNATURE)
    _chunk(sink, b"IHDR", struct.pack(">IIBBBBB", *film.size, 8, _ALPHA_TYPE, 0, 0, 0))
    _chunk(sink, b"acTL", struct.pack(">II", frames, 0 if film.for_ever else 1))
    order, shown = 0, None
    for frame, time in film.frames:
        box = difference(shown, frame) if shown else (0, 0, *film.size)
        width, height = box[2] - box[0], box[3] - box[1]
        seconds = Fraction(time, 1000)
        place = struct.pack(">IIIII", order, width, height, box[0], box[1])
        # What is in the box takes the place of what was there, and stays for the next frame.
        _chunk(sink, b"fcTL", place + struct.pack(">HHBB", *seconds.as_integer_ratio(), 0, 0))
        order += 1
        for part in _packed(frame.crop(box), chunks):
            if shown:
                _chunk(sink, b"fdAT", struct.pack(">I", order) + part)
                order += 1
            else:
                _chunk(sink, b"IDAT", part)
        shown = frame
    _chunk(sink, b"IEND", b"")


def _packed(pixels: Image.Image, chunks: Chunks) -> list[bytes]:
    pixels.save(out := io.BytesIO(), "PNG")
    return [body for name, body in chunks(out.getvalue()) if name == b"IDAT"]


def _chunk(sink: BinaryIO, name: bytes, body: bytes) -> None:
    checksum = struct.pack(">I", zlib.crc32(name + body))
    sink.write(struct.pack(">I", len(body)) + name + body + checksum)
