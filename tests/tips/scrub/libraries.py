"""A scrubber that drives every library that parses, behind the fences, in place of text's."""

import io
import sys
import zipfile

import av
import pi_heif
import pikepdf
import pypdfium2
from lxml import etree
from PIL import Image, ImageCms

from tests.tips.scrub.attacks import report
from tips.scrub import scrubbers


def install():
    scrubbers()["text/plain"] = sys.modules[__name__]


def scrub(source, sink):
    name, _, data = source.read().partition(b"\n")
    sink.write(repr(LIBRARIES[name.decode()](data)).encode())
    return report(media_type="text/plain")


def film(data):
    """Decode in threads, encode again with x264 and copy the sound's packets."""
    with av.open(io.BytesIO(data), format="mov") as reader, av.open(
        out := io.BytesIO(), "w", format="mp4"
    ) as writer:  # fmt: skip
        reader.streams.video[0].thread_type = "AUTO"
        video = writer.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        pictures = list(reader.decode(video=0))
        for picture in (*pictures, None):
            for packet in video.encode(picture.reformat(64, 48) if picture else None):
                writer.mux(packet)
    return len(pictures), out.getvalue()[4:8]


def pdf(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            pikepdf.parse_content_stream(page)
        document.save(out := io.BytesIO(), deterministic_id=True, linearize=True)
    return out.getvalue()[:5]


def pages(data):
    """Draw a page and save the document: pdfium calls back into Python for each piece."""
    documents = [pypdfium2.PdfDocument(io.BytesIO(data)) for _ in range(30)]
    document = documents[-1]
    picture = document[0].render(scale=2).to_pil()
    document.save(out := io.BytesIO())
    return picture.size, out.getvalue()[:5]


def words(data):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    tree = etree.fromstring(data, parser)
    return etree.tostring(tree, encoding="UTF-16", xml_declaration=True)[:2], tree.xpath("//b/@a")


def picture(data):
    image = Image.open(io.BytesIO(data)).convert("RGB")
    srgb = ImageCms.createProfile("sRGB")
    image = ImageCms.profileToProfile(image, srgb, srgb)
    found = []
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP"):
        image.save(out := io.BytesIO(), form)
        found.append(Image.open(io.BytesIO(out.getvalue()), formats=[form]).copy().size)
    return found


def telephone_picture(data):
    try:
        pi_heif.open_heif(io.BytesIO(data))
    except (ValueError, RuntimeError) as error:
        return type(error).__name__, pi_heif.libheif_info()["libheif"]


def archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        return [members.read(name) for name in members.namelist()]


def letters(_data):
    return [str(b"\xe1\xe9", form) for form in ("cp1252", "cp850", "mac_roman", "shift_jis")]


LIBRARIES = {
    "film": film, "pdf": pdf, "pages": pages, "words": words, "picture": picture,
    "telephone": telephone_picture, "archive": archive, "letters": letters,
}  # fmt: skip
