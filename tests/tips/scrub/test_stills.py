"""Pictures of every kind: read, cleaned to nothing, refused when rubbish, and still the picture."""

import base64
import io
import time
import zlib

import pytest
from PIL import Image, ImageChops

from tests.samples import chunk
from tests.samples_stills import DIRTY, scene, wide_profile
from tests.tips.planted import encoded
from tips.scrub import Change, Kind, Unscrubbable, scrubbers
from tips.scrub._sniff import sniff

# Pillow says that a picture looks odd; that is what these are made for.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def scrubbed(name):
    """Return a dirty sample, its clean bytes and the report, without a process of its own."""
    sample = DIRTY[name]()
    report = scrubbers()[sample.media_type].scrub(io.BytesIO(sample.data), out := io.BytesIO())
    return sample, out.getvalue(), report


def cleaned(data):
    """Return the cleaned picture and the report."""
    module = scrubbers()[sniff(data)]
    report = module.scrub(io.BytesIO(data), out := io.BytesIO())
    assert not module.inspect(out)
    return Image.open(out), report


def unpacked(data):
    """Return a file's bytes with every zlib stream in it unpacked behind them."""
    found, place = [data], -1
    while (place := data.find(b"\x78", place + 1)) >= 0:
        try:
            found.append(zlib.decompressobj().decompress(data[place:]))
        except zlib.error:
            continue
    return b"".join(found)


def spellings(mark):
    text = mark.decode("latin-1")
    if len(mark) < 8:
        return [mark]
    coded = [base64.b64encode(b"x" * shift + mark)[4:-4] for shift in range(3)]
    return [mark, text.encode("utf-16-le"), text.encode("utf-16-be"), mark.hex().encode(), *coded]


@pytest.mark.parametrize("name", DIRTY)
def test_it_reads_and_finds_what_is_there(name):
    sample = DIRTY[name]()
    assert sample.marks
    assert [mark for mark in sample.marks if mark not in unpacked(sample.data)] == []
    assert scrubbers()[sample.media_type].inspect(io.BytesIO(sample.data))


@pytest.mark.parametrize("name", DIRTY)
def test_it_cleans_to_nothing(name):
    sample, cleaned, report = scrubbed(name)
    assert not scrubbers()[report.media_type].inspect(io.BytesIO(cleaned))
    everything = unpacked(cleaned)
    assert [m for m in sample.marks if any(s in everything for s in spellings(m))] == []
    assert report.removed
    assert Change.REENCODED in report.changed


@pytest.mark.parametrize("name", DIRTY)
def test_cleaning_twice_gives_the_same_bytes(name):
    assert scrubbed(name)[1] == scrubbed(name)[1]


@pytest.mark.parametrize("name", DIRTY)
def test_a_clean_file_is_cleaned_again(name):
    _sample, cleaned, report = scrubbed(name)
    again = scrubbers()[report.media_type].scrub(io.BytesIO(cleaned), io.BytesIO())
    assert not again.removed


@pytest.mark.parametrize("media_type", sorted({sample().media_type for sample in DIRTY.values()}))
@pytest.mark.parametrize("rubbish", [b"", b"\xfe", bytes(range(256)) * 64, b"\0" * 5000])
def test_it_refuses_rubbish(media_type, rubbish):
    module = scrubbers()[media_type]
    with pytest.raises(Unscrubbable):
        module.scrub(io.BytesIO(rubbish), io.BytesIO())


