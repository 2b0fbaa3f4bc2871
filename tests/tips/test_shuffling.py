"""After a shuffle neither a row's place nor a file's name, times or inode tell what came when."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from tests.samples import dirty_text
from tests.tips.factories import make_reader, make_tip
from tips import desk, erasure, sealing, shuffling
from tips.models import Attachment, Tip, sealed_storage

MANY = 12  # tips: that chance keeps their order is one case in 479 million


def order(table, column="id"):
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")  # noqa: S608
        return [str(value).replace("-", "") for (value,) in cursor.fetchall()]


def files():
    """Return the stored files of all tips in the order in which these came, with their status."""
    rows = Attachment.objects.all()
    paths = {row.envelope.tip_id: Path(sealed_storage().path(row.sealed.name)) for row in rows}
    return {tip: (path.name, path.stat()) for tip, path in paths.items()}


@pytest.fixture(autouse=True)
def _empty_store():
    for path in Path(sealed_storage().path("")).glob("*"):
        path.unlink()


@pytest.fixture
def arrived():
    """Let tips with a file arrive one after the other; return their keys in that order."""
    erasure.compact()  # places that rows of other tests left would be taken first
    _user, key = make_reader()
    tips = [make_tip(f"tip {n}", [], [dirty_text().data])[0] for n in range(MANY)]
    return key, [tip.pk for tip in tips]


@pytest.mark.django_db(transaction=True)
def test_rows_stand_in_an_order_of_chance_that_the_rewritten_database_keeps(arrived):
    _key, came = arrived
    assert order("tips_tip") == [pk.hex for pk in came]
    shuffling.shuffle_rows()
    shuffled = order("tips_tip")
    assert shuffled != [pk.hex for pk in came]
    assert sorted(shuffled) == sorted(pk.hex for pk in came)
    assert erasure.compact()
    assert order("tips_tip") == shuffled
    envelopes = order("tips_envelope", "tip_id")
    assert envelopes != [pk.hex for pk in came]
    assert envelopes != shuffled  # not even the tables agree


def apart(table):
    """Return the beginnings of the long values that PostgreSQL keeps apart, by their numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltoastrelid::regclass FROM pg_class WHERE relname = %s", [table])
        ((place,),) = cursor.fetchall()
        cursor.execute(f"SELECT chunk_data FROM {place} WHERE chunk_seq = 0 ORDER BY chunk_id")  # noqa: S608
        return [bytes(chunk)[:200] for (chunk,) in cursor.fetchall()]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_long_values_are_numbered_by_chance_too(arrived):
    _key, came = arrived
    for pk in came:
        desk.reply(Tip.objects.get(pk=pk), "thank you")
    came_first = apart("tips_envelope"), apart("tips_reply")
    counts = [len(values) for values in came_first]
    assert counts == [MANY, 2 * MANY]
    for _night in range(5):  # a session that just begins in the cluster keeps old versions once
        call_command("shuffle_tips")
        if [len(apart(table)) for table in ("tips_envelope", "tips_reply")] == counts:
            break
    for table, before in zip(("tips_envelope", "tips_reply"), came_first, strict=True):
        after = apart(table)
        assert after != before
        assert sorted(after) == sorted(before)


@pytest.mark.django_db(transaction=True)
def test_files_are_new_ones_alike_in_time_and_in_an_order_of_chance(arrived):
    _key, came = arrived
    before = files()
    assert shuffling.shuffle_files() == MANY
    after = files()
    names = {name for name, _status in after.values()}
    assert names.isdisjoint(name for name, _status in before.values())
    assert {p.name for p in Path(sealed_storage().path("")).iterdir()} == names
    times = {(s.st_mtime_ns, s.st_atime_ns) for _name, s in after.values()}
    assert times == {(shuffling.LONG_AGO * 10**9,) * 2}
    changed = [after[tip][1].st_ctime_ns for tip in came]
    inodes = [after[tip][1].st_ino for tip in came]
    assert changed != sorted(changed)
    assert inodes != sorted(inodes)
    assert max(changed) - min(changed) < 60 * 10**9
    assert min(changed) > max(s.st_ctime_ns for _name, s in before.values())


@pytest.mark.django_db(transaction=True)
def test_birth_times_are_of_the_shuffle_too_where_the_disk_keeps_them(arrived):
    _key, came = arrived
    born = [births(pk) for pk in came]
    assert born == sorted(born)
    shuffling.shuffle_files()
    again = [births(pk) for pk in came]
    assert min(again) > max(born)
    assert again != sorted(again)


