"""What fonts of signs draw in the place of letters, as far as Unicode has it."""

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = (
    "\u0391\u0392\u03a7\u0394\u0395\u03a6\u0393\u0397\u0399\u03d1\u039a\u039b\u039c\u039d\u039f"
    "\u03a0\u0398\u03a1\u03a3\u03a4\u03a5\u03c2\u03a9\u039e\u03a8\u0396"
    "\u03b1\u03b2\u03c7\u03b4\u03b5\u03c6\u03b3\u03b7\u03b9\u03d5\u03ba\u03bb\u03bc\u03bd\u03bf"
    "\u03c0\u03b8\u03c1\u03c3\u03c4\u03c5\u03d6\u03c9\u03be\u03c8\u03b6"
)
_BULLET = "\u2022"
# What the font "Symbol" draws for letters, and for some bytes beyond them; others are as in Latin.
_SYMBOL = dict(zip(_LATIN, _GREEK, strict=True)) | dict(zip(
    "\"$'@\\^~\xa0\xa3\xa5\xac\xad\xae\xaf\xb3\xb4\xb7\xb8\xb9\xbb\xbc\xd2\xd3\xd4\xd6\xde\xe5",
    "∀∃∋≅∴⊥∼€≤∞←↑→↓≥×•÷≠≈…®©™√⇒∑",
    strict=True,
))  # fmt: skip
# Ticks, boxes, arrows and marks of Wingdings; its other signs become bullets.
_WINGDINGS = dict(zip(
    "(JLlnoqv\xa7\xa8\xd8\xdf\xe0\xe1\xe2\xe8\xf0\xfb\xfc\xfd\xfe",
    "☎☺☹●■□❑❖▪☐➢←→↑↓➔⇨✗✓☒☑",
    strict=True,
))  # fmt: skip


def sign(letter: str, font: str) -> str:
    """Return what a font of signs draws for a byte; a bullet for what nobody knows."""
    if font.startswith("Symbol"):
        return _SYMBOL.get(letter, letter)
    if "symbol" in font.lower() and letter.isascii() and letter.isalnum():
        return letter  # OpenSymbol and others that have letters and figures as well
    known = _WINGDINGS if font.split(";")[0].strip() == "Wingdings" else {}
    return " " if letter == " " else known.get(letter, _BULLET)
