"""A bundle opens with the stock `age` program and nothing of ours, and tells nothing around it."""

import io
import json
import subprocess
import tarfile

import pytest

from tests.programs import program
from tests.samples import dirty_jpeg, dirty_text
from tests.tips.factories import make_reader, make_tip, memory
from tips import bundles, desk, intake, lending, sealing
from tips.uploads import BUDGET

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
MARK = "CANARYbundleCANARY"


@pytest.fixture
def age():
    """Ask for the stock program, which the bundle's own script calls."""
    return program("age")


def full_tip(key):
    """Return a tip with two sendings, three files, a reply and a note."""
    tip, *_ = make_tip(f"{MARK} ñ", ["https://a.example"], [dirty_text().data, dirty_jpeg().data])
    intake.add(tip, "more", [], [memory(b"second words")])
    desk.reply(tip, "our reply")
    desk.note(tip, "our note", "mo")
    tip.refresh_from_db()
    return tip, desk.tip_identity(tip, key)


def members(packed):
    with packed, tarfile.open(fileobj=io.BytesIO(packed.read())) as tar:
        return {told.name: (told, tar.extractfile(told).read()) for told in tar}


def unpack(packed, folder):
    with packed:
        subprocess.run(["tar", "-x"], input=packed.read(), cwd=folder, check=True)


def opened(packed, identity, folder):
    """Unpack a bundle, run its own script with the key, return what came out by name."""
    unpack(packed, folder)
    (folder / "mine.txt").write_text(identity + "\n")
    command = ["sh", "tip/open.sh", "mine.txt"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "tip" / "open").iterdir()}


def expect_whole(files):
    words = json.loads(files["words-0.json"])
    assert (words["message"], words["links"]) == (f"{MARK} ñ", ["https://a.example"])
    assert json.loads(files["words-1.json"])["message"] == "more"
    assert files["file-0-0-file-1.txt"].decode() == "Los camiones pasan a las dos.\nCafé negro\n"
    assert files["file-0-1-file-2.jpg"].startswith(b"\xff\xd8")
    assert files["file-0-1-file-2.jpg"].endswith(b"\xff\xd9")
    assert files["file-1-0-file-1.txt"] == b"second words"
    assert json.loads(files["reply-0.json"])["text"] == "our reply"
    assert json.loads(files["note-0.json"])["text"] == "our note"


@pytest.mark.usefixtures("age")
def test_an_exported_tip_opens_with_the_stock_program(tmp_path):
    _user, key = make_reader()
    tip, identity = full_tip(key)
    mine, public = sealing.new_key()
    expect_whole(opened(bundles.sealed_to(tip, identity, public), mine, tmp_path))


@pytest.mark.usefixtures("age")
def test_a_tip_for_the_offline_key_alone_opens_with_it_and_only_there(tmp_path, settings):
    _user, key = make_reader()
    offline, settings.TIP_OFFLINE_KEY = sealing.new_key()
    settings.TIP_OFFLINE_ONLY = True
    tip, *_ = make_tip(MARK)
    with pytest.raises(desk.Locked):
        desk.open_tip(tip, key)
    assert not tip.wraps.exclude(desk_key=None).exists()
    files = opened(bundles.as_stored(tip), offline, tmp_path)
    assert json.loads(files["words-0.json"])["message"] == MARK


@pytest.mark.usefixtures("age")
def test_another_key_opens_nothing_and_the_script_says_so(tmp_path):
    _user, key = make_reader()
    tip, identity = full_tip(key)
    packed = bundles.sealed_to(tip, identity, sealing.new_key()[1])
    unpack(packed, tmp_path)
    (tmp_path / "other.txt").write_text(sealing.new_key()[0])
    command = ["sh", "tip/open.sh", "other.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "None of the boxes" in done.stderr) == (1, True)
    assert list((tmp_path / "tip" / "open").iterdir()) == []


def test_a_bundle_tells_no_time_owner_or_id_and_nothing_in_clear():
    _user, key = make_reader()
    tip, identity = full_tip(key)
    inside = members(bundles.sealed_to(tip, identity, sealing.new_key()[1]))
    assert {(told.mtime, told.uid, told.uname, told.mode) for told, _data in inside.values()} == {
        (0, 0, "", 0o600)
    }
    everything = b"".join(name.encode() + data for name, (_told, data) in inside.items())
    for secret in (str(tip.pk), tip.pk.hex, MARK, identity, str(tip.received_on), tip.lookup):
        assert secret.encode() not in everything
    sealed = {name: data for name, (_told, data) in inside.items() if name.endswith(".age")}
    assert len(sealed) == len(inside) - 2 == 8
    assert all(data.startswith(b"age-encryption.org/v1\n") for data in sealed.values())


def test_a_bundle_stays_within_the_budget_of_memory(settings):
    _user, key = make_reader()
    tip, identity = full_tip(key)
    settings.TIP_RAM_BUDGET = 1000
    with pytest.raises(lending.Full):
        bundles.sealed_to(tip, identity, sealing.new_key()[1])
    assert BUDGET.held == 0


def test_only_an_age_recipient_can_be_sealed_to():
    _user, key = make_reader()
    tip, identity = full_tip(key)
    for wrong in ("", "age1nonsense", sealing.new_key()[0]):
        with pytest.raises(sealing.UnusableKey):
            bundles.sealed_to(tip, identity, wrong)
