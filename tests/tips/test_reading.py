"""What the list and the reading page are made of: columns, statuses, players."""

import re

import pytest

from tests.samples import dirty_jpeg
from tests.samples_av import dirty_mp4
from tests.samples_sound import dirty_mp3
from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tips.models import Tip

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
LIST = "/admin/tips/tip/"
COLUMNS = ["received_on", "unread", "language", "what", "size_class", "status", "assignee", "hold"]
STATUSES = {
    "new": "new", "reading": "reading", "answer": "needs an answer", "used": "used",
    "closed": "closed",
}  # fmt: skip


@pytest.fixture
def reader(client):
    """Log in a member of the tip desk whose key is shut."""
    user, _key = make_reader()
    client.force_login(user)
    return user


def test_the_list_tells_day_kinds_size_and_where_it_stands_with_the_key_shut(client, reader):
    tip, *_ = make_tip("words", ["https://a.example"], [dirty_jpeg().data], "es")
    Tip.objects.update(assignee=reader)
    page = client.get(LIST).content.decode()
    assert re.findall(r'<t[hd] class="field-(\w+)', page) == COLUMNS
    row = re.sub(r"<[^>]+>|\s+", " ", page.partition("<tbody>")[2].partition("</tbody>")[0])
    told = ["unread", "Español", "pictures, links, message", "under 1 MB", "new", reader.username]
    assert [word for word in told if word not in row] == []
    assert tip.received_on.strftime("%Y") in row


def test_a_tip_can_stand_at_each_status(client, reader):
    tip, *_ = make_tip()
    assert dict(Tip.Status.choices) == STATUSES
    for status, said in STATUSES.items():
        form = {"status": status, "assignee": ""}
        assert client.post(f"{LIST}{tip.pk}/status/", form).status_code == 302
        tip.refresh_from_db()
        assert tip.status == status
        assert said in client.get(f"{LIST}?status__exact={status}").content.decode()


def test_pictures_sound_and_video_stand_in_the_page_and_the_rest_is_saved(client, reader):
    tip, *_ = make_tip("", [], [dirty_jpeg().data, dirty_mp3()[0], dirty_mp4()[0], b"words"])
    client.post(LIST + "unlock/", {"passphrase": PASSPHRASE})
    page = client.get(f"{LIST}{tip.pk}/").content.decode()
    rows = [str(row.pk) for row in tip.envelopes.get().attachments.all()]
    shown = re.findall(r'<(img|audio|video)\b[^>]+src="[^"]+/files/([^"/]+)/"', page)
    assert shown == list(zip(("img", "audio", "video"), rows, strict=False))
    assert re.findall(r'<a href="[^"]+/files/([^"/]+)/" download=', page) == rows
    for kind, row in shown:
        answer = client.get(f"{LIST}{tip.pk}/files/{row}/")
        assert answer["Content-Type"].startswith({"img": "image"}.get(kind, kind) + "/")
        assert answer["Content-Security-Policy"].startswith("sandbox;")
        assert b"".join(answer.streaming_content)
