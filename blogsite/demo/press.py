"""Print the demo newspaper: develop its drawn pictures, put its posts on the page."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from blogsite.demo import scenes, sources
from posts import photos, publishing, variants
from posts.models import Byline, Label, Photo, Post

FIGURE = re.compile(r"\{\{figure:(\w+)\}\}")
WORDS = ("alt", "caption", "credit", "graphic", "graphic_reason")  # of a photo
PRINTED = (1280, 853)  # pixels: sharp in the widest column, and a third less to encode
SCHEDULED = timedelta(days=3)  # from the day of loading, whatever day that is


def print_editions(with_photos: bool = True) -> int:
    """Make every post of both editions, and its photos if wanted; return the number of posts."""
    editions = {language: sources.edition(language) for language in sources.LANGUAGES}
    pictures = develop_all(editions) if with_photos else {}
    bylines = {
        name: Byline.objects.get_or_create(
            name=name, slug=slugify(name), about=about, about_es=about_es
        )[0]
        for name, (about, about_es) in sources.BYLINES.items()
    }
    count = 0
    for language, edition in editions.items():
        for told in reversed(edition["post"]):
            post = _put(told, language, pictures)
            labels = [Label.objects.get_or_create(name=name)[0] for name in told["labels"]]
            signed = [bylines[name] for name in told["bylines"]]
            publishing.assign(post, bylines=signed, labels=labels)
            count += 1
    return count


def develop_all(editions: dict[str, dict[str, Any]]) -> dict[tuple[str, str], Photo]:
    """Return a Photo for each (language, key); what shows the same scene is developed once."""
    first: dict[str, Photo] = {}
    made: dict[tuple[str, str], Photo] = {}
    told = {
        (language, key): photo
        for language, edition in editions.items()
        for key, photo in edition["photo"].items()
    }
    files = dict(drawn({photo["scene"]: 0 for photo in told.values()}))
    for place, photo in told.items():
        scene, words = photo["scene"], {name: photo[name] for name in WORDS if name in photo}
        if scene in first:
            made[place] = reprint(first[scene], **words)
        else:
            made[place] = first[scene] = photos.develop(files[scene], **words)
    return made


def drawn(wanted: dict[str, int]) -> Iterator[tuple[str, BytesIO]]:
    """Yield (scene, JPEG file) for each scene and seed; two are drawn at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield from zip(wanted, pool.map(_file, wanted, wanted.values()), strict=True)


def _file(scene: str, seed: int) -> BytesIO:
    out = BytesIO()
    picture = scenes.draw(scene, seed).resize(PRINTED, Image.Resampling.LANCZOS)
    picture.save(out, "JPEG", quality=93)
    out.seek(0)
    return out


def reprint(photo: Photo, **words: Any) -> Photo:
    """Return a second Photo of the same pixels with words of its own; its files are copies."""
    twin = Photo(width=photo.width, height=photo.height, widths=photo.widths, **words)
    variants.copy(photo.token, twin.token)
    twin.save()
    return twin


def _put(told: dict[str, Any], language: str, pictures: dict[tuple[str, str], Photo]) -> Post:
    def figure(match: re.Match[str]) -> str:
        photo = pictures.get((language, match[1]))
        if photo is None:
            return ""
        return f'<figure><img src="{photo.address(photo.widths[0])}" alt=""></figure>'

    moment = timezone.make_aware(datetime.fromisoformat(f"{told['day']}T{told['hour']}"))
    state = told.get("state")
    if state == "scheduled":
        moment = timezone.now() + SCHEDULED
    post = Post(
        language=language,
        headline=told["headline"],
        slug=told["slug"],
        standfirst=told["standfirst"],
        body=FIGURE.sub(figure, told["body"]),
        lead=pictures.get((language, told.get("lead", ""))),
        published_at=None if state == "draft" else moment,
        withdrawn_at=moment + timedelta(days=2) if state == "withdrawn" else None,
    )
    publishing.put(post)
    return post
