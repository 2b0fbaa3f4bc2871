"""The files of a photo: what they are called, how they are made, how they go."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import chain

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
OWN = ("AVIF", "WEBP", "JPEG", "PNG")
AT_ONCE = ("jpg",)  # what every browser reads: no row of a photo is without it
WHOLE = "whole.png"  # pixels of the largest variant, kept until every other one is made of them


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


def write(image: Image.Image, token: str, endings: Iterable[str] = FORMATS) -> list[int]:
    """Store the variants of a bare picture in these formats and return the widths; all or none.

    Where a format is left out, WHOLE is stored before all: complete() makes the rest of it.
    """
    widths = widths_for(image.width) or [image.width]
    image = _shrunk(image)
    try:
        if {*endings} != {*FORMATS}:
            _keep_whole(image, token)
        for file, content in _made(image, token, widths, endings):
            _store(file, content)
    except BaseException:
        erase(token)
        raise
    return widths


def cut(image: Image.Image, token: str, focus: str, endings: Iterable[str] = FORMATS) -> None:
    """Store the variants of a bare picture that are cut to CUT around its focus; all or none.

    `image` may be its largest variant: nothing here is larger. What a process that died left of
    the same cut is written over.
    """
    erase_cut(token, focus)
    try:
        for file, content in _made_cut(image, token, focus, endings):
            _store(file, content)
    except BaseException:
        erase_cut(token, focus)
        raise


def complete(
    token: str, widths: list[int], focus: str, go_on: Callable[[], bool] = lambda: True
) -> bool:
    """Store the variants that are not there yet, or are there in part; a process may have died.

    `go_on` is asked at first and before each is stored. Returns whether all are there.
    """
    if not go_on():
        return False
    image = whole(token, widths)
    later = [ending for ending in FORMATS if ending not in AT_ONCE]
    made = [_made(image, token, widths, later, _is_whole)]
    made += [_made_cut(image, token, focus, later, _is_whole)] if focus else []
    for file, content in chain.from_iterable(made):
        if not go_on():
            return False
        default_storage.delete(file)
        _store(file, content)
    return True


def copy(token: str, to: str) -> None:
    """Store every variant of a photo once more, under another token; all or none are kept."""
    try:
        for file in default_storage.listdir(f"photos/{token}")[1]:
            with default_storage.open(f"photos/{token}/{file}") as variant:
                _store(f"photos/{to}/{file}", variant.read())
    except BaseException:
        erase(to)
        raise


def whole(token: str, widths: list[int]) -> Image.Image:
    """Return the best pixels of a photo that are stored: WHOLE, or those of its largest variant."""
    try:
        return _opened(f"photos/{token}/{WHOLE}")
    except OSError:  # long complete, or brought back from a backup
        return _opened(name(token, widths[-1], "jpg"))


def stored(token: str) -> set[str]:
    """Return the names, in the photo store, of a photo's files that are there."""
    folder = f"photos/{token}"
    try:
        return {f"{folder}/{file}" for file in default_storage.listdir(folder)[1]}
    except FileNotFoundError:
        return set()


def erase_whole(token: str) -> None:
    """Delete what the variants are made of, once they are."""
    default_storage.delete(f"photos/{token}/{WHOLE}")


Skipped = Callable[[str], bool]


def _made(
    image: Image.Image,
    token: str,
    widths: list[int],
    endings: Iterable[str],
    skipped: Skipped = lambda file: False,
    focus: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of variants, the largest first, without those that are skipped."""
    for width in reversed(widths):  # each size is made from the next larger one
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for ending in endings:
            file = name(token, width, ending, focus)
            if not skipped(file):
                yield file, _encoded(image, ending)


def _made_cut(
    image: Image.Image,
    token: str,
    focus: str,
    endings: Iterable[str],
    skipped: Skipped = lambda file: False,
) -> Iterator[tuple[str, bytes]]:
    image = _shrunk(image)
    widths, part = cut_widths(*image.size), image.crop(_box(*image.size, focus))
    return _made(part, token, widths, endings, skipped, focus)


def _keep_whole(image: Image.Image, token: str) -> None:
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    _store(f"photos/{token}/{WHOLE}", out.getvalue())


def _opened(file: str) -> Image.Image:
    """Return the pixels of a file of ours. Raises OSError for one that is missing or broken off."""
    with default_storage.open(file) as content:
        image = Image.open(content, formats=OWN)
        image.load()
        return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _is_whole(file: str) -> bool:
    """Tell whether a file is there to its end."""
    try:
        _opened(file)
    except (OSError, ValueError, SyntaxError):  # what Pillow raises of a file that breaks off
        return False
    return True


def _shrunk(image: Image.Image) -> Image.Image:
    return image.resize(_fitted(*image.size), Image.Resampling.LANCZOS, reducing_gap=3.0)


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
