"""The files of a photo: what they are called, how they are made, how they go."""

from contextlib import suppress
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

WIDTHS = (480, 960, 1600)  # pixels; a smaller picture keeps its own width
CUT = (3, 2)  # width to height of what lists and link previews show of a photo with a focus
CUT_WIDTHS = (480, 960, 1200)  # pixels
PLACES = {  # by focus: how far across and down
    "nw": (0.0, 0.0), "n": (0.5, 0.0), "ne": (1.0, 0.0),
    "w": (0.0, 0.5), "c": (0.5, 0.5), "e": (1.0, 0.5),
    "sw": (0.0, 1.0), "s": (0.5, 1.0), "se": (1.0, 1.0),
}  # fmt: skip
BACKGROUND = (255, 255, 255)  # what shows through a transparent picture in a JPEG
# By file ending: Pillow's format, its options, the media type. The best for a reader comes first.
FORMATS: dict[str, tuple[str, dict[str, int], str]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 7}, "image/avif"),
    "webp": ("WEBP", {"quality": 76, "method": 3}, "image/webp"),
    "jpg": ("JPEG", {"quality": 80, "optimize": 1, "progressive": 1}, "image/jpeg"),
}


def name(token: str, width: int, ending: str, focus: str = "") -> str:
    """Return the name of a variant in the photo store; `focus` names one that is cut."""
    return f"photos/{token}/{focus + '-' if focus else ''}{width}.{ending}"


def widths_for(width: int) -> list[int]:
    """Return the widths to make of a picture this wide: never larger than it is."""
    return [fit for fit in WIDTHS if fit < width] + ([width] if width <= WIDTHS[-1] else [])


def cut_widths(width: int, height: int) -> list[int]:
    """Return the widths of the cut variants of a picture of this size."""
    left, _top, right, _bottom = _box(*_fitted(width, height), "c")
    whole = right - left
    return [fit for fit in CUT_WIDTHS if fit < whole] + ([whole] if whole <= CUT_WIDTHS[-1] else [])


def write(image: Image.Image, token: str) -> list[int]:
    """Store every variant of a bare picture and return their widths; all or none are kept."""
    widths = widths_for(image.width) or [image.width]
    try:
        _write(image, token, widths)
    except BaseException:
        erase(token)
        raise
    return widths


def cut(image: Image.Image, token: str, focus: str) -> None:
    """Store the variants of a bare picture that are cut to CUT around its focus; all or none.

    `image` may be its largest variant: nothing here is larger.
    """
    image = image.resize(_fitted(*image.size), Image.Resampling.LANCZOS, reducing_gap=3.0)
    widths = cut_widths(*image.size)
    try:
        _write(image.crop(_box(*image.size, focus)), token, widths, focus)
    except BaseException:
        erase_cut(token, focus)
        raise


def copy(token: str, to: str) -> None:
    """Store every variant of a photo once more, under another token; all or none are kept."""
    try:
        for file in default_storage.listdir(f"photos/{token}")[1]:
            with default_storage.open(f"photos/{token}/{file}") as variant:
                _store(f"photos/{to}/{file}", variant.read())
    except BaseException:
        erase(to)
        raise


def largest(token: str, widths: list[int]) -> Image.Image:
    """Return the pixels of the largest variant that is stored."""
    with default_storage.open(name(token, widths[-1], "jpg")) as file:
        return Image.open(file, formats=["JPEG"]).convert("RGB")


def _write(image: Image.Image, token: str, widths: list[int], focus: str = "") -> None:
    for width in reversed(widths):  # each size is made from the next larger one
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for ending in FORMATS:
            _store(name(token, width, ending, focus), _encoded(image, ending))


def _fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size of the largest variant of a picture of this size."""
    most = min(width, WIDTHS[-1])
    return most, max(1, round(height * most / width))


def _box(width: int, height: int, focus: str) -> tuple[int, int, int, int]:
    """Return the largest part in the shape of CUT with the focus in it, in Pillow's order."""
    across, down = PLACES[focus]
    wide = min(width, max(1, round(height * CUT[0] / CUT[1])))
    high = min(height, max(1, round(width * CUT[1] / CUT[0])))
    left, top = round((width - wide) * across), round((height - high) * down)
    return left, top, left + wide, top + high


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


def erase(*tokens: str) -> None:
    """Delete every file of these photos; one whose files are gone already is no error."""
    for token in tokens:
        folder = f"photos/{token}"
        with suppress(FileNotFoundError):
            for file in default_storage.listdir(folder)[1]:
                default_storage.delete(f"{folder}/{file}")
            with suppress(OSError):  # a store without folders, or one that is not empty
                default_storage.delete(folder)


def erase_cut(token: str, focus: str) -> None:
    """Delete the variants that are cut around a focus."""
    with suppress(FileNotFoundError):
        for file in default_storage.listdir(f"photos/{token}")[1]:
            if file.startswith(f"{focus}-"):
                default_storage.delete(f"photos/{token}/{file}")
