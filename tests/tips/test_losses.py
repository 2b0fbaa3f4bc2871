"""People leave and files vanish meanwhile: nothing is lost with them, and it is said."""

import errno
import io
import json
import os

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tests.samples import dirty_jpeg, dirty_text
from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tests.tips.test_bundles import members, opened
from tips import bundles, desk, intake, sealing
from tips.models import Attachment, DeskKey, Tip, sealed_storage

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]


@pytest.fixture(autouse=True)
def _empty_store():
    """Files do not vanish with a test's transaction; this store is of the tests alone."""
    for name in stored():
        sealed_storage().delete(name)


def stored():
    try:
        return sealed_storage().listdir("")[1]
    except FileNotFoundError:
        return []


@pytest.fixture
def key(client):
    user, key = make_reader()
    client.force_login(user)
    client.post(reverse("admin:tips_tip_unlock"), {"passphrase": PASSPHRASE})
    return key


@pytest.fixture
def halved(key):
    """Return a tip whose two files are no longer in the store, as after half a backup."""
    tip, *_ = make_tip("still here", [], [dirty_text().data, dirty_jpeg().data])
    for name in stored():
        sealed_storage().delete(name)
    return tip


def page(tip, name, **more):
    return reverse(f"admin:tips_tip_{name}", kwargs={"pk": tip.pk} | more)


def test_a_tip_whose_files_are_lost_is_read_all_the_same(client, halved):
    answer = client.get(page(halved, "change"))
    assert (answer.status_code, "still here" in answer.content.decode()) == (200, True)
    (sending,) = answer.context["sendings"]
    assert [file.damaged for file in sending["shown"]] == [True, False]
    row = halved.envelopes.get().attachments.last()
    assert client.get(page(halved, "file", file=row.pk)).status_code == 403
    chosen = {"headline": "a", "language": "en", "picture_0": "on", "alt_0": "a ferry"}
    draft = client.post(page(halved, "promote"), chosen)
    assert (draft.status_code, "Choose without it" in draft.content.decode()) == (422, True)
    assert client.post(page(halved, "deletion"), {"sure": "on"}).status_code == 302
    assert not Tip.objects.exists()


def test_a_bundle_says_which_files_are_lost_and_the_rest_of_it_opens(halved, key, tmp_path):
    mine, public = sealing.new_key()
    identity = desk.tip_identity(halved, key)
    inside = members(bundles.sealed_to(halved, identity, public))
    lost = {name: data for name, (_told, data) in inside.items() if "file-" in name}
    assert set(lost) == {f"tip/file-0-{place}-is-missing.txt" for place in (0, 1)}
    assert set(lost.values()) == {bundles.LOST}
    words = opened(bundles.sealed_to(halved, identity, public), mine, tmp_path)["words-0.json"]
    assert json.loads(words)["message"] == "still here"


@pytest.mark.usefixtures("halved")
def test_the_purge_counts_the_files_that_are_lost(capsys):
    call_command("purge_tips")
    assert "2 files of tips are missing from the store" in capsys.readouterr().err


def test_a_row_that_names_a_file_elsewhere_opens_and_deletes_nothing(key):
    tip, *_ = make_tip("", [], [dirty_text().data])
    row = Attachment.objects.select_related("envelope__tip").get()
    for elsewhere in ("../elsewhere", "/etc/hostname", ""):
        row.sealed.name = elsewhere
        with pytest.raises((SuspiciousFileOperation, ValueError)):
            desk.open_attachment(row, key)
    Attachment.objects.update(sealed="../elsewhere")
    outside = sealed_storage().path("").rstrip("/") + "/../elsewhere"
    with open(outside, "w") as file:
        file.write("of somebody else")
    with pytest.raises(SuspiciousFileOperation):
        tip.destroy()
    with open(outside) as file:
        assert file.read() == "of somebody else"


class Meanwhile(io.BytesIO):
    """A file during whose reading something happens."""

    def __init__(self, data, act):
        super().__init__(data)
        self.act = act

    def read(self, *size):
        self.act()
        return super().read(*size)


def test_whoever_leaves_while_files_are_cleaned_gets_no_box_and_the_tip_is_kept():
    (_stays, kept), (leaves, gone) = make_reader(), make_reader()
    file = Meanwhile(b"words", lambda: DeskKey.objects.filter(user=leaves).delete())
    intake.receive("a tip", [], [file], "en")
    connection.check_constraints()
    tip = Tip.objects.get()
    assert desk.open_tip(tip, kept).envelopes[0]["message"] == "a tip"
    with pytest.raises(desk.Locked):
        desk.tip_identity(tip, gone)


def test_when_the_last_one_leaves_meanwhile_nothing_is_kept():
    make_reader()
    file = Meanwhile(b"words", lambda: DeskKey.objects.all().delete())
    with pytest.raises(intake.NoDesk):
        intake.receive("a tip", [], [file], "en")
    assert not Tip.objects.exists()
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_at_the_very_moment_of_sealing_lets_the_source_try_again():
    make_reader()
    _leaves, gone = make_reader()

    def leave(execute, sql, *more):
        if sql.startswith("INSERT INTO") and "tips_wrap" in sql:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM tips_deskkey WHERE public = %s", [gone.desk_key.public])
        return execute(sql, *more)

    with connection.execute_wrapper(leave), pytest.raises(intake.Busy):
        intake.receive("a tip", [], [io.BytesIO(b"words")], "en")
    assert not Tip.objects.exists()
    assert stored() == []


class Stubborn(FileSystemStorage):
    """A store that deletes nothing just now, as one that was mounted for reading only."""

    def delete(self, name):
        raise OSError(errno.EROFS, "read-only")


@pytest.fixture
def stubborn(settings):
    where = sealed_storage().path("")
    mine = f"{Stubborn.__module__}.{Stubborn.__qualname__}"
    settings.STORAGES = settings.STORAGES | {
        "tips": {"BACKEND": mine, "OPTIONS": {"location": where}}
    }


@pytest.mark.usefixtures("key", "stubborn")
def test_a_file_that_cannot_be_deleted_keeps_no_tip_and_stops_no_purge(client, capsys):
    tip, receipt, _ = make_tip("", [], [dirty_text().data])
    other, *_ = make_tip("", [], [dirty_text().data])
    stay = client.post("/tips/return/", {"receipt": receipt}).context["stay"]
    answer = client.post("/tips/return/", {"stay": stay, "delete": "", "sure": "on"})
    assert (answer.status_code, Tip.objects.get()) == (200, other)
    Tip.objects.update(received_on="2020-01-01", last_action_on="2020-01-01")
    for name in stored():
        os.utime(sealed_storage().path(name), (0, 0))
    call_command("purge_tips")
    told = capsys.readouterr()
    assert not Tip.objects.exists()
    assert "1 tips deleted" in told.out
    assert "2 files without a tip cannot be deleted" in told.err
