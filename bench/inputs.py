"""Files as large as people send them, made on the spot: photos, films, sound, papers, archives."""

import base64
import io
import random
import zipfile
from array import array
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import av
import pikepdf
from PIL import Image, ImageChops

from tests.tips.boxed import heic
from tests.tips.planted import Marks, exif

CHANCE = random.Random(7)  # noqa: S311  the same pictures every time, no secret
MEGABYTES = 100  # of film
SECONDS, RATE = 300, 48_000  # of a voice note, and its samples a second


def noise(size: tuple[int, int], strength: int) -> Image.Image:
    grey = Image.frombytes("L", size, CHANCE.randbytes(size[0] * size[1]))
    return grey.point(lambda value: (value - 128) * strength / 255 + 128)


@cache
def photo(size: tuple[int, int]) -> Image.Image:
    """Return soft shapes in all colours, under the noise of a camera."""
    coarse = (size[0] // 60, size[1] // 60)
    bands = [noise(coarse, 255).resize(size, Image.Resampling.BICUBIC) for _ in range(3)]
    return ImageChops.add(
        Image.merge("RGB", bands), Image.merge("RGB", [noise(size, 16)] * 3), offset=-128
    )


def picture(form: str, size: tuple[int, int], path: Path, **settings: Any) -> None:
    photo(size).save(path, form, exif=exif(Marks()), **settings)


def screen(path: Path) -> None:
    """Write a screenshot: flat colours, and a photo in one corner."""
    image = Image.new("RGB", (2560, 1440), "#f4f4f0")
    for row in range(60, 1400, 22):
        for place in range(40, 1200 + row % 700, 9):
            image.paste("#223", (place, row, place + 6, row + 11))
    image.paste(photo((1200, 900)), (1300, 100))
    image.save(path)


def telephone(path: Path) -> None:
    path.write_bytes(heic(Marks(), (512, 512), (8, 6)))


def dance(path: Path) -> None:
    still = photo((480, 270)).quantize(255)
    frames = [ImageChops.offset(still, step * 7, 0) for step in range(60)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=70, loop=0)


def pages(path: Path) -> None:
    scans = [photo((1240, 1754)).convert("L" if number % 2 else "1") for number in range(10)]
    scans[0].save(path, save_all=True, append_images=scans[1:])


def film(codec: str, path: Path) -> None:
    """Write MEGABYTES as a telephone films: 1080p of 15 Mbit/s, with sound.

    A few seconds of it are encoded, then told again and again.
    """
    with (
        av.open(_second(codec)) as moving,
        av.open(_heard()) as sound,
        av.open(str(path), "w", format="mp4") as container,
    ):
        container.metadata["location"] = "+25.8690-097.5027/"
        seen, heard = (
            [packet for packet in source.demux() if packet.size] for source in (moving, sound)
        )
        tracks = [container.add_stream_from_template(source.streams[0])
                  for source in (moving, sound)]  # fmt: skip
        count = MEGABYTES * (1 << 20) // sum(packet.size for packet in seen) * len(seen)
        end, bases = Fraction(count, 30), (Fraction(1, 30), Fraction(1024, RATE))
        both = zip(tracks, (seen, heard), bases, strict=True)
        many = [((number * base, track.index), track, told[number % len(told)], number, base)
                for track, told, base in both for number in range(int(end / base))]  # fmt: skip
        for _order, track, told, number, base in sorted(many, key=lambda each: each[0]):
            packet = av.Packet(bytes(told))
            packet.pts = packet.dts = number
            packet.duration, packet.time_base = 1, base
            packet.stream, packet.is_keyframe = track, told.is_keyframe
            container.mux(packet)


def _second(codec: str) -> io.BytesIO:
    most = {"maxrate": "17M", "bufsize": "2M"}
    options = {"preset": "superfast", "bf": "0", "g": "30", **most}
    if codec == "libx265":
        options |= {"preset": "ultrafast"}
        options["x265-params"] = "log-level=none:vbv-maxrate=17000:vbv-bufsize=2000"
    base, grain = photo((1920, 1080)), [noise((1920, 1080), 8) for _ in range(4)]
    with av.open(memory := io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream(codec, rate=30, bit_rate=17_000_000, options=options)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        for number in range(30):
            still = ImageChops.offset(base, number * 5, number)
            grained = ImageChops.add(
                still, Image.merge("RGB", [grain[number % 4]] * 3), offset=-128
            )
            container.mux(stream.encode(av.VideoFrame.from_image(grained)))
        container.mux(stream.encode(None))
    memory.seek(0)
    return memory


def _heard() -> io.BytesIO:
    """Return some seconds of noise in AAC, all of it coded: none that decoders make up (PNS)."""
    with av.open(memory := io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream(
            "aac", rate=RATE, layout="stereo", bit_rate=128_000, options={"aac_pns": "0"}
        )
        for start in range(0, 4 * RATE, 1024):
            frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
            for plane in frame.planes:
                plane.update(array("f", [CHANCE.uniform(-0.2, 0.2) for _ in range(1024)]).tobytes())
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    memory.seek(0)
    return memory


def voice(codec: str, form: str, path: Path) -> None:
    with av.open(str(path), "w", format=form) as container:
        container.metadata["artist"] = "MARK"
        stream = container.add_stream(codec, rate=RATE, layout="mono", bit_rate=32_000)
        step = stream.codec_context.frame_size or 960
        for start in range(0, SECONDS * RATE, step):
            frame = av.AudioFrame(format=stream.format.name, layout="mono", samples=step)
            for plane in frame.planes:
                plane.update(
                    CHANCE.randbytes(plane.buffer_size // 8).ljust(plane.buffer_size, b"\0")
                )
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def paper(path: Path) -> None:
    """Write a PDF of 200 pages: text on each, a photo on every tenth, and all that names."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
        picture("JPEG", (1200, 900), small := path.with_suffix(".jpg"), quality=88)
        for number in range(200):
            page = pdf.add_blank_page(page_size=(595, 842))
            fonts = pikepdf.Dictionary(F=font)
            page.Resources = pikepdf.Dictionary(Font=fonts)
            lines = [f"1 0 0 1 50 {780 - 14 * row} Tm (Line {row} of page {number}) Tj"
                     for row in range(50)]  # fmt: skip
            words = "BT /F 11 Tf " + " ".join(lines) + " ET"
            if number % 10 == 0:
                image = pikepdf.Stream(pdf, small.read_bytes())
                page.Resources.XObject = pikepdf.Dictionary(I=_as_image(image))
                words += " q 200 0 0 150 50 40 cm /I Do Q"
            page.Contents = pdf.make_stream(words.encode())
        with pdf.open_metadata() as words_about:
            words_about["dc:creator"] = ["MARK"]
        pdf.docinfo["/Author"] = "MARK"
        pdf.save(path)
    small.unlink()


def lettered(path: Path) -> None:
    """Write a PDF of ten pages of a photo each, packed in letters (ASCII85), as ReportLab does."""
    picture("JPEG", (1200, 900), small := path.with_suffix(".jpg"), quality=100)
    with pikepdf.new() as pdf:
        for _ in range(10):
            page = pdf.add_blank_page(page_size=(595, 842))
            image = _as_image(pdf.make_stream(base64.a85encode(small.read_bytes()) + b"~>"))
            image.Filter = pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.DCTDecode])
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
            page.Contents = pdf.make_stream(b"q 480 0 0 360 50 40 cm /I Do Q")
        pdf.save(path)
    small.unlink()


def _as_image(stream: pikepdf.Stream) -> pikepdf.Stream:
    for key, value in {
        "Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image,
        "Width": 1200, "Height": 900, "BitsPerComponent": 8,
        "ColorSpace": pikepdf.Name.DeviceRGB, "Filter": pikepdf.Name.DCTDecode,
    }.items():  # fmt: skip
        stream[f"/{key}"] = value
    return stream


def letter(path: Path) -> None:
    """Write a DOCX of 2,000 paragraphs, with the marks of who saved what when."""
    formats = "http://schemas.openxmlformats.org"
    office = f"{formats}/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-"
    rows = (f'<w:p w:rsidR="00AB{n:04}"><w:r><w:t>Line {n}</w:t></w:r></w:p>' for n in range(2000))
    members = {
        "[Content_Types].xml": f'<Types xmlns="{formats}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{kind}package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="'
        f'{kind}officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{formats}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{formats}/wordprocessingml/2006/main">'
        f"<w:body>{''.join(rows)}</w:body></w:document>",
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{body}')


def album(path: Path) -> None:
    picture("JPEG", (1600, 1200), small := path.with_suffix(".jpg"), quality=88)
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.write(small, f"IMG_{number}.jpg")
    small.unlink()


def story(path: Path) -> None:
    path.write_text("Los camiones pasan a las dos.\u200b\n" * 50_000)


LARGE, SMALL = (4032, 3024), (3000, 2000)
INPUTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "jpeg": (partial(picture, "JPEG", LARGE, quality=92), "jpg"),
    "jpeg 48 MP": (partial(picture, "JPEG", (8064, 6048), quality=88), "jpg"),
    "png": (partial(picture, "PNG", SMALL), "png"), "png screen": (screen, "png"),
    "webp": (partial(picture, "WEBP", LARGE, quality=90, method=1), "webp"),
    "heic": (telephone, "heic"), "avif": (partial(picture, "AVIF", LARGE, speed=10), "avif"),
    "gif": (dance, "gif"), "tiff": (pages, "tif"), "bmp": (partial(picture, "BMP", SMALL), "bmp"),
    "mp4": (partial(film, "libx264"), "mp4"), "mp4 hevc": (partial(film, "libx265"), "mp4"),
    "opus": (partial(voice, "libopus", "ogg"), "ogg"),
    "mp3": (partial(voice, "libmp3lame", "mp3"), "mp3"), "pdf": (paper, "pdf"),
    "pdf letters": (lettered, "pdf"), "docx": (letter, "docx"), "zip": (album, "zip"),
    "text": (story, "txt"),
}  # fmt: skip
