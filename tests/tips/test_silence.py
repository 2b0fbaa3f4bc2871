"""Nothing that a source sent is found in clear anywhere: database, store, temporary files, logs."""

import base64
import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from tests.samples import dirty_jpeg
from tests.tips.factories import make_reader, make_tip
from tips import checks, desk, intake, receipts
from tips.models import Tip

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
MARK = "CANARYwordsCANARY"


def spellings(mark):
    raw = mark.encode()
    return [
        raw,
        raw[::-1],
        raw.hex().encode(),
        base64.b64encode(raw)[:-4],
        mark.encode("utf-16-le"),
    ]


def rows():
    """Return every value of every table of tips, as bytes."""
    with connection.cursor() as cursor:
        for table in ("tip", "envelope", "attachment", "wrap", "reply", "deskkey"):
            cursor.execute(f"SELECT * FROM tips_{table}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield value.encode() if isinstance(value, str) else bytes(str(value), "utf-8")
                    if isinstance(value, bytes | memoryview):
                        yield bytes(value)


@pytest.mark.django_db(transaction=True)
def test_a_tip_leaves_nothing_in_clear(client, settings, caplog):
    caplog.set_level(logging.DEBUG)
    _user, key = make_reader()
    sample = dirty_jpeg()
    pair = [(f"{MARK}.jpg", sample.data), ("a", MARK.encode())]
    files = [SimpleUploadedFile(name, data) for name, data in pair]
    headers = {"user-agent": MARK, "referer": f"http://testserver/{MARK}", "cookie": MARK}
    sent = {"message": MARK, "links": f"https://{MARK}.example", "files": files}
    response = client.post("/tips/", sent, headers=headers)
    assert response.status_code == 200
    desk.reply(Tip.objects.get(), MARK)
    assert MARK in repr(desk.open_tip(Tip.objects.get(), key).replies)
    marks = spellings(MARK) + sample.marks[:5] + [key.identity.encode()]
    stored = b"\0".join(rows())
    assert [mark for mark in marks if mark in stored] == []
    for path in Path(settings.VAR_DIR).rglob("*"):
        if path.is_file():
            assert [mark for mark in marks if mark in path.read_bytes()] == [], path
    assert MARK not in caplog.text


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_deleted_tip_is_gone_from_the_raw_database_too(settings):
    make_reader()
    tip, receipt, _ = make_tip()
    marks = [receipts.read(receipt).lookup.encode(), tip.public.encode()]
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    tip.destroy()
    connection.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    assert [mark for mark in marks if mark in path.read_bytes()] == []


@pytest.mark.django_db
def test_the_purge_deletes_what_the_desk_left_for_ninety_days(settings, capsys):
    call_command("purge_tips")  # files that other tests left
    capsys.readouterr()
    make_reader()
    old, *_ = make_tip("", [], [b"words"])
    fresh, *_ = make_tip()
    edge, *_ = make_tip()
    today = old.received_on
    for tip, days in ((old, 91), (edge, 90)):
        Tip.objects.filter(pk=tip.pk).update(last_action_on=today - timedelta(days=days))
    call_command("purge_tips")
    call_command("purge_tips")
    assert capsys.readouterr().out == "1 tips deleted\n0 tips deleted\n"
    assert set(Tip.objects.all()) == {fresh, edge}


@pytest.mark.django_db
def test_days_and_no_hours_are_stored_and_keys_tell_no_order():
    make_reader()
    tips = [make_tip()[0] for _ in range(3)]
    assert {tip.pk.version for tip in tips} == {4}
    for row in Tip.objects.values():
        assert [value for value in row.values() if hasattr(value, "hour")] == []


@pytest.mark.django_db
def test_an_error_half_way_tells_nothing(client, monkeypatch, caplog, capsys):
    make_reader()

    def broken(*args):
        raise RuntimeError(MARK)

    monkeypatch.setattr(intake, "receive", broken)
    client.raise_request_exception = False
    response = client.post("/tips/", {"message": MARK})
    assert response.status_code == 500
    assert MARK not in response.content.decode() + capsys.readouterr().err


def test_the_checks_refuse_cheap_passphrases_and_a_wrong_offline_key(settings):
    settings.TIP_KDF_MEMORY = 128 << 20
    assert checks.tips_can_be_sealed(None) == []
    settings.TIP_KDF_MEMORY = 1 << 20
    settings.TIP_OFFLINE_KEY = "age1nonsense"
    assert [error.id for error in checks.tips_can_be_sealed(None)] == ["tips.E001", "tips.E002"]
    settings.TIP_OFFLINE_KEY, settings.TIP_OFFLINE_ONLY = "", True
    assert [error.id for error in checks.tips_can_be_sealed(None)] == ["tips.E003", "tips.E002"]
    settings.TIP_RAM_BUDGET = 1
    assert [warning.id for warning in checks.tips_fit_into_memory(None)] == ["tips.W001"]
