"""Names of our own people in a text: logins, names and e-mail addresses of those with a login."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import Group, User

SHORTEST = 3  # letters; "Mo" would be found everywhere
WORD = re.compile(r"[^\W_]+")
Phrase = tuple[str, ...]


class Names:
    """Whom to look for: read once, asked about many texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):  # the longest is found first
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text in NFC names somebody, in whatever case and accents: [start, end)."""
        words = list(WORD.finditer(text))
        folded = [_fold(word[0]) for word in words]
        here = 0
        while here < len(words):
            length = self._length(folded, here)
            if length:
                yield words[here].start(), words[here + length - 1].end()
            here += length or 1

    def _length(self, folded: list[str], here: int) -> int:
        """Return of how many words the name is that begins here; 0 for none."""
        for phrase in self._by_first.get(folded[here], ()):
            if tuple(folded[here : here + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def known() -> Names:
    """Return the names of everybody with a login, active or not (two queries).

    A login that is called like a role of the desk ("editor") names nobody.
    """
    rows = User.objects.values_list("username", "first_name", "last_name", "email")
    phrases = {_phrase(text) for row in rows for text in row}
    roles = {_phrase(name) for name in Group.objects.values_list("name", flat=True)}
    return Names(phrase for phrase in phrases - roles if len("".join(phrase)) >= SHORTEST)


def are_logins(names: Iterable[str]) -> list[str]:
    """Return those of these names that are somebody's login, whatever its case or accents."""
    logins = {_phrase(login) for login in User.objects.values_list("username", flat=True)}
    return [name for name in names if _phrase(name) in logins]


def _phrase(text: str) -> Phrase:
    return tuple(_fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text)))


def _fold(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
