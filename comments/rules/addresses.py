"""Street addresses: a street with a number, a house said to be somebody's, a postal code."""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Street address")
_WORD = r"[a-z0-9.'\-]{1,30}"
_STREET = (
    r"(?:calle|c/|avenida|ave?\.?|blvd\.?|bulevar|boulevard|calz\.?|calzada|privada|priv\.?"
    r"|callejon|andador|prolongacion|prol\.|cerrada|circuito|retorno|pasaje)"
)
_NUMBER = r"(?:#|no\.?|num\.?|nro\.?|numero)"
_UNIT = r"(?:depto?\.?|departamento|interior|int\.|lote|mz\.?|manzana|casa|apto\.?|piso|edificio)"
# Small words do not stand between a number and the street's name; "10 more on the road" is none.
_NO_NAME = (
    r"(?!(?:the|a|an|of|on|in|at|to|from|for|by|off|and|or|this|that|more|other|people|men|women"
    r"|dead|bodies|miles?|km|kilometers|blocks?|years?|days?|hours?|minutes?|am|pm|per|percent"
    r"|were|was|are|is|who|with|down|up|cars|trucks|new|different|main roads|dirt)\s)"
)
_TYPE = r"(?:street|avenue|ave|blvd|boulevard|lane|ln|rd|road|st|dr|ct|pkwy|parkway|terrace)"
_CAPITAL_TYPE = r"(?:Drive|Way|Place|Court|Circle|Loop|Trail|Square|Street|Ave|Avenue|Road|Lane)"
PATTERNS = [
    # Calle Hidalgo 214; av. Tamaulipas #1208; privada Las Flores num. 7
    rf"(?<!\w){_STREET} (?:{_WORD},? ){{1,6}}?(?:{_NUMBER} ?)?[0-9]{{1,5}}(?:-?[a-z])?(?![\w.,]?\w"
    rf"|[ ]?(?:de|del|y|am|pm|hrs|horas|años|anos|personas|muertos|veces|km|metros|cuadras|policias"
    rf"|hombres|vehiculos|camionetas|casas|por|mil|dias|meses|a las|en)(?!\w))",
    # Hidalgo #214; Morelos No. 12
    r"(?<!\w)[a-z]{4,30},? (?:#|no\.|num\.|numero) ?[0-9]{1,5}(?!\w|\.\w| ?(?:de|en|del|uno)\W)"
    rf"(?=[ ,.]{{0,2}}(?:{_UNIT}|col\.?|colonia|fracc\.?|entre|esquina|esq\.?|c\.?p\.?|barrio))",
    r"(?<!\w)[a-z]{4,30} [0-9]{1,5},? (?:col\.?|colonia|fracc\.?|fraccionamiento|infonavit) "
    r"[a-z]{3,30}",
    # calle Hidalgo entre Morelos y Juarez
    rf"(?<!\w)(?:calle|avenida|av\.?|privada) (?:{_WORD} ){{1,5}}?(?:entre|esquina con"
    rf"|esq\.?(?: con)?) (?:calles? )?{_WORD}(?: {_WORD}){{0,3}}? (?:y|e) {_WORD}",
    # vive en la calle Hidalgo; su casa esta en la colonia Jardin, junto a
    r"(?<!\w)(?:vive|viven|vivia|vivo|duerme|se esconde|domicilio|su casa|la casa de (?:el|ella))"
    r"(?: (?:el|ella|su|familia|mama|esposa|esta|es|queda|ahi|alla|el|la)){0,3} (?:en|por|sobre|a)"
    rf" (?:la |el |un |una )?(?:calle|avenida|av\.?|privada|colonia|col\.?|fracc\.?|ejido|barrio"
    rf"|fraccionamiento|casa|esquina) (?:{_WORD} ?){{1,5}}",
    # manzana 4 lote 12; depto 301
    r"(?<!\w)(?:mz|manzana)\.? ?[0-9a-z]{1,3},? ?(?:lt|lote)\.? ?[0-9]{1,3}(?!\w)",
    r"(?<!\w)(?:c\.? ?p\.?|codigo postal|zip(?: code)?):? ?[0-9]{5}(?!\w)",
    # 1204 W Elm Street; 55 north 10th ave, apt 4
    rf"(?<![\w.,#$/:\-])[0-9]{{1,5}} (?:[nsew]\.? |north |south |east |west )?"
    rf"(?:{_NO_NAME}[a-z0-9'.\-]{{2,20}} ){{1,3}}?{_TYPE}\.?(?![\w'\-])",
    # lives on Elm street; his house is at the corner of Elm and 5th
    r"(?<!\w)(?:lives?|living|stays?|sleeps?|hides?|find (?:him|her|them)|his house|her house"
    r"|their house|home) (?:is )?"
    rf"(?:at|on|over on|off|near|by) (?:the corner of )?(?:{_NO_NAME}{_WORD} ){{1,4}}?(?:{_TYPE}"
    rf"|drive|circle|court|and [0-9a-z]{{2,20}}|apartments|trailer park|subdivision)(?!\w)",
    r"(?<!\w)(?:corner of|esquina de) (?:[a-z0-9]{2,20} ){1,3}(?:and|y) [a-z0-9]{2,20}(?= ,?(?:apt"
    r"|house|casa|green|blue|white|azul|verde|porton|numero|#))",
]
FOLDED = [re.compile(pattern) for pattern in PATTERNS]
# Written as a name: the words are common ones.
WRITTEN = re.compile(
    rf"(?<![\w.,#$/:\-])[0-9]{{1,5}} (?:[NSEW]\.? )?(?:[A-Z][a-z]{{1,20}} ){{1,3}}{_CAPITAL_TYPE}"
    r"(?!\w)"
)


def find(said: Said) -> Found | None:
    spans = [found.span() for shape in FOLDED for found in shape.finditer(said.folded)]
    spans += [found.span() for found in WRITTEN.finditer(said.body)]
    return Found(Lane.DANGER, _merged(spans)) if spans else None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            first, last = merged.pop()
            start, end = first, max(last, end)
        merged.append((start, end))
    return merged
