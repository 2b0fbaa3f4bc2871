"""Bright pictures (HDR): what cameras code by curves of their own looks right on a plain screen."""

import io
import struct

import pytest
from PIL import Image

from tests.samples import chunk
from tests.tips import boxed
from tests.tips.planted import Marks, encoded
from tips.scrub import Change, avif, heif, png
from tips.scrub._primaries import profile

PQ, HLG, PLAIN = 16, 18, 13
# Codes of 8 bits for 20 candelas, a tenth of paper, and for paper: ITU-R BT.2408, table 1.
DARK = {PQ: 94, HLG: 88}
PAPER = {PQ: 148, HLG: 191}


def cleaned(module, data):
    report = module.scrub(io.BytesIO(data), out := io.BytesIO())
    return Image.open(out).convert("RGB"), report


def numbered(shade, primaries, transfer):
    data = encoded(Image.new("RGB", (16, 16), (shade, shade, shade)), "PNG")
    return data[:33] + chunk(b"cICP", bytes((primaries, transfer, 0, 1))) + data[33:]


@pytest.mark.parametrize("primaries", [1, 9, 12])
@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_paper_is_bright_and_the_dark_is_dark(transfer, primaries):
    for shade, least, most in ((DARK, 83, 94), (PAPER, 222, 236)):
        image, report = cleaned(png, numbered(shade[transfer], primaries, transfer))
        grey = image.getpixel((8, 8))
        assert least <= min(grey) <= max(grey) <= most
        assert Change.COLOURS in report.changed


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_brighter_is_never_darker(transfer):
    shades = [
        cleaned(png, numbered(shade, 9, transfer))[0].getpixel((8, 8))[1]
        for shade in range(0, 256, 15)
    ]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1]) == (0, 255)


@pytest.mark.parametrize("transfer", [PQ, HLG, PLAIN])
def test_pictures_in_boxes_say_it_too(transfer):
    box = boxed.box(b"colr", b"nclx", struct.pack(">HHHB", 1, transfer, 6, 0x80))
    data = encoded(Image.new("RGB", (64, 48), (PAPER[PQ],) * 3), "AVIF", quality=95)
    at = data.index(b"colrnclx") - 4
    image, report = cleaned(avif, data[:at] + box + data[at + len(box) :])
    photo = cleaned(heif, boxed.heic(Marks(), colours=box))[1]
    for told in (report, photo):
        assert (Change.COLOURS in told.changed) == (transfer != PLAIN)
    if transfer == PQ:
        assert 222 <= image.getpixel((30, 20))[1] <= 236


def test_a_usual_curve_of_usual_colours_needs_no_profile():
    assert profile(1) is profile(1, PLAIN) is profile(2, PQ) is None


@pytest.mark.parametrize(("told", "shade"), [
    ({b"gAMA": 100_000}, 188), ({b"gAMA": 55_556}, 147), ({b"gAMA": 45_455}, 128),
    ({b"gAMA": 100_000, b"sRGB": 0}, 128), ({b"gAMA": 0}, 128), ({b"gAMA": 1 << 31}, 128),
])  # fmt: skip
def test_a_power_is_heeded_as_browsers_do(told, shade):
    data = encoded(Image.new("RGB", (16, 16), (128, 128, 128)), "PNG")
    numbers = b"".join(
        chunk(name, number.to_bytes(1 if name == b"sRGB" else 4)) for name, number in told.items()
    )
    image, report = cleaned(png, data[:33] + numbers + data[33:])
    assert abs(image.getpixel((8, 8))[1] - shade) <= 1
    assert (Change.COLOURS in report.changed) == (shade != 128)
