"""How well the rules mark: precision and recall of each, over comments written by hand.

    python -m bench.rules [--wrong]

Reads tests/comments/{said,heldout}_{es,en}.txt, gives each comment to the intake of a site of its
own, in their order, and compares what was flagged with what should be. Precision: of what was
marked, the part that was right; recall: of what should be marked, the part that was. The rules were
made with "said" in view, so that its figures flatter them; "heldout" was written afterwards, and
says what to expect of a day's comments. --wrong lists the misses.
"""

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from bench.reading import ROOT, prepare

LISTS = {
    "": "halconcito*",
    "es": "cristal gratis\nbuena paga",
    "en": "pure cristal\nhiring shooters",
}
ANSWERS = {">>": "rejected", ">": "approved"}


class Said(NamedTuple):
    """A comment written by hand: its language, the rules that should fire, what it answers."""

    language: str
    rules: frozenset[str]
    answers: str  # ">>", ">" or ""
    text: str


class Wrong(NamedTuple):
    rule: str
    missed: bool  # else it fired for nothing
    text: str


class Tally:
    """What came of one rule, or of all together."""

    def __init__(self) -> None:
        self.right = self.missed = self.false = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        if not (self.right or self.missed or self.false):
            return "none to find, none found"
        counts = f"{self.right:4} right {self.missed:3} missed {self.false:3} false"
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  {counts}"


def spoken(part: str, language: str) -> list[Said]:
    """Return the comments of "said" or "heldout" in one language, in the order of the file."""
    found = []
    path = ROOT / "tests" / "comments" / f"{part}_{language}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        labels, _bar, text = line.partition(" | ")
        mark = next((mark for mark in ANSWERS if text.startswith(mark + " ")), "")
        rules = frozenset(labels.split("+")) - {"-"}
        found.append(Said(language, rules, mark, text.removeprefix(mark).strip()))
    return found


def judge(said: list[Said]) -> tuple[dict[str, Tally], list[Wrong]]:
    """Take every comment in, and return the tally of each rule and "all", and what went wrong."""
    from comments import rules  # noqa: PLC0415  the settings are known by now

    tallies: dict[str, Tally] = defaultdict(Tally)
    wrong = []
    take = receiver()
    for comment in said:
        fired = take(comment)
        for rule in rules.every():
            expected, marked = rule in comment.rules, rule in fired
            for tally in (tallies[rule], tallies["all"]):
                tally.right += expected and marked
                tally.missed += expected and not marked
                tally.false += marked and not expected
            if expected != marked:
                wrong.append(Wrong(rule, expected, comment.text))
    return tallies, wrong


def receiver() -> Any:
    """Return a function that takes a comment in and returns the rules that fired."""
    from comments import intake  # noqa: PLC0415
    from comments.models import Comment, WordList  # noqa: PLC0415
    from posts.models import Post  # noqa: PLC0415

    post, _made = Post.objects.get_or_create(headline="Judged", slug="judged", body="-")
    hidden, shown = (Comment.objects.create(post=post, body=word) for word in ("Hidden", "Shown"))
    Comment.objects.filter(pk=hidden.pk).update(status="rejected")
    hidden.refresh_from_db()
    for language, words in LISTS.items():
        WordList.objects.get_or_create(name=f"list {language}", language=language, words=words)

    def take(said: Said) -> set[str]:
        parent = {">>": hidden, ">": shown}.get(said.answers)
        comment = intake.receive(Comment(post=post, parent=parent, body=said.text))
        return set(comment.flags.filter(failed=False).values_list("rule", flat=True))

    return take


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for part in ("said", "heldout"):
            said = spoken(part, "es") + spoken(part, "en")
            tallies, wrong = judge(said)
            print(f"{part}: {len(said)} comments")  # noqa: T201
            for rule, tally in sorted(tallies.items()):
                print(f"  {rule:12} {tally}")  # noqa: T201
            for each in wrong if options.wrong else []:
                kind = "missed" if each.missed else "false "
                print(f"  {each.rule:12} {kind} {each.text}")  # noqa: T201


if __name__ == "__main__":
    main()
