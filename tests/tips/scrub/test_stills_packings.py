"""Pictures packed in odd ways are read or named as such; palettes say nothing."""

import io
import re
import struct
import zlib

import pytest
from PIL import Image, TiffImagePlugin

from tests.samples_stills import scene, tiff_grey
from tests.tips import boxed
from tests.tips.planted import Marks, encoded
from tips.scrub import Reason, Unscrubbable, _stills, avif, heif, jpeg, png, tiff

LETTERS = b"CANARY-PALETTE-17-"


def packed_as(compression, strip, more=()):
    """Return a TIFF of one strip that is packed in the given way."""
    picture = scene((64, 48))
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[256], tags[257], tags[258] = picture.width, picture.height, (8, 8, 8)
    tags[259], tags[262], tags[277] = compression, 2, 3
    tags[278], tags[279], tags[273] = picture.height, len(strip), 0
    tags.update(more)
    return b"II*\0\x08\0\0\0" + tags.tobytes(8) + strip


@pytest.mark.parametrize("settings", [{}, {"progressive": True}, {"restart_marker_blocks": 4},
                                      {"subsampling": 0}], ids=str)  # fmt: skip
def test_a_jpeg_that_lacks_nothing_but_its_end_is_taken(settings):
    drawn = scene((645, 323))
    drawn.save(out := io.BytesIO(), "JPEG", **settings)
    whole = out.getvalue()
    jpeg.scrub(io.BytesIO(whole), expected := io.BytesIO())
    for cut in (1, 2):
        jpeg.scrub(io.BytesIO(whole[:-cut]), sink := io.BytesIO())
        assert sink.getvalue() == expected.getvalue()
        assert not jpeg.inspect(sink)
    marks = [found.start() for found in re.finditer(rb"\xff[\xd0-\xd7]", whole)][-3:]
    for place in (len(whole) - 6, len(whole) - 100, len(whole) // 2, *marks):
        with pytest.raises(Unscrubbable):
            jpeg.scrub(io.BytesIO(whole[:place]), io.BytesIO())


def refused(data):
    with pytest.raises(Unscrubbable) as refusal:
        tiff.scrub(io.BytesIO(data), io.BytesIO())
    return refusal.value.reason


def test_a_page_packed_by_webp_is_not_called_damaged():
    scene((64, 48)).save(strip := io.BytesIO(), "WEBP", lossless=True)
    assert refused(packed_as(50001, strip.getvalue())) is Reason.UNSUPPORTED


@pytest.mark.parametrize("compression", [34712, 34887, 50002, 65000])
def test_other_packings_that_are_not_known_are_told_alike(compression):
    assert refused(packed_as(compression, bytes(300))) is Reason.UNSUPPORTED


@pytest.mark.parametrize("more", [{258: (12, 12, 12)}, {258: (16, 16, 16), 339: (3, 3, 3)}])
def test_numbers_that_cannot_be_read_are_not_called_damaged(more):
    assert refused(packed_as(1, bytes(64 * 48 * 6), more)) is Reason.UNSUPPORTED


def test_planes_whose_colours_were_mixed_with_their_transparency_are_not_called_damaged():
    places = {273: (0, 3072, 6144, 9216), 279: (3072,) * 4}
    more = {258: (8,) * 4, 262: 2, 277: 4, 284: 2, 338: 1} | places
    assert refused(packed_as(1, bytes(12_288), more)) is Reason.UNSUPPORTED


@pytest.mark.parametrize(("order", "bits"), [("<", 10), (">", 12), ("<", 14), (">", 24), ("<", 64)])
def test_greys_of_depths_that_cannot_be_read_are_not_called_damaged(order, bits):
    data = tiff_grey(order, 16 if bits != 12 else 12)
    depth = struct.Struct(f"{order}HHIH")
    assert data.count(was := depth.pack(258, 3, 1, 16 if bits != 12 else 12)) == 1
    assert refused(data.replace(was, depth.pack(258, 3, 1, bits))) is Reason.UNSUPPORTED


def test_deep_greys_from_the_high_end_whose_nought_is_white_are_not_called_damaged():
    assert refused(tiff_grey(">", 16, black=255)) is Reason.UNSUPPORTED


def test_a_further_plane_that_means_nothing_keeps_no_picture_back():
    shades = bytes(place % 100 for place in range(64 * 48))
    first, second = zlib.compress(shades), zlib.compress(bytes(64 * 48))
    more = {258: (8, 8), 262: 1, 277: 2, 284: 2, 338: 0, 339: (2, 2)}
    more |= {273: (0, len(first)), 279: (len(first), len(second))}
    data = packed_as(8, first + second, more)
    tiff.scrub(io.BytesIO(data), sink := io.BytesIO())
    with Image.open(sink) as clean:
        assert clean.convert("L").tobytes() == shades


def test_a_wide_file_written_from_the_high_end_is_not_called_damaged():
    head = b"MM\0+\0\x08\0\0" + (16).to_bytes(8, "big")
    tags = [(256, 64), (257, 48), (258, 8), (259, 1), (262, 1), (273, 0), (277, 1), (279, 3072)]
    rows = b"".join(struct.pack(">HHQHxxxxxx", tag, 3, 1, value) for tag, value in tags)
    data = head + len(tags).to_bytes(8, "big") + rows + bytes(8 + 3072)
    assert refused(data) is Reason.UNSUPPORTED


@pytest.mark.parametrize("compression", [1, 5, 8, 34925, 50000])
def test_a_packing_that_is_known_and_damaged_is_called_damaged(compression):
    assert refused(packed_as(compression, b"\x07" * 9)) is Reason.BROKEN


def test_bits_that_stand_lowest_first_are_read():
    picture = scene((64, 48))
    strip = zlib.compress(picture.tobytes())
    turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in strip)
    tiff.scrub(io.BytesIO(packed_as(8, turned, {266: 2})), sink := io.BytesIO())
    with Image.open(sink) as clean:
        assert clean.tobytes() == picture.tobytes()


