"""Which coded pictures and sound are copied, and the filter that each of them goes through."""

from tips.scrub import _aac, _h26x, _obu, _opus, _vpx
from tips.scrub._streams import Filter, Unfit, wordy_end

# Pictures and sound that each container may hold.
COPIED = {
    "mp4": (("h264", "hevc", "av1", "vp9"), ("aac",)),
    "webm": (("vp8", "vp9", "av1"), ("opus",)),
}


def filter_of(name: str, extradata: bytes, fixed: bool, full: bool) -> tuple[Filter, bytes]:
    """Return the filter for one of these and what a head says of it. Raises Unfit, IndexError.

    `fixed` and `full` are promises of the plan.
    """
    if name in ("h264", "hevc"):
        pictures = _h26x.Pictures(name, extradata, fixed and name == "hevc")
        return pictures, pictures.extradata
    if name == "av1":
        units = _obu.Pictures(extradata)
        return units, units.extradata
    if name == "aac":
        sound = _aac.Sound(extradata, full)
        return sound, sound.extradata
    if name == "opus":
        return _opus_alone, _opus.rewritten_head(extradata)
    return _vpx.Pictures(name), b""


def _opus_alone(data: bytes) -> bytes:
    bare = _opus.unpadded(data)
    if wordy_end(bare):
        raise Unfit
    return bare
