"""Programs show a picture in its frame as its pixels lie, however the camera was held."""

import io

import pytest
from PIL import Image

from tips.scrub._office_pictures import cleaned

CORNERS = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "yellow"}
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="{}"/></rdf:RDF></x:xmpmeta>'
)


def held(turn, way):
    """Return a JPEG of four colours, 80 by 40, that says how its camera was held."""
    image = Image.new("RGB", (80, 40))
    for (across, down), colour in CORNERS.items():
        image.paste(colour, (across * 40, down * 20, across * 40 + 40, down * 20 + 20))
    exif = Image.Exif()
    exif[0x0112] = turn
    told = {"exif": exif} if way == "exif" else {"xmp": XMP.format(turn).encode()}
    image.save(out := io.BytesIO(), "JPEG", quality=95, **told)
    return out.getvalue()


@pytest.mark.parametrize("way", ["exif", "xmp"])
@pytest.mark.parametrize("turn", [1, 2, 3, 5, 6, 8])
def test_a_picture_lies_as_it_did(turn, way):
    data = held(turn, way)
    assert Image.open(io.BytesIO(data)).getexif()[0x0112] == turn
    made = Image.open(io.BytesIO(cleaned(data).data)).convert("RGB")
    assert made.size == (80, 40)
    for (across, down), colour in CORNERS.items():
        there = made.getpixel((across * 40 + 20, down * 20 + 10))
        meant = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert max(abs(one - other) for one, other in zip(there, meant, strict=True)) < 12
    assert 0x0112 not in made.getexif()
