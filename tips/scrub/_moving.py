"""Moving pictures: every frame drawn again, in its order and for its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageChops

from tips.scrub import _stills
from tips.scrub._report import Change, Reason, Unscrubbable

MOST_FRAMES = 2_000
MOST_PIXELS = 400_000_000  # of all frames together, drawn one after the other; bounds the time
MOST_AT_ONCE = 120_000_000  # where the encoder wants all frames before it begins

_SHORTEST, _USUAL = 20, 100  # milliseconds a frame is shown: at least, and when it does not say

Box = tuple[int, int, int, int]


@dataclass
class Film:
    """An opened picture that moves. `frames` yields bare RGBA pixels and milliseconds."""

    size: tuple[int, int]
    for_ever: bool  # or once: any other number of times could carry a mark
    frames: Iterator[tuple[Image.Image, int]]


def check(frames: int) -> None:
    """Refuse a picture that has too many frames to be drawn in time. Raises Unscrubbable."""
    if frames > MOST_FRAMES:
        raise Unscrubbable(Reason.FRAMES)


def film(image: Image.Image) -> Film:
    """Return the frames of an opened picture, decoded one by one as they are asked for."""
    usual = 1 if image.format == "GIF" else 0  # a GIF that does not say is played once
    frames = _frames(image)
    first = next(frames)  # upright, so that its size is that of all
    size = first[0].size

    def all_frames() -> Iterator[tuple[Image.Image, int]]:
        yield first
        for drawn, time in frames:
            # A GIF may draw over its own edge; what is there nobody sees.
            yield drawn if drawn.size == size else drawn.crop((0, 0, *size)), time

    return Film(size, image.info.get("loop", usual) != 1, all_frames())


def _frames(image: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    # A PNG may show another picture to those who cannot play it; it is no frame.
    for number in range(bool(image.info.get("default_image")), getattr(image, "n_frames", 1)):
        image.seek(number)
        drawn = _stills.redrawn(image).convert("RGBA")
        # Hundredths of a second: what GIF can hold, and too coarse to carry a mark.
        yield drawn, max(_SHORTEST, int(image.info.get("duration") or _USUAL) // 10 * 10)


def difference(before: Image.Image, after: Image.Image) -> Box:
    """Return the box of what changes from one RGBA frame to the next; one pixel if nothing does."""
    changed = ImageChops.difference(before, after).getbbox(alpha_only=False)
    return changed or (0, 0, 1, 1)


def as_webp(
    source: BinaryIO, sink: BinaryIO, encoding: str, *, lossless: bool
) -> tuple[Change, ...]:
    """Write all frames of the picture in `source` as moving WebP. Raises Unscrubbable."""
    with _stills.opened(source, encoding, most=MOST_AT_ONCE, moving=True) as image:
        changed = _stills.changes(image)
        found = film(image)
        frames, shown = zip(*found.frames, strict=True)
        pixels = len(frames) * image.width * image.height
        settings = _stills.webp(pixels, lossless=lossless)
        frames[0].save(
            sink, "WEBP", save_all=True, append_images=frames[1:], duration=list(shown),
            loop=0 if found.for_ever else 1, **settings,
        )  # fmt: skip
    return changed
