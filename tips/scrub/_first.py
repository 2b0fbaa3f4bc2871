"""The first picture or sound of what was written must be one that a player can decode."""

import contextlib
from typing import Any, BinaryIO

import av

from tips.scrub import _source
from tips.scrub._report import Unscrubbable
from tips.scrub._streams import Unfit

_THREADS = 2  # with one, the decoder would work while we wait


class Ahead:
    """The first picture of a track, decoded on another processor while the rest is written."""

    def __init__(self, target: Any, data: bytes) -> None:
        """Begin with a packet as it is written for `target`, whose head is known."""
        context = target.codec_context
        self.decoder: Any = av.CodecContext.create(context.name, "r")
        self.decoder.extradata = context.extradata
        self.decoder.thread_type, self.decoder.thread_count = "FRAME", _THREADS
        # In memory of the decoder's own: its thread could only free ours when Python is not busy,
        # and Python may be waiting for that thread.
        self._packet: av.Packet | None = av.Packet(len(data))
        self._packet.update(data)
        self._frames: list[Any] = []
        self._go_on()

    def is_seen(self) -> bool:
        """Wait for the picture; False where there is none, or not of one packet alone."""
        self._packet = None
        self._go_on()
        return bool(self._frames)

    def _go_on(self) -> None:
        with contextlib.suppress(av.FFmpegError):  # no picture: who asks looks for himself
            self._frames += self.decoder.decode(self._packet)


def look(
    sink: BinaryIO, demuxer: str, pictures: bool, ahead: Ahead | None, *, glance: bool
) -> None:
    """Raise Unfit unless what was written begins with a picture or a sound that can be decoded.

    Also where a picture has another shape than the head of the source, at a `glance`, said.
    """
    unfit = Unfit("picture" if pictures else "sound")
    try:
        with _source.open_source(sink, demuxer, glance=True) as written:
            track = _source.streams(written)[0 if pictures else 1]
            if track is None:
                raise unfit
            decoder: Any = ahead.decoder if ahead and ahead.is_seen() else track.codec_context
            if decoder is track.codec_context and _source.first_frame(written, track) is None:
                raise unfit
            if glance and pictures and not _source.is_shaped_as_said(track, decoder):
                raise Unfit("glance")
    except Unscrubbable:
        raise unfit from None
