"""Opus and Vorbis in Ogg: packets copied into new pages, heads without words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tips.scrub import _flac, _ogg, _opus, _source
from tips.scrub._ends import Vorbis
from tips.scrub._report import Kind, Reason, Unscrubbable
from tips.scrub._samples import worded
from tips.scrub._streams import Filter, Unfit, wordy, wordy_end

Packets = Iterator[tuple[bytes, int]]  # each with the time at its end, or a number below 0

_TAIL, _CERTAIN = 256, 28  # bytes at the end, and characters in a row that sound never forms
_MARKS = {b"OpusHead": 2, b"\x01vorbis": 3}  # how many packets of heads a stream begins with


def copy(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the first Opus or Vorbis stream of each part of an Ogg file, as one.

    Radio recordings have a part for each song. Raises Unfit where they do not fit together, and
    where a checksum is wrong: players pass over such a page.
    """
    if not all(page.sound for page in _ogg.pages(source)):
        raise Unfit
    first, *others = [_opened(source, part) for part in _ogg.parts(source)]
    heads, packets = first
    if any(_form(another) != _form(heads) for another, _ in others):
        raise Unfit
    is_opus = len(heads) == 2
    if others:
        every = [packets, *(more for _, more in others)]
        packets = _timed(packet for more in every for packet, _ in more) if is_opus else (
            _continued(every))  # fmt: skip
    _write(sink, heads, packets, _opus.unpadded if is_opus else Vorbis(heads))


def _opened(source: BinaryIO, part: _ogg.Part) -> tuple[list[bytes], Packets]:
    """Return the heads of the first stream of a part, written anew, and its packets."""
    serial, heads = _first(source, part)
    packets = _ogg.packets(source, serial, part)
    found = [next(packets, (b"", 0))[0] for _ in range(heads)]
    if heads == 2:
        return [_opus.rewritten_head(found[0]), _opus.OPUS_TAGS], packets
    return _opus.vorbis_heads(found), packets


def _form(heads: list[bytes]) -> list[bytes]:
    """Return heads without how much of the first packets is not heard."""
    return [_opus.without_skip(heads[0]), heads[1]] if len(heads) == 2 else heads


def _continued(every: list[Packets]) -> Packets:
    """Yield the packets of streams as those of one, whose times go on."""
    before = 0
    for packets in every:
        last = before
        for packet, time in packets:
            last = before + time if time >= 0 else last
            yield packet, last if time >= 0 else -1
        before = last


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


def _timed(packets: Iterable[bytes]) -> Packets:
    total = 0
    for index, packet in enumerate(packets, 1):
        total += _opus.samples(_opus.unpadded(packet))
        yield packet, total if index % 50 == 0 else -1 - total


def _write(sink: BinaryIO, heads: list[bytes], packets: Packets, through: Filter) -> None:
    """Write heads and packets; a time below 0 is that of a packet within a page, less one."""
    writer = _ogg.Writer(sink)
    writer.write(heads[0], 0)
    for head in heads[1:]:
        writer.write(head, 0 if head is heads[-1] else -1)
    waiting: tuple[bytes, int] | None = None
    for told, time in packets:
        packet = through(told)
        if wordy_end(packet):
            raise Unfit
        if waiting:
            writer.write(*waiting)
        waiting = packet, time
    if not waiting:
        raise Unscrubbable(Reason.BROKEN)
    packet, time = waiting
    writer.write(packet, time if time >= 0 else -1 - time, last=True)


def _first(source: BinaryIO, part: _ogg.Part) -> tuple[int, int]:
    """Return the serial of the first stream that can be copied, and how many heads it has."""
    for page in _ogg.pages(source, part):
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
    found[Kind.EMBEDDED] += max(len(serials), len(_ogg.parts(source))) - 1
    found[Kind.OTHER] += serials[0] != 1
    return +(found + _stream(source, serials[0]))


def _stream(source: BinaryIO, serial: int) -> Counter[Kind]:
    packets = _ogg.packets(source, serial)
    first = next(packets, (b"", 0))[0]
    second = next(packets, (b"", 0))[0]
    found: Counter[Kind] = Counter()
    if first.startswith(b"OpusHead"):
        found[Kind.HIDDEN] += len(first) != 19
        found[Kind.HIDDEN] += any(_opus.padded(packet) or worded(packet) for packet, _ in packets)
        prefix = b"OpusTags"
    else:
        prefix = b"\x03vorbis"
        found[Kind.OTHER] += not first.startswith(b"\x01vorbis") or any(first[16:28])
        next(packets, None)  # what a decoder needs
        found[Kind.HIDDEN] += any(wordy(packet[-_TAIL:], _CERTAIN) or worded(packet)
                                  for packet, _ in packets)  # fmt: skip
    if not second.startswith(prefix):
        return found + Counter({Kind.OTHER: 1})
    return found + _flac.comments(second.removeprefix(prefix))
