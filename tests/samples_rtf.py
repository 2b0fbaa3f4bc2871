"""RTF with a mark in every part where one can hide, and the shapes in which people send it."""

from tests.samples import Sample, dirty_jpeg, dirty_png
from tests.tips.planted import Marks

SHOWN = "Los camiones pasan a las dos"


def dirty_rtf():
    marks = Marks()
    jpeg, png = dirty_jpeg(), dirty_png()

    def mark(place):
        return marks(place).decode()

    words = ("title", "author", "operator", "manager", "company", "subject", "keywords", "doccomm")
    info = "".join(f"{{\\{word} {mark(word)}}}" for word in words)
    info += r"{\creatim\yr2024\mo5\dy31\hr2\min3}{\*\userprops{\propname X}{\staticval "
    info += mark("userprop") + "}}"
    head = (
        r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\deflang2058"
        r"{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603}Times New Roman;}"
        rf"{{\f1\fswiss\fcharset0 {mark('fontname')};}}{{\f3\ftech\fcharset2 Symbol;}}"
        rf"{{\f4\fswiss\fcharset0{{\*\fontemb\truetype {mark('fontemb').encode().hex()}}}Arial;}}}}"
        r"{\colortbl;\red0\green0\blue0;\red255\green0\blue0;}"
        rf"{{\stylesheet{{\ql \fs24 \snext0 Normal;}}{{\s15 {mark('style')};}}}}"
        rf"{{\*\listtable{{\list{{\listname {mark('listname')};}}\listid1}}}}"
        rf"{{\*\revtbl {{Unknown;}}{{{mark('reviser')};}}}}{{\*\rsidtbl \rsid1234567\rsid7654321}}"
        rf"{{\*\generator {mark('generator')};}}{{\info{info}}}"
        rf"{{\*\xmlnstbl {{\xmlns1 {mark('xmlns')};}}}}{{\*\template {mark('template')}}}"
        rf"{{\*\unheardof {mark('unheardof')}}}{{\*\datastore {mark('datastore')}}}"
    )
    body = (
        rf"{{\header \pard {SHOWN} arriba\par}}{{\headerf {mark('first')}}}"
        rf"{{\footerl {mark('left')}}}\pard\plain \ql \fs24\lang2058\insrsid1234567 "
        rf"{{\b {SHOWN}}}: ma\'f1ana \u8364?5 \u-10179?\u-8704? {{\v {mark('hidden')}}}"
        rf"{{\deleted\revauthdel1\revdttmdel99 {mark('deleted')}}}{{\revised\revauth1 nuevo}}\par "
        rf"{{\*\bkmkstart {mark('bookmark')}}}{{\*\bkmkend {mark('bookmark2')}}}"
        rf"{{\field{{\*\fldinst HYPERLINK \"file:///C:/{mark('link')}\"}}{{\fldrslt el enlace}}}}"
        rf"{{\field{{\*\fldinst {{\rtlch  USERNAME }}}}{{\fldrslt {{{mark('user')}}}}}}}"
        rf"{{\field{{\*\fldinst  FILENAME \\p }}{{\fldrslt /home/{mark('path')}/a.rtf}}}}"
        rf"{{\field{{\*\fldinst MERGEFIELD x}}{{\fldrslt una carta}}}}"
        rf"{{\*\atnid {mark('initials')}}}{{\*\atnauthor {mark('commenter')}}}\chatn "
        rf"{{\*\annotation {{\*\atndate 1}}\pard {mark('comment')}}}\par "
        rf"{{\object\objemb{{\*\objclass {mark('class')}}}"
        rf"{{\*\objdata {mark('ole').encode().hex()}}}"
        rf"{{\result {{\pict\wmetafile8 {mark('wmf').encode().hex()}}}}}}}"
        rf"{{\shp{{\*\shpinst\shpleft1{{\sp{{\sn wzName}}{{\sv {mark('shape')}}}}}"
        rf"{{\shptxt \pard en una caja\par}}}}{{\shprslt {mark('shprslt')}}}}}"
        r"\trowd\trgaph70\cellx3000\cellx6000 uno\intbl\cell dos\intbl\cell\row "
        r"\pard\plain {\listtext\pard\plain\f3 \'b7\tab}con vi\u241?eta\par "
    )
    pictures = "".join(
        f"{{\\*\\shppict{{\\pict{{\\*\\blipuid 00ff}}\\{word}\\picwgoal900\\pichgoal600 "
        f"{sample.data.hex()}}}}}{{\\nonshppict{{\\pict\\wmetafile8 {mark(word).encode().hex()}}}}}"
        for sample, word in ((jpeg, "jpegblip"), (png, "pngblip"))
    )
    data = (head + body + pictures + "\\par}").encode() + marks("trailing")
    return Sample("nota.rtf", data, "application/rtf", marks + jpeg.marks + png.marks)


def dirty():
    return [dirty_rtf()]
