"""Opus and Vorbis in Ogg: packets copied into new pages, heads without words."""

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from tips.scrub import _flac, _ogg, _opus, _source
from tips.scrub._report import Kind, Reason, Unscrubbable
from tips.scrub._streams import Filter, Unfit, wordy_end

_MARKS = {b"OpusHead": 2, b"\x01vorbis": 3}  # how many packets of heads a stream begins with


def copy(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the first Opus or Vorbis stream of an Ogg file. Raises Unfit where there is none."""
    serial, heads = _first(source)
    packets = _ogg.packets(source, serial)
    found = [next(packets, (b"", 0))[0] for _ in range(heads)]
    is_opus = heads == 2
    written = [_opus.rewritten_head(found[0]), _opus.OPUS_TAGS] if is_opus else (
        _opus.vorbis_heads(found))  # fmt: skip
    _write(sink, written, packets, _opus.unpadded if is_opus else bytes)


def carry(source: BinaryIO, sink: BinaryIO, demuxer: str) -> bool:
    """Write the Opus sound of another container as Ogg; tell whether there was any, alone."""
    with _source.open_source(source, demuxer) as container:
        moving, sound = _source.streams(container)
        if moving or not sound or _source.codec(sound) != "opus":
            return False
        head = _opus.rewritten_head(sound.codec_context.extradata or b"")
        packets = (bytes(packet) for packet in container.demux(sound) if packet.size)
        _write(sink, [head, _opus.OPUS_TAGS], _timed(packets), _opus.unpadded)
    return True


def _timed(packets: Iterable[bytes]) -> Iterable[tuple[bytes, int]]:
    total = 0
    for index, packet in enumerate(packets, 1):
        total += _opus.samples(_opus.unpadded(packet))
        yield packet, total if index % 50 == 0 else -1 - total


def _write(
    sink: BinaryIO, heads: list[bytes], packets: Iterable[tuple[bytes, int]], through: Filter
) -> None:
    """Write heads and packets; a time below 0 is that of a packet within a page, less one."""
    writer = _ogg.Writer(sink)
    writer.write(heads[0], 0)
    for head in heads[1:]:
        writer.write(head, 0 if head is heads[-1] else -1)
    waiting: tuple[bytes, int] | None = None
    for packet, time in packets:
        if wordy_end(packet):
            raise Unfit
        if waiting:
            writer.write(*waiting)
        waiting = through(packet), time
    if not waiting:
        raise Unscrubbable(Reason.BROKEN)
    packet, time = waiting
    writer.write(packet, time if time >= 0 else -1 - time, last=True)


def _first(source: BinaryIO) -> tuple[int, int]:
    """Return the serial of the first stream that can be copied, and how many heads it has."""
    for page in _ogg.pages(source):
        if not page.flags & 2:
            break
        for mark, heads in _MARKS.items():
            if page.body.startswith(mark):
                return page.serial, heads
    raise Unfit


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what the pages hold beyond one stream of sound, and what lies around them."""
    found: Counter[Kind] = Counter()
    serials: list[int] = []
    end = 0
    for page in _ogg.pages(source):
        found[Kind.TRAILING] += page.start != end or not page.sound
        end = page.start + 27 + len(page.lengths) + len(page.body)
        if page.serial not in serials:
            serials.append(page.serial)
    if not serials:
        raise Unscrubbable(Reason.BROKEN)
    found[Kind.TRAILING] += source.seek(0, 2) != end
    found[Kind.EMBEDDED] += len(serials) - 1
    found[Kind.OTHER] += serials[0] != 1
    return +(found + _stream(source, serials[0]))


def _stream(source: BinaryIO, serial: int) -> Counter[Kind]:
    packets = _ogg.packets(source, serial)
    first = next(packets, (b"", 0))[0]
    second = next(packets, (b"", 0))[0]
    found: Counter[Kind] = Counter()
    if first.startswith(b"OpusHead"):
        found[Kind.HIDDEN] += len(first) != 19
        found[Kind.HIDDEN] += any(_opus.padded(packet) for packet, _ in packets)
        prefix = b"OpusTags"
    else:
        prefix = b"\x03vorbis"
        found[Kind.OTHER] += not first.startswith(b"\x01vorbis")
    if not second.startswith(prefix):
        return found + Counter({Kind.OTHER: 1})
    return found + _flac.comments(second.removeprefix(prefix))
