"""PDFs that browsers open although something is wrong in them."""

import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from tests.samples_pdf import SHOWN, plain, saved
from tests.tips.scrub.test_pdf_faces import said
from tests.tips.scrub.test_pdf_letters import pages, scrubbed
from tips.scrub import Unscrubbable, _pdf_filters, pdf


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
    document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(P=picture)
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
