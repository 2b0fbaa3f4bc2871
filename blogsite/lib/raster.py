"""Pictures: decoded within bounds, turned upright, in sRGB, on a canvas that carries no more."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import BinaryIO, cast

from PIL import ExifTags, Image, ImageCms

MOST_PIXELS = 60_000_000  # width x height x frames that a web process decodes; about 0.5 GB
LARGEST = 210_000_000  # what a process of its own may decode: a 200-megapixel phone picture fits
# Pillow's own limit only warns, and errors at twice the figure; ours is checked before decoding.
Image.MAX_IMAGE_PIXELS = LARGEST
SRGB = ImageCms.createProfile("sRGB")

_BAND = 1 << 20  # pixels that are converted at once: a picture is held twice, never three times
_GREYS = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16L", "I;16B", "I;16N")
_DEEP = ("I;16", "I", "F")
_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}  # a profile's, and Pillow's
_TURN = Image.Transpose
_TURNS = {
    2: _TURN.FLIP_LEFT_RIGHT, 3: _TURN.ROTATE_180, 4: _TURN.FLIP_TOP_BOTTOM, 5: _TURN.TRANSPOSE,
    6: _TURN.ROTATE_270, 7: _TURN.TRANSVERSE, 8: _TURN.ROTATE_90,
}  # fmt: skip
_FROM_BELOW = (3, 4, 6, 7)  # the first row of these comes last

Conversion = Callable[[Image.Image], Image.Image]


class Unreadable(Exception):
    """A picture that cannot be decoded."""


class TooLarge(Unreadable):
    """A picture of more pixels than are allowed, all frames counted."""


def open_picture(
    source: BinaryIO, formats: Sequence[str], *, most: int = MOST_PIXELS, moving: bool = True
) -> Image.Image:
    """Open a picture as one of Pillow's `formats` and check its size; pixels are not decoded yet.

    `moving` counts every frame; without it only the first is ever decoded. Raises Unreadable for
    anything else, and TooLarge for width x height x frames over `most`.
    """
    try:
        image = Image.open(source, formats=list(formats))
        # A phone's JPEG may carry a second picture (MPO); only the first is ever decoded.
        still = not moving or list(formats) == ["JPEG"]
        frames = 1 if still else getattr(image, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge("too many pixels") from error
    except Exception as error:  # decoders raise what they like on hostile bytes
        raise Unreadable("not a picture of the expected format") from error
    if image.width * image.height * frames > most:
        raise TooLarge("too many pixels")
    return image


def bare(image: Image.Image, *, depth: int = 16) -> Image.Image:
    """Return the current frame as RGB or RGBA pixels on a fresh canvas: upright, sRGB, no info.

    Colour under full transparency is blanked. `depth` is how many bits of deep greys are used.
    Raises Unreadable when the pixels cannot be decoded.
    """
    try:
        image.load()
        mode = "RGBA" if _shows_through(image) else "RGB"
        convert = _conversion(image, mode, depth)
        return _drawn(image, mode, convert, turn(image))
    except Exception as error:
        raise Unreadable("damaged picture") from error


def turn(image: Image.Image) -> int:
    """Return how an opened picture lies, as EXIF counts it: from 1, upright, to 8.

    Where EXIF is damaged nobody knows, and no program turns the picture.
    """
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # it is parsed anew here, and raises what it likes on damaged bytes
        return 1
    return found if found in _TURNS else 1


def _shows_through(image: Image.Image) -> bool:
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        return bool(image.getchannel(image.getbands()[-1]).getextrema()[0] != 255)
    return image.has_transparency_data


def _drawn(image: Image.Image, mode: str, convert: Conversion, turned: int) -> Image.Image:
    """Pass the picture band by band onto a canvas. Pillow hands `info` on; pasted pixels do not."""
    width, height = image.size
    canvas = Image.new(mode, (height, width) if turned > 4 else (width, height))
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        band = convert(image.crop((0, top, width, min(top + step, height))))
        place = height - top - band.height if turned in _FROM_BELOW else top
        if turned > 1:
            band = band.transpose(_TURNS[turned])
        canvas.paste(band, (place, 0) if turned > 4 else (0, place))
    return canvas


def _conversion(image: Image.Image, mode: str, depth: int) -> Conversion:
    """Return what makes sRGB pixels in `mode` of any part of the picture."""
    scale = _scale(image, depth)
    base = "L" if image.mode in _GREYS else image.mode if image.mode in ("CMYK", "LAB") else "RGB"
    transform = _transform(image.info.get("icc_profile"), base)

    def convert(band: Image.Image) -> Image.Image:
        if band.mode == "La":  # Pillow turns this into nothing else
            band = band.convert("LA")
        if scale:
            # The other order of bytes knows no such sums.
            deep = band if band.mode in _DEEP else band.convert("I")
            band = deep.point(lambda value: value * scale).convert("L")
        if not transform:
            return _blanked(band.convert(mode))
        colours = band.convert(transform.input_mode)
        drawn = ImageCms.applyTransform(colours, transform) or colours
        if mode == "RGBA":
            drawn.putalpha(band.convert("RGBA").getchannel("A"))
        return _blanked(drawn)

    return convert


def _blanked(band: Image.Image) -> Image.Image:
    if band.mode != "RGBA":
        return band
    shown = band.getchannel("A").point([0] + [255] * 255)
    return Image.composite(band, Image.new("RGBA", band.size), shown)


def _scale(image: Image.Image, depth: int) -> float | None:
    """Return what brings deep greys into 0 to 255; sixteen bits are the usual depth."""
    if image.mode.startswith("I;16"):
        return 1.0 / (1 << depth - 8)
    if image.mode not in ("I", "F"):
        return None
    highest = max(cast(tuple[float, float], image.getextrema()))
    if highest <= 1 and image.mode == "F":
        return 255
    return 1 if highest <= 255 else 1 / 256 if highest < 65_536 else 255 / highest


def _transform(profile: bytes | None, base: str) -> ImageCms.ImageCmsTransform | None:
    """Return the way from a profile's colours to sRGB; None where the numbers are sRGB as they are.

    A broken profile is no profile, and so is one of another kind of colour than the picture's.
    """
    try:
        if profile:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            space = _SPACES.get(source.profile.xcolor_space, "")
            if space == base or (space, base) == ("RGB", "L"):
                made = ImageCms.buildTransform(source, SRGB, space, "RGB")
                return None if space == "RGB" and _changes_nothing(made) else made
    except (ImageCms.PyCMSError, OSError):
        pass
    if base == "LAB":
        return ImageCms.buildTransform(ImageCms.createProfile("LAB"), SRGB, "LAB", "RGB")
    return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    steps = range(0, 256, 15)
    sample = Image.new("RGB", (18, 18 * 18))
    sample.putdata([(red, green, blue) for red in steps for green in steps for blue in steps])
    made = ImageCms.applyTransform(sample, transform) or sample
    difference = zip(sample.tobytes(), made.tobytes(), strict=True)
    return all(abs(before - after) <= 1 for before, after in difference)
