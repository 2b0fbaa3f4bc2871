"""A file on its way to the browser: what is shown, what is saved, and pieces for a player."""

import io

import pytest
from django.test import RequestFactory

from tips import media, sealing
from tips.uploads import RamFile

pytestmark = pytest.mark.django_db  # the end of an answer looks after connections
SOUND = bytes(range(256)) * 40


def answer(media_type="audio/mpeg", data=SOUND, name="file-1.mp3", **headers):
    label = sealing.Label(
        tip="t", envelope=0, place=0, count=1, length=len(data), name=name, media_type=media_type
    )
    content = RamFile.copy(io.BytesIO(data)).measure()
    return media.answer(RequestFactory().get("/", headers=headers), label, content)


def body(response):
    data = b"".join(response)
    response.close()
    return data


@pytest.mark.parametrize("media_type", ["image/png", "audio/ogg", "audio/mp4", "video/webm"])
def test_pictures_sound_and_video_are_shown_from_a_sandbox(media_type):
    response = answer(media_type)
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert body(response) == SOUND


@pytest.mark.parametrize(
    "media_type",
    ["image/svg+xml", "text/html", "text/plain", "application/pdf", "application/xhtml+xml", "x"],
)
def test_everything_else_is_a_download_without_a_type(media_type):
    response = answer(media_type, range="bytes=0-1")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert body(response) == SOUND


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, len(SOUND)),
        ("bytes=-10", len(SOUND) - 10, len(SOUND)),
        ("bytes=5000-999999", 5000, len(SOUND)),
        ("bytes=-999999", 0, len(SOUND)),
    ],
)
def test_a_player_gets_the_piece_it_asks_for(asked, start, stop):
    response = answer(range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(SOUND)}"
    assert response["Content-Length"] == str(stop - start)
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert body(response) == SOUND[start:stop]


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=9-3", "bytes=-0"])
def test_a_piece_that_is_not_there_is_refused(asked):
    response = answer(range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(SOUND)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b", "x"])
def test_what_is_not_understood_gets_the_whole(asked):
    response = answer(range=asked)
    assert response.status_code == 200
    assert body(response) == SOUND


def test_a_name_cannot_break_out_of_its_header():
    response = answer(name='a"\r\nSet-Cookie: x=1;.mp3')
    assert response["Content-Disposition"] == 'inline; filename="aset-cookiex1.mp3"'
    response.close()
