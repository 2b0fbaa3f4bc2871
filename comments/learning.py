"""How likely a comment is to be unwanted promotion, learnt from this desk's own decisions, and from
what an imported blog had kept as spam.

Naive Bayes over the words of a text, each counted once (as in P. Graham, "A plan for spam", 2002).
The figure orders and colours the queue and shows its words; it never decides, and nothing leaves
the machine. Words are kept as counts in 65,536 buckets under a keyed hash: several real words share
each, words with digits are left out, a bucket speaks only once it was seen in some comments, and
what was rejected for any other reason than promotion (private data, threats) is never learnt.
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.decisions import Decision, Reason, Verdict
from comments.memory import Bucket, Learned
from comments.rules._spelling import Spelling

BUCKETS = 2**16
WORDS = 400  # different words of one text that count
LEAST = 20  # comments of each kind before there is a figure at all
SEEN = 5  # comments that a bucket was in before it speaks
TELLING = 15  # words that a figure is made of: those that tell most
STRONGEST = 3.0  # natural logarithm of odds that one word may bring
LIKELY = 0.5  # above it a card says so, and why
SURE = 0.9  # from here on a comment waits among the likely spam
FLAG = "likelihood"  # what the flag is called that keeps where the words behind a score stand
SETTLED = timedelta(minutes=5)  # after which a decision is learnt: it may be taken back before
BATCH = 50  # decisions learnt in one transaction
UNWANTED = {Reason.SPAM, Reason.PROMOTION}
WORD = re.compile(r"(?<![a-z0-9@.])[a-z]{3,24}(?![a-z0-9@])")
SHAPES = {  # of a whole text, by what they are called among its words
    "(link)": re.compile(r"https?://|www\."),
    "(capitals)": re.compile(r"[a-z]{2,24}"),
    "(money)": re.compile(r"[$€]"),
}


class Word(NamedTuple):
    """A word of a text and what it says: above 0 for unwanted, below for welcome."""

    text: str
    weight: float


class Score(NamedTuple):
    """The likelihood of one text, 0 to 1, and the words behind it, the weightiest first."""

    likelihood: float
    words: list[Word]


def behind(body: str) -> Score | None:
    """Return how likely a text is to be unwanted, and why; None before enough was learnt.

    Two queries.
    """
    learned = Learned.objects.filter(key=_key()).first()
    if learned is None or min(learned.good, learned.bad) < LEAST:
        return None
    found = words(body)
    weights = {
        bucket.pk: _weight(bucket, learned)
        for bucket in Bucket.objects.filter(pk__in=set(found.values()))
        if bucket.good + bucket.bad >= SEEN
    }
    told = [Word(text, weights[bucket]) for text, bucket in found.items() if bucket in weights]
    most = heapq.nlargest(TELLING, told, key=lambda word: abs(word.weight))
    return Score(1 / (1 + math.exp(-sum(word.weight for word in most))), most)


def places(body: str, score: Score) -> list[tuple[int, int]]:
    """Return where the words stand that made a score higher, the weightiest first."""
    text = Spelling.fold(body)
    standing = {match[0]: match.span() for match in WORD.finditer(text)} | _shapes(body, text)
    return [standing[word.text] for word in score.words if word.weight > 0]


def _weight(bucket: Bucket, learned: Learned) -> float:
    """Return the logarithm of the odds that a bucket speaks for, kept within STRONGEST."""
    bad = (max(bucket.bad, 0) + 1) / (learned.bad + 2)
    good = (max(bucket.good, 0) + 1) / (learned.good + 2)
    return max(-STRONGEST, min(STRONGEST, math.log(bad / good)))


def words(body: str) -> dict[str, int]:
    """Return the words of a text, folded, with their buckets; marks of its shape among them."""
    text = Spelling.fold(body)
    found = dict.fromkeys(match[0] for match in WORD.finditer(text))
    texts = [*_shapes(body, text), *found][:WORDS]
    secret = salted_hmac("comments.learning", "words", algorithm="sha256").digest()
    return {word: _bucket(word, secret) for word in texts}


def _shapes(body: str, text: str) -> dict[str, tuple[int, int]]:
    """Return the marks of the shape of a text, which is given folded too, and where each shows."""
    loud = sum(letter.isupper() for letter in body) * 2 > len(body)
    return {
        shape: match.span()
        for shape, pattern in SHAPES.items()
        if (loud or shape != "(capitals)") and (match := pattern.search(text))
    }


def _bucket(word: str, secret: bytes) -> int:
    digest = blake2b(word.encode(), digest_size=8, key=secret).digest()
    return int.from_bytes(digest) % BUCKETS


def _key() -> str:
    """Return the mark of the secret that today's buckets are made with."""
    return salted_hmac("comments.learning", "key", algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def catch_up() -> int:
    """Learn from up to BATCH settled decisions; return how many were looked at, 0 at the end.

    Safe to repeat and to run from several places: one row is the lock and remembers the last one.
    """
    learned = _learned()
    settled = Decision.objects.filter(
        pk__gt=learned.last_decision, decided_at__lte=timezone.now() - SETTLED
    ).order_by("pk")
    new = list(settled.select_related("comment")[:BATCH])
    if not new:
        return 0
    counts: Counter[tuple[int, str]] = Counter()
    for decision, times in _lessons(new, learned.last_decision):
        kind = _kind(decision)
        setattr(learned, kind, getattr(learned, kind) + times)
        for bucket in set(words(decision.comment.body).values()):
            counts[bucket, kind] += times
    _add(counts)
    learned.last_decision = new[-1].pk
    learned.save()
    return len(new)


@transaction.atomic
def take_spam(bodies: Collection[str]) -> None:
    """Learn texts that an old place kept as spam. Give each once, when it is saved."""
    learned = _learned()
    counts: Counter[tuple[int, str]] = Counter()
    for body in bodies:
        counts.update((bucket, "bad") for bucket in set(words(body).values()))
    _add(counts)
    learned.bad += len(bodies)
    learned.save(update_fields=["bad"])


def _learned() -> Learned:
    """Return the locked row of today's secret; what was learnt with another one is thrown away."""
    if Learned.objects.exclude(key=_key()).exists():
        Learned.objects.all().delete()
        Bucket.objects.all().delete()
    Learned.objects.get_or_create(key=_key())
    return Learned.objects.select_for_update().get(key=_key())


def _kind(decision: Decision) -> str:
    """Return "good", "bad", or "" for a decision that teaches nothing."""
    if decision.verdict == Verdict.APPROVED:
        return "good"
    return "bad" if decision.verdict == Verdict.REJECTED and decision.reason in UNWANTED else ""


def _lessons(new: list[Decision], last: int) -> Iterator[tuple[Decision, int]]:
    """Yield decisions with +1, and with -1 those learnt before that a newer one overrules.

    A comment teaches by its latest decision only, and only while its text is what was decided on.
    """
    turning = [Verdict.APPROVED, Verdict.REJECTED, Verdict.UNDONE]
    history = Decision.objects.filter(
        comment__in={decision.comment_id for decision in new}, verdict__in=turning
    )
    latest: dict[int, Decision] = {}
    before: dict[int, Decision] = {}
    for decision in history.select_related("comment").order_by("pk"):
        latest[decision.comment_id] = decision
        if decision.pk <= last:
            before[decision.comment_id] = decision
    fresh = {decision.pk for decision in new}
    for comment, decision in latest.items():
        if decision.pk in fresh:
            yield from _those_that_teach([(before.get(comment), -1), (decision, 1)])


def _those_that_teach(
    pairs: Iterable[tuple[Decision | None, int]],
) -> Iterator[tuple[Decision, int]]:
    for decision, times in pairs:
        if decision and _kind(decision) and decision.seen == decision.comment.text_hash:
            yield decision, times


def _add(counts: Counter[tuple[int, str]]) -> None:
    """Add to the buckets, made when they are not there; the same words on both databases."""
    rows = [
        (bucket, counts[bucket, "good"], counts[bucket, "bad"])
        for bucket in sorted({bucket for bucket, _kind in counts})
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO comments_bucket (id, good, bad) VALUES (%s, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET good = comments_bucket.good + excluded.good,"
            " bad = comments_bucket.bad + excluded.bad",
            rows,
        )
