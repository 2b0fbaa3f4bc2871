"""What must survive cleaning: the picture as a reader sees it, its colours, its pages."""

import io
import struct

import pytest
from PIL import Image, ImageChops, ImageCms, ImageMath, ImageOps, ImageStat

from tests.samples import chunk
from tests.samples_stills import DIRTY, jpeg_wide, scene, tiff_grey, wide_profile
from tests.tips import boxed
from tests.tips.planted import Marks, encoded, picture
from tips.scrub import Change, scrubbers
from tips.scrub._sniff import sniff

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
EXIF_TURNED = {
    turn: (exif := Image.Exif(), exif.__setitem__(0x0112, turn))[0] for turn in range(1, 9)
}
SAVED = {
    "JPEG": {"quality": 95}, "JPEG full colour": {"quality": 95, "subsampling": "4:4:4"},
    "PNG": {}, "WEBP": {"quality": 95}, "WEBP lossless": {"lossless": True}, "TIFF": {}, "BMP": {},
    "TIFF jpeg": {"compression": "jpeg", "quality": 95}, "AVIF": {"quality": 95, "speed": 9},
}  # fmt: skip


def cleaned(data):
    """Return the cleaned picture, decoded whole, and the report."""
    module = scrubbers()[sniff(data[:65_536])]
    report = module.scrub(io.BytesIO(data), out := io.BytesIO())
    image = Image.open(out)
    image.load()
    return image, report


def ssim(first, second):
    """Return how alike two pictures look, 1 at most: windows of 8 x 8, on grey.

    Source: Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment", 2004.
    """
    assert first.size == second.size
    x, y = (image.convert("RGB").convert("L").convert("F") for image in (first, second))

    def of(formula, **images):
        return ImageMath.lambda_eval(formula, **images)

    means = {"x": x.reduce(8), "y": y.reduce(8)}
    for name, left, right in (("xx", x, x), ("yy", y, y), ("xy", x, y)):
        means[name] = of(lambda part: part["a"] * part["b"], a=left, b=right).reduce(8)
    alike = of(
        lambda m: ((2 * m["x"] * m["y"] + 6.5025) * (2 * (m["xy"] - m["x"] * m["y"]) + 58.5225))
        / ((m["x"] * m["x"] + m["y"] * m["y"] + 6.5025)
           * (m["xx"] - m["x"] * m["x"] + m["yy"] - m["y"] * m["y"] + 58.5225)),
        **means,
    )  # fmt: skip
    values = alike.get_flattened_data()
    return sum(values) / len(values)


@pytest.mark.parametrize("grain", [3, 8, 20])
@pytest.mark.parametrize(("form", "more"), [
    *(("JPEG", {"quality": quality}) for quality in (75, 90, 94, 95, 97, 100)),
    *(("WEBP", {"quality": quality}) for quality in (80, 92, 100)),
    *(("AVIF", {"quality": quality, "speed": 9}) for quality in (60, 85, 95)),
    *(("TIFF", {"quality": quality, "compression": "jpeg"}) for quality in (75, 97)),
], ids=str)  # fmt: skip
def test_the_grain_of_a_fine_picture_stays(form, more, grain):
    bands = [Image.effect_noise((600, 400), grain) for _ in range(3)]
    drawn = ImageChops.add(scene((600, 400)), Image.merge("RGB", bands), offset=-128)
    drawn.save(source := io.BytesIO(), form, **more)
    image, _report = cleaned(source.getvalue())
    assert ssim(image, Image.open(source)) >= 0.98


def farthest(first, second):
    """Return the largest difference of any colour value."""
    difference = ImageChops.difference(first.convert("RGB"), second.convert("RGB"))
    return max(high for _low, high in difference.getextrema())


def off(first, second):
    """Return the mean difference of all colour values."""
    means = ImageStat.Stat(ImageChops.difference(first, second)).mean
    return sum(means) / len(means)


@pytest.mark.parametrize("name", SAVED)
def test_a_reader_sees_no_loss(name):
    data = encoded(scene(), name.split()[0], **SAVED[name])
    image, report = cleaned(data)
    assert ssim(image, Image.open(io.BytesIO(data))) >= 0.98
    assert report.changed == (Change.REENCODED,)
    packed = name not in ("BMP", "TIFF")
    out = io.BytesIO()
    scrubbers()[sniff(data[:65_536])].scrub(io.BytesIO(data), out)
    assert len(out.getvalue()) < len(data) * (1.3 if packed else 1)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_turn_is_applied(form, turn):
    original = scene()
    data = encoded(original, form, exif=EXIF_TURNED[turn].tobytes(), **SAVED.get(form, {}))
    image, report = cleaned(data)
    upright = ImageOps.exif_transpose(_with_turn(original, turn))
    assert ssim(image, upright) >= 0.98
    assert 0x0112 not in image.getexif()
    assert (Change.TURNED in report.changed) == (turn > 1)


def _with_turn(image, turn):
    turned = image.copy()
    turned.getexif()[0x0112] = turn
    return turned


