"""Pictures of a PDF that are packed or coloured in rare ways look as before."""

import base64
import hashlib
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name

from tests.samples_pdf import plain, saved
from tests.tips.scrub.test_pdf_letters import pages, scrubbed
from tips.scrub import _pdf_filters, pdf

LINES = ("10011" + "000101", "00110101" + "000101" + "10011")  # white and black, 8 dots of each
END_OF_LINE = "000000000001"


def same(document):
    clean = scrubbed(dirty := saved(document))
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(dirty), pages(clean), strict=True):
        assert before.tobytes() == after.tobytes()
        assert before.getextrema() == (0, 255)
    return clean


@pytest.mark.parametrize(("before", "after"), [
    ("", ""), ("", END_OF_LINE * 6), (END_OF_LINE, ""), (END_OF_LINE, END_OF_LINE * 6),
])  # fmt: skip
def test_a_fax_is_read_with_ends_and_without(before, after):
    bits = before + before.join(LINES * 8) + after
    bits += "0" * (-len(bits) % 8)
    document = plain()
    fax = document.make_stream(
        int(bits, 2).to_bytes(len(bits) // 8), Subtype=Name.Image, Width=16, Height=16,
        BitsPerComponent=1, ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=0, Columns=16, Rows=16, EndOfLine=bool(before)),
    )  # fmt: skip
    document.pages[0].obj.Resources.XObject = Dictionary(F=fax)
    document.pages[0].contents_add(b"q 160 0 0 160 20 100 cm /F Do Q")
    same(document)


@pytest.mark.parametrize("key", ["TR", "TR2"])
def test_colours_that_a_function_changes_stay_changed(key):
    document = plain()
    turned, kept = (
        document.make_indirect(Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[a], C1=[1 - a]))
        for a in (1, 0)
    )
    several = document.make_indirect(Dictionary(Type=Name.ExtGState))
    several[f"/{key}"] = Array([turned, kept, kept, kept])
    document.pages[0].obj.Resources.ExtGState = Dictionary(G=several)
    picture = document.make_stream(
        bytes((255, 0, 0)) * 4, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    document.pages[0].obj.Resources.XObject = Dictionary(P=picture)
    document.pages[0].contents_add(b"q /G gs 90 0 0 90 20 200 cm /P Do Q")
    assert f"/{key}".encode() in same(document)


@pytest.mark.parametrize("size", [*range(12), 400_001])
def test_letters_for_bytes_are_undone_to_the_last(size):
    data = bytes(size // 2) + hashlib.shake_128(b"album").digest(size - size // 2)
    for packed in (base64.a85encode(data, adobe=True, wrapcol=70), base64.a85encode(data) + b"~>"):
        assert _pdf_filters.unpacked(packed, [("ASCII85Decode", {})]) == data
