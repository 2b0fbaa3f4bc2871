"""Letters of other alphabets that pass for Latin ones: one in a word marks a copy, unseen."""

import re
import unicodedata

# Cyrillic and Greek letters that most typefaces draw exactly as the Latin ones below them.
LOOKALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧον",
        "aeopcyxijshdqwABEKMHOPCTYXIJSGIABEZHIKMNOPTYXov",
        strict=True,
    )
)
_LOOKS = str.maketrans(LOOKALIKES)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_RUN = re.compile("[\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile(
    "[A-Za-z\u00aa\u00ba\u00c0-\u02af\u1d00-\u1d25\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff"
    "\ufb00-\ufb06\uff21-\uff5a]"
)
_LONGEST = 60  # letters of a word that are looked at on each side
_BEFORE, _AFTER = re.compile(r"\w*\Z"), re.compile(r"\w*")
_WORD = re.compile(r"\w+")


def plain(text: str) -> tuple[str, int]:
    """Return the text with lookalikes as Latin letters, and how many there were.

    In words that also have Latin letters; everywhere, where no other letter of that alphabet
    shows that the text is written in it.
    """
    foreign = set(_FOREIGN.findall(text))
    everywhere = foreign <= LOOKALIKES.keys()
    count = 0

    def run(found: re.Match[str]) -> str:
        nonlocal count
        if everywhere or _LATIN.search(_around(found)):
            count += sum(letter in LOOKALIKES for letter in found[0])
            return found[0].translate(_LOOKS)
        return found[0]

    return (_RUN.sub(run, text), count) if foreign else (text, 0)


def _around(found: re.Match[str]) -> str:
    """Return the letters of the same word before and after a run."""
    text, start, end = found.string, found.start(), found.end()
    before = _BEFORE.search(text[max(start - _LONGEST, 0) : start])
    after = _AFTER.match(text[end : end + _LONGEST])
    return (before[0] if before else "") + (after[0] if after else "")


def mixed(text: str) -> int:
    """Count words with a lookalike among Latin letters, by the names that Unicode gives them."""
    if not LOOKALIKES.keys() & set(text):
        return 0
    return sum(
        any(map(_is_latin, word)) and any(letter in LOOKALIKES for letter in word)
        for word in set(_WORD.findall(text))
        if not word.isascii() and len(word) <= _LONGEST
    )


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN ")
