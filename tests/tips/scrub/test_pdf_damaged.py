"""PDFs that browsers open although something is wrong in them."""

import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.samples_pdf import SHOWN, plain, saved
from tests.tips.scrub.test_pdf_faces import said
from tests.tips.scrub.test_pdf_letters import pages, scrubbed
from tests.tips.scrub.test_pdf_parts import compact
from tips.scrub import Unscrubbable, _pdf_filters, _pdf_type1, pdf


def far(data, numbers=9000):
    """Return a file whose objects have high numbers, as in a page cut out of a long book."""
    objects = re.findall(rb"(\d+) 0 obj(.*?)endobj\n", data, re.S)
    body, table = b"%PDF-1.7\n", b"xref\n"
    for number, inside in objects:
        inside = re.sub(rb"(\d+) 0 R", lambda to: b"%d 0 R" % (int(to[1]) + numbers), inside)
        table += b"%d 1\n%010d 00000 n \n" % (int(number) + numbers, len(body))
        body += b"%d 0 obj%bendobj\n" % (int(number) + numbers, inside)
    root = numbers + int(re.search(rb"/Root (\d+)", data)[1])
    end = b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + end % (len(objects), root, len(body))


def test_a_page_cut_out_of_a_long_file_is_taken():
    dirty = far(saved(plain(), object_stream_mode=pikepdf.ObjectStreamMode.disable))
    clean = scrubbed(dirty)
    assert not pdf.inspect(BytesIO(clean))
    assert SHOWN in said(dirty)
    assert said(clean) == said(dirty)


def test_a_picture_that_is_none_leaves_the_page():
    document = plain()
    picture = document.make_stream(
        b"no picture", Subtype=Name.Image, Width=9, Height=9, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    document.pages[0].obj.Resources.XObject = Dictionary(P=picture)
    document.pages[0].contents_add(b"q 90 0 0 90 9 9 cm /P Do Q")
    clean = scrubbed(dirty := saved(document))
    assert not pdf.inspect(BytesIO(clean))
    assert SHOWN in said(clean)
    for before, after in zip(pages(dirty), pages(clean), strict=True):
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("spoilt", [-1, -2000, -300])
def test_packed_data_is_read_up_to_the_damage(spoilt):
    """A wrong sum at the end is common, and nothing before it is wrong."""
    words = b" ".join(b"%d" % (number**3) for number in range(4_000))
    packed = bytearray(zlib.compress(words))
    packed[spoilt] ^= 255
    read = _pdf_filters.inflate(bytes(packed), 1 << 20)
    assert len(read) > len(words) * (1 + spoilt / len(packed)) - 200
    same = len(words) + min(0, spoilt + 4) * 4
    assert read[:same] == words[:same]
    cut = _pdf_filters.inflate(bytes(packed[:spoilt]), 1 << 20)
    assert words.startswith(cut)
    assert len(cut) > len(words) * (1 + spoilt / len(packed)) - 200
    with pytest.raises(Unscrubbable):
        _pdf_filters.inflate(bytes(packed), len(words) // 2)


@pytest.mark.parametrize(("clear", "shapes"), [(0, 0), (-5, 0), (900, 40), (9, 100), (0, -1)])
def test_letters_stay_where_lengths_of_a_font_are_wrong(clear, shapes):
    head = b"%!PS-AdobeFont-1.0: MARK\n/FontType 1 def\ncurrentfile eexec\n"
    body = bytes(range(256)) * 9
    said = {"/Length1": len(head) + clear, "/Length2": len(body) if shapes < 0 else shapes}
    _entries, font = _pdf_type1.type1(head + body, said, "", False)
    assert body in font
    assert b"MARK" not in font


def test_letters_that_are_packed_as_another_kind_stay():
    document = plain()
    head = Dictionary(Type=Name.FontDescriptor, FontName=Name.Own, Flags=4)
    head.FontFile = document.make_stream(compact())
    document.pages[0].obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Own, FontDescriptor=head
    )
    clean = scrubbed(saved(document))
    assert not pdf.inspect(BytesIO(clean))
    assert b"/FontFile3" in clean
    assert b"/Type1C" in clean
