"""Which words of RTF draw, which begin parts that are left out, and what those parts tell."""

import re

from tips.scrub._report import Kind


def _words(text: str) -> list[str]:
    return text.split()


# Words that only say how letters, paragraphs, tables and pages look.
DRAWING = frozenset(
    _words("""
    par pard plain line tab page column sect sectd cell row trowd intbl nestcell nestrow itap
    ql qr qc qj li ri fi lin rin sb sa sl slmult keep keepn pagebb hyphpar tqr tqc tqdec tldot tx
    b i ul uld uldb uldash ulth ulw ulnone strike striked sub super nosupersub caps scaps outl shad
    up dn expnd expndtw kerning charscalex fs cf cb highlight f ltrch rtlch ltrpar rtlpar
    trgaph trleft trrh trqc trql trqr trhdr trkeep cellx clvertalt clvertalc clvertalb clmgf clmrg
    clvmgf clvmrg clbrdrt clbrdrb clbrdrl clbrdrr trbrdrt trbrdrb trbrdrl trbrdrr trbrdrh trbrdrv
    brdrs brdrth brdrdb brdrdot brdrdash brdrw brdrcf brdrnone brdrt brdrb brdrl brdrr brsp clcbpat
    cbpat paperw paperh margl margr margt margb landscape headery footery cols colsx titlepg facingp
    colno colw colsr ftnalt fet sbknone sbkpage chftn chpgn pgndec pgnstarts pgnrestart widowctrl
    pgwsxn pghsxn marglsxn margrsxn margtsxn margbsxn gutter guttersxn lndscpsxn sbkeven sbkodd
    pgncont pgnlcrm pgnucrm pgnlcltr pgnucltr clpadl clpadt clpadr clpadb clpadfl clpadft clpadfr
    clpadfb trpaddl trpaddt trpaddr trpaddb trpaddfl trpaddft trpaddfr trpaddfb contextualspace
    deftab ulc chcbpat chcfpat chshdng cfpat shading clcfpat clshdng
    """)
)
# Parts whose words are read: as part of the page, or as a part of their own.
READ = frozenset(
    _words("field fldrslt listtext pntext object result shp shpinst shptxt shppict nesttableprops")
)
APART = frozenset(_words("header headerl headerr headerf footer footerl footerr footerf footnote"))
# Parts that are left out, and what they would have told.
LEFT_OUT: dict[str, Kind] = (
    dict.fromkeys(
        _words(
            "info author operator manager company revtbl atnauthor atnid userprops protusertbl "
            "mailmerge oldcprops oldpprops oldsprops oldtprops atnparent atnref"
        ),
        Kind.AUTHOR,
    )
    | dict.fromkeys(_words("creatim revtim printim buptim atndate atntime objtime"), Kind.DATES)
    | dict.fromkeys(_words("generator wgrffmtfilter themedata colorschememapping"), Kind.SOFTWARE)
    | dict.fromkeys(
        _words(
            "annotation atnicn atrfstart atrfend title subject keywords comment doccomm category "
            "hlinkbase bkmkstart bkmkend xe tc txe rxe docvar"
        ),
        Kind.COMMENT,
    )
    | dict.fromkeys(
        _words(
            "objdata objclass objname objalias objsect oleclsid fontemb fontfile datastore "
            "background do shpgrp"
        ),
        Kind.EMBEDDED,
    )
    | dict.fromkeys(_words("rsidtbl pgptbl blipuid"), Kind.HISTORY)
    | dict.fromkeys(_words("fldinst datafield formfield"), Kind.SCRIPT)
    | dict.fromkeys(
        _words(
            "stylesheet listtable listoverridetable liststylename listname filetbl file template "
            "latentstyles xmlnstbl xmlopen xmlclose xmlattrname xmlattrvalue factoidname "
            "passwordhash password private falt panose picprop sp sn sv svb falt fname pnseclvl pn "
            "aftncn aftnsep aftnsepc ftncn ftnsep ftnsepc hl hlfr hlloc hlsrc htmltag mhtmltag "
            "windowcaption writereservation writereservhash gridtbl keycode defchp defpap g "
            "listpicture listlevel leveltext levelnumbers list listoverride lfolevel propname "
            "staticval linkval xform dptxbxtext protstart protend ebcstart ebcend fldtype "
            "nonshppict shprslt nonesttables ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext "
            "ffl ffname ffstattext"
        ),
        Kind.OTHER,
    )
)
# Words among letters that tell of versions and hide text.
TELLING = {
    "revauth": Kind.AUTHOR, "revauthdel": Kind.AUTHOR, "revdttm": Kind.DATES,
    "revdttmdel": Kind.DATES, "insrsid": Kind.HISTORY, "charrsid": Kind.HISTORY,
    "pararsid": Kind.HISTORY, "sectrsid": Kind.HISTORY, "rsid": Kind.HISTORY,
    "rsidroot": Kind.HISTORY, "deleted": Kind.HISTORY, "revised": Kind.HISTORY,
    "lang": Kind.OTHER, "deflang": Kind.OTHER,
}  # fmt: skip
HIDING = frozenset(("v", "deleted"))  # what is hidden in a browser alone, is shown on paper
# The code of a field that shows a person, a file or when it was written.
NAMING = re.compile(
    r"\s*(?:AUTHOR|LASTSAVEDBY|USER(?:NAME|INITIALS|ADDRESS)|FILENAME|TEMPLATE|DOCPROPERTY"
    r"|DOCVARIABLE|COMMENTS|KEYWORDS|INFO|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|REVNUM)\b",
    re.I,
)
# Signs that are words.
SIGNS = {
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
# Python's name for the letters of a font, by its \fcharset.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = 2  # the \fcharset of fonts that draw signs in the place of letters
# The families of typefaces, by RTF's words for them.
FAMILIES = {
    "froman": "roman", "fswiss": "swiss", "fmodern": "modern", "fscript": "script",
    "fdecor": "decorative",
}  # fmt: skip
