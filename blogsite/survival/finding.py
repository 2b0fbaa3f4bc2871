"""The search of a copy: an index in small files, which a script of ours loads as it needs them.

`words/<language>/` holds: `list.js`, the names of the other files; `fe.js`, of each word that
begins with "fe" the numbers of the posts that hold it (hexadecimal, each as its distance from the
one before); `posts-0.js`, file, headline, date, bylines and labels of posts 0 to 499. Posts are
numbered from the oldest, so that a new one changes few files. Each file calls one function with
plain data: to add an element for it works in a folder, where a script may not read files.
"""

import hashlib
import json
import re
import unicodedata
from array import array
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path

from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.formats import get_format

from blogsite.lib.markup import PHOTO_ADDRESS, plain
from posts.models import Photo, Post

TOGETHER = 500  # posts in one file
BATCH = 200  # posts in memory
SHORTEST, LONGEST = 2, 40  # characters of a word
WORD = re.compile(r"[^\W_]+")
ABOVE = re.compile("[^\x00-\u02ff]")  # a combining mark perhaps: there is none before
SIMPLE = re.compile(r"[a-z0-9]{2}\Z")
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
SCRIPT = (Path(__file__).parent / "finding.js").read_text(encoding="utf-8").strip()
POLICY = "default-src 'none';"
Put = Callable[[str, str], None]  # name, content


def scripted(page: str) -> str:
    """Return a page of a copy with the script, and a policy for that very script.

    'strict-dynamic' lets in the files that it loads, and no other element of the page.
    """
    mark = b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"{POLICY} script-src 'sha256-{mark}' 'strict-dynamic';"
    return page.replace(POLICY, policy, 1).replace("</body>", f"<script>{SCRIPT}</script>\n</body>")


def write(put: Put, language: str, files: Mapping[str, str]) -> None:
    """Write the index of an edition's live posts; `files` are the places of their addresses.

    In memory is a number of four bytes for each word of each post.
    """
    names: list[str] = []

    def keep(name: str, data: object) -> None:
        names.append(name)
        put(f"words/{language}/{name}.js", _script(name, data))

    words = _posts(keep, language, files)
    for name, together in groupby(sorted(words), _file):
        keep(name, {word: _distances(words[word]) for word in together})
    put(f"words/{language}/list.js", _script("list", names))


def folded(text: str) -> set[str]:
    """Return the words of a text without accents and case, as the script folds a question."""
    bare = ABOVE.sub(_unmarked, unicodedata.normalize("NFKD", text))
    words = (word[:LONGEST] for word in WORD.findall(bare.lower()))
    return {word for word in words if len(word) >= SHORTEST}


def _posts(
    keep: Callable[[str, object], None], language: str, files: Mapping[str, str]
) -> dict[str, "array[int]"]:
    """Write what is shown of each post; return the numbers of the posts with each word."""
    live = Post.objects.live().in_edition(language).order_by("published_at", "pk")
    posts = live.defer("body_html", "card").prefetch_related("bylines", "labels")
    graphic = frozenset(Photo.objects.filter(graphic=True).values_list("token", flat=True))
    words: dict[str, array[int]] = {}
    shown: list[list[str]] = []
    with translation.override(language):
        for number, post in enumerate(posts.iterator(chunk_size=BATCH)):
            if number and number % TOGETHER == 0:
                keep(f"posts-{number // TOGETHER - 1}", shown)
                shown = []
            shown.append(_shown(post, files))
            for word in folded(_said(post, graphic)):
                words.setdefault(word, array("I")).append(number)
        if shown:
            keep(f"posts-{number // TOGETHER}", shown)
    return words


def _shown(post: Post, files: Mapping[str, str]) -> list[str]:
    day = timezone.localtime(post.published_at)
    date = date_format(day, get_format("DATE_FORMAT"))
    names = [", ".join(map(str, of.all())) for of in (post.bylines, post.labels)]
    return [files[f"/{post.path}"], post.headline, date, *names]


def _said(post: Post, graphic: frozenset[str]) -> str:
    """Return what a post is found by; what stands under a veiled photo is not."""

    def unveiled(figure: re.Match[str]) -> str:
        return "" if graphic & set(PHOTO_ADDRESS.findall(figure[0])) else figure[0]

    names = (str(each) for of in (post.bylines, post.labels) for each in of.all())
    return " ".join(
        (post.headline, post.standfirst, plain(FIGURE.sub(unveiled, post.body)), *names)
    )


def _file(word: str) -> str:
    """Return the file of a word: its first two letters, spelled so that any disk can hold them."""
    start = word[:SHORTEST]
    return start if SIMPLE.match(start) else "u" + "-".join(f"{ord(each):x}" for each in start)


def _distances(numbers: "array[int]") -> str:
    apart: Iterator[int] = (later - earlier for earlier, later in pairwise((0, *numbers)))
    return " ".join(f"{distance:x}" for distance in apart)


def _script(name: str, data: object) -> str:
    return f"found({json.dumps(name)},{json.dumps(data, separators=(',', ':'))});\n"


def _unmarked(letter: re.Match[str]) -> str:
    return "" if unicodedata.category(letter[0])[0] == "M" else letter[0]
