"""Is a PDF in the one plain form that may leave: every byte accounted for, nothing else in it.

Written from the form itself, apart from what writes it: it reads the bytes from the first to the
last, and knows which words, values and streams may stand there.
"""

import re
import zlib

from tips.scrub import _pdf_letter_look, _pdf_palette_look, _pdf_profiles
from tips.scrub._pdf_fonts import GLYPH, is_known

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_VALUE = re.compile(
    rb"(?:<<|>>|[\[\] ]|/[A-Za-z0-9+,._#-]*|-?\d*\.?\d+|R|true|false|<[0-9a-f]*>)++"
)
_TABLE = re.compile(
    rb"xref\n0 \d+\n0000000000 65535 f \n(?:\d{10} 00000 [nf] \n)*+"
    rb"trailer\n<</Size \d+/Root 1 0 R>>\nstartxref\n\d+\n%%EOF\n\Z"
)
_FACE = re.compile(rb"/(?:BaseFont|FontName) /(AAAAAA\+Font\d+|[^ /<>\[\]]*)")
_GLYPHS = re.compile(rb"/Differences \[[^\]]*\]")
_NAME = re.compile(rb"/([^ /<>\[\]]*)")
_OURS = re.compile(rb"(?:[XECFPS]|Ink|g)\d+\Z")
_TEXT = re.compile(rb"/(Registry|Ordering) <([0-9a-f]*)>")
_TABLE_TEXT = re.compile(rb"\[/Indexed [^<>]*?(?:<<[^<>]*>>[^<>]*?)?\d+ <[0-9a-f]*>\]")
_LENGTH = re.compile(rb"/Length (\d+)>>\Z")
_ORDERINGS = {b"Identity", b"Japan1", b"GB1", b"CNS1", b"Korea1", b"KR", b"UCS", b"Adobe"}

_WORDS = frozenset(
    b"""Type Catalog Pages Page Kids Count Parent MediaBox Rotate UserUnit Group S Transparency CS I
    K Resources Contents XObject ExtGState Font ColorSpace Pattern Shading Filter FlateDecode
    Length Subtype Form Image BBox Matrix Width Height BitsPerComponent Decode Interpolate
    ImageMask SMaskInData Matte Intent Mask SMask DecodeParms Predictor Colors Columns DCTDecode
    JPXDecode JBIG2Decode CCITTFaxDecode JBIG2Globals ColorTransform Rows BlackIs1
    EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError LW LC LJ ML D OP op OPM FL SM SA
    CA ca AIS TK BM RI Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge
    ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity Alpha
    AbsoluteColorimetric RelativeColorimetric Perceptual BC TR TR2 G None Identity Default
    ShadingType AntiAlias Background Coords Domain Extend BitsPerCoordinate BitsPerFlag
    VerticesPerRow Function Functions FunctionType Range C0 C1 N Bounds Encode Size BitsPerSample
    Order PatternType PaintType TilingType XStep YStep DeviceGray DeviceRGB DeviceCMYK CalGray
    CalRGB Lab WhitePoint BlackPoint Gamma Indexed Separation DeviceN All Cyan Magenta Yellow Black
    BaseFont FontName FirstChar LastChar Widths DW DW2 W W2 FontBBox FontMatrix Type0 Type1
    MMType1 TrueType CIDFontType0 CIDFontType2 Type3 CharProcs Encoding Differences BaseEncoding
    WinAnsiEncoding MacRomanEncoding MacExpertEncoding StandardEncoding ToUnicode DescendantFonts
    CIDSystemInfo Registry Ordering Supplement CIDToGIDMap FontDescriptor Flags ItalicAngle Ascent
    Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontWeight
    FontFile FontFile2 FontFile3 Length1 Length2 Length3 Type1C CIDFontType0C OpenType CMap
    CMapName Map WMode UseCMap ICCBased Identity-H Identity-V""".split()
)
_CHARMAP_NAME = re.compile(rb"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-[HV]\Z|[HV]\Z")

_LINE = re.compile(
    rb"(?:(?:(?:-?\d*\.?\d+|/(?:[XECFPS]\d+|Device(?:Gray|RGB|CMYK)|Pattern|Saturation|Perceptual"
    rb"|(?:Absolute|Relative)Colorimetric)|<[0-9a-f]*>|\[(?:-?\d*\.?\d+|<[0-9a-f]*>| )*+\]) )*+"
    rb"(?:q|Q|cm|w|J|j|M|d|ri|i|gs|m|l|c|v|y|h|re|S|s|f|F|f\*|B|B\*|b|b\*|n|W|W\*|BT|ET|Tc|Tw|Tz"
    rb"|TL|Tf|Tr|Ts|Td|TD|Tm|T\*|Tj|TJ|'|\"|d0|d1|CS|cs|SC|SCN|sc|scn|G|g|RG|rg|K|k|sh|Do)\n)*+\Z"
)
_MAP = re.compile(
    rb"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry"
    rb" \(Adobe\) /Ordering \(UCS\) /Supplement 0>> def\n/CMapName /Map def\n/CMapType [12] def\n"
    rb"/WMode [01] def\n(?:/[A-Za-z0-9-]+ usecmap\n)?(?:\d+ begin[a-z]+\n(?:<[0-9a-f<>\[\] ]*+\n)*+"
    rb"end[a-z]+\n)*+endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n\Z"
)
_TYPE1 = re.compile(
    rb"%!PS-AdobeFont-1\.0: F\n8 dict begin\n/FontName /F def\n/FontType 1 def\n"
    rb"/PaintType [0-3] def\n"
    rb"/FontMatrix \[[-.\d ]+\] readonly def\n/FontBBox {[-.\d ]+} readonly def\n/Encoding "
    rb"(?:StandardEncoding def|256 array\n0 1 255 {1 index exch /\.notdef put} for\n"
    rb"(?:dup \d+ /[\w.]+ put\n)*+readonly def)\ncurrentdict end\ncurrentfile eexec\n\Z"
)
_JPEG_2000 = b"\xff\x4f\xff\x51"  # here the head of one ends, in which tables stand
_FORMULA = re.compile(rb"(?:[{}]|-?[\d.]+|[a-z]{2,8}| )*+\Z")


