"""What invented tipsters send to the demo newspaper, each with a photo that tells too much."""

from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

from blogsite.demo import scenes, sources
from tips import desk, intake, receipts
from tips.models import Tip
from tips.uploads import RamFile

SIZE = (1280, 853)  # pixels


def send_tips() -> list[str]:
    """Send every tip and the desk's replies; return the receipts, in the order of the file."""
    given = []
    for told in sources.read("tips")["tip"]:
        photo = RamFile.copy(_snapshot(told), ".jpg")
        accepted = intake.receive(told["message"], told["links"], [photo], told["language"])
        given.append(accepted.receipt)
        if reply := told.get("reply"):
            lookup = receipts.read(accepted.receipt).lookup
            desk.reply(Tip.objects.get(lookup=lookup), reply.strip())
    return given


def _snapshot(told: dict[str, Any]) -> BytesIO:
    """Return a drawn picture as a telephone would have saved it: with camera, time and place."""
    camera, out = told["camera"], BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = camera["make"], camera["model"]
    exif[ExifTags.Base.DateTime] = camera["moment"]
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for name, letters in (("latitude", "NS"), ("longitude", "EW")):
        degrees = camera[name]
        number = ExifTags.GPS.GPSLatitude if name == "latitude" else ExifTags.GPS.GPSLongitude
        place[number - 1] = letters[degrees < 0]
        place[number] = (abs(degrees), 0.0, 0.0)
    picture = scenes.draw(told["scene"], told["seed"]).resize(SIZE, Image.Resampling.LANCZOS)
    picture.save(out, "JPEG", quality=90, exif=exif)
    out.seek(0)
    return out
