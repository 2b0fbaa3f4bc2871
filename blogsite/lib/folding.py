"""Words looked for in whatever case and accents, where a database has no index of words."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 200  # characters of what is looked for
ACCENTED: Final = {
    "a": "aáàâäãå", "c": "cç", "e": "eéèêë", "i": "iíìîï", "n": "nñ", "o": "oóòôöõ", "u": "uúùûü",
}  # fmt: skip


def pattern(text: str) -> str:
    """Return what `iregex` finds a text by; SQLite and PostgreSQL read it alike."""
    spread = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    letters = (letter for letter in spread if not unicodedata.combining(letter))
    return "".join(
        f"[{ACCENTED[letter]}]" if letter in ACCENTED else re.escape(letter) for letter in letters
    )
