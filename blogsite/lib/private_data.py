"""Where a text names somebody: telephone numbers, plates, identity numbers, places on a map.

Used before something is shown or printed: marks for a person to look at, never a decision. Every
pattern begins at the edge of a word and has a bounded length, so the time is linear in the text.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What was found; the value is stable, the label is for people."""

    EMAIL = "email", _("e-mail address")
    CURP = "curp", _("CURP")
    VOTER = "voter", _("voter key")
    RFC = "rfc", _("RFC")
    CARD = "card", _("card number")
    ACCOUNT = "account", _("bank account")
    PLACE = "place", _("coordinates")
    SOCIAL = "social", _("social security number")
    PHONE = "phone", _("telephone number")
    PLATE = "plate", _("number plate")


class Span(NamedTuple):
    """A find at text[start:end]."""

    start: int
    end: int
    kind: Kind


def find(text: str) -> list[Span]:
    """Return every find in a text, in its order; none overlaps another."""
    plain = text.translate(_PLAIN)
    taken = bytearray(len(plain))
    spans = []
    for kind, look in _LOOKS:
        for start, end in look(plain):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                spans += [Span(start, end, kind)] if kind else []
    return sorted(spans)


def pieces(text: str) -> list[tuple[str, Kind | None]]:
    """Cut a text into its finds and what stands between them; joined, they are the text."""
    cut, here = [], 0
    for start, end, kind in find(text):
        cut += [(text[here:start], None), (text[start:end], kind)]
        here = end
    cut.append((text[here:], None))
    return [(piece, kind) for piece, kind in cut if piece]


Look = Callable[[str], Iterator[tuple[int, int]]]


def _shape(pattern: str, check: Callable[[str], bool] | None = None) -> Look:
    """Look for a shape; `check` is asked about the found text."""
    compiled = re.compile(pattern)

    def look(text: str) -> Iterator[tuple[int, int]]:
        for match in compiled.finditer(text):
            if check is None or check(match[0]):
                yield match.span()

    return look


def _after(word: str, pattern: str, check: Callable[[str], bool] | None = None) -> Look:
    """Look for a shape that says little by itself, but follows a word that explains it."""
    compiled, shape = re.compile(word, re.IGNORECASE), re.compile(pattern)

    def look(text: str) -> Iterator[tuple[int, int]]:
        for explained in compiled.finditer(text):
            for match in shape.finditer(text, explained.end(), explained.end() + _REACH):
                if check is None or check(match[0]):
                    yield match.span()

    return look


def _digits(text: str) -> list[int]:
    return [int(letter) for letter in text if letter in "0123456789"]


def _is_card(text: str) -> bool:
    """Luhn's check, as ISO/IEC 7812-1 gives it; of 16 digits by chance one in ten passes."""
    digits = _digits(text)
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(digits) in {13, 14, 15, 16, 19} and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_account(text: str) -> bool:
    """The check of a Mexican CLABE: weights 3, 7, 1, each product modulo 10."""
    digits = _digits(text)
    weighed = sum(digit * (3, 7, 1)[place % 3] % 10 for place, digit in enumerate(digits[:17]))
    return -weighed % 10 == digits[17]


def _is_place(text: str) -> bool:
    """Two decimal numbers are a place when they fit the globe and are written like one."""
    numbers = re.findall(r"-?[0-9]{1,3}\.[0-9]{3,}", text)
    latitude, longitude = (abs(float(number)) for number in numbers)
    fine = any(len(number.partition(".")[2]) >= 4 for number in numbers)
    marked = re.search(r"-[0-9]|[°A-Za-z]", text) is not None
    return latitude <= 90 and longitude <= 180 and (fine or marked)


def _is_plate(text: str) -> bool:
    letters, digits = sum(letter.isalpha() for letter in text), len(_digits(text))
    return letters >= 1 and digits >= 2 and 5 <= letters + digits <= 9  # with that of a state


def _is_dated(text: str) -> bool:
    """An RFC carries a date of birth; most codes of the same shape do not."""
    year_month_day = re.search(r"[0-9]{6}", text)
    if year_month_day is None:
        return False
    month, day = int(year_month_day[0][2:4]), int(year_month_day[0][4:6])
    return 1 <= month <= 12 and 1 <= day <= 31


# One character for one character, so that places in the text stay what they are.
_PLAIN = (
    {0xFF01 + step: 0x21 + step for step in range(94)}  # full-width forms
    | {0x660 + digit: 0x30 + digit for digit in range(10)}
    | {0x6F0 + digit: 0x30 + digit for digit in range(10)}
    | str.maketrans("‐‑‒–—−\u00a0\u2007\u2009\u202f", "------    ")
    | str.maketrans("′’‘ʹ´″”“ʺº˚˙", "'''''\"\"\"\"°°°")
)
_REACH = 50  # characters behind an explaining word
_GAP = r"[ ]?[.\-]?[ ]?"  # between groups of digits
_START, _END = r"(?<!\w)", r"(?!\w)"
_NUMBER_STARTS = r"(?<![\w=/#$€£])(?<![0-9][.,\-])"
_NUMBER_ENDS = r"(?!\w|[.,\-][0-9]| ?(?:[Pp]esos|[Dd][óo]l|[Uu][Ss][Dd]|M[XN]{2}|[Mm]ill))"

