"""What a decoder of PNG is given: the chunks that draw, and those that say how they are meant.

Programs that show a PNG skip a damaged or endless chunk that they can do without; Pillow reads all
of them and refuses the whole picture.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from PIL import PngImagePlugin

_DRAWING = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"))
_TEXT = (b"tEXt", b"zTXt", b"iTXt")
_LYING = (b"Raw profile type exif\0", b"XML:com.adobe.xmp\0")  # texts that may say how it lies
_LONGEST_TEXT = 1_000_000  # bytes, packed
_OPEN = {0: 2, 2: 6, 3: 1}  # bytes that tell what shows through, for each type of colour
_LARGEST_PROFILE = 16_000_000  # bytes; those of printers take two or three million

# Pillow's own bound, one million bytes, is below that.
PngImagePlugin.MAX_TEXT_CHUNK = _LARGEST_PROFILE


def needed(data: bytes, chunks: Iterable[tuple[bytes, bytes]]) -> BytesIO:
    """Return the PNG without what its decoder can do without. `chunks` are its names and bodies."""
    return BytesIO(b"".join(_kept(data, chunks)))


def _kept(data: bytes, chunks: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    for name, body in chunks:
        end = place + len(body) + 12
        if name in _DRAWING:  # with its checksum, which the decoder looks at
            yield data[place:end]
        elif name and _says_how(name, body, data[25]):
            yield struct.pack(">I", len(body)) + name + body
            yield struct.pack(">I", zlib.crc32(name + body))
        place = end


def _says_how(name: bytes, body: bytes, colour: int) -> bool:
    """Tell whether a chunk says how the pixels are meant, in a way that can be read."""
    if name in _TEXT:
        return body.startswith(_LYING) and len(body) <= _LONGEST_TEXT
    if name == b"iCCP":
        return _unpacks(body.partition(b"\0")[2])
    return name == b"eXIf" or (name == b"tRNS" and len(body) >= _OPEN.get(colour, 1 << 31))


def _unpacks(profile: bytes) -> bool:
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(profile[1:], _LARGEST_PROFILE)
    except zlib.error:
        return False
    return profile.startswith(b"\0") and unpacker.eof
