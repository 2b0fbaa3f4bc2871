"""Moving pictures keep their frames, their times, and whether they play once or for ever."""

import io
import struct

import pytest
from PIL import GifImagePlugin, Image, ImageDraw

from tests.samples import moving
from tests.samples_stills import DIRTY
from tests.tips.planted import encoded
from tests.tips.scrub.test_stills_pictures import cleaned, ssim
from tips.scrub import Kind, _gif_film, _moving, _png_film, gif, png

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def played(image):
    """Return (picture, milliseconds) of each frame."""
    found = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        found.append((image.convert("RGBA"), image.info.get("duration")))
    return found


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_frames_keep_their_order_and_their_time(form):
    data = moving(form)
    before, after = (played(image) for image in (Image.open(io.BytesIO(data)), cleaned(data)[0]))
    assert len(after) == len(before) == 5
    for (old, _time), (new, shown) in zip(before, after, strict=True):
        assert shown == 120
        assert ssim(old, new) >= 0.98


def test_what_shows_through_a_frame_stays_so():
    data = DIRTY["gif-holes"]().data
    before, after = (played(image) for image in (Image.open(io.BytesIO(data)), cleaned(data)[0]))
    assert len(after) == 4
    for (old, _time), (new, shown) in zip(before, after, strict=True):
        assert shown == 70
        assert old.getchannel("A").tobytes() == new.getchannel("A").tobytes()
        assert ssim(old, new) >= 0.98


def test_the_picture_for_those_who_cannot_play_is_no_frame():
    image, _report = cleaned(DIRTY["png-moving"]().data)
    colours = [frame.getpixel((5, 5))[:3] for frame, _time in played(image)]
    assert colours == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize(("loop", "kept"), [(0, 0), (1, 1), (7, 0)])
def test_played_once_or_for_ever(form, loop, kept):
    pictures = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    times = {} if form == "GIF" and loop == 1 else {"loop": loop}
    data = encoded(pictures[0], form, save_all=True, append_images=pictures[1:], **times)
    image, _report = cleaned(data)
    assert image.info.get("loop", 1 if form == "GIF" else 0) == kept


def test_a_frame_of_its_own_colours_is_not_painted_with_its_neighbours():
    frames = []
    for shade in range(3):
        frames.append(image := Image.new("RGB", (256, 40)))
        draw = ImageDraw.Draw(image)
        for column in range(256):
            draw.line(
                (column, 0, column, 39), fill=tuple(column if n == shade else 0 for n in range(3))
            )
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    after = played(cleaned(data)[0])
    assert [frame.getpixel((255, 5))[:3] for frame, _ in after] == [
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
    ]


def test_a_frame_that_changes_nothing_stays_a_frame():
    """Also where nothing is drawn at all, and where a hole opens again."""
    empty, full = Image.new("RGBA", (30, 20)), Image.new("RGBA", (30, 20), "#2af")
    part = full.copy()
    part.paste((0, 0, 0, 0), (5, 5, 20, 15))
    frames = [empty, empty, full, full, part, part, full, empty]
    for form in ("GIF", "PNG"):
        times = [60 + 20 * number for number in range(len(frames))]
        film = _moving.Film((30, 20), True, iter(zip(frames, times, strict=True)))
        if form == "GIF":
            _gif_film.write(film, out := io.BytesIO(), moves=True)
        else:
            _png_film.write(film, out := io.BytesIO(), len(frames), png._chunks)
        after = played(Image.open(out))
        assert [shown for _frame, shown in after] == times, form
        for old, (new, _shown) in zip(frames, after, strict=True):
            assert old.tobytes() == new.tobytes(), form


def gif_of(*frames, between=b""):
    """Return a GIF of 8 by 8 whose frames of one colour are given as (left, side, disposal)."""
    blocks = [b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0, 0, 0)]
    for left, side, disposal in frames:
        image = Image.new("P", (side, side))
        image.putpalette([255, 0, 0])
        more = {"transparency": 1, "duration": 100, "disposal": disposal}
        parts = GifImagePlugin.getdata(image, (left, left), include_color_table=True, **more)
        blocks.append(b"".join(parts))
    return between.join([*blocks, b";"])


def test_a_frame_that_leaves_most_of_the_canvas_open_leaves_it_open_for_every_program():
    for disposal in (1, 2):
        data = gif_of((0, 4, disposal), (4, 4, disposal))
        before, after = (played(i) for i in (Image.open(io.BytesIO(data)), cleaned(data)[0]))
        assert [frame.getpixel((7, 0))[3] for frame, _ in before] == [0, 0]
        for (old, _), (new, _) in zip(before, after, strict=True):
            assert old.tobytes() == new.tobytes()


def test_a_full_frame_is_cleared_to_nothing_for_every_program():
    after = played(cleaned(gif_of((0, 8, 2), (6, 2, 1)))[0])
    assert [frame.getpixel((0, 0))[3] for frame, _ in after] == [255, 0]


def test_what_a_frame_draws_over_the_edge_is_cut_off():
    image, _ = cleaned(gif_of((0, 8, 2), (4, 8, 1)))
    frames = [frame for frame, _ in played(image)]
    assert image.size == (8, 8)
    assert frames[1].getchannel("A").getbbox() == (4, 4, 8, 8)


@pytest.mark.parametrize("between", [b"\0", b"\0\0CANARY\0"])
def test_bytes_between_the_blocks_keep_no_picture_back(between):
    data = gif_of((0, 8, 1), (2, 2, 1), between=between)
    found = gif.inspect(io.BytesIO(data))
    assert found[Kind.HIDDEN if b"CANARY" in between else Kind.OTHER]
    report = gif.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.removed == found
    assert b"CANARY" not in sink.getvalue()
    assert len(played(Image.open(sink))) == 2
