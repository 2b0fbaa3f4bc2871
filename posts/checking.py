"""What an editor should look at before readers see a post. Nothing is decided or changed here."""

import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

import nh3
from django.db.models import Q

from blogsite.lib import links, private_data
from blogsite.lib.markup import PHOTO_ADDRESS, clean, plain
from posts import own_people, photos, weblinks
from posts.findings import Finding, Kind, Weight
from posts.models import Byline, Label, Photo, Post
from posts.rows import Row
from posts.rows import stored as stored_rows
from posts.stories import Translation

TIME = 0.5  # seconds of processor time: what is not read by then is told as unread
BLOCK = 5_000  # characters that are looked at at once
AROUND = 30  # characters on each side of a find
BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|t[hd]|blockquote|figcaption)>|<[bh]r>")
# How the pictures of a page, of Word, of a mail and of a browser's own memory are addressed.
PICTURED = {"http", "https", "data", "file", "blob", "cid", "content", "about", "webkit-fake-url"}
SOURCE = re.compile(r"<img src=\"([^\"]*)\"")
EMPTY_MARKS = re.compile("[\"“«‘(\\[] *[\"”»’)\\]]|''|¿ *\\?|¡ *!")
LETTER = re.compile(r"[^\W_]")
Words = tuple[str, str]  # field, text
Found = tuple[str, str, str, str]  # kind, field, word, what stands around it


def check(
    post: Post,
    bylines: Iterable[Byline] | None = None,
    labels: Iterable[Label] | None = None,
    rows: list[Row] | None = None,
) -> list[Finding]:
    """Return what is found in a post, the gravest first; it may be one that is not saved.

    Its bylines, labels and the rows beside its text are those given, or the stored ones.
    """
    if bylines is None:
        bylines = post.bylines.all() if post.pk else ()
    if labels is None:
        labels = post.labels.all() if post.pk else ()
    signed = [byline.name for byline in bylines]
    found = _written(post, stored_rows(post) if rows is None else rows)
    found += [(Kind.LOGIN, "bylines", name, "") for name in own_people.are_logins(signed)]
    whole = _grouped(found) + _missing(post, bool(signed), bool(list(labels)))
    return sorted(whole, key=lambda finding: -finding.weight)


def _written(post: Post, rows: list[Row]) -> list[Found]:
    """Return what is found in the texts, links and photos of a post."""
    body = clean(post.body, post.language)
    shown = photos.of(Post(body=body, lead_id=post.lead_id))
    until = time.thread_time() + TIME
    found = [
        *_read(_texts(post, body, shown, rows), until),
        *_linked(_links(post, body, shown, rows), until),
    ]
    return [*found, *_foreign(post), *_pictured(post, shown)]


def asked(stored: Post, typed: Post, found: list[Finding]) -> list[Finding]:
    """Return those findings of a post as `typed` that somebody has to look at before it is saved.

    On the way to readers all but notes; else what is grave and is not in the `stored` text already.
    """
    if stored.state == Post.State.DRAFT and typed.published_at is not None:
        return needing(found)
    grave = [finding for finding in found if finding.weight == Weight.GRAVE]
    known = {mark for finding in check(stored) for mark in finding.marks} if grave else set()
    return [finding for finding in grave if not finding.marks <= known]


def needing(found: Iterable[Finding]) -> list[Finding]:
    """Return those findings that somebody has to look at before readers do."""
    return [finding for finding in found if finding.weight > Weight.NOTE]


def _read(texts: Iterable[Words], until: float) -> Iterator[Found]:
    """Look for people and for addresses that tell in every text; whatever is left when the time is
    over is told as unread.
    """
    names = own_people.known()
    for field, text in texts:
        if time.thread_time() > until:
            yield Kind.UNREAD, field, "", ""
            return
        private = [(str(kind), start, end) for start, end, kind in private_data.find(text)]
        people = [(Kind.PERSON, start, end) for start, end in names.find(text)]
        for kind, start, end in private + people:
            yield kind, field, text[start:end], _around(text, start, end)
        yield from ((Kind.TRACKED, field, piece, "") for piece in links.trackers_in(text))