def test_a_tall_picture_is_turned_across_many_bands(monkeypatch):
    monkeypatch.setattr("blogsite.lib.raster._BAND", 192 * 7)
    for turn in range(2, 9):
        test_every_turn_is_applied("PNG", turn)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_wide_colours_are_converted(mode):
    before = scene().convert(mode)
    image, report = cleaned(encoded(before, "PNG", icc_profile=wide_profile()))
    source = ImageCms.ImageCmsProfile(io.BytesIO(wide_profile()))
    seen = before.convert("RGB")
    expected = ImageCms.profileToProfile(seen, source, ImageCms.createProfile("sRGB"))
    assert off(seen, expected) > 3
    assert farthest(image, expected) <= 1
    assert Change.COLOURS in report.changed
    assert "icc_profile" not in image.info


def test_a_telephones_jpeg_of_wide_colours_is_converted():
    data = jpeg_wide().data
    image, _report = cleaned(data)
    source = ImageCms.ImageCmsProfile(io.BytesIO(wide_profile()))
    expected = ImageCms.profileToProfile(
        Image.open(io.BytesIO(data)), source, ImageCms.createProfile("sRGB")
    )
    assert ssim(image, expected) >= 0.98
    assert off(image, expected) < off(Image.open(io.BytesIO(data)), expected)


@pytest.mark.parametrize("form", ["heic", "avif", "png"])
def test_wide_colours_that_only_a_number_names_are_converted(form):
    """Number 12 is Display P3, 1 is what sRGB has; the pixels themselves are the same."""
    plain, wide = (_numbered(form, number) for number in (1, 12))
    assert Change.COLOURS in wide[1].changed
    assert Change.COLOURS not in plain[1].changed
    source = ImageCms.ImageCmsProfile(io.BytesIO(wide_profile()))
    expected = ImageCms.profileToProfile(plain[0], source, ImageCms.createProfile("sRGB"))
    assert off(plain[0], expected) > 2 * off(wide[0], expected)


def _numbered(form, number):
    box = boxed.box(b"colr", b"nclx", struct.pack(">HHHB", number, 13, 6, 0x80))
    if form == "heic":
        return cleaned(boxed.heic(Marks(), colours=box))
    if form == "png":
        data = encoded(scene(), "PNG")
        return cleaned(data[:33] + chunk(b"cICP", bytes((number, 13, 0, 1))) + data[33:])
    data = encoded(scene(), "AVIF", quality=95)
    at = data.index(b"colrnclx") - 4
    return cleaned(data[:at] + box + data[at + len(box) :])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_every_pixel(mode):
    original = scene().convert(mode)
    image, _report = cleaned(encoded(original, "PNG"))
    assert farthest(image, original) == 0
    data = encoded(original, "PNG")
    assert len(encoded(image, "PNG")) <= len(data) * 1.1


def test_deep_greys_keep_their_brightness():
    image, _report = cleaned(DIRTY["png-deep"]().data)
    assert image.getpixel((63, 40)) in (246, (246, 246, 246))  # (63 * 1000 + 40) // 256


@pytest.mark.parametrize(
    ("order", "bits", "black"),
    [("<", 12, 0), ("<", 16, 0), (">", 16, 0), ("<", 16, 255)],
)
def test_deep_greys_of_scanners_keep_their_brightness(order, bits, black):
    image, _ = cleaned(tiff_grey(order, bits, black=black))
    assert off(image, Image.linear_gradient("L").crop((0, 0, 4, 256))) <= 1


def test_ink_is_shown_as_a_browser_shows_it():
    sample = DIRTY["jpeg-ink"]()
    image, _report = cleaned(sample.data)
    assert image.mode == "RGB"
    assert ssim(image, Image.open(io.BytesIO(sample.data)).convert("RGB")) >= 0.98


def test_lab_is_converted():
    lab = ImageCms.profileToProfile(
        scene(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    image, _report = cleaned(encoded(lab, "TIFF"))
    back = ImageCms.profileToProfile(
        lab, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert farthest(image, back) <= 1
    assert ssim(image, scene()) >= 0.98


def test_a_telephones_tiles_are_joined_and_turned():
    sample = DIRTY["heic"]()
    image, report = cleaned(sample.data)
    tile = picture((128, 96))
    sheet = Image.new("RGB", (256, 96))
    for left in (0, 128):
        sheet.paste(tile, (left, 0))
    # Three quarters to the left, as the box says.
    assert ssim(image, sheet.transpose(Image.Transpose.ROTATE_270)) >= 0.98
    assert report.media_type == "image/jpeg"


def test_every_page_is_kept_as_sharp_as_it_was():
    sample = DIRTY["tiff"]()
    before = Image.open(io.BytesIO(sample.data))
    image, _report = cleaned(sample.data)
    assert image.n_frames == before.n_frames == 3
    for page, mode in enumerate(("RGB", "L", "1")):
        image.seek(page)
        before.seek(page)
        assert image.mode == mode
        assert farthest(image, before) == 0


def test_colour_under_full_transparency_is_blanked():
    for name in ("png", "gif-holes"):
        image = cleaned(DIRTY[name]().data)[0].convert("RGBA")
        hidden = {pixel for pixel in image.get_flattened_data() if pixel[3] == 0}
        assert hidden == {(0, 0, 0, 0)}
