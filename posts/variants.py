"""The files of a photo: what they are called, how they are made, how they go."""

from collections.abc import Iterable
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

WIDTHS = (480, 960, 1600)  # pixels; a smaller picture keeps its own width
BACKGROUND = (255, 255, 255)  # what shows through a transparent picture in a JPEG
# By file ending: Pillow's format, its options, the media type. The best for a reader comes first.
FORMATS: dict[str, tuple[str, dict[str, int], str]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 7}, "image/avif"),
    "webp": ("WEBP", {"quality": 76, "method": 3}, "image/webp"),
    "jpg": ("JPEG", {"quality": 80, "optimize": 1, "progressive": 1}, "image/jpeg"),
}


def name(token: str, width: int, ending: str) -> str:
    """Return the name of a variant in the photo store."""
    return f"photos/{token}/{width}.{ending}"


def widths_for(width: int) -> list[int]:
    """Return the widths to make of a picture this wide: never larger than it is."""
    return [fit for fit in WIDTHS if fit < width] + ([width] if width <= WIDTHS[-1] else [])


def write(image: Image.Image, token: str) -> list[int]:
    """Store every variant of a bare picture and return their widths; all or none are kept."""
    widths = widths_for(image.width) or [image.width]
    try:
        sized = image
        for width in reversed(widths):  # each size is made from the next larger one
            height = max(1, round(image.height * width / image.width))
            sized = sized.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            for ending in FORMATS:
                _store(name(token, width, ending), _encoded(sized, ending))
    except BaseException:
        erase(token, widths)
        raise
    return widths


def _encoded(image: Image.Image, ending: str) -> bytes:
    kind, options, _media_type = FORMATS[ending]
    if ending == "jpg" and image.mode == "RGBA":
        flat = Image.new("RGB", image.size, BACKGROUND)
        flat.paste(image, mask=image.getchannel("A"))
        image = flat
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _store(wanted: str, content: bytes) -> None:
    given = default_storage.save(wanted, ContentFile(content))
    if given != wanted:  # the token is random: a file of that name means that something is amiss
        default_storage.delete(given)
        raise FileExistsError(wanted)


def erase(token: str, widths: list[int]) -> None:
    """Delete every file of a photo; a file that is gone already is no error."""
    for width in widths:
        for ending in FORMATS:
            default_storage.delete(name(token, width, ending))


def erase_all(photos: Iterable[tuple[str, list[int]]]) -> None:
    """Delete the files of photos given as (token, widths)."""
    for token, widths in photos:
        erase(token, widths)
