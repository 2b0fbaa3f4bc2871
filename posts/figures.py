"""Photos inside a body: what an editor placed becomes a figure with caption and credit."""

import re
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from blogsite.lib.markup import PHOTO_ADDRESS, plain
from posts.models import Photo

# nh3 writes well-formed HTML in one spelling, so patterns are enough; they see only its output.
IMAGE = re.compile(r"<img(?:\s+[a-z]+=\"[^\"]*\")*\s*/?>")
FIGURE = re.compile(r"<figure>((?:(?!</?figure>).)*)</figure>", re.DOTALL)
TEXT_BLOCK = re.compile(r"<(p|h[2-4])>((?:(?!</?(?:p|h[2-4])>).)*)</\1>", re.DOTALL)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
SIZES = "(min-width: 48em) 42rem, 100vw"


def tokens(body: str) -> list[str]:
    """Return the tokens of the photos in a cleaned body, in their order."""
    found = (PHOTO_ADDRESS.search(tag) for tag in IMAGE.findall(body))
    return [match[1] for match in found if match]


def expand(body: str, photos: Iterable[Photo]) -> str:
    """Return a cleaned body with each image as its photo's figure, in the active language.

    An editor's own caption wins over the photo's; an image that is none of `photos` goes.
    """
    known = {photo.token: photo for photo in photos}
    body = FIGURE.sub(lambda match: _of_figure(match[1], known), body)
    return _outside_figures(body, known)


def render(
    photo: Photo,
    caption: str | None = None,
    *,
    sizes: str = SIZES,
    eager: bool = False,
    cut: bool = False,
) -> str:
    """Return a photo with caption (cleaned HTML, or None for the photo's own) and credit."""
    words = photo.caption if caption is None else mark_safe(caption)  # noqa: S308  nh3 made it
    context = {"photo": photo, "words": words, "sizes": sizes, "eager": eager, "cut": cut}
    return render_to_string("posts/_figure.html", context).strip()


def _of_figure(inside: str, known: dict[str, Photo]) -> str:
    images = IMAGE.findall(inside)
    if not images:
        return f"<figure>{inside}</figure>"
    written = CAPTION.search(inside)
    caption = written[1].strip() if written and plain(written[1]) else None
    # The caption stands under the last picture of the figure, as it stood in the editor.
    captions = ["" if caption else None] * (len(images) - 1) + [caption]
    return "".join(
        _figure(image, known, text) for image, text in zip(images, captions, strict=True)
    )


def _outside_figures(body: str, known: dict[str, Photo]) -> str:
    """Give single images a figure, moved behind the paragraph that they stood in."""

    def behind(match: re.Match[str]) -> str:
        tag, inside = match[1], match[2]
        images = IMAGE.findall(inside)
        if not images:
            return match[0]
        rest = IMAGE.sub("", inside)
        block = f"<{tag}>{rest}</{tag}>" if plain(rest) else ""
        return block + "".join(_figure(image, known, None) for image in images)

    parts = re.split(r"(<figure class=\"figure\".*?</figure>)", body, flags=re.DOTALL)
    for place in range(0, len(parts), 2):
        text = TEXT_BLOCK.sub(behind, parts[place])
        # What `behind` made holds <img> too, in a <picture>: leave those alone.
        pieces = re.split(r"(<figure class=\"figure\".*?</figure>)", text, flags=re.DOTALL)
        pieces[::2] = [IMAGE.sub(lambda m: _figure(m[0], known, None), p) for p in pieces[::2]]
        parts[place] = "".join(pieces)
    return "".join(parts)


def _figure(image: str, known: dict[str, Photo], caption: str | None) -> str:
    address = PHOTO_ADDRESS.search(image)
    photo = known.get(address[1]) if address else None
    return render(photo, caption) if photo else ""