_AT = r"(?:@|[ ]?[(\[](?:at|arroba)[)\]][ ]?|[ ]arroba[ ])"
_DOT = r"(?:\.|[ ]?[(\[](?:dot|punto)[)\]][ ]?|[ ]punto[ ])"
_EMAIL = (
    rf"(?<![\w.+@\-])[\w.+\-]{{1,64}}{_AT}(?:[\w\-]{{1,63}}{_DOT}){{1,4}}[A-Za-z]{{2,24}}{_END}"
)

_BIRTH = r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_CURP = (
    rf"(?i:{_START}[A-ZÑ][AEIOUX][A-ZÑ]{{2}}{_BIRTH}[HMX][A-Z]{{2}}[B-DF-HJ-NÑP-TV-Z]{{3}}"
    rf"[A-Z0-9][0-9]{_END})"
)
_VOTER = rf"(?i:{_START}[A-ZÑ]{{6}}{_BIRTH}[0-9]{{2}}[HM][0-9]{{3}}{_END})"
_RFC = (
    rf"{_START}(?:(?i:[A-ZÑ&]{{4}}{_BIRTH}[A-Z0-9]{{3}})|[A-ZÑ&]{{3}}{_BIRTH}[A-Z0-9]{{3}}"
    rf"|[A-ZÑ][AEIOUX][A-ZÑ]{{2}}{_BIRTH}){_END}"
)

_CARD = (
    rf"{_START}(?:[2-6][0-9]{{3}}(?P<s>[ \-]?)[0-9]{{4}}(?P=s)[0-9]{{4}}(?P=s)[0-9]{{1,7}}"
    rf"|3[0-9]{{3}}(?P<t>[ \-]?)[0-9]{{6}}(?P=t)[0-9]{{4,5}}){_END}"
)
_CLABE = rf"{_START}(?:[0-9]{{3}}[ \-]?){{2}}(?:[0-9]{{4}}[ \-]?){{2}}[0-9]{{3}}[ \-]?[0-9]{_END}"

_DEGREES = r"-?[0-9]{1,3}\.[0-9]{3,10}[ ]?°?[ ]?"
_DECIMAL = (
    rf"(?<![\w.,])(?<![0-9]-){_DEGREES}[NSns]?[ ]?[,;/ ][ ]?{_DEGREES}(?:[EWOewo]\b)?(?![0-9.]|\w)"
)
_FINE = r"[0-9]{1,2}(?:\.[0-9]{1,8})?"
_MINUTES = rf"[0-9]{{1,2}}[ ]?°[ ]?(?:{_FINE}[ ]?'[ ]?(?:{_FINE}[ ]?(?:\"|'')[ ]?)?)?"
_SEXAGESIMAL = rf"{_START}{_MINUTES}[NSns](?:[ ,;]{{0,3}}[01]?{_MINUTES}[EWOewo])?{_END}"
_SPACED = (
    rf"{_START}[0-9]{{1,2}}[ ][0-9]{{1,2}}[ ]{_FINE}[ ]?[NS][ ,;]{{1,3}}"
    rf"[0-9]{{1,3}}[ ][0-9]{{1,2}}[ ]{_FINE}[ ]?[EWO]{_END}"
)
_PLUS = r"[2-9CFGHJMPQRVWX]"
_PLUS_CODE = rf"(?<![\w+])(?=[0-9+]{{0,8}}[A-Z])(?:{_PLUS}{{8}}|{_PLUS}{{4}})\+{_PLUS}{{2,3}}{_END}"
_WORDS_OF_PLACE = r"(?<!/)///[^\W\d_]{3,24}(?:\.[^\W\d_]{3,24}){2}(?!\w)"

_SSN = r"(?<![\w\-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w\-])"
_SOCIAL_WORDS = r"(?<!\w)(?:SSN|NSS|social security|seguro social|IMSS)(?!\w)"
_SOCIAL = (
    rf"{_START}(?:[0-9]{{3}}[ \-]?[0-9]{{2}}[ \-]?[0-9]{{4}}"
    rf"|(?:[0-9]{{2}}[ \-]?){{5}}[0-9]){_END}"
)

