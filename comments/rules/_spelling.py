"""Letters made comparable: without accents, capitals, look-alikes and tricks of spelling."""

import re
import unicodedata

KEPT = 20_000  # letters remembered; a text of all of Unicode must not fill the memory
ALIKE = str.maketrans("аеорсухіѕԁԛкмтвнοαερτνιηκ", "aeopcyxisdqkmtbhoaeptvink")
READ_AS = str.maketrans("013457@$", "oieastas")
# Digits beside letters are letters; on their own they stay numbers.
IN_WORD = re.compile(r"(?<=[a-z])[013457@$](?![0-9])|(?<![\w.@])[013457@$](?=[a-z]{2})")
STRETCHED = re.compile(r"([a-z])\1{2,400}")


class _Letters(dict[int, int]):
    def __missing__(self, code: int) -> int:
        """Return the bare small letter of one character; always one for one."""
        spread = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = next((ord(c) for c in spread if not unicodedata.combining(c)), code)
        bare = ALIKE.get(bare, bare)
        if len(self) < KEPT:
            self[code] = bare
        return bare


_LETTERS = _Letters(ALIKE)


class Spelling:
    """A text as it is read, and where each of its letters stands in the original."""

    def __init__(self, text: str) -> None:
        self.text = IN_WORD.sub(lambda found: found[0].translate(READ_AS), self.fold(text))
        self._places: list[int] | None = None
        if STRETCHED.search(self.text):
            self._shorten()

    @staticmethod
    def fold(text: str) -> str:
        """Return small letters without accents, of the same length."""
        return text.translate(_LETTERS)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of self.text[start:end]."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1

    def spans(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        """Return where a pattern for self.text is found in the original."""
        return [self.span(*match.span()) for match in pattern.finditer(self.text) if match[0]]

    def _shorten(self) -> None:
        """Make one letter of three and more."""
        places: list[int] = []
        here = 0
        for run in STRETCHED.finditer(self.text):
            places += range(here, run.start() + 1)
            here = run.end()
        self._places = [*places, *range(here, len(self.text))]
        self.text = "".join(self.text[place] for place in self._places)
