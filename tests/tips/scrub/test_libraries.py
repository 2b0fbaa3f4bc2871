"""The libraries that parse work behind the fences, though some load parts of themselves late."""

import io
import sys
import zipfile

import av
import pikepdf
import pytest

from tests.samples import encoded, picture
from tests.tips.scrub import fenced
from tests.tips.test_scrub import memfile
from tips.scrub import _sandbox, _warm
from tips.scrub._warm import WARM

START = (
    f"import sys; sys.path[:0] = [{str(fenced.HERE)!r}]; from tests.tips.scrub import libraries;"
    " libraries.install(); from tips.scrub._starter import main; main()"
)


@pytest.fixture(scope="module", autouse=True)
def _libraries():
    patch = pytest.MonkeyPatch()
    patch.setattr(_warm, "start_of", lambda module: [sys.executable, "-I", "-B", "-c", START, ""])
    WARM.down()
    yield
    WARM.down()
    patch.undo()


def behind(name, data=b""):
    with memfile(name.encode() + b"\n" + data) as source, memfile() as sink:
        _sandbox.scrub("text/plain", source, sink)
        sink.seek(0)
        return sink.read().decode()


def film(frames=30):
    with av.open(out := io.BytesIO(), "w", format="mov") as writer:
        video = writer.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = 128, 96, "yuv420p"
        for number in range(frames):
            frame = av.VideoFrame(128, 96, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([number * 4]) * plane.buffer_size)
            for packet in video.encode(frame):
                writer.mux(packet)
        for packet in video.encode(None):
            writer.mux(packet)
    return out.getvalue()


def pdf():
    document = pikepdf.new()
    document.add_blank_page(page_size=(100, 50))
    document.save(out := io.BytesIO())
    return out.getvalue()


def archive():
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("a.txt", "hello")
    # A name outside ASCII that does not say it is UTF-8 is read as cp437.
    return out.getvalue().replace(b"a.txt", b"\xa0.txt")


def test_film_is_decoded_in_threads_and_encoded():
    assert behind("film", film()) == "(30, b'ftyp')"


def test_pdf_is_rebuilt_and_drawn():
    assert behind("pdf", pdf()) == "b'%PDF-'"
    assert behind("pages", pdf()) == "((200, 100), b'%PDF-')"


def test_words_and_archives_are_read():
    assert behind("words", b"<a><b a='1'/></a>") == r"(b'\xff\xfe', ['1'])"
    assert behind("archive", archive()) == "[b'hello']"
    assert "áé" in behind("letters")


def test_pictures_of_every_kind_are_drawn():
    assert behind("picture", encoded(picture((40, 30)), "PNG")) == str([(40, 30)] * 7)
    assert behind("telephone", b"\0\0\0\x18ftypheic").startswith("('ValueError', '1.")