def _texts(post: Post, body: str, shown: list[Photo], rows: list[Row]) -> Iterator[Words]:
    """Yield (field, text) of all that readers read, in pieces of bounded length."""
    words = [("headline", post.headline), ("standfirst", post.standfirst)]
    for photo in shown:
        told = (photo.alt, photo.caption, photo.credit, photo.licence, photo.graphic_reason)
        words += [(_field(photo, post), text) for text in told]
    words += [(row.kind, row.words) for row in rows]
    blocks = (("body", plain(block)) for block in BLOCK_END.split(body))
    for field, text in chain(words, blocks):
        text = unicodedata.normalize("NFC", text)
        yield from ((field, text[at : at + BLOCK]) for at in range(0, len(text), BLOCK))


def _field(photo: Photo, post: Post) -> str:
    """Return the field of the form by which a post holds a photo."""
    return "lead" if photo.pk == post.lead_id else "body"


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"{'…' if start > AROUND else ''}{before}{text[start:end]}{after}" + (
        "…" if len(text) > end + AROUND else ""
    )


def _links(post: Post, body: str, shown: list[Photo], rows: list[Row]) -> Iterator[Words]:
    """Yield (field, address) of every link that readers can follow."""
    yield from ((_field(photo, post), photo.source) for photo in shown if photo.source)
    yield from ((row.kind, row.link) for row in rows if row.link)
    yield from (("body", link) for link in weblinks.every(body))


def _linked(every: Iterable[Words], until: float) -> Iterator[Found]:
    for field, link in every:
        if time.thread_time() > until:
            yield Kind.UNREAD, field, "", ""
            return
        yield from ((kind, field, words, "") for kind, words in weblinks.look(link))


def _foreign(post: Post) -> Iterator[Found]:
    """Look for pictures that are not ours in what was typed: cleaning drops them."""
    pictures = nh3.clean(post.body, tags={"img"}, attributes={"img": {"src"}}, url_schemes=PICTURED)
    for source in SOURCE.findall(pictures):
        if not PHOTO_ADDRESS.match(source):
            yield Kind.REMOTE, "body", source[:100], ""


def _pictured(post: Post, shown: list[Photo]) -> Iterator[Found]:
    if EMPTY_MARKS.search(post.headline) or not LETTER.search(post.headline):
        yield Kind.MARKS, "headline", post.headline, ""
    for photo in shown:
        wrong = {
            Kind.ALT: not (photo.alt or photo.decorative),
            Kind.CREDIT: not photo.credit,
            Kind.GRAPHIC: photo.graphic and not photo.graphic_reason,
        }
        field, words = _field(photo, post), str(photo)
        yield from ((kind, field, words, "") for kind, is_so in wrong.items() if is_so)


def _missing(post: Post, signed: bool, labelled: bool) -> list[Finding]:
    """Return what most posts have and this one has not."""
    pair = Translation.objects.filter(Q(english=post.pk) | Q(spanish=post.pk))
    there = {
        Finding(Kind.NO_LEAD, "lead"): post.lead_id is not None,
        Finding(Kind.NO_BYLINE, "bylines"): signed,
        Finding(Kind.NO_LABEL, "labels"): labelled,
        Finding(Kind.NO_PAIR, "language"): post.pk is not None and pair.exists(),
    }
    return [finding for finding, is_there in there.items() if not is_there]


def _grouped(found: Iterable[Found]) -> list[Finding]:
    """Return one finding for each kind and field, with its different words in their order."""
    words: dict[tuple[str, str], dict[str, str]] = {}
    for kind, field, word, where in found:
        words.setdefault((str(kind), field), {}).setdefault(word, where)
    return [
        Finding(kind, field, tuple(word for word in all_of if word), next(iter(all_of.values())))
        for (kind, field), all_of in words.items()
    ]
