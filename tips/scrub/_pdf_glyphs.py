"""What the names of letters in fonts mean, as Adobe's list has them for Latin text."""

import re
import unicodedata

_ACCENTS = {
    "acute": "\u0301", "breve": "\u0306", "caron": "\u030c", "cedilla": "\u0327",
    "circumflex": "\u0302", "dieresis": "\u0308", "dotaccent": "\u0307", "grave": "\u0300",
    "hungarumlaut": "\u030b", "macron": "\u0304", "ogonek": "\u0328", "ring": "\u030a",
    "tilde": "\u0303",
}  # fmt: skip
_NAMES = (
    "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright "
    "asterisk plus comma hyphen period slash zero one two three four five six seven eight nine "
    "colon semicolon less equal greater question at bracketleft backslash bracketright "
    "asciicircum underscore grave braceleft bar braceright asciitilde exclamdown cent sterling "
    "section guillemotleft guillemotright degree paragraph questiondown germandbls ae AE oe OE "
    "oslash Oslash eth Eth thorn Thorn lslash Lslash dotlessi endash emdash bullet ellipsis Euro "
    "quoteleft quoteright quotedblleft quotedblright quotesinglbase quotedblbase ff fi fl ffi ffl "
    "ordfeminine ordmasculine currency yen brokenbar copyright logicalnot registered plusminus "
    "twosuperior threesuperior onesuperior mu periodcentered onequarter onehalf threequarters "
    "multiply divide florin dagger daggerdbl perthousand guilsinglleft guilsinglright trademark "
    "fraction acute cedilla dieresis macron circumflex tilde"
)
_SIGNS = dict(zip(_NAMES.split(),
    " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~¡¢£§«»°¶¿ßæÆœŒøØðÐþÞłŁı–—•…€‘’“”‚„ﬀﬁﬂﬃﬄªº"
    "¤¥¦©¬®±²³¹µ·¼½¾×÷ƒ†‡‰‹›™⁄´¸¨¯ˆ˜",
    strict=True,
))  # fmt: skip
_ACCENTED = re.compile(rf"([A-Za-z])({'|'.join(_ACCENTS)})")
_NUMBERED = re.compile(r"uni([0-9A-F]{4})")


def letter(name: str) -> str:
    """Return the letter that a name stands for, or nothing for a name of another kind."""
    if re.fullmatch("[A-Za-z]", name):
        return name
    if number := _NUMBERED.fullmatch(name):
        sign = chr(int(number[1], 16))
        return sign if sign.isprintable() else ""
    if parts := _ACCENTED.fullmatch(name):
        whole = unicodedata.normalize("NFC", parts[1] + _ACCENTS[parts[2]])
        return whole if len(whole) == 1 else ""
    return _SIGNS.get(name, "")
