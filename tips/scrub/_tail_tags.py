"""Tags behind the sound of an MP3, in any order: ID3v1, Lyrics3 and APE."""

_ID3, _ID3_SIZE = b"TAG", 128
_APE, _APE_SIZE, _HAS_HEAD = b"APETAGEX", 32, 0x80
_LYRICS, _LYRICS_OLD = b"LYRICS200", b"LYRICSEND"
_LYRICS_HEAD, _LYRICS_MOST = b"LYRICSBEGIN", 5_200  # bytes of the older form, with both marks
_DIGITS = 6  # of a size before the mark of the newer form
_MOST = 16  # tags behind one another


def start(data: bytes) -> int:
    """Return where the tags at the end of a file begin; its length where it has none.

    Sources: id3.org, "ID3v1" and "Lyrics3 made easy"; the APEv2 specification of Hydrogenaudio.
    """
    end = len(data)
    for _ in range(_MOST):
        size = _id3(data, end) or _ape(data, end) or _lyrics(data, end)
        end -= min(size, end)
    return end


def _id3(data: bytes, end: int) -> int:
    return _ID3_SIZE if data.startswith(_ID3, max(end - _ID3_SIZE, 0)) else 0


def _ape(data: bytes, end: int) -> int:
    foot = data[max(end - _APE_SIZE, 0) : end]
    if len(foot) < _APE_SIZE or not foot.startswith(_APE):
        return 0
    size = int.from_bytes(foot[12:16], "little") + _APE_SIZE * bool(foot[23] & _HAS_HEAD)
    return size if _APE_SIZE <= size <= end else _APE_SIZE


def _lyrics(data: bytes, end: int) -> int:
    place = end - len(_LYRICS)
    number = data[max(place - _DIGITS, 0) : max(place, 0)]
    if data.endswith(_LYRICS, 0, end) and number.isdigit():
        return int(number) + len(number) + len(_LYRICS)
    if data.endswith(_LYRICS_OLD, 0, end):
        head = data.rfind(_LYRICS_HEAD, max(end - _LYRICS_MOST, 0), end)
        return end - head if head >= 0 else 0
    return 0
