"""Pictures of an archive on their way to a page: matched, developed once, listed when in doubt."""

import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from PIL import Image

from blogsite.lib.markup import plain
from blogsite.lib.raster import Unreadable
from posts import photos
from posts.importers import Albums, Picture, PostRecord, Report
from posts.models import ImportedPhoto, Photo

SOURCE = re.compile(r"<(?:img|a)\s[^>]{0,2000}?(?:src|href)=[\"']([^\"'<>]{1,1000})[\"']", re.I)
GPS = 0x8825  # the EXIF tag that points to a place


@dataclass(slots=True)
class Darkroom:
    """Turns addresses of pictures into photos of ours; in a dry run it only matches and counts."""

    albums: Albums
    report: Report
    dry: bool

    def names_in(self, record: PostRecord) -> list[str]:
        """Return the names, in the archive, of the pictures that a record shows."""
        addresses = SOURCE.findall(record.body)
        if record.lead is not None:
            addresses.append(record.lead.address)
        paths = (self.albums.match(html.unescape(address))[0] for address in addresses)
        return sorted({self._name(path) for path in paths if path})

    def photo(self, picture: Picture, where: str) -> Photo | None:
        """Return the photo for a picture, made now if need be; None, noted, if there is none."""
        path, doubtful = self.albums.match(picture.address)
        if path is None:
            kind = "LOOK: pictures that could be several" if doubtful else "pictures not fetched"
            self.report.note(kind, f"{where}  {picture.address}")
            return None
        try:
            mark = _mark(path)
        except OSError as error:
            self._unread(path, where, error)
            return None
        known = ImportedPhoto.objects.filter(mark=mark)
        found = known.select_related("photo").first()
        if found is not None:
            return found.photo
        self.report.count("pictures: new")
        return None if self.dry else self._developed(path, mark, picture, where)

    def shown(self, address: str, alt: str, caption: str, where: str) -> str:
        """Return the HTML that stands where a picture stood."""
        address = f"https:{address}" if address.startswith("//") else address
        if not address.startswith(("http://", "https://")):
            self.report.note("pictures not fetched", f"{where}  (no address) {address}")
            return f"<p>{caption}</p>" if caption else ""
        photo = self.photo(Picture(address, alt, plain(caption)), where)
        if photo is None:
            return _left_out(address, caption)
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure><img src="{photo.small}" alt="{html.escape(photo.alt)}">{words}</figure>'

    def _developed(self, path: Path, mark: str, picture: Picture, where: str) -> Photo | None:
        """Make the photo. An OSError is of our own store, a full disk: it ends the import."""
        try:
            with path.open("rb") as file:
                self._count_metadata(path)
                words = {"alt": picture.alt[:300], "caption": picture.caption[:2000]}
                with transaction.atomic():
                    photo = photos.develop(file, **words)
                    ImportedPhoto.objects.create(mark=mark, photo=photo)
        except Unreadable as error:
            self._unread(path, where, error)
            return None
        return photo

    def _unread(self, path: Path, where: str, error: Exception) -> None:
        self.report.note("LOOK: pictures that cannot be read", f"{where}  {path.name}: {error}")

    def _count_metadata(self, path: Path) -> None:
        """Count what the original carried; nothing of it comes along."""
        try:
            with Image.open(path, formats=photos.FORMATS) as image:
                carried = {"exif", "xmp", "photoshop", "comment", "icc_profile"} & image.info.keys()
                placed = GPS in image.getexif()
        except Exception:  # the decoder raises what it likes; developing says what is wrong
            return
        self.report.count("pictures: that carried metadata, removed", bool(carried))
        self.report.count("pictures: that carried a place (GPS), removed", placed)

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.albums.root)) if self.albums.root else path.name


def _mark(path: Path) -> str:
    """Return what tells a file from others; without our key it says nothing about the file."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    return salted_hmac("imported photo", content, algorithm="sha256").hexdigest()


def _left_out(address: str, caption: str) -> str:
    """Return a link to a picture that did not come along: nothing is fetched from there."""
    name = address.partition("?")[0].rpartition("/")[2][:80]
    words = _("Picture at its old address: %(name)s") % {"name": html.escape(name)}
    link = f'<p><a href="{html.escape(address)}">{words}</a></p>'
    return link + (f"<p>{caption}</p>" if caption else "")
