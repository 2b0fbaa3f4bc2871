"""`manage.py doctor`: what the promises rest on, looked at on this machine."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from blogsite.management.commands import doctor
from tests.tips.factories import make_reader
from tips import checks, scrub
from tips.models import DeskKey
from tips.sealing import new_key

pytestmark = pytest.mark.django_db


def said(capsys):
    """Run the doctor and return its lines, and whether it was content."""
    content = True
    try:
        call_command("doctor", "--no-color")
    except CommandError:
        content = False
    return capsys.readouterr().out.splitlines(), content


@pytest.fixture(autouse=True)
def _well(settings, tmp_path, monkeypatch):
    """Set up a site that is well: keys, a swap that is none."""
    settings.TIP_OFFLINE_KEY = new_key()[1]
    make_reader()
    swaps = tmp_path / "swaps"
    swaps.write_text("Filename Type Size Used Priority\n")
    monkeypatch.setattr(doctor, "SWAPS", swaps)
    monkeypatch.setattr(doctor, "DEVICES", tmp_path)


def test_a_site_that_is_well(capsys):
    lines, content = said(capsys)
    assert content
    assert {line[:4] for line in lines} == {"ok  "}
    for name in scrub.FENCES:
        assert f"ok   cleaning: {name} stands" in lines


def test_swap_in_clear_is_found(capsys, tmp_path):
    with doctor.SWAPS.open("a") as swaps:
        swaps.write("/dev/sda2 partition 1 0 -2\n/dev/dm-0 partition 1 0 -2\n/dev/zram0 p 1 0 5\n")
    (tmp_path / "dm-0" / "dm").mkdir(parents=True)
    (tmp_path / "dm-0" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap\n")
    lines, content = said(capsys)
    assert not content
    assert "LOOK swap: /dev/sda2 may hold tips in clear" in lines
    assert "ok   swap: /dev/dm-0 holds nothing in clear" in lines
    assert "ok   swap: /dev/zram0 holds nothing in clear" in lines


@pytest.mark.parametrize("key", ["", "age1nonsense"])
def test_a_missing_or_wrong_offline_key_is_found(capsys, settings, key):
    settings.TIP_OFFLINE_KEY = key
    lines, content = said(capsys)
    assert not content
    assert any(line.startswith("LOOK keys: TIP_OFFLINE_KEY is not") for line in lines)


def test_a_budget_that_is_too_small_is_found(capsys, settings):
    settings.TIP_RAM_BUDGET = 1
    assert not said(capsys)[1]


def test_missing_fences_are_found(capsys, monkeypatch):
    fewer = [name for name in scrub.FENCES if name not in {"landlock", "system call filter"}]
    monkeypatch.setattr(scrub, "fences", lambda quick=False: fewer)
    lines, content = said(capsys)
    assert not content
    assert "LOOK cleaning: landlock is missing" in lines
    assert "LOOK cleaning: a hostile file could reach programs" in lines
    found = checks.files_are_cleaned_behind_fences(None)
    assert [message.id for message in found] == ["tips.W002", "tips.I001"]


def test_the_check_is_content_here_and_warns_where_nothing_can_be_limited(monkeypatch):
    assert checks.files_are_cleaned_behind_fences(None) == []
    monkeypatch.setattr(scrub, "fences", lambda quick=False: [])
    ids = [message.id for message in checks.files_are_cleaned_behind_fences(None)]
    assert ids == ["tips.W002"] * len(scrub.HELD) + ["tips.I001"]


def test_cleaning_that_cannot_start_is_found(capsys, monkeypatch):
    def broken(quick=False):
        raise scrub.Unscrubbable(scrub.Reason.CRASH)

    monkeypatch.setattr(scrub, "fences", broken)
    assert "every file would be refused" in said(capsys)[0][0]


def test_a_database_that_was_never_migrated(capsys, monkeypatch):
    monkeypatch.setattr(DeskKey._meta, "db_table", "not_there")
    with transaction.atomic():
        lines, content = said(capsys)
        transaction.set_rollback(True)  # PostgreSQL takes no more in a transaction that failed
    assert not content
    assert any("migrate" in line for line in lines)
