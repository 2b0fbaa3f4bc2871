"""What packs the members of a zip, undone piece by piece, in little memory whatever they say.

The head of an LZMA member is that of PKWARE's APPNOTE.TXT, section 5.8.8.
"""

import bz2
import lzma
import struct
import zlib
from collections.abc import Iterator
from typing import Protocol

from tips.scrub._report import Reason, Unscrubbable
from tips.scrub._zipdir import BZIP2, LZMA, STORED, Member

PIECE = 1 << 16  # bytes handed out at once

_MOST_WINDOW = 64 << 20  # bytes that LZMA looks back over, and so keeps in memory
_LEAST_WINDOW = 1 << 12
_HEAD = struct.Struct("<2xHBL")  # behind the maker's version: length, settings, window
_LENGTH = 5  # bytes of settings and window


class _Engine(Protocol):
    """What Python's decoders of BZip2 and LZMA have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def unpacked(member: Member, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a member; too many where it lies about its size. Raises Unscrubbable."""
    if member.method == STORED:
        return blocks
    if member.method == BZIP2:
        return _pumped(bz2.BZ2Decompressor(), blocks, member.size + 1)
    if member.method == LZMA:
        return _looked_back(member, blocks)
    return _inflated(blocks)


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for block in blocks:
            while block and not unpacker.eof:
                yield unpacker.decompress(block, PIECE)
                block = unpacker.unconsumed_tail
        while piece := unpacker.decompress(unpacker.unconsumed_tail, PIECE):
            yield piece
    except zlib.error:
        raise Unscrubbable(Reason.BROKEN) from None
    if not unpacker.eof:
        raise Unscrubbable(Reason.BROKEN)


def _looked_back(member: Member, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo LZMA, whose end may be told by the size alone."""
    first = next(blocks, b"")
    if len(first) < _HEAD.size:
        raise Unscrubbable(Reason.BROKEN)
    length, settings, window = _HEAD.unpack_from(first)
    window = max(_LEAST_WINDOW, min(window, member.size))  # nothing lies farther back
    if window > _MOST_WINDOW:
        raise Unscrubbable(Reason.PACKING)
    rest, literal = divmod(settings, 9)
    chosen = {"lc": literal, "lp": rest % 5, "pb": rest // 5, "dict_size": window}
    try:
        engine = lzma.LZMADecompressor(
            lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, **chosen}]
        )
    except (lzma.LZMAError, ValueError):
        raise Unscrubbable(Reason.BROKEN) from None
    if length != _LENGTH:
        raise Unscrubbable(Reason.BROKEN)
    yield from _pumped(engine, _followed(first[_HEAD.size :], blocks), member.size)


def _followed(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks


def _pumped(engine: _Engine, blocks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield what comes out of a decoder, up to `most` bytes in all."""
    for block in blocks:
        while most and not engine.eof and (block or not engine.needs_input):
            try:
                piece = engine.decompress(block, min(PIECE, most))
            except (lzma.LZMAError, EOFError, OSError, ValueError):
                raise Unscrubbable(Reason.BROKEN) from None
            block, most = b"", most - len(piece)
            yield piece
