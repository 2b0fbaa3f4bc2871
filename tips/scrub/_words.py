"""What scrubbers answer in codes, said in English and marked for translators.

`tips.wording` says it in a page's language, the command line in its user's: one list for both.
"""

from tips.scrub._report import Change, Kind, Limit, Reason


def _(words: str) -> str:
    """Mark words for the catalogue; they are translated where they are said."""
    return words


KINDS: dict[Kind, str] = {
    Kind.PLACE: _("place"),
    Kind.DEVICE: _("device"),
    Kind.DATES: _("dates"),
    Kind.AUTHOR: _("author"),
    Kind.SOFTWARE: _("software"),
    Kind.THUMBNAIL: _("small preview picture"),
    Kind.COMMENT: _("comments and titles"),
    Kind.COLOUR: _("colour profile"),
    Kind.EMBEDDED: _("another file hidden inside"),
    Kind.TRAILING: _("data after the end of the file"),
    Kind.HISTORY: _("earlier versions"),
    Kind.SCRIPT: _("scripts, actions and links"),
    Kind.HIDDEN: _("characters or data that are not seen"),
    Kind.NAMES: _("names of files"),
    Kind.OTHER: _("other technical data"),
}
CHANGES: dict[Change, str] = {
    Change.REENCODED: _("drawn again from its bare pixels"),
    Change.TURNED: _("turned upright"),
    Change.COLOURS: _("colours converted to the common standard"),
    Change.REWRITTEN: _("written again as plain text"),
    Change.REBUILT: _("built again from its visible content"),
    Change.TRANSCODED: _("picture or sound encoded again"),
    Change.SILENCED: _("sound that we cannot read left out"),
}
LIMITS: dict[Limit, str] = {
    Limit.VISIBLE: _("what can be seen: faces, signs, screens, reflections, watermarks"),
    Limit.SENSOR: _("the fine noise that each camera leaves"),
    Limit.WORDING: _("what it says, and how you write"),
    Limit.UNSEEN: _("text that is white, covered or outside the page"),
    Limit.VOICE: _("voices and the sounds around them"),
}
_AS_PICTURE = _(
    "Send a picture of it instead: a screenshot, or a photo of the printed page or of the screen."
    " Words can be pasted into the message."
)
_SAVE_AGAIN = _(
    "Open it, save it again as JPEG or PNG, or take a screenshot, and send that."
    " Of a video or a recording, send a shorter part, or film it from the screen."
)
_ONE_BY_ONE = _("Take the files out of the archive and send them one by one.")
_LATER = _("Nothing is wrong with the file. Send it again later with your receipt.")
REASONS: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY: (_("The file is empty."), _("Choose it again and wait until it is loaded.")),
    Reason.UNKNOWN: (_("We do not know this kind of file."), _AS_PICTURE),
    Reason.UNSUPPORTED: (_("We cannot yet clean this kind of file with certainty."), _AS_PICTURE),
    Reason.PICTURE: (
        _("We do not clean such pictures: camera raw, Photoshop, JPEG 2000, JPEG XL."),
        _("Open it, save it as JPEG or PNG, or take a screenshot, and send that."),
    ),
    Reason.MARKUP: (
        _("A web page or drawing in code can hold hidden things."),
        _("Take a screenshot of it, or paste its words into the message."),
    ),
    Reason.BROKEN: (_("The file is damaged or not what it claims to be."), _SAVE_AGAIN),
    Reason.PIXELS: (
        _("The picture has too many pixels, all frames or pages counted."),
        _("Make it smaller, or take a screenshot of it."),
    ),
    Reason.FRAMES: (
        _("There are too many frames or pages in the picture."),
        _("Cut it into shorter parts and send them one by one."),
    ),
    Reason.OUTPUT: (_("The cleaned file would be too large."), _("Make it smaller, or cut it.")),
    Reason.MEMORY: (_("Cleaning it takes more memory than one file may have."), _SAVE_AGAIN),
    Reason.TIME: (_("Cleaning it takes too long."), _SAVE_AGAIN),
    Reason.CRASH: (_("Cleaning it failed."), _SAVE_AGAIN),
    Reason.RESIDUE: (_("Something that may identify you was left after cleaning."), _SAVE_AGAIN),
    Reason.SIZE: (_("The file is too large."), _("Send a shorter or smaller version.")),
    Reason.NUMBER: (_("There were too many files at once."), _LATER),
    Reason.INSIDE: (_("Nothing in the archive can be cleaned."), _ONE_BY_ONE),
    Reason.NESTED: (_("It is an archive inside an archive inside an archive."), _ONE_BY_ONE),
    Reason.PACKING: (
        _("The archive is packed in a way that we cannot open."),
        _("Pack the files again as an ordinary ZIP, or send them one by one."),
    ),
    Reason.ENCRYPTED: (
        _("It is locked with a password."),
        _("Save a copy without the password, or send screenshots of it."),
    ),
    Reason.BOMB: (
        _("It unpacks or draws far more than a real file, or has too many parts."),
        _AS_PICTURE,
    ),
    Reason.MACROS: (
        _("The document has macros, which are programs inside it."),
        _("Save it again without macros (as .docx, .xlsx or .pptx) or as PDF, and send that."),
    ),
    Reason.LEGACY: (
        _("This is the Office format from before 2007, which cannot be cleaned with certainty."),
        _("Open it, save it as .docx, .xlsx, .pptx or PDF, and send that."),
    ),
}
