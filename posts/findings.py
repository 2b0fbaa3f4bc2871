"""What can be found in a post before readers see it, how much it weighs, and how it is told."""

import hashlib
from enum import IntEnum
from typing import NamedTuple

from django.db.models import ForeignObjectRel, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogsite.lib import private_data
from posts.models import Post

TOLD = 50  # words of one finding: a text of nothing but numbers does not fill the page


class Weight(IntEnum):
    """Notes are told; the others ask: at publication, or, when grave, whenever they are new."""

    NOTE = 0
    ASK = 1
    GRAVE = 2


class Kind(TextChoices):
    """What is found, beside the kinds of blogsite.lib.private_data."""

    PERSON = "person", _("Called like one of our own people")
    LOGIN = "login", _("A byline that is a login")
    REMOTE = "remote", _("A picture from elsewhere, which readers will not see")
    UNREAD = "unread", _("Too long to be looked at whole; read the rest yourself")
    ALT = "alt", _("A photo without a description")
    CREDIT = "credit", _("A photo without a credit")
    GRAPHIC = "graphic", _("A graphic photo that does not say what it shows")
    TRACKED = "tracked", _("A link that tells who shared it")
    INSECURE = "insecure", _("A link that is not encrypted (http)")
    ONION = "onion", _("A link that opens in Tor alone")
    LOCAL = "local", _("A link that no reader can open")
    MARKS = "marks", _("Marks around nothing, or no word at all")
    NO_LEAD = "no-lead", _("No lead photo")
    NO_BYLINE = "no-byline", _("No byline")
    NO_LABEL = "no-label", _("No label")
    NO_PAIR = "no-pair", _("No version in the other language")


PRIVATE = set(private_data.Kind.values)
GRAVE = PRIVATE | {Kind.PERSON, Kind.LOGIN, Kind.REMOTE, Kind.UNREAD}
NOTES = {Kind.NO_LEAD, Kind.NO_BYLINE, Kind.NO_LABEL, Kind.NO_PAIR}


class Finding(NamedTuple):
    """One kind of thing in one field of a post: the words that fired, and what stands around."""

    kind: str
    field: str
    words: tuple[str, ...] = ()
    where: str = ""

    @property
    def weight(self) -> Weight:
        if self.kind in NOTES:
            return Weight.NOTE
        return Weight.GRAVE if self.kind in GRAVE else Weight.ASK

    @property
    def title(self) -> str:
        if self.kind in PRIVATE:
            kind = private_data.Kind(self.kind).label
            return gettext("Private data (%(kind)s)") % {"kind": kind}
        return str(Kind(self.kind).label)

    @property
    def place(self) -> str:
        """Return what the form calls the field, or the rows of a kind beside it."""
        field = Post._meta.get_field(self.field)
        if not isinstance(field, ForeignObjectRel):
            return str(field.verbose_name)
        rows = field.related_model._meta
        return str(rows.verbose_name if field.one_to_one else rows.verbose_name_plural)

    @property
    def told(self) -> tuple[str, ...]:
        return self.words[:TOLD]

    @property
    def marks(self) -> frozenset[str]:
        """Return what somebody who looked at it has seen: a short digest for each word."""
        seen = [(word,) for word in self.told or ("",)]
        rest = [self.words[TOLD:]] if self.words[TOLD:] else []
        return frozenset(_digest(self.kind, self.field, *words) for words in (*seen, *rest))

    def __str__(self) -> str:
        return f"{self.title}: {' · '.join(self.told)}" if self.words else self.title


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]
