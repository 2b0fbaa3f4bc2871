"""Marked readers and tipsters, and a search for their marks in all that the site keeps or prints.

A comment and a tip go through a real gunicorn; afterwards the database, its log, every file under
the site's folder, the temporary folders and what the process printed are read byte by byte.
"""

import base64
import gzip
import secrets
import struct
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests import newsroom
from tests.visitor import Visitor

COMMENT = f"The toll booth {secrets.token_hex(8)} closed at noon."
GPS_SECONDS = (3_141_592_653, 2_718_281_828)  # rationals that nothing else would hold
MARKS = {
    name: f"{name}-{secrets.token_hex(8)}"
    for name in ("agent", "referrer", "cookie", "file", "camera", "artist", "tip", "link", "words")
} | {"address": "203.0.113.77", "own": "198.51.100.23"}
PERSON = {
    "User_Agent": MARKS["agent"],
    "X_Forwarded_For": f"{MARKS['address']}, {MARKS['own']}",
    "X_Real_IP": MARKS["own"],
    "Forwarded": f"for={MARKS['address']}",
    "Referer": f"https://{MARKS['referrer']}.example/",
    "Cookie": f"desk={MARKS['cookie']}; other={MARKS['cookie']}",
}


def photo():
    """Return a JPEG whose EXIF names a camera, an artist and a place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = MARKS["camera"], MARKS["artist"]
    degree = (25.0, 52.0, GPS_SECONDS[0] / GPS_SECONDS[1])
    exif.get_ifd(0x8825).update({1: "N", 2: degree, 3: "W", 4: degree})
    out = BytesIO()
    Image.new("RGB", (320, 200), (90, 120, 80)).save(out, "JPEG", exif=exif)
    data = out.getvalue()
    where = struct.pack(">II", *_rational(data))
    return data, where


def _rational(data):
    """Return the numbers of the GPS seconds as Pillow wrote them."""
    gps = Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    return gps[2][2].numerator, gps[2][2].denominator


def forms(mark):
    """Return what a mark would look like in a file: plain, wide, base64 at each shift, hex."""
    plain = mark if isinstance(mark, bytes) else mark.encode()
    looks = {plain, plain.hex().encode(), plain.decode("latin-1").encode("utf-16-le")}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        looks.add(coded[4 * (shift > 0) : len(coded) - 4])
    return looks


def sent(server):
    """Send a marked comment and a marked tip with a photo, and follow a secret link; return what
    hides the place in the photo, and the link's token.
    """
    reader = Visitor(server.url, **PERSON)
    path = server.call(newsroom.open_the_paper)[0]
    assert reader.get(path).status == 200
    assert reader.get(f"/search?q={MARKS['words']}").status == 200
    assert reader.get(f"/{MARKS['words']}").status == 404
    page = reader.get(f"{path}/comment")
    letters = server.call(newsroom.captcha_letters, key=page.hidden["captcha_key"])
    form = page.hidden | {"name": "Rea", "body": COMMENT, "website": "", "captcha_picture": letters}
    assert reader.post(f"{path}/comment", form).status == 200
    data, where = photo()
    assert MARKS["camera"].encode() in data
    assert where in data
    tip = {
        "message": f"What I saw: {MARKS['tip']}",
        "links": f"https://{MARKS['link']}.example/papers",
        "website": "",
    }
    page = reader.get("/tips/")
    files = [("files", f"{MARKS['file']}.jpg", "image/jpeg", data)]
    answer = reader.post("/tips/", page.hidden | tip, files)
    assert answer.status == 200, answer.text
    assert "receipt" in answer.text
    token = server.call(newsroom.preview_a_draft)
    assert "Not out yet" in reader.get(f"/preview/{token}/").text
    refused = [("files", f"{MARKS['file']}.exe", "application/x-" + MARKS["file"], b"MZ" * 900)]
    assert reader.post("/tips/", page.hidden | tip, refused).status in {200, 422}
    return where, token


def kept(server):
    """Yield (name, bytes) of everything that the site or its database left anywhere."""
    for root in (server.folder, Path("/dev/shm")):  # noqa: S108
        yield from _files(root)
    for path in Path(tempfile.gettempdir()).iterdir():
        if path.is_file() or path.name.startswith(("tmp", "upload")):
            yield from _files(path)
    yield from _contents(server.database_files())


def _files(root):
    yield from _contents([root] if root.is_file() else sorted(root.rglob("*")))


def _contents(paths):
    for path in paths:
        if path.is_file() and not path.is_symlink():
            try:
                data = path.read_bytes()
            except (FileNotFoundError, PermissionError):
                continue
            yield str(path), gzip.decompress(data) if path.suffix == ".gz" else data


@pytest.fixture(scope="module")
def haul(server):
    """Send everything, then gather everything; the server is stopped in between."""
    secret = sent(server)
    server.flush_database()
    running = dict(kept(server))
    server.stop()
    return secret, [*running.items(), *kept(server)]


@pytest.mark.parametrize("name", sorted(MARKS))
def test_no_mark_of_a_person_is_kept_or_printed(haul, name):
    _secret, found = haul
    looks = forms(MARKS[name])
    assert [path for path, data in found if any(look in data for look in looks)] == []


def test_the_place_in_a_photo_is_kept_nowhere(haul):
    (where, _token), found = haul
    assert [path for path, data in found if where in data or where[::-1] in data] == []


def test_the_token_of_a_secret_link_is_kept_nowhere(haul):
    (_where, token), found = haul
    looks = forms(token) | {bytes.fromhex(token)}
    assert [path for path, data in found if any(look in data for look in looks)] == []


def test_the_words_of_a_comment_are_kept_where_they_belong(haul, server):
    """The search finds what is there: without this the others could pass by seeing nothing."""
    _secret, found = haul
    assert any(COMMENT.encode() in data for _path, data in found)
    assert any(path == str(server.printed) and b"Booting worker" in data for path, data in found)


def test_what_the_server_printed_is_about_itself_only(haul, server):
    lines = server.printed.read_text().splitlines()
    own = ("Starting", "Listening", "Using", "Booting", "Handling", "Worker", "Shutting")
    assert [line for line in lines if not line.split("] ")[-1].startswith(own)] == []
