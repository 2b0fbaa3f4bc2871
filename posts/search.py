"""Full-text search: one index for each language, in SQLite's FTS5 or PostgreSQL's own.

Words are folded (no accents, no case) and stemmed here, for the index and for the question alike,
so that both databases are only asked for equal words and answer the same.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple

import snowballstemmer
from django.db import connection

from blogsite.lib.editions import Language
from blogsite.lib.markup import plain
from posts.models import Post
from posts.querysets import PostQuerySet

SHOWN = 50  # posts on an answer
SPARE = 50  # more, in case that some found posts are still scheduled
COMMON = 2000  # matches; above it the newest are shown, because ranking so many takes long
LONGEST_QUERY = 200  # characters
LONGEST_WORD = 200  # characters; PostgreSQL refuses a word of more than 2046 bytes
LARGEST_VECTOR = 1_000_000  # bytes; PostgreSQL refuses more than 1048575
MOST_TERMS = 12
HEADLINE_GAP = 20  # word places between headline and text, so that no phrase spans both
WORD = re.compile(r"[^\W_]+")
MARK = re.compile("[^\x00-\u02ff]")  # a combining mark perhaps: there is none before
TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_stemmers = {
    Language.EN.value: snowballstemmer.stemmer("english"),
    Language.ES.value: snowballstemmer.stemmer("spanish"),
}
_one_at_a_time = Lock()  # a stemmer keeps the word in itself


class Found(NamedTuple):
    """Keys of at most SHOWN posts, best first, and whether there were more."""

    keys: list[int]
    too_many: bool


NOTHING = Found([], too_many=False)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return what is left of a folded word without its ending."""
    with _one_at_a_time:
        return str(_stemmers[language].stemWord(word[:LONGEST_WORD]))


def words(text: str, language: str) -> list[str]:
    """Return the words of a text as the index knows them: letters and digits only."""
    bare = MARK.sub(_unmarked, unicodedata.normalize("NFKD", text))
    return [stem(word, language) for word in WORD.findall(bare.casefold())]


def _unmarked(letter: re.Match[str]) -> str:
    return "" if unicodedata.combining(letter[0]) else letter[0]


def terms(query: str, language: str) -> list[list[str]]:
    """Return what a reader asks for: phrases of one or more words, all of which must be there."""
    straight = re.sub(r"[“”«»„]", '"', query[:LONGEST_QUERY])
    found = (words(quoted or word, language) for quoted, word in TERM.findall(straight))
    return [phrase for phrase in found if phrase][:MOST_TERMS]


def find(query: str, language: str, within: PostQuerySet | None = None) -> Found:
    """Return the live posts of an edition that hold every word and "quoted phrase" of a query.

    `within`, live posts of that edition, narrows it; without words its newest are found.
    """
    asked = terms(query, language)
    if asked:
        matches = _matches(asked, language, within)
        # All are of one edition; asked for it, SQLite would walk the index of the whole of it.
        live = Post.objects.live().filter(pk__in=matches)
        seen = set(live.order_by().values_list("pk", flat=True))
        keys = [pk for pk in matches if pk in seen]
    else:
        keys = list(within.values_list("pk", flat=True)[: SHOWN + 1]) if within is not None else []
    return Found(keys[:SHOWN], too_many=len(keys) > SHOWN)


def index(post: Post) -> None:
    """Bring the index up to date with a saved post; drafts and withdrawn posts are not in it."""
    remove(post)
    if post.published_at is not None and post.withdrawn_at is None:
        _insert([post])


def index_new(posts: Iterable[Post]) -> None:
    """Put many new posts into the index at once; drafts and withdrawn posts are not in it."""
    _insert(p for p in posts if p.published_at is not None and p.withdrawn_at is None)


def remove(post: Post) -> None:
    """Take a post out of the index of every language."""
    with connection.cursor() as cursor:
        for language in Language.values:
            sql = f"DELETE FROM {_table(language)} WHERE {_key()} = %s"  # noqa: S608
            cursor.execute(sql, [post.pk])


