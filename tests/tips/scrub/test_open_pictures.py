"""Pictures in OpenDocument of which a frame shows a part: the sides that it hides are cut off."""

import io
import re

import pytest
from PIL import Image

from tests.samples_odf import OPEN, content, style
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tips.scrub import Kind, odf

INCH = "svg:width='1in' svg:height='1in'"


def picture(kind="PNG", size=(200, 100), **more):
    """Return a picture whose left half is red, and whose right half is blue."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    drawn.save(out := io.BytesIO(), kind, **more)
    return out.getvalue()


def framed(data, clip, look="gr1", automatic="", kind="text"):
    """Return a document with one picture in a frame of this look."""
    clipped = f'<style:graphic-properties fo:clip="{clip}" draw:fill="none"/>'
    automatic = style("gr1", "graphic", clipped) + automatic
    frame = (
        f'<draw:frame draw:style-name="{look}" {INCH}><draw:image xlink:href="Pictures/a.png"/>'
        "</draw:frame>"
    )
    body = f"<text:p>{frame}</text:p>" if kind == "text" else f"<draw:page>{frame}</draw:page>"
    parts = {
        "mimetype": OPEN + kind,
        "content.xml": content(kind, body, automatic),
        "Pictures/a.png": data,
        "META-INF/manifest.xml": "<manifest/>",
    }
    return packed(parts)


def cleaned(paper):
    """Return the text, the picture that is left, and how many hidden things went."""
    report = odf.scrub(io.BytesIO(paper), out := io.BytesIO())
    assert odf.inspect(out) == {}
    made = members(out.getvalue())
    kept = [data for name, data in made.items() if name.startswith("Pictures/")]
    text = made["content.xml"].decode()
    assert "fo:clip" not in text
    assert len(kept) == len(set(re.findall(r"Pictures[^\"]*", text)))
    return text, (Image.open(io.BytesIO(kept[0])) if kept else None), report.removed[Kind.HIDDEN]


@pytest.mark.parametrize(
    ("data", "clip"),
    [
        (picture("PNG", dpi=(100, 100)), "rect(0cm, 0cm, 0cm, 2.54cm)"),
        (picture("JPEG", dpi=(50, 50), quality=95), "rect(0in 0in 0in 2in)"),
        (picture("PNG"), "rect(0cm,0cm,0cm,75pt)"),
        (picture("GIF"), "rect(0mm, 0mm, 0mm, 26.4583mm)"),
        (picture("BMP", dpi=(100, 100)), "rect(auto, auto, auto, 2.54cm)"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_the_side_that_a_frame_hides_is_cut_off(data, clip, kind):
    _text, shown, hidden = cleaned(framed(data, clip, kind=kind))
    assert shown.size == (100, 100)
    red, _green, blue = shown.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert red < 20 < 200 < blue
    assert hidden == 1


def test_each_side_is_its_own():
    sides = "rect(10px, 20px, 30px, 40px)"  # above, right, below, left
    shown = cleaned(framed(picture(), sides))[1].convert("RGB")
    assert shown.size == (140, 60)
    assert shown.getpixel((59, 0)) == (255, 0, 0)
    assert shown.getpixel((60, 0)) == (0, 0, 255)


def test_a_look_hides_what_the_one_above_it_says():
    lower = style("gr2", "graphic", "", ' style:parent-style-name="gr1"')
    assert cleaned(framed(picture(), "rect(0px,0px,0px,100px)", "gr2", lower))[1].size == (100, 100)
    other = '<style:graphic-properties fo:clip="rect(0px,0px,0px,0px)"/>'
    lower = style("gr2", "graphic", other, ' style:parent-style-name="gr1"')
    assert cleaned(framed(picture(), "rect(0px,0px,0px,100px)", "gr2", lower))[1].size == (200, 100)
    circle = style("gr2", "graphic", "", ' style:parent-style-name="gr2"')
    assert cleaned(framed(picture(), "rect(0px,0px,0px,9px)", "gr2", circle))[1].size == (200, 100)


@pytest.mark.parametrize("clip", ["auto", "", "rect(0px,0px,0px)", "rect(0.1px,0px,0px,0.9px)"])
def test_what_hides_less_than_a_dot_leaves_the_picture_as_it_is(clip):
    assert cleaned(framed(picture(), clip))[1].size == (200, 100)


def test_a_margin_beside_a_picture_stays_empty():
    shown = cleaned(framed(picture("JPEG"), "rect(0px,-50px,-20px,100px)"))[1]
    assert shown.size == (150, 120)
    assert shown.getpixel((149, 119))[3] == 0
    assert shown.getpixel((50, 50))[2:] == (254, 255)


@pytest.mark.parametrize("clip", ["rect(0px,100px,0px,100px)", "rect(0px,0px,900px,0px)"])
def test_a_blank_stands_for_a_picture_that_is_hidden_whole(clip):
    _text, shown, hidden = cleaned(framed(picture(), clip))
    assert (shown.mode, shown.size, shown.getpixel((0, 0))) == ("RGBA", (1, 1), (0, 0, 0, 0))
    assert hidden == 1


def test_a_blank_stands_for_a_picture_whose_sides_cannot_be_cut_off():
    assert cleaned(framed(picture("AVIF"), "rect(0px,0px,0px,9px)"))[1].size == (1, 1)
    assert cleaned(framed(picture("AVIF"), "auto"))[1].size == (200, 100)


@pytest.mark.parametrize("clip", ["auto", "rect(0px,0px,0px,9px)"])
def test_an_address_with_a_line_end_is_no_picture_or_a_blank(clip):
    data = members(framed(picture(), clip))
    data["content.xml"] = data["content.xml"].replace(b"Pictures/a.png", b"Pictures/a.png&#10;1,a")
    assert cleaned(packed(data))[1].size == (1, 1)


@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_a_blank_as_large_stands_for_a_picture_that_cannot_be_cleaned(kind):
    data = members(framed(b"\x01\0\0\0 EMF", "auto", kind=kind))
    frame = b'<draw:frame svg:width="2in"><draw:image xlink:href="http://ana.example/a.png"/>'
    frame += b'<draw:object-ole xlink:href="Obj1"/></draw:frame><draw:frame svg:width="3in"/>'
    data["content.xml"] = data["content.xml"].replace(b"<draw:frame ", frame + b"<draw:frame ")
    text = cleaned(packed(data))[0]
    frames = re.findall('<draw:frame ([^>]*)><draw:image xlink:href="([^"]*)"[^>]*/></d', text)
    assert [size for size, _picture in frames] == [
        'svg:width="2in"', 'draw:style-name="gr1" svg:width="1in" svg:height="1in"'
    ]  # fmt: skip
    assert len({picture for _size, picture in frames}) == 1
    assert text.count("<draw:frame") == 2


def test_no_blank_stands_beside_a_picture_that_stays():
    data = members(framed(picture(), "auto"))
    other = b'<draw:image xlink:href="Pictures/b.emf"/><draw:image '
    data["content.xml"] = data["content.xml"].replace(b"<draw:image ", other)
    assert cleaned(packed(data))[0].count("<draw:image ") == 1


def test_frames_that_show_different_parts_have_a_picture_each():
    paper = framed(picture(), "rect(0px,0px,0px,100px)")
    parts = {name: data.decode("latin-1") for name, data in members(paper).items()}
    second = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    parts["content.xml"] = parts["content.xml"].replace("</text:p>", second)
    parts["Pictures/a.png"] = picture()
    report = odf.scrub(io.BytesIO(packed(parts)), out := io.BytesIO())
    made = members(out.getvalue())
    used = re.findall(r'xlink:href="([^"]*)"', made["content.xml"].decode())
    assert [Image.open(io.BytesIO(made[name])).size for name in used] == [(100, 100), (200, 100)]
    assert report.removed[Kind.HIDDEN] == 1


def test_the_second_look_finds_a_frame_that_hides_a_side():
    assert odf.inspect(io.BytesIO(framed(picture(), "rect(0px,0px,0px,9px)")))[Kind.OTHER]
