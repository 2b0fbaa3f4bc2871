"""Which of the paper's two languages a text is in, by its small words."""

import re

WORD = re.compile(r"[a-z]{1,12}")
SPANISH = frozenset(
    WORD.findall(
        "el la los las de del que y en un una por para con no se su al lo como mas pero sus le ya "
        "o este si porque esta son entre cuando muy sin sobre tambien me hasta hay donde quien "
        "desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mi antes "
        "algunos unos yo otro otras otra tanto esa estos mucho nada muchos cual poco ella estar "
        "estas te tu ti fue era aqui gracias"
    )
)
ENGLISH = frozenset(
    WORD.findall(
        "the of and to in a is that it for was on are as with his they i at be this have from or "
        "had by not but what all were we when your can said there an each which she do how their "
        "if will up other about out many then them these so some her would make like him into has "
        "look two more go see no way could people my than been who its now find long down day did "
        "get come you he us our just here thanks"
    )
)


def guess(folded: str) -> str:
    """Return "es", "en", or "" when the small words of a folded text do not tell."""
    words = WORD.findall(folded)
    spanish = sum(word in SPANISH for word in words)
    english = sum(word in ENGLISH for word in words)
    if spanish == english:
        return ""
    return "es" if spanish > english else "en"