def rebuild(batch: int = 500) -> int:
    """Index every post anew, `batch` at a time; return how many are in."""
    with connection.cursor() as cursor:
        for language in Language.values:
            cursor.execute(f"DELETE FROM {_table(language)}")  # noqa: S608
    pending: list[Post] = []
    count = 0
    posts = Post.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    fields = ("language", "headline", "standfirst", "body")
    for post in posts.order_by("published_at", "pk").only(*fields).iterator(chunk_size=batch):
        pending.append(post)
        count += 1
        if len(pending) == batch:
            _insert(pending)
            pending = []
    _insert(pending)
    tidy()
    return count


def _table(language: str) -> str:
    return f"posts_search_{Language(language).value}"  # Language() refuses any other text


def _key() -> str:
    return "rowid" if connection.vendor == "sqlite" else "post_id"


def _texts(post: Post) -> tuple[list[str], list[str]]:
    text = f"{post.standfirst} {plain(post.body)}"
    return words(post.headline, post.language), words(text, post.language)


def _insert(posts: Iterable[Post]) -> None:
    with connection.cursor() as cursor:
        for post in posts:
            head, text = _texts(post)
            table = _table(post.language)
            if connection.vendor == "sqlite":
                sql = f"INSERT INTO {table} (rowid, headline, text) VALUES (%s, %s, %s)"  # noqa: S608
                cursor.execute(sql, [post.pk, " ".join(head), " ".join(text)])
            else:
                sql = f"INSERT INTO {table} (post_id, words) VALUES (%s, %s::tsvector)"  # noqa: S608
                cursor.execute(sql, [post.pk, _vector(head, text)])


def _vector(head: list[str], text: list[str]) -> str:
    """Return a PostgreSQL tsvector: each word with its places, those of the headline heavier.

    It takes LARGEST_VECTOR bytes; what is said after them is not found there.
    """
    places: dict[str, list[str]] = {}
    heavy = [(word, f"{number}A") for number, word in enumerate(head, 1)]
    light = ((word, f"{number}D") for number, word in enumerate(text, len(head) + HEADLINE_GAP))
    room = LARGEST_VECTOR
    for word, place in chain(heavy, light):
        room -= 2 if word in places else len(word.encode()) + 5
        if room < 0:
            break
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(spots)}" for word, spots in places.items())


def _matches(asked: list[list[str]], language: str, within: PostQuerySet | None) -> list[int]:
    """Return the keys of matching posts, best first; newest first when the words are common."""
    table, key = _table(language), _key()
    if connection.vendor == "sqlite":
        test, rank = f"{table} MATCH %s", f"bm25({table}, 6.0, 1.0)"
        question = " ".join(f'"{" ".join(phrase)}"' for phrase in asked)
    else:
        test, rank = "words @@ %s::tsquery", "-ts_rank(words, %s::tsquery)"
        quoted = ([f"'{word}'" for word in phrase] for phrase in asked)
        question = " & ".join(f"({' <-> '.join(phrase)})" for phrase in quoted)
    values: list[Any] = [question]
    with connection.cursor() as cursor:
        some = f"SELECT 1 FROM {table} WHERE {test} LIMIT {COMMON + 1}"  # noqa: S608
        cursor.execute(f"SELECT count(*) FROM ({some}) AS counted", values)  # noqa: S608
        if within is not None:
            inner, inside = within.order_by().values("pk").query.sql_with_params()
            test += f" AND {_outside(key)} IN ({inner})"
            values += inside
        order = rank + ", " if cursor.fetchone()[0] <= COMMON else ""
        found = f"SELECT {key} FROM {table} WHERE {test} ORDER BY {order}{key} DESC"  # noqa: S608
        values += [question] if "%s" in order else []
        cursor.execute(f"{found} LIMIT {SHOWN + SPARE}", values)
        return [row[0] for row in cursor.fetchall()]


def _outside(key: str) -> str:
    """Return the key as SQLite's planner must not push it into the full-text table."""
    return f"+{key}" if connection.vendor == "sqlite" else key


def tidy() -> None:
    """Merge what a bulk load left in pieces."""
    with connection.cursor() as cursor:
        for language in Language.values:
            table = _table(language)
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
            else:
                cursor.execute(f"ANALYZE {table}")
