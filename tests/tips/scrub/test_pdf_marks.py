"""Marks that a viewer draws itself are drawn into the page; their makers are not named."""

from io import BytesIO

import pytest
from PIL import ImageChops

from tests.samples_pdf import plain, saved
from tests.samples_pdf_marks import SHAPES, marked
from tests.tips.scrub.test_pdf import difference, marks, pages, scrubbed, words
from tips.scrub import pdf

BARE = saved(plain())


@pytest.mark.parametrize("kind", SHAPES)
def test_a_mark_is_drawn_where_a_viewer_draws_it(kind):
    clean, _ = scrubbed(marked(kind))
    (shown,), (bare,) = pages(clean), pages(BARE)
    left, top, right, bottom = ImageChops.difference(shown, bare).getbbox()
    assert left >= 24
    assert right <= 176
    assert 70 <= top < bottom <= 216
    assert marks(clean) == set()
    assert not pdf.inspect(BytesIO(clean))


@pytest.mark.parametrize("kind", ["Highlight", "Ink", "Square", "Circle"])
def test_a_mark_looks_as_another_reader_draws_it(kind):
    dirty = marked(kind)
    (before,), (after,), (bare,) = pages(dirty), pages(scrubbed(dirty)[0]), pages(BARE)
    assert difference(before, after) < max(0.15, difference(before, bare) / 3)


def test_words_in_a_box_are_words_of_the_page():
    assert "Texto libre señor" in words(scrubbed(marked("FreeText"))[0])[0]


@pytest.mark.parametrize("more", [
    {"Rect": [1]}, {"CA": "x"}, {"C": ["x"]}, {"BS": {}}, {"Border": [0, 0]}, {"Rect": [0] * 9},
])  # fmt: skip
@pytest.mark.parametrize("kind", SHAPES)
def test_a_mark_that_makes_no_sense_draws_nothing_and_breaks_nothing(kind, more):
    more = {key: [str(v) if v == "x" else v for v in value] if isinstance(value, list) else value
            for key, value in more.items()}  # fmt: skip
    clean, _ = scrubbed(marked(kind, **more))
    assert "Visible words 42 0" in words(clean)[0]
    assert not pdf.inspect(BytesIO(clean))