def is_plain(data: bytes) -> bool:
    """Tell whether a whole file is in the plain form and every stream holds what it may."""
    objects = _objects(data)
    if not objects:
        return False
    spaces, binary = [], set()
    for value, _ in objects.values():
        if not _is_plain_value(value):
            return False
        binary.update(re.findall(rb"/(?:CIDToGIDMap|JBIG2Globals) (\d+) 0 R", value))
        if b"/Indexed" in value and b"/Subtype /Image" not in value:
            spaces.append(value)
    choices: set[int] | None = set() if spaces else None
    for number, (head, body) in objects.items():
        is_told = body is None or number in binary
        if not is_told and not _is_plain_stream(head, body or b"", choices):
            return False
    if not all(_pdf_palette_look.is_lean_space(space, choices or set()) for space in spaces):
        return False
    return _pdf_letter_look.are_shown(objects)


def _objects(data: bytes) -> dict[bytes, tuple[bytes, bytes | None]]:
    """Return value and stream of each object by its number; nothing where a byte is left over."""
    place = len(_HEADER) if data.startswith(_HEADER) else len(data)
    found: dict[bytes, tuple[bytes, bytes | None]] = {}
    while start := _OBJECT.match(data, place):
        value = _VALUE.match(data, start.end())
        if value is None or start[1] in found:
            return {}
        place, body = value.end(), None
        if data.startswith(b"\nstream\n", place):
            length = _LENGTH.search(value[0])
            end = place + 8 + (int(length[1]) if length else 0)
            body = data[place + 8 : end]
            place = end + len(b"\nendstream") * data.startswith(b"\nendstream", end)
        if not data.startswith(b"\nendobj\n", place):
            return {}
        found[start[1]] = value[0], body
        place += 8
    return found if _TABLE.match(data, place) else {}


def _is_plain_value(value: bytes) -> bool:
    """Check every name and every text of one object."""
    for _, text in _TEXT.findall(value):
        if bytes.fromhex(text.decode()) not in _ORDERINGS:
            return False
    for face in _FACE.findall(value):
        name = face.decode().replace("#20", " ")
        if not face.startswith(b"AAAAAA+") and not is_known(name):
            return False
    for glyphs in _GLYPHS.findall(value):
        names = _NAME.findall(glyphs)[1:]
        if not all(_OURS.match(name) or GLYPH.match(name.decode()) for name in names):
            return False
    rest = _GLYPHS.sub(b"", _FACE.sub(b"", _TEXT.sub(b"", value)))
    while (shorter := _TABLE_TEXT.sub(b"", rest)) != rest:
        rest = shorter
    if re.search(rb"(?<!<)<[0-9a-f]", rest):
        return False
    return all(
        name in _WORDS or _OURS.match(name) or _CHARMAP_NAME.match(name)
        for name in set(_NAME.findall(rest))
    )


def _is_plain_stream(head: bytes, body: bytes, choices: set[int] | None) -> bool:
    """Check that a stream ends where it should, and is drawing, a map, or of a binary kind.

    What drawing chooses colours of a table by joins `choices`, where somebody asks.
    """
    if b"/Filter /FlateDecode" not in head:
        # Pictures, looked into one by one elsewhere; none of them brings a table of colours.
        return b"/Indexed" not in head and b"pclr" not in body.partition(_JPEG_2000)[0]
    data = _unpacked(body)
    if data is None:
        return False
    if head.startswith(b"<</N 3/Filter"):
        return data in _pdf_profiles.OURS.values()
    if b"/FunctionType 4" in head:
        return bool(_FORMULA.match(data))
    if b"/Subtype /Image" in head:
        return _pdf_palette_look.is_lean_picture(head, data)
    if b"/FunctionType 0" in head or b"/ShadingType" in head:
        return True
    if b"/Length1" in head or re.search(rb"/Subtype /(?:Type1C|CIDFontType0C|OpenType)", head):
        return _is_plain_face(data)
    if choices is not None:
        choices |= _pdf_palette_look.choices(data)
    return bool(_LINE.match(data) or _MAP.match(data))


def _unpacked(body: bytes) -> bytes | None:
    """Return what a packed stream holds; None where it is broken or more follows it."""
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(body)
    except zlib.error:
        return None
    return None if engine.unused_data or not engine.eof else data


def _is_plain_face(data: bytes) -> bool:
    """A font must not bring a table of names, or notices in words."""
    if data[:4] in {b"\0\1\0\0", b"true", b"OTTO"}:
        count = int.from_bytes(data[4:6], "big")
        tags = {data[12 + 16 * number : 16 + 16 * number] for number in range(count)}
        return not tags & {b"name", b"DSIG", b"meta", b"PfEd", b"FFTM", b"XMP ", b"OS/2"}
    head = data.partition(b"eexec\n")[0] + b"eexec\n"
    return not data.startswith(b"%!") or bool(_TYPE1.match(head))
