"""What a file is, decided by its content alone; its name and its sender's word are not asked."""

import codecs
import re

HEAD = 65_536  # bytes looked at

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (6, b"\x00\x00\x00\x00", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3\x02", "audio/mpeg"),
    (0, b"ID3\x03", "audio/mpeg"),
    (0, b"ID3\x04", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
)
# Types whose mark is not at the start, and what the file must start with as well.
_START = {
    "image/webp": b"RIFF",
    "audio/wav": b"RIFF",
    "video/x-msvideo": b"RIFF",
    "image/bmp": b"BM",
}
_PICTURE_BRANDS = re.compile(rb"heic|heix|heim|heis|hevc|mif1|msf1|avif|avis")
# Readers of PDF accept up to a kilobyte before its mark, and so some programs write it.
_LATE_PDF = re.compile(rb"[\s\S]{1,1019}?%PDF-[12]\.\d[\r\n ]")
_MARKUP = re.compile(r"\s*(?:<[!?a-zA-Z]|%!PS)|.{0,2000}<(?:html|svg|script)\b", re.I | re.S)


def sniff(head: bytes) -> str | None:
    """Return the media type of a file from its first HEAD bytes, or None when none fits."""
    if head[4:8] == b"ftyp":
        is_picture = _PICTURE_BRANDS.match(head[8:12])
        return "image/heic" if is_picture else "video/mp4"
    for offset, magic, media_type in _MAGIC:
        if head.startswith(magic, offset) and head.startswith(_START.get(media_type, b"")):
            return media_type
    if _LATE_PDF.match(head) and b" obj" in head:
        return "application/pdf"
    text = _as_text(head)
    if text is None:
        return None
    return "text/html" if _MARKUP.match(text) else "text/plain"


def _as_text(head: bytes) -> str | None:
    """Return the head as text where it can be nothing else: UTF-8, or UTF-16 with its mark."""
    encoding = "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        # The head may end in the middle of a character, hence an incremental decoder.
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text or not text.strip("\ufeff") else text
