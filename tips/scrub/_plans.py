"""How a film is carried into a new container: what is copied, what is tried when that fails."""

from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from tips.scrub import _edges, _source, _tables
from tips.scrub._filters import COPIED
from tips.scrub._report import Reason, Unscrubbable
from tips.scrub._streams import Unfit

MOST_PIXELS = 36_000_000  # of one frame: 8K
_TOLD = ("h264", "hevc")  # of these a head says all that the new one needs
_AFFORDABLE = 1_000_000_000  # pixels of all pictures together that can be encoded in time


@dataclass(frozen=True)
class Plan:
    """What is copied in this attempt. `fixed`: no parameter set changes. `full`: no byte of the
    media lies between packets. `glance`: what its head says of the film is enough. `timed`: not
    every picture has a time. `part`: what of each picture is shown; None: all."""

    container: str
    picture: bool = True
    sound: bool = True
    fixed: bool = True
    degrees: int = 0
    mirrored: bool = False
    cheap: bool = False
    late: bool = False
    full: bool = False
    glance: bool = False
    timed: bool = False
    part: _edges.Box | None = None


def first(source: BinaryIO, demuxer: str, glance: bool = True) -> Plan:
    """Return what to try first with a source. Raises Unscrubbable."""
    movie = _tables.movie(source) if demuxer == "mov" else _tables.Movie(upright=False)
    copied, full = movie.order()
    glance &= not movie.parts  # when a track of fragments begins is in none of the head's tables
    with _source.open_source(source, demuxer, glance) as container:
        moving, sound = _source.streams(container)
        if moving is None and sound is None:
            heard = bool(container.streams.audio)
            raise Unscrubbable(Reason.UNSUPPORTED if heard else Reason.BROKEN)
        if moving is None:
            return Plan("ipod", sound=copied, full=full)
        context: Any = moving.codec_context
        if glance and not context.width:
            return first(source, demuxer, glance=False)
        pixels = context.width * context.height
        if not 0 < pixels <= MOST_PIXELS:
            raise Unscrubbable(Reason.PIXELS if pixels > 0 else Reason.BROKEN)
        degrees, mirrored = (0, False) if movie.upright else _source.turn(container, moving)
        cheap = pixels * (moving.frames or 0) <= _AFFORDABLE
        name = "webm" if _fits_webm(moving, demuxer) else "mp4"
        glance &= demuxer == "mov" and copied and _source.codec(moving) in _TOLD
        plan = Plan(name, copied, copied, True, degrees, mirrored, cheap, full=full, glance=glance)
        part = _edges.shown(source, demuxer, moving, movie)
        return replace(plan, picture=False, container="mp4", part=part) if part else plan


def _fits_webm(moving: Any, demuxer: str) -> bool:
    """Tell whether pictures go into a WebM; one of ours has no place for the shape of pixels."""
    is_free = _source.codec(moving) == "vp8" or demuxer == "matroska"
    is_square = _source.shape(moving) in (0, 1)
    return is_free and is_square and _source.codec(moving) in COPIED["webm"][0]


def following(plan: Plan, misfit: Unfit) -> Plan:
    """Return what to try next, after what a plan met."""
    plan = replace(plan, glance=False)
    if misfit.args == ("glance",):
        return plan
    if misfit.args == ("sound",):
        return replace(plan, sound=False)
    if misfit.args == ("trimmed",) and not plan.cheap:
        return replace(plan, late=True)
    if misfit.args == ("times",) and not plan.timed:
        return replace(plan, timed=True)
    if plan.picture and plan.fixed and misfit.args == ("sets",):
        return replace(plan, fixed=False)
    return replace(plan, picture=False, container="mp4", sound=plan.container != "webm")
