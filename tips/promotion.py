"""From a tip to a draft: chosen pictures, scrubbed once more, and words that the desk wrote.

Nothing joins the two: the draft keeps no id, name, day or word of the tip, and the tip does not
note that there is a draft. Only posts know of posts. A draft is the editors', unless its maker may
only see their own.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.html import format_html, format_html_join

from posts import photos, publishing, variants
from posts.models import Photo, Post
from tips import scrub
from tips.uploads import RamFile


class Chosen(NamedTuple):
    """A picture for the draft: an opened file, and what it shows, in the desk's words."""

    file: RamFile
    alt: str


def promote(
    language: str, headline: str, text: str, pictures: Sequence[Chosen], owner: User | None = None
) -> Post:
    """Make a draft; the first picture leads, the others stand behind the text.

    Raises scrub.Unscrubbable or Unreadable for a picture that is refused now; then there is no
    draft.
    """
    made: list[Photo] = []
    try:
        with transaction.atomic():
            for picture in pictures:
                made.append(_developed(picture))
            body = _body(text, made[1:])
            post = Post(language=language, headline=headline, body=body, owner=owner)
            post.lead = made[0] if made else None
            publishing.put(post)
    except BaseException:
        variants.erase(*(photo.token for photo in made))
        raise
    return post


def _developed(picture: Chosen) -> Photo:
    with RamFile() as again:
        scrub.clean(picture.file.memory, again.memory)
        again.seek(0)
        return photos.develop(again.memory, alt=picture.alt)


def _body(text: str, others: Sequence[Photo]) -> str:
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    words = format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs if part))
    shown = format_html_join(
        "", '<p><img src="{}" alt="{}"></p>', ((photo.large, photo.alt) for photo in others)
    )
    return format_html("{}{}", words, shown)
