"""Broken and hostile pictures: refused with a reason, or cleaned all the same."""

import contextlib
import io
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.samples import block, chunk, encoded_frames_bomb, png_bomb
from tests.samples_stills import DIRTY
from tests.tips import boxed
from tests.tips.planted import Marks, encoded, ifd
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, clean, heif, scrubbers, words
from tips.scrub._sniff import sniff

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
BUILT = {name: build() for name, build in DIRTY.items()}


def attempt(media_type, data):
    """Clean a file or see it refused; what comes out holds nothing and can be decoded whole."""
    try:
        report = scrubbers()[media_type].scrub(io.BytesIO(data), out := io.BytesIO())
    except Unscrubbable as refusal:
        return refusal.reason
    assert not scrubbers()[report.media_type].inspect(out)
    image = Image.open(out)
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
    return None


@pytest.mark.parametrize("name", BUILT)
def test_a_file_that_is_cut_anywhere_never_leaves_with_a_mark(name):
    sample = BUILT[name]
    for place in range(0, len(sample.data), max(1, len(sample.data) // 20)):
        attempt(sample.media_type, sample.data[:place])


def flipped(name, flips):
    data = bytearray(BUILT[name].data)
    for place, bits in flips:
        data[place % len(data)] ^= bits
    return bytes(data)


FLIPS = st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=6)


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif", "avif", "tiff", "bmp"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(flips=FLIPS)
def test_flipped_bits_are_cleaned_or_refused(name, flips):
    attempt(BUILT[name].media_type, flipped(name, flips))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(flips=FLIPS)
def test_a_decoder_that_falls_over_flipped_bits_falls_alone(flips):
    """The library that reads HEIC can be killed by a broken file: then only its process ends."""
    refused = contextlib.suppress(Unscrubbable)
    with memfile(flipped("heic", flips)) as source, memfile() as sink, refused:
        clean(source, sink)


def gif_frames(frames=100_000):
    frame = encoded(Image.new("P", (1, 1)), "GIF")
    start = 13 + 3 * 2 ** ((frame[10] & 7) + 1)
    return frame[:start] + frame[start:-1] * frames + b";"


def png_frames(frames=50_000):
    control = struct.pack(">IIIIIHHBB", 0, 1, 1, 0, 0, 1, 10, 0, 0)
    plain = encoded(Image.new("RGB", (1, 1)), "PNG")
    more = chunk(b"acTL", struct.pack(">II", frames, 0)) + chunk(b"fcTL", control) * frames
    return plain[:33] + more + plain[33:]


def tiff_of(*directories):
    """Return a TIFF whose directories are given as (entries, place of the next)."""
    data = b"II*\0" + struct.pack("<I", 8)
    for entries, following in directories:
        data += ifd(entries, len(data), following)
    return data


def number(tag, value):
    return (tag, 4, struct.pack("<I", value))


def tiff_side(side):
    strips = [number(273, 8), number(279, 8), (258, 3, b"\x08\0"), (262, 3, b"\1\0")]
    return tiff_of(([number(256, side), number(257, side), *strips], 0))


def bmp_side(side):
    head = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + b"\0" * 64


def jpeg_side(side=65_000):
    plain = encoded(Image.new("RGB", (8, 8)), "JPEG")
    at = plain.index(b"\xff\xc0") + 5
    return plain[:at] + struct.pack(">HH", side, side) + plain[at + 4 :]


BOMBS = {
    "900 megapixels in 100 kB": (png_bomb, Reason.PIXELS),
    "1,200 frames, 491 megapixels": (encoded_frames_bomb, Reason.PIXELS),
    "100,000 frames of one pixel": (gif_frames, Reason.FRAMES),
    "50,000 moving frames that are not there": (png_frames, Reason.FRAMES),
    "a directory that comes after itself": (lambda: tiff_of(([number(256, 9)], 8)), Reason.BROKEN),
    "a directory inside itself": (lambda: tiff_of(([number(330, 8)], 0)), Reason.BROKEN),
    "40 gigapixels of TIFF": (lambda: tiff_side(200_000), Reason.PIXELS),
    "10 gigapixels of BMP": (lambda: bmp_side(100_000), Reason.PIXELS),
    "4 gigapixels of JPEG": (jpeg_side, Reason.PIXELS),
    "a grid of 4 gigapixels": (
        lambda: boxed.heic(Marks(), grid=(65_000, 65_000)), Reason.PIXELS,
    ),
    "a camera's own format": (
        lambda: tiff_of(([number(256, 9), (50706, 1, b"\1\4")], 0)), Reason.PICTURE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_with_their_reason(name):
    build, reason = BOMBS[name]
    with memfile(build()) as source, memfile() as sink, pytest.raises(Unscrubbable) as refusal:
        clean(source, sink)
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("form", "options"),
    [("JPEG2000", {}), ("JPEG2000", {"no_jp2": True})],
)
def test_pictures_of_scanners_and_studios_are_refused_with_what_to_save_them_as(form, options):
    Image.new("RGB", (8, 8)).save(data := io.BytesIO(), form, **options)
    with memfile(data.getvalue()) as source, pytest.raises(Unscrubbable) as refusal:
        clean(source, source)
    assert refusal.value.reason is Reason.PICTURE
    assert "JPEG or PNG" in str(words.REASONS[Reason.PICTURE][1])


@pytest.mark.parametrize("order", "<>")
def test_directories_of_a_bigtiff_are_bounded_too(order):
    mark = b"II+\0" if order == "<" else b"MM\0+"

    def wide(place, *entries, following=0):
        rows = b"".join(struct.pack(f"{order}HHQQ", *entry) for entry in entries)
        head = mark + struct.pack(f"{order}HHQ", 8, 0, place)
        return head + struct.pack(f"{order}Q", len(entries)) + rows + struct.pack(
            f"{order}Q", following)  # fmt: skip

    assert attempt("image/tiff", wide(2**62)) is Reason.BROKEN
    assert attempt("image/tiff", wide(2**64 - 1)) is Reason.BROKEN
    assert attempt("image/tiff", wide(16, (256, 16, 1, 9), following=16)) is Reason.BROKEN
    assert attempt("image/tiff", wide(16, (330, 18, 1, 16))) is Reason.BROKEN
    assert attempt("image/tiff", wide(16, (270, 2, 2**60, 16))) is Reason.BROKEN
    side = [(256, 16, 1, 200_000), (257, 16, 1, 200_000)]
    assert attempt("image/tiff", wide(16, *side)) is Reason.PIXELS


def test_a_directory_that_promises_more_than_there_is_is_refused():
    assert (
        attempt("image/tiff", tiff_of(([(270, 2, b"x" * 9), number(256, 9)], 0))[:30])
        is Reason.BROKEN
    )
    assert attempt("image/tiff", b"II*\0" + struct.pack("<I", 2**31)) is Reason.BROKEN


def test_many_pages_are_refused():
    page = encoded(
        Image.new("1", (8, 8)), "TIFF", save_all=True, append_images=[Image.new("1", (8, 8))] * 501
    )
    assert attempt("image/tiff", page) is Reason.FRAMES


def test_a_script_behind_a_pictures_head_is_refused():
    assert attempt("image/gif", b"GIF89a/*\x00\x00*/=1;alert(1)") is Reason.BROKEN
    assert attempt("image/gif", b"GIF89a" + bytes(7) + block(0xFE, b"x" * 200)) is Reason.BROKEN


def test_the_kinds_of_boxes_are_told_apart():
    assert sniff(boxed.heic(Marks())) == "image/heic"
    assert sniff(boxed.heic(Marks(), brand=b"mif1")) == "image/heic"
    assert sniff(boxed.avif(Marks())) == "image/avif"
    assert sniff(boxed.box(b"ftyp", b"mif1\0\0\0\0mif1avif")) == "image/avif"
    assert sniff(boxed.box(b"ftyp", b"isom\0\0\0\0isommp42")) == "video/mp4"


def test_items_that_call_themselves_no_word_are_refused():
    """Known of libheif's Python side: it falls over them, and the process with it."""
    data = DIRTY["heic"]().data
    for name, wrong in ((b"Exif\0", b"E\xeaif\0"), (b"rdf+xml\0", b"rdf+xm\xff\0")):
        with pytest.raises(Unscrubbable) as refusal:
            heif.scrub(io.BytesIO(data.replace(name, wrong)), io.BytesIO())
        assert refusal.value.reason is Reason.BROKEN


@pytest.mark.parametrize("masks", [(0xF000, 0xF00, 0xF0, 0xF), (0xFFC00000, 0x3FF000, 0xFFC, 3)])
def test_masks_of_colours_that_cannot_be_read_are_not_called_damaged(masks):
    data = b"BM" + struct.pack("<IIIIiiHH", 80, 0, 70, 56, 1, 1, 1, 32 if masks[3] == 3 else 16)
    data += struct.pack("<IIiiII4I", 3, 4, 0, 0, 0, 0, *masks) + bytes(4)
    assert attempt("image/bmp", data) is Reason.UNSUPPORTED
