"""Blends of colours that drawing programs put together from many short ones."""

from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from tests.samples_pdf import plain, saved
from tips.scrub import pdf


def blend_of(steps):
    """Return a page with a blend in so many steps, each a function of its own."""
    made = plain()
    colours = [[step % 2, step / steps, 0.5] for step in range(steps + 1)]
    parts = [
        made.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], C0=before, C1=after, N=1))
        for before, after in zip(colours, colours[1:], strict=False)
    ]
    whole = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=Array(parts), Encode=Array([0, 1] * steps),
        Bounds=Array([step / steps for step in range(1, steps)]),
    )  # fmt: skip
    shade = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 300, 0], Function=whole
    )
    page = made.pages[0].obj
    page.Resources.Shading = Dictionary(S=shade)
    page.Contents = made.make_stream(b"/S sh")
    return saved(made)


def drawn(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1).to_pil().convert("RGB")


@pytest.mark.parametrize("steps", [2, 33, 400])
def test_a_blend_in_many_steps_keeps_them_all(steps):
    dirty = blend_of(steps)
    pdf.scrub(BytesIO(dirty), sink := BytesIO())
    assert not pdf.inspect(sink)
    before, after = drawn(dirty), drawn(sink.getvalue())
    assert len(set(before.get_flattened_data())) > 200
    assert before.tobytes() == after.tobytes()
