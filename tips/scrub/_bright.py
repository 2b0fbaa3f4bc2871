"""Curves of bright pictures (HDR, as cameras write HIF), for screens as bright as paper.

Source: ITU-R BT.2100 (what a code stands for), BT.2408 (how bright paper is), BT.2390 (how what is
brighter is brought down).
"""

import math
import struct
from collections.abc import Callable

_PQ, _HLG = 16, 18  # numbers of ITU-T H.273
_PAPER, _BRIGHTEST = 203.0, 1000.0  # candelas for a square metre
_POINTS = 1024
_M1, _M2 = 2610 / 16384, 2523 / 32
_C1, _C2, _C3 = 3424 / 4096, 2413 / 128, 2392 / 128
_A, _B, _C = 0.17883277, 0.28466892, 0.55991073


def curve(transfer: int) -> bytes | None:
    """Return the curve that a number stands for, as ICC writes it; None for a usual one."""
    light = _LIGHTS.get(transfer)
    if light is None:
        return None
    values = (_shown(light(point / (_POINTS - 1))) for point in range(_POINTS))
    numbers = [round(65_535 * value) for value in values]
    return struct.pack(f">4sII{_POINTS}H", b"curv", 0, _POINTS, *numbers)


def _light_of_pq(code: float) -> float:
    power = code ** (1 / _M2)
    return float(10_000 * (max(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1))


def _code_of_pq(light: float) -> float:
    power = (light / 10_000) ** _M1
    return float(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def _light_of_hlg(code: float) -> float:
    scene = code**2 / 3 if code <= 0.5 else (math.exp((code - _C) / _A) + _B) / 12
    return float(_BRIGHTEST * scene**1.2)


def _shown(light: float) -> float:
    """Return light as a part of paper's: the dark as it is, what is bright bent below white."""
    most = _code_of_pq(_BRIGHTEST)
    code, white = min(1.0, _code_of_pq(light) / most), _code_of_pq(_PAPER) / most
    knee = 1.5 * white - 0.5
    if code > knee:
        step = (code - knee) / (1 - knee)
        code = (
            (2 * step**3 - 3 * step**2 + 1) * knee
            + (step**3 - 2 * step**2 + step) * (1 - knee)
            + (3 * step**2 - 2 * step**3) * white
        )
    return min(1.0, _light_of_pq(code * most) / _PAPER)


_LIGHTS: dict[int, Callable[[float], float]] = {_PQ: _light_of_pq, _HLG: _light_of_hlg}
