"""Opus packets without padding, and the heads of an Opus or Vorbis stream without words."""

from tips.scrub._streams import Unfit, wordy

OPUS_TAGS = b"OpusTags" + bytes(8)  # a vendor of no letters, no comments
VORBIS_COMMENT = b"\x03vorbis" + bytes(8) + b"\x01"
RATE = 48_000

_RATES, _SETS = 16, 28  # where three bit rates begin and end in a head (Vorbis I, 4.2.2)
_FEWEST_SAMPLES = 120  # the shortest frame, 2.5 ms


def head(channels: int, skip: int, gain: int = 0) -> bytes:
    """Return an OpusHead; `skip` counts samples at 48 kHz before the sound begins."""
    numbers = skip.to_bytes(2, "little") + RATE.to_bytes(4, "little")
    return b"OpusHead\x01" + bytes([channels]) + numbers + gain.to_bytes(2, "little") + b"\x00"


def rewritten_head(data: bytes) -> bytes:
    """Return the same head written anew. Raises Unfit beyond one or two channels."""
    if not data.startswith(b"OpusHead") or len(data) < 19 or data[18] or data[9] not in (1, 2):
        raise Unfit
    skip, gain = (int.from_bytes(data[place : place + 2], "little") for place in (10, 16))
    return head(data[9], skip, gain)


def without_skip(head: bytes) -> bytes:
    """Return a head as if nothing before the sound were skipped: for comparing two."""
    return head[:10] + bytes(2) + head[12:]


def unpadded(packet: bytes) -> bytes:
    """Return a packet without padding, which may hold anything. Raises Unfit for a broken one."""
    if not packet:
        raise Unfit
    if packet[0] & 3 != 3:
        return packet
    if len(packet) < 2 or not packet[1] & 0x3F:
        raise Unfit
    if not packet[1] & 0x40:
        return packet
    place, padding = 2, 0
    while True:
        if place >= len(packet):
            raise Unfit
        padding += min(packet[place], 254)
        place += 1
        if packet[place - 1] < 255:
            break
    if place + padding > len(packet):
        raise Unfit
    return packet[:1] + bytes([packet[1] & 0xBF]) + packet[place : len(packet) - padding]


def padded(packet: bytes) -> bool:
    """Tell whether a packet has padding: an independent look, used on what was written."""
    return len(packet) > 1 and packet[0] & 3 == 3 and bool(packet[1] & 0x40)


def samples(packet: bytes) -> int:
    """Return how long a packet lasts, in samples at 48 kHz."""
    config = packet[0] >> 3
    if config < 12:
        length = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        length = (480, 960)[config & 1]
    else:
        length = _FEWEST_SAMPLES << (config & 3)
    code = packet[0] & 3
    return length * ((1, 2, 2)[code] if code < 3 else packet[1] & 0x3F)


def vorbis_heads(packets: list[bytes]) -> list[bytes]:
    """Return the three heads of a Vorbis stream, the second without vendor and comments.

    The first says how fast it is meant to be: no decoder asks, and nought stands for nobody knows.
    """
    first, _, setup = packets
    if not first.startswith(b"\x01vorbis") or not setup.startswith(b"\x05vorbis"):
        raise Unfit
    if len(first) != 30 or wordy(setup[7:], 48):
        raise Unfit
    return [first[:_RATES] + bytes(_SETS - _RATES) + first[_SETS:], VORBIS_COMMENT, setup]