def test_colours_of_a_palette_that_no_pixel_has_are_gone():
    picture = Image.frombytes("P", (60, 40), bytes(place % 3 for place in range(2400)))
    picture.putpalette(bytes(range(9)) + (LETTERS * 43)[:759])
    picture.save(dirty := io.BytesIO(), "TIFF")
    assert struct.pack("<3H", *(letter << 8 for letter in LETTERS[::3][:3])) in dirty.getvalue()
    tiff.scrub(dirty, sink := io.BytesIO())
    with Image.open(sink) as clean, Image.open(dirty) as before:
        colours = {value >> 8 for value in clean.tag_v2.get(320, ())}
        assert colours <= set(range(9))
        assert clean.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize(("colours", "kept"), [
    ("4:4:4", b"\x20\0"), ("4:2:2", b"\x20\0"), ("4:2:0", b"\0\x0c"),
])  # fmt: skip
def test_an_avif_keeps_as_many_colours_as_it_has(colours, kept):
    data = encoded(scene(), "AVIF", quality=90, speed=9, subsampling=colours)
    avif.scrub(io.BytesIO(data), sink := io.BytesIO())
    profile, halves = sink.getvalue().split(b"av1C\x81")[1][:2]
    assert bytes((profile & 0xE0, halves & 0x1C)) == kept


@pytest.mark.parametrize(("form", "steps"), [
    ("yuv444p", (1, 1)), ("yuv422p", (1, 1)), ("yuv420p", (2, 2)),
])  # fmt: skip
def test_a_heic_keeps_as_many_colours_as_it_has(form, steps):
    data = boxed.heic(Marks(), form=form)
    heif.scrub(io.BytesIO(data), sink := io.BytesIO())
    with Image.open(sink) as clean:
        assert clean.layer[0][1:3] == steps


def test_a_grey_page_whose_colours_were_mixed_with_their_transparency_is_drawn():
    pixels = b"".join(bytes((shade // 2, 128)) for shade in range(256))
    more = {256: 16, 257: 16, 258: (8, 8), 262: 1, 277: 2, 278: 16, 338: 1}
    tiff.scrub(io.BytesIO(packed_as(1, pixels, more)), sink := io.BytesIO())
    with Image.open(sink) as clean:
        found = clean.convert("RGBA").get_flattened_data()
    assert all(abs(pixel[0] - shade) <= 2 and pixel[3] == 128 for shade, pixel in enumerate(found))


@pytest.mark.parametrize(("frame", "bits"), [(0xC1, 12), (0xC3, 16), (0xC5, 8), (0xF7, 8)])
def test_a_jpeg_of_laboratories_is_not_called_damaged(frame, bits):
    data = encoded(scene(), "JPEG").replace(b"\xff\xc0\0\x11\x08", bytes((255, frame, 0, 17, bits)))
    with pytest.raises(Unscrubbable) as refusal:
        jpeg.scrub(io.BytesIO(data), io.BytesIO())
    assert refusal.value.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize(("colours", "steps"), [
    ("4:4:4", (1, 1)), ("4:2:2", (1, 1)), ("4:2:0", (2, 2)),
])  # fmt: skip
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_jpeg_keeps_as_many_colours_as_it_has(mode, colours, steps):
    data = encoded(scene().convert(mode), "JPEG", quality=95, subsampling=colours)
    jpeg.scrub(io.BytesIO(data), sink := io.BytesIO())
    with Image.open(sink) as clean:
        assert clean.layer[0][1:3] == steps


def test_no_palette_is_looked_for_where_there_is_no_memory(monkeypatch):
    few = scene().quantize(9).convert("RGB")
    for most, mode in ((few.width * few.height, "P"), (few.width * few.height - 1, "RGB")):
        monkeypatch.setattr(_stills, "_WIDEST", most)
        png.scrub(io.BytesIO(encoded(few, "PNG")), sink := io.BytesIO())
        with Image.open(sink) as clean:
            assert clean.mode == mode
            assert clean.convert("RGB").tobytes() == few.tobytes()