def births(tip):
    """Return when a tip's file was made: its birth time, as far as `stat` can tell it."""
    path = sealed_storage().path(Attachment.objects.get(envelope__tip=tip).sealed.name)
    with os.popen(f"stat -c '%.9W' '{path}'") as told:  # noqa: S605  a path of ours
        return float(told.read())


@pytest.mark.django_db(transaction=True)
def test_tips_open_as_before(arrived):
    key, came = arrived
    call_command("shuffle_tips")
    call_command("shuffle_tips")
    for number, pk in enumerate(came):
        opened = desk.open_tip(Tip.objects.get(pk=pk), key)
        assert opened.envelopes[0]["message"] == f"tip {number}"
        _label, content = desk.open_attachment(opened.envelopes[0]["attachments"][0], key)
        assert content.read().decode().startswith("Los camiones")
        content.close()


@pytest.mark.django_db
def test_a_page_that_read_its_rows_before_the_shuffle_still_finds_the_file():
    _user, key = make_reader()
    tip, *_ = make_tip("", [], [dirty_text().data])
    row = Attachment.objects.select_related("envelope__tip").get()
    shuffling.shuffle_files()
    _label, content = desk.open_attachment(row, key)
    assert content.length > 0
    content.close()


@pytest.mark.django_db
def test_a_tip_deleted_meanwhile_leaves_no_file_and_a_missing_file_stops_nothing():
    make_reader()
    gone, *_ = make_tip("", [], [dirty_text().data])
    make_tip("", [], [dirty_text().data])
    row = Attachment.objects.get(envelope__tip=gone)
    gone.destroy()
    assert not shuffling._rewritten(row)
    lost = Attachment.objects.get()
    sealed_storage().delete(lost.sealed.name)
    assert shuffling.shuffle_files() == 0


@pytest.mark.django_db
def test_stored_sizes_are_few():
    make_reader()
    for length in range(1000, 1400, 40):
        make_tip("x" * length, [], [b"word " * length])
    sizes = {sealed_storage().size(row.sealed.name) for row in Attachment.objects.all()}
    padded = {sealing.padme(5 * length - 1 + sealing.LABEL) for length in range(1000, 1400, 40)}
    assert len(padded) <= 10
    assert len({size // 128 for size in sizes}) <= len(padded) + 3


def during(what, act, *, after=False):
    """Let something happen once, at the first statement that begins so: before it, or after."""
    left = [act]

    def happening(execute, sql, *more):
        now = left.pop() if left and sql.startswith(what) else None
        if now and not after:
            now()
        answer = execute(sql, *more)
        if now and after:
            now()
        return answer

    return connection.execute_wrapper(happening)


def lost():
    """Tell whether a row names a file that is not there."""
    rows = Attachment.objects.all()
    return [row.pk for row in rows if not sealed_storage().exists(row.sealed.name)]


@pytest.mark.django_db
def test_a_sweep_in_the_middle_of_a_shuffle_takes_no_file_of_a_tip():
    make_reader()
    make_tip("", [], [dirty_text().data])
    with during('UPDATE "tips_attachment"', erasure.sweep):
        assert shuffling.shuffle_files() == 1
    assert not lost()
    shuffling.shuffle_files()
    with during("SELECT", shuffling.shuffle_files):
        assert erasure.sweep() == (0, 0)
    assert not lost()


@pytest.mark.django_db
def test_a_sweep_takes_no_file_that_gets_its_row_meanwhile():
    make_reader()
    make_tip("", [], [dirty_text().data])
    late = sealed_storage().save("late", ContentFile(b"sealed"))
    os.utime(sealed_storage().path(late), (shuffling.LONG_AGO,) * 2)
    with during("SELECT", lambda: Attachment.objects.update(sealed=late), after=True):
        erasure.sweep()
    assert not lost()


@pytest.mark.django_db
def test_a_tip_deleted_in_the_middle_of_a_shuffle_stops_nothing():
    make_reader()
    tip, *_ = make_tip("", [], [dirty_text().data])
    with during('UPDATE "tips_attachment"', tip.destroy, after=True):
        assert shuffling.shuffle_files() == 1
    assert list(Path(sealed_storage().path("")).iterdir()) == []
