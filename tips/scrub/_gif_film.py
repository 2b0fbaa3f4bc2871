"""A GIF written frame by frame: of each only what changed, with colours of its own.

Source: GIF89a specification, 1990; disposal 1 leaves a frame, 2 clears its box before the next.
"""

import functools
import struct
from collections.abc import Iterator
from typing import BinaryIO, cast

from PIL import GifImagePlugin, Image, ImageChops

from tips.scrub._moving import Box, Film, difference

_FOR_EVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
_LEAVE, _CLEAR = 1, 2
_COLOURS = 255  # and one index for what shows through
_PLAIN = Image.Dither.NONE
_SOLID = 128  # alpha from which a pixel is shown: GIF knows no half


def write(film: Film, sink: BinaryIO, *, moves: bool) -> None:
    """Write all frames; only the current one and its neighbours are held."""
    sink.write(b"GIF89a" + struct.pack("<HHBBB", *film.size, 0, 0, 0))
    if moves and film.for_ever:
        sink.write(_FOR_EVER)
    shown = blank = Image.new("RGBA", film.size)
    for frame, time, following in _with_next(film.frames):
        clears = following is not None and _opens(frame, following)
        # Where a frame leaves open what was blank, some programs paint a colour: it covers all.
        whole = clears or not moves or shown is blank
        box = (0, 0, *film.size) if whole else difference(shown, frame)
        pixels, hole = _with_palette(frame.crop(box), shown.crop(box), open_=clears)
        more = {} if hole is None else {"transparency": hole}
        if moves:
            more |= {"duration": time, "disposal": _CLEAR if clears else _LEAVE}
        sink.writelines(_block(pixels, box, more))
        shown = blank if clears else frame
    sink.write(b";")


def _with_next(
    frames: Iterator[tuple[Image.Image, int]],
) -> Iterator[tuple[Image.Image, int, Image.Image | None]]:
    """Yield each frame, with only whole and no transparency, its time, and the frame after it."""
    waiting: tuple[Image.Image, int] | None = None
    for frame, time in frames:
        solid = _as_solid(frame)
        if waiting:
            yield *waiting, solid
        waiting = solid, time
    if waiting:
        yield *waiting, None


def _as_solid(frame: Image.Image) -> Image.Image:
    mask = frame.getchannel("A").point([0] * _SOLID + [255] * (256 - _SOLID))
    drawn = Image.new("RGBA", frame.size)
    drawn.paste(frame.convert("RGB"), mask=mask)
    return drawn


def _opens(frame: Image.Image, following: Image.Image) -> bool:
    """Return whether something shown now shows through in the next frame."""
    lost = ImageChops.subtract(frame.getchannel("A"), following.getchannel("A"))
    return lost.getbbox() is not None


def _with_palette(
    frame: Image.Image, shown: Image.Image, *, open_: bool
) -> tuple[Image.Image, int | None]:
    """Return a frame in its own colours, and the index of what it leaves as it is, if anything.

    `open_` asks for an index in any case: some programs clear a frame without one to a colour.
    """
    bands = ImageChops.difference(frame, shown).split()
    changed = functools.reduce(ImageChops.lighter, bands).point([0] + [255] * 255)
    colours = frame.convert("RGB")
    if not (place := _first(changed)):
        made = Image.new("P", frame.size)
        made.putpalette([0, 0, 0])
        return made, 0
    if changed.getextrema() == (255, 255) and not open_:
        return colours.quantize(_COLOURS + 1, Image.Quantize.MEDIANCUT, dither=_PLAIN), None
    # Colours that only what is left has need no place in the table.
    left = ImageChops.invert(changed)
    colours.paste(cast(tuple[int, ...], colours.getpixel(place)), mask=left)
    made = colours.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=_PLAIN)
    table = (made.getpalette() or [])[: 3 * _COLOURS]
    hole = len(table) // 3
    made.putpalette([*table, 0, 0, 0])
    made.paste(hole, mask=left)
    return made, hole


def _first(mask: Image.Image) -> tuple[int, int] | None:
    """Return the first place that is set in the topmost row where any is."""
    box = mask.getbbox()
    if not box:
        return None
    row = mask.crop((0, box[1], mask.width, box[1] + 1)).getbbox()
    return (row[0] if row else 0), box[1]


def _block(pixels: Image.Image, box: Box, more: dict[str, int]) -> list[bytes]:
    return GifImagePlugin.getdata(pixels, box[:2], include_color_table=True, **more)
