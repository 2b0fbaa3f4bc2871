"""Forgetting: what goes when, in what order, and that nothing of it is left in the raw files."""

import os
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_delete

from tests.samples import dirty_text
from tests.tips.factories import make_reader, make_tip
from tips import desk, erasure, handling, receipts, replies
from tips.models import Attachment, Tip, Wrap, sealed_storage


@pytest.fixture(autouse=True)
def _empty_store():
    for name in stored():
        sealed_storage().delete(name)


def stored():
    try:
        return set(sealed_storage().listdir("")[1])
    except FileNotFoundError:
        return set()


def aged(days, *, opened=False, held=False, worked=None):
    """Return a tip that came so many days ago; `worked` days ago the desk last acted."""
    tip, receipt, _ = make_tip("", [], [dirty_text().data])
    day = tip.received_on - timedelta(days=days)
    last = tip.received_on - timedelta(days=days if worked is None else worked)
    Tip.objects.filter(pk=tip.pk).update(
        received_on=day, last_action_on=last, opened_on=day if opened else None, held=held
    )
    return tip, receipt


AGES = [
    ({"days": 30}, True),
    ({"days": 31}, False),
    ({"days": 31, "worked": 1}, False),  # answered, and never opened
    ({"days": 31, "opened": True}, True),
    ({"days": 90, "opened": True}, True),
    ({"days": 91, "opened": True}, False),
    ({"days": 400, "opened": True, "worked": 90}, True),
    ({"days": 400, "opened": True, "worked": 91}, False),
    ({"days": 400, "held": True}, True),
    ({"days": 400, "opened": True, "held": True}, True),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "stays"), AGES, ids=str)
def test_what_is_purged_and_what_a_receipt_still_finds_are_the_two_halves(age, stays):
    make_reader()
    tip, receipt = aged(**age)
    assert (replies.find(receipts.read(receipt)) is not None) == stays
    erasure.purge()
    assert Tip.objects.filter(pk=tip.pk).exists() == stays
    assert len(stored()) == stays


@pytest.mark.django_db
def test_every_act_of_the_desk_begins_the_ninety_days_anew():
    user, _key = make_reader()
    acts = [
        lambda tip: handling.opened(tip, user, 1),
        lambda tip: desk.reply(tip, "thank you"),
        lambda tip: desk.note(tip, "look", "mo"),
        lambda tip: handling.sort(tip, "used", False, None, lambda: None),
    ]
    for act in acts:
        tip, _receipt = aged(80, opened=True)
        act(Tip.objects.get(pk=tip.pk))
        assert Tip.objects.get(pk=tip.pk).last_action_on > tip.received_on - timedelta(days=1)


@pytest.mark.django_db
def test_the_keys_go_first_and_on_their_own():
    make_reader()
    tip, *_ = make_tip("", [], [dirty_text().data])
    order = []

    def note(sender, **kwargs):
        order.append((sender, Wrap.objects.exists(), len(stored())))

    for model in (Wrap, Attachment, Tip):
        post_delete.connect(note, sender=model)
    try:
        tip.destroy()
    finally:
        for model in (Wrap, Attachment, Tip):
            post_delete.disconnect(note, sender=model)
    models = [sender for sender, _wraps, _files in order]
    assert models.index(Attachment) > max(i for i, model in enumerate(models) if model is Wrap)
    rows = [(wraps, files) for sender, wraps, files in order if sender is not Wrap]
    assert set(rows) == {(False, 1)}
    assert stored() == set()


@pytest.mark.django_db
def test_files_without_a_tip_go_after_a_day_and_no_sooner():
    make_reader()
    make_tip("", [], [dirty_text().data])
    kept = stored()
    fresh = sealed_storage().save("fresh", ContentFile(b"of a sending under way"))
    old = sealed_storage().save("old", ContentFile(b"of one that failed"))
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(sealed_storage().path(old), (long_ago, long_ago))
    assert erasure.sweep() == (1, 0)
    assert stored() == kept | {fresh}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_the_raw_database_file_and_its_log_hold_nothing_of_a_purged_tip(capsys):
    user, key = make_reader()
    tip, receipt = aged(91, opened=True)
    kept, _receipt = aged(1)
    handling.opened(kept, user, 1)
    desk.reply(tip, "a reply")
    desk.note(tip, "a note", "mo")
    tip.refresh_from_db()
    marks = [receipts.read(receipt).lookup.encode(), tip.public.encode(), tip.pk.hex.encode()]
    rows = [*tip.envelopes.all(), *tip.notes.all()]
    marks += [bytes(row.sealed)[40:90] for row in rows] + [row.pk.hex.encode() for row in rows]
    marks += [bytes(wrap.box)[:90] for wrap in tip.wraps.all()]
    marks += [name.encode() for name in stored() if name not in names_of(kept)]
    marks += [bytes(row.sealed_for_source)[:60] for row in tip.replies.all()]
    assert all(mark in raw() for mark in marks[:3])
    Tip.objects.filter(pk=tip.pk).update(last_action_on=tip.received_on - timedelta(days=91))
    call_command("purge_tips")
    assert capsys.readouterr().out == "1 tips deleted\n"
    left = raw()
    assert [mark for mark in marks if mark in left] == []
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA freelist_count").fetchone() == (0,)  # it was rewritten
    assert kept.public.encode() in left
    assert desk.open_tip(kept, key)
    assert stored() == names_of(kept)


def names_of(tip):
    rows = Attachment.objects.filter(envelope__tip=tip)
    return {row.sealed.name for row in rows}


def raw():
    """Return the database file and its log, while the connection stays open."""
    path = connection.settings_dict["NAME"]
    return b"".join(
        Path(path + end).read_bytes() for end in ("", "-wal") if Path(path + end).exists()
    )


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_said_so_and_the_purge_is_done_all_the_same(capsys):
    make_reader()
    aged(31)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(connection.settings_dict["NAME"])
    try:
        other.execute("BEGIN")
        other.execute("SELECT * FROM tips_tip").fetchone()
        call_command("purge_tips")
    finally:
        other.close()
        connection.close()
    assert not Tip.objects.exists()
    assert "in use" in capsys.readouterr().err
