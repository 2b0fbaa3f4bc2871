"""Pictures of which a frame of an OpenDocument shows a part: the sides that it hides go.

A style says in lengths how much (`fo:clip`), of a picture as large as its dots to the inch make it.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree
from PIL import Image

from blogsite.lib.raster import LARGEST, Unreadable, open_picture
from tips.scrub._odf_hidden import said, tag
from tips.scrub._report import Kind

CROP = "\n"  # between the address of a picture and what its frame hides of each side
_CLIP, _HREF = tag("fo:clip"), tag("xlink:href")
_RECT = re.compile(r"rect\(\s*([^(),\s]+)(?:[,\s]+([^(),\s]+))(?:[,\s]+([^(),\s]+))"
                   r"(?:[,\s]+([^(),\s]+))\s*\)")  # fmt: skip
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px)")
_INCHES = {"cm": 1 / 2.54, "mm": 1 / 25.4, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6, "px": 1 / 96}
_USUAL = 96.0  # dots to the inch where a picture does not say
_LOOKS = {"draw:style-name": "graphic", "presentation:style-name": "presentation"}
_SIDES = re.compile(r"-?[0-9]{1,9}\.[0-9]{6}(?:,-?[0-9]{1,9}\.[0-9]{6}){3}")
_WHOLE = "100000,0,0,0"
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


def settle(roots: Iterable[etree._Element], lost: Counter[Kind]) -> None:
    """Write behind the address of each picture what is to be cut off, and take it off the looks."""
    parts = list(roots)
    looks = {
        (told.get("style:family"), told.get("style:name")): style
        for root in parts
        for style in root.iter(tag("style:style"))
        if (told := said(style))
    }
    for frame in [frame for root in parts for frame in root.iter(tag("draw:frame"))]:
        told = said(frame)
        sides = [
            clip
            for key, family in _LOOKS.items()
            if key in told and (clip := _clip(looks, family, told[key]))
        ]
        for picture in frame.iterchildren(tag("draw:image")) if sides else ():
            picture.set(_HREF, picture.get(_HREF, "") + CROP + sides[0])
            lost[Kind.HIDDEN] += 1
    for node in [node for root in parts for node in root.iter(etree.Element)]:
        node.attrib.pop(_CLIP, None)


def _clip(
    looks: dict[tuple[str | None, str | None], etree._Element], family: str, name: str
) -> str:
    """Return inches of left, top, right and bottom that a look, or one above it, hides."""
    for _ in range(len(looks)):
        style = looks.get((family, name))
        if style is None:
            return ""
        for properties in style:
            found = _RECT.fullmatch(properties.get(_CLIP, "").strip())
            if found:
                top, right, bottom, left = map(_inches, found.groups())
                hides = any((left, top, right, bottom))
                return f"{left:.6f},{top:.6f},{right:.6f},{bottom:.6f}" if hides else ""
        name = said(style).get("style:parent-style-name", "")
    return ""


def _inches(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _INCHES[found[2]] if found else 0.0


def shares(data: bytes, crop: str) -> str:
    """Return which share of each side of a picture goes, in 1/100,000; "" for less than a dot.

    Less than nought is a margin of nothing that a frame leaves beside the picture.
    """
    try:
        with open_picture(io.BytesIO(data), _FORMATS, most=LARGEST, moving=False) as image:
            across, down = _dots(image)
            wide, high = image.size
    except Unreadable:  # rather nothing of it than the sides that nobody was to see
        return _WHOLE
    if not _SIDES.fullmatch(crop):  # an address with a line end of its own
        return _WHOLE
    left, top, right, bottom = map(float, crop.split(","))
    dots = (left * across, top * down, right * across, bottom * down)
    if max(map(abs, dots)) < 1:
        return ""
    return ",".join(
        str(max(-100_000, min(round(hidden / whole * 100_000), 99_999)))
        for hidden, whole in zip(dots, (wide, high, wide, high), strict=True)
    )


def _dots(image: Image.Image) -> tuple[float, float]:
    """Return the dots to the inch that a picture says of itself, as LibreOffice asks for them."""
    told = image.info.get("dpi") or (0, 0)
    if image.format == "JPEG":  # only its first segment, never EXIF
        unit = {1: 1.0, 2: 2.54}.get(image.info.get("jfif_unit", 0), 0.0)
        told = [each * unit for each in image.info.get("jfif_density", (0, 0))]
    across, down = (float(each) for each in told)
    return (across, down) if across > 0 and down > 0 else (_USUAL, _USUAL)
