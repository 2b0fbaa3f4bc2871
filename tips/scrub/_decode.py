"""Packets of a track decoded, one by one; those that are broken are passed over."""

from typing import Any

import av

from tips.scrub import _source

FAULTS = 200  # broken packets of one track that are passed over without a word
_HUSH = 6  # bytes of AMR that say how silence sounds, or nothing: no decoder here knows them


class Decoder:
    """Decodes the packets of a stream and passes over those that are broken, a few of pictures."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._hush = _HUSH if _source.codec(source).startswith("amr") else 0
        self.faults = 0

    def frames(self, packet: av.Packet | None) -> list[Any]:
        """Return what a packet gives, or the end. Raises FFmpegError for hopeless pictures."""
        if packet is not None and packet.size <= self._hush:
            return []
        try:
            return list(self._source.decode(packet))
        except av.FFmpegError as error:  # that of AAC has many names for what is broken
            self.faults += 1
            hopeless = self.faults > FAULTS and self._source.type == "video"
            if hopeless or isinstance(error, MemoryError):
                raise
            return []