_ABROAD = rf"(?:(?:\+|00)?52{_GAP}(?:1{_GAP})?|(?:\+|00)?1{_GAP}|0(?:1|44|45){_GAP})?"
_AREA = r"\(?[2-9][0-9]{2}\)?"
_PHONE = (
    rf"{_NUMBER_STARTS}{_ABROAD}(?:{_AREA}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"
    rf"|\(?[2-9][0-9]\)?{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}"
    rf"|\(?(?:33|55|56|81)\)?(?:{_GAP}[0-9]{{2}}){{4}}"
    rf"|[2-9](?:[ .\-][0-9]){{9}}){_NUMBER_ENDS}"
)
# In Mexico and the United States alike: the line of an office, not of a person.
_TOLL_FREE = rf"{_NUMBER_STARTS}{_ABROAD}\(?800\)?{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}{_NUMBER_ENDS}"
_PHONE_ABROAD = r"(?<![\w+])\+[1-9](?:[ .()\-]{0,2}[0-9]){7,14}(?!\w)"
_PHONE_LINK = r"(?i:(?<!\w)(?:wa\.me/|phone=|tel:)\+?[0-9]{7,15}(?![0-9]))"
_PHONE_WORDS = (
    r"(?<!\w)(?:tel(?:[ée]fonos?|s)?|cel(?:ular|l)?|whats(?:app)?|wsp|m[óo]vil|phone|call|text"
    r"|ll[áa]m[ae]\w{0,4}|marca|marque|m[áa]rquen?)(?!\w)"
)
_LOCAL = (
    r"(?<![\w$.,\-])(?:[0-9]{3,4}[ .\-]?[0-9]{4}|[0-9]{3}[ .\-][0-9]{2}[ .\-][0-9]{2})"
    r"(?!\w|[.,\-][0-9])"
)

_LETTER = "[A-HJ-NPR-Z]"  # of a Mexican plate (NOM-001-SCT-2): no I, O, Q, Ñ
_NO_MONTH = r"(?!ENE|FEB|MAR|ABR|MAY|JUN|JUL|AGO|SEP|OCT|NOV|DIC|JAN|APR|AUG|DEC)"
_PLATE = (
    rf"(?<![\w\-])(?:{_LETTER}{{3}}-[0-9]{{3}}-{_LETTER}|{_LETTER}{{3}}[0-9]{{3}}{_LETTER}"
    rf"|{_NO_MONTH}{_LETTER}{{3}}-[0-9]{{2}}-[0-9]{{2}}|{_LETTER}{{2}}-[0-9]{{2}}-[0-9]{{3}}"
    rf"|{_LETTER}{{2}}-?[0-9]{{4}}-?{_LETTER}|[0-9]{{2}}-{_LETTER}{{2}}-[0-9]{_LETTER}"
    rf"|{_LETTER}[0-9]{{2}}-{_LETTER}{{3}})(?![\w\-])"
)
_PLATE_WORDS = r"(?<!\w)(?:placas?|matr[íi]culas?|plates?|tags?)(?!\w)"
_ANY_PLATE = (
    r"(?<![\w\-])(?:[A-Z0-9]{1,4}(?:[ \-][A-Z0-9]{1,4}){1,2}"
    r"|[A-Za-z0-9]{1,4}(?:-[A-Za-z0-9]{1,4}){1,2}|[A-Za-z0-9]{5,7})(?![\w\-])"
)

# The surer comes first: what it found is not looked at again. None: known to be nobody's.
_LOOKS: list[tuple[Kind | None, Look]] = [
    (Kind.EMAIL, _shape(_EMAIL)),
    (Kind.CURP, _shape(_CURP)),
    (Kind.VOTER, _shape(_VOTER)),
    (Kind.RFC, _shape(_RFC, _is_dated)),
    (Kind.CARD, _shape(_CARD, _is_card)),
    (Kind.ACCOUNT, _shape(_CLABE, _is_account)),
    (Kind.PLACE, _shape(_DECIMAL, _is_place)),
    (Kind.PLACE, _shape(_SEXAGESIMAL)),
    (Kind.PLACE, _shape(_SPACED)),
    (Kind.PLACE, _shape(_PLUS_CODE)),
    (Kind.PLACE, _shape(_WORDS_OF_PLACE)),
    (Kind.SOCIAL, _shape(_SSN)),
    (Kind.SOCIAL, _after(_SOCIAL_WORDS, _SOCIAL)),
    (Kind.PHONE, _shape(_PHONE_LINK)),
    (None, _shape(_TOLL_FREE)),
    (Kind.PHONE, _shape(_PHONE_ABROAD)),
    (Kind.PHONE, _shape(_PHONE)),
    (Kind.PLATE, _shape(_PLATE)),
    (Kind.PLATE, _after(_PLATE_WORDS, _ANY_PLATE, _is_plate)),
    (Kind.PHONE, _after(_PHONE_WORDS, _LOCAL)),
]