@pytest.mark.parametrize("name", ["jpeg", "heic", "avif", "tiff-camera"])
def test_a_report_names_what_a_telephone_wrote(name):
    _sample, _cleaned, report = scrubbed(name)
    expected = {Kind.PLACE, Kind.DEVICE, Kind.DATES, Kind.AUTHOR, Kind.SOFTWARE, Kind.COMMENT}
    assert expected <= set(report.removed)
    assert "MARK" not in repr(report.as_dict())
    assert Change.TURNED in report.changed


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("jpeg-motion", {Kind.TRAILING, Kind.EMBEDDED}),
        ("png-deep", {Kind.TRAILING}),
        ("png-moving", {Kind.EMBEDDED, Kind.AUTHOR}),
        ("heic", {Kind.THUMBNAIL, Kind.EMBEDDED, Kind.COLOUR, Kind.TRAILING, Kind.HIDDEN}),
        ("avif", {Kind.COLOUR, Kind.TRAILING}),
        ("avif-moving", {Kind.DATES}),
        ("tiff", {Kind.COMMENT, Kind.DEVICE, Kind.AUTHOR, Kind.HIDDEN, Kind.TRAILING}),
        ("bmp", {Kind.COLOUR, Kind.HIDDEN, Kind.TRAILING}),
    ],
)
def test_what_hides_outside_the_picture_is_named_too(name, kinds):
    assert kinds <= set(scrubbed(name)[2].removed)


def with_exif(form, said):
    """Return a picture whose EXIF is the given bytes, whatever they are."""
    data = encoded(scene(), form, exif=b"Exif\0\0" + b"II*\0\x08\0\0\0" + bytes(10))
    start = data.index(b"II*\0")
    if form == "PNG":
        return data[: start - 8] + chunk(b"eXIf", said) + data[start + 22 :]
    return data[:start] + said.ljust(18, b"\0") + data[start + 18 :]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
@pytest.mark.parametrize("said", [b"CANARYCANARY", b"II", b"II*\0\x08\0\0\0\xff\xff"])
def test_damaged_exif_keeps_no_picture_back(form, said):
    image, report = cleaned(with_exif(form, said))
    assert report.changed == (Change.REENCODED,)
    assert image.size == scene().size


def test_exif_in_hexadecimal_may_be_damaged_too():
    data = encoded(scene(), "PNG")
    words = zlib.compress(b"\nexif\n  20\nno hexadecimal")
    said = chunk(b"zTXt", b"Raw profile type exif\0\0" + words)
    assert cleaned(data[:33] + said + data[33:])[0].size == scene().size


NOT_NEEDED = {
    "an endless text": chunk(b"zTXt", b"history\0\0" + zlib.compress(bytes(9_000_000))),
    "a text with a wrong checksum": chunk(b"tEXt", b"Author\0Ada")[:-1] + b"?",
    "a profile packed in an unknown way": chunk(b"iCCP", b"any\0\7profile"),
    "an endless profile": chunk(b"iCCP", b"any\0\0" + zlib.compress(bytes(20_000_000))),
    "colours that are cut off": chunk(b"cHRM", b"\0") + chunk(b"tRNS", b"") + chunk(b"sRGB", b""),
}


@pytest.mark.parametrize("what", NOT_NEEDED)
def test_what_draws_nothing_in_a_png_keeps_no_picture_back(what):
    data = encoded(scene(), "PNG")
    image, report = cleaned(data[:33] + NOT_NEEDED[what] + data[33:])
    assert image.convert("RGB").tobytes() == scene().tobytes()
    assert report.removed


def test_a_profile_as_long_as_those_of_printers_is_used():
    profile = wide_profile() + bytes(2_500_000)
    said = chunk(b"iCCP", b"wide\0\0" + zlib.compress(profile))
    data = encoded(scene(), "PNG")
    _, report = cleaned(data[:33] + said + data[33:])
    assert Change.COLOURS in report.changed


def test_a_large_webp_without_loss_is_packed_in_a_fraction_of_the_time(monkeypatch):
    noise = Image.effect_noise((900, 700), 12).convert("RGB")
    photo = ImageChops.add(scene((900, 700)), noise, offset=-120)
    data, took, sizes = encoded(photo, "WEBP", lossless=True, quality=0, method=0), [], []
    for much in (8_000_000, 600_000):
        monkeypatch.setattr("tips.scrub._stills._MUCH", much)
        start = time.process_time()
        scrubbers()["image/webp"].scrub(io.BytesIO(data), out := io.BytesIO())
        took.append(time.process_time() - start)
        sizes.append(len(out.getvalue()))
    assert took[1] < took[0] * 0.7
    assert sizes[1] < sizes[0] * 1.02
