"""What a file is, decided by its content alone; its name and its sender's word are not asked."""

import re

from tips.scrub._row import sound_of
from tips.scrub._texts import kind_of_text, text_of

HEAD = 65_536  # bytes looked at

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (15, b"\x00\x00\x00", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"II+\x00", "image/tiff"),
    (0, b"MM\x00+", "image/tiff"),
    (0, b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),
    (0, b"\x00\x00\x00\x0cJXL \r\n", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"8BPS\x00", "image/x-photoshop"),
    (0, b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"OggS\x00", "audio/ogg"),
    (8, b"AIFF", "audio/aiff"),
    (8, b"AIFC", "audio/aiff"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"IMKH", "video/mpeg"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02", "application/mxf"),
    (0, b"DHAV", "video/x-dhav"),
    (0, b"\x1f\x07\x00\x3f", "video/x-dv"),
    (0, b"\x1f\x07\x00\xbf", "video/x-dv"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3\x02", "audio/mpeg"),
    (0, b"ID3\x03", "audio/mpeg"),
    (0, b"ID3\x04", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xfa", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"\xff\xe3", "audio/mpeg"),
    (0, b"\xff\xfd", "audio/mpeg"),
    (0, b"\xff\xf0", "audio/aac"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf8", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"caff\x00\x01", "audio/x-caf"),
    (0, b".snd\x00\x00\x00", "audio/basic"),
    (0, b"\x02dss", "audio/x-dss"),
    (0, b"\x03dss", "audio/x-dss"),
    (0, b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
)
# Types whose mark is not at the start, and what the file must start with as well.
_START: dict[str, bytes | tuple[bytes, ...]] = {
    "image/webp": b"RIFF",
    "audio/wav": (b"RIFF", b"RF64", b"BW64", b"riff"),
    "video/x-msvideo": b"RIFF",
    "image/bmp": b"BM",
    "audio/aiff": b"FORM",
}
# Readers of PDF accept up to a kilobyte before its mark, and so some programs write it.
_LATE_PDF = re.compile(rb"[\s\S]{1,1019}?%PDF-[12]\.\d[\r\n ]")
# What an ISO file says it is first; every other brand is an MP4.
_BRANDS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"hei[cxms]|hev[cxms]|mif1|msf1|avif|avis"), "image/heic"),
    (re.compile(rb"crx "), "image/x-canon-cr3"),
    (re.compile(rb"qt  "), "video/quicktime"),
    (re.compile(rb"M4[ABP] "), "audio/mp4"),
    (re.compile(rb"3g[pegrs2]"), "video/3gpp"),
)
# QuickTime files older than brands begin with one of these boxes.
_QUICKTIME = re.compile(rb"[\x00-\x7f].{3}(?:moov|mdat|wide|free|skip|pnot)", re.S)
# The first packets of Theora, VP8, Dirac and what FFmpeg's ancestors packed from AVI.
_SEEN_IN_OGG = re.compile(rb"\x80theora|OVP80\x01|BBCD\x00|\x01video\x00\x00\x00")
# Coded pictures in no container, as small cameras save them: what describes a stream comes first,
# or a mark that a picture begins, or what its encoder says of itself, and then that.
_BEGIN = rb"\x00{2,3}\x01"
_BARE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb"(?:%b[\x06\x09].{1,999}?)?%b[\x27\x47\x67][BMXdnz]" % (_BEGIN, _BEGIN), re.S),
        "video/h264",
    ),
    (re.compile(rb"(?:%b\x46\x01.)?%b\x40\x01[\x0c-\x0f]" % (_BEGIN, _BEGIN), re.S), "video/h265"),
    (re.compile(rb"\x00\x00\x01\xb3"), "video/mpv"),
)
# Packets of 188 bytes, of cameras with a time before each; a recording may begin within one.
_NEXT = rb".{187}(?:.{4})?G"
_TRANSPORT = re.compile(rb"(?:.{4})?G(?:%b){2}|.{0,191}?G(?:%b){5}" % (_NEXT, _NEXT), re.S)


def sniff(head: bytes) -> str | None:
    """Return the media type of a file from its first HEAD bytes, or None when none fits."""
    if head[4:8] == b"ftyp":
        return _in_boxes(head)
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/x-matroska" if b"matroska" in head[:64] else "video/webm"
    if head.startswith(b"OggS\x00") and _SEEN_IN_OGG.search(head, 0, 1024):
        return "video/ogg"
    for offset, magic, media_type in _MAGIC:
        if head.startswith(magic, offset) and head.startswith(_START.get(media_type, b"")):
            return _behind_tag(head) if magic.startswith(b"ID3") else media_type
    if _LATE_PDF.match(head) and b" obj" in head:
        return "application/pdf"
    text = text_of(head, is_head=len(head) == HEAD)
    if text is None:
        return _unmarked(head)
    return kind_of_text(text)


def _in_boxes(head: bytes) -> str:
    """Go by the first brand; which of the two pictures it is, the further brands may say."""
    kinds = (kind for brands, kind in _BRANDS if brands.match(head[8:12]))
    kind = next(kinds, "video/mp4")
    brands = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    telephone = head[8:11] in (b"hei", b"hev") or b"heic" in brands
    return "image/avif" if kind == "image/heic" and b"avi" in brands and not telephone else kind


def _behind_tag(head: bytes) -> str:
    """Return the type of the sound that follows an ID3 tag, as far as the head reaches."""
    size = sum(
        (byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False)
    )
    rest = head[10 + size :]
    if rest.startswith(b"fLaC"):
        return "audio/flac"
    return "audio/aac" if rest.startswith((b"\xff\xf0", b"\xff\xf1", b"\xff\xf9")) else "audio/mpeg"


def _unmarked(head: bytes) -> str | None:
    """Return the type of binary files known by their build and not by a mark."""
    if _QUICKTIME.match(head):
        return "video/quicktime"
    if _TRANSPORT.match(head):
        return "video/mp2t"
    bare = (kind for beginning, kind in _BARE if beginning.match(head))
    return next(bare, None) or sound_of(head)
