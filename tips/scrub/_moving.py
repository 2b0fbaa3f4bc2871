"""Moving pictures: every frame drawn again, in its order and for its time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image

from tips.scrub import _stills
from tips.scrub._report import Change, Reason, Unscrubbable

MOST_FRAMES = 2_000
MOST_PIXELS = 150_000_000  # of all frames together: they are held at once, some of them twice

_SHORTEST, _USUAL = 20, 100  # milliseconds a frame is shown: at least, and when it does not say
_OPAQUE, _FULL_TABLE = 128, 255


def redraw(
    source: BinaryIO, sink: BinaryIO, encoding: str, target: str, **settings: Any
) -> tuple[Change, ...]:
    """Write all frames of the picture in `source` to `sink`; Pillow's names. Raises Unscrubbable.

    Only for pictures whose frames were counted first: see `check`.
    """
    with _stills.opened(source, encoding, most=MOST_PIXELS, moving=True) as image:
        changed = _stills.changes(image)
        shown: list[int] = []
        frames = _alike(list(_frames(image, target, shown)))
        settings |= _repeats(image, encoding, target)
        if target == "GIF":
            settings["disposal"] = 2 if any("transparency" in f.info for f in frames) else 1
        frames[0].save(
            sink, target, save_all=True, append_images=frames[1:], duration=shown, **settings
        )
    return changed


def check(frames: int) -> None:
    """Refuse a picture that has too many frames to be drawn in time. Raises Unscrubbable."""
    if frames > MOST_FRAMES:
        raise Unscrubbable(Reason.FRAMES)


def _repeats(image: Image.Image, encoding: str, target: str) -> dict[str, int]:
    """Played once or for ever: any other number of times could carry a mark."""
    usual = 1 if encoding == "GIF" else 0  # a GIF that does not say is played once
    if image.info.get("loop", usual) != 1:
        return {"loop": 0}
    return {} if target == "GIF" else {"loop": 1}


def _frames(image: Image.Image, target: str, shown: list[int]) -> Iterator[Image.Image]:
    """Yield the frames and note for how many milliseconds each is shown."""
    # A PNG may show another picture to those who cannot play it; it is no frame.
    for number in range(bool(image.info.get("default_image")), getattr(image, "n_frames", 1)):
        image.seek(number)
        drawn = _stills.redrawn(image)
        # Hundredths of a second: what GIF can hold, and too coarse to carry a mark.
        shown.append(max(_SHORTEST, int(image.info.get("duration") or _USUAL) // 10 * 10))
        yield _with_palette(drawn) if target == "GIF" else drawn


def _alike(frames: list[Image.Image]) -> list[Image.Image]:
    modes = {frame.mode for frame in frames}
    if len(modes) < 2:
        return frames
    mode = "RGBA" if "RGBA" in modes else "RGB"
    return [frame if frame.mode == mode else frame.convert(mode) for frame in frames]


def _with_palette(drawn: Image.Image) -> Image.Image:
    """Return at most 256 colours, one of them for what shows through."""
    colours = drawn.convert("RGB")
    if drawn.mode != "RGBA":
        return colours.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    made = colours.quantize(_FULL_TABLE, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    table = (made.getpalette() or [])[: 3 * _FULL_TABLE]
    hole = len(table) // 3
    made.putpalette([*table, 0, 0, 0])
    mask = drawn.getchannel("A").point([255] * _OPAQUE + [0] * (256 - _OPAQUE))
    made.paste(hole, mask=mask)
    made.info["transparency"] = hole
    return made
