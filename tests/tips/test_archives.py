"""An archive as a tip: what was cleaned is kept, what was left out is named, and by place only."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.samples import dirty_jpeg
from tests.samples_zip import PROGRAM, packed
from tests.tips.factories import PASSPHRASE, make_reader
from tips import wording
from tips.models import Tip
from tips.scrub import Change, Kind, LeftOut, Limit, Reason, Report
from tips.sending import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]


def archive():
    inner = packed(("secretname-x.txt", b"words"), ("secretname-y.bin", PROGRAM))
    return packed(
        ("secretname-1.jpg", dirty_jpeg().data),
        ("secretname-2.exe", PROGRAM),
        ("secretname-3.exe", PROGRAM),
        ("secretname-4.html", b"<!DOCTYPE html>"),
        ("secretname-5.zip", inner),
    )


def send(client, data):
    file = SimpleUploadedFile("secretname.zip", data, "application/zip")
    return client.post("/tips/", {"files": [file]})


def test_the_sender_and_the_desk_read_what_was_left_out(client):
    user, _key = make_reader()
    said = send(client, archive()).content.decode()
    assert "2 files of the archive were cleaned." in said
    assert "Files 2\u20133 of the archive. We do not know this kind of file." in said
    assert "File 4 of the archive. A web page" in said
    assert "File 2 of the archive that is file 5. We do not know" in said
    assert "secretname" not in said
    client.force_login(user)
    client.post("/admin/tips/tip/unlock/", {"passphrase": PASSPHRASE})
    page = reverse("admin:tips_tip_change", kwargs={"pk": Tip.objects.get().pk})
    read = client.get(page).content.decode()
    assert "file-1.zip" in read
    assert "Files 2\u20133 of the archive. We do not know this kind of file." in read
    assert "secretname" not in read


def test_an_archive_of_nothing_clean_is_refused_with_a_way_out(client):
    make_reader()
    response = send(client, packed(("a.exe", PROGRAM)))
    assert response.status_code == 422
    assert "Nothing in the archive can be cleaned." in response.content.decode()
    assert "send them one by one" in response.content.decode()


def test_places_are_said_in_ranges_and_by_reason():
    numbers = [(2, Reason.EMPTY), (5, Reason.EMPTY), (6, Reason.EMPTY), (7, Reason.TIME)]
    left_out = tuple(LeftOut((place,), reason) for place, reason in numbers)
    with translation.override("en"):
        groups = wording.line(Outcome(1, Report("application/zip", left_out=left_out))).left_out
    assert [group.files for group in groups] == [
        "Files 2, 5\u20136 of the archive",
        "File 7 of the archive",
    ]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (wording.KINDS, Kind),
        (wording.CHANGES, Change),
        (wording.LIMITS, Limit),
        (wording.REASONS, Reason),
    ],
)
def test_every_code_has_words(words, codes):
    assert set(codes) == set(words)


def test_a_report_that_a_broken_child_made_up_stays_small():
    told = Report("application/zip").as_dict() | {"left_out": [["1", "time"]] * 9999, "files": 1e9}
    report = Report.from_dict(told)
    assert len(report.left_out) == 2000
    assert report.files == 100_000
    with pytest.raises(ValueError, match="secret"):
        Report.from_dict(told | {"left_out": [["1", "secret"]]})


def test_reports_from_before_archives_are_still_read():
    told = Report("image/png").as_dict()
    del told["files"], told["left_out"]
    assert Report.from_dict(told) == Report("image/png")
