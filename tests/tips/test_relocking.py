"""A tip with a new key: the old one opens nothing any more, everything is there as before."""

import io

import pytest
from django.core.files.storage import storages

from tests.samples import dirty_jpeg, dirty_text
from tests.tips.factories import make_reader, make_tip, make_user, memory
from tips import boxes, desk, handling, intake, offboarding, receipts, relocking, replies, sealing
from tips.models import Opening, Tip
from tips.uploads import BUDGET

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]


@pytest.fixture
def left():
    """Return a tip with all that one can have, who left knowing its key, and who stayed."""
    ada, adas = make_reader()
    _mo, mos = make_reader()
    tip, receipt, _ = make_tip("first", [], [dirty_text().data, dirty_jpeg().data])
    intake.add(tip, "second", [], [memory(b"more words")])
    desk.reply(tip, "our reply")
    desk.note(tip, "our note", "mo")
    handling.opened(tip, ada, 2)
    kept = desk.tip_identity(tip, adas)
    offboarding.offboard(ada)
    return Tip.objects.get(pk=tip.pk), receipt, ada, kept, mos


def everything(tip, key):
    opened = desk.open_tip(tip, key)
    files = []
    for words in opened.envelopes:
        for row in words.pop("attachments"):
            label, content = desk.open_attachment(row, key)
            files.append((label, content.read()))
            content.close()
    return opened.envelopes, opened.replies, opened.notes, files


def test_everything_is_there_as_before_and_nothing_opens_with_the_old_key(left):
    tip, receipt, _ada, kept, mos = left
    before = everything(tip, mos)
    names = set(storages["tips"].listdir("")[1])
    old = {row.sealed.name for words in tip.envelopes.all() for row in words.attachments.all()}
    relocking.relock(tip, mos)
    tip = Tip.objects.get(pk=tip.pk)
    assert everything(tip, mos) == before
    assert tip.wraps.count() == boxes.WRAPS
    sealed = [row.sealed for row in [*tip.envelopes.all(), *tip.notes.all()]]
    sealed += [row.sealed_for_desk for row in tip.replies.all()]
    for words in sealed:
        with pytest.raises(sealing.Tampered):
            sealing.open_words(words, kept)
    now = set(storages["tips"].listdir("")[1])
    assert (now & old, len(now)) == (set(), len(names))
    for row in tip.envelopes.first().attachments.all():
        with row.sealed.open("rb") as file, pytest.raises(sealing.Tampered):
            sealing.open_file(file, io.BytesIO(), kept)
    assert replies.read(tip, receipts.read(receipt))[0].text == "our reply"
    assert BUDGET.held == 0


def test_what_comes_later_is_sealed_to_the_new_key(left):
    tip, _receipt, _ada, kept, mos = left
    stale = Tip.objects.get(pk=tip.pk)
    relocking.relock(tip, mos)
    desk.reply(stale, "later")  # by somebody whose page was open
    intake.add(Tip.objects.get(pk=tip.pk), "third", [], [])
    opened = desk.open_tip(Tip.objects.get(pk=tip.pk), mos)
    assert (opened.replies[-1]["text"], opened.envelopes[-1]["message"]) == ("later", "third")
    with pytest.raises(sealing.Tampered):
        sealing.open_words(tip.envelopes.last().sealed, kept)


def test_the_offline_key_opens_it_as_before(left, settings):
    tip, _receipt, _ada, _kept, mos = left
    offline, settings.TIP_OFFLINE_KEY = sealing.new_key()
    relocking.relock(tip, mos)
    opened = []
    for wrap in tip.wraps.filter(desk_key=None):
        try:
            opened.append(sealing.unwrap(wrap.box, str(tip.pk), offline))
        except sealing.Tampered:
            continue
    assert opened == [desk.tip_identity(tip, mos)]


def test_an_addition_meanwhile_is_not_lost(left, monkeypatch):
    tip, _receipt, _ada, _kept, mos = left
    count = len(storages["tips"].listdir("")[1])
    opens = desk.open_tip

    def opened_then_written_to(tip, key):
        opened = opens(tip, key)
        intake.add(Tip.objects.get(pk=tip.pk), "meanwhile", [], [])
        return opened

    monkeypatch.setattr(desk, "open_tip", opened_then_written_to)
    with pytest.raises(relocking.Changed):
        relocking.relock(tip, mos)
    monkeypatch.undo()
    assert len(storages["tips"].listdir("")[1]) == count
    tip = Tip.objects.get(pk=tip.pk)
    assert desk.open_tip(tip, mos).envelopes[-1]["message"] == "meanwhile"
    relocking.relock(tip, mos)


def test_what_a_former_member_opened_is_relocked_once_as_far_as_one_can(left):
    tip, _receipt, ada, _kept, mos = left
    damaged, *_ = make_tip()
    Opening.objects.create(tip=damaged, user=ada, seen=1)
    damaged.envelopes.all().delete()
    public = tip.public
    assert relocking.relock_seen_by(ada, mos) == 1
    changed = Tip.objects.get(pk=tip.pk).public
    assert changed != public
    assert relocking.relock_seen_by(ada, mos) == 1
    assert Tip.objects.get(pk=tip.pk).public == changed


def test_the_page_changes_the_locks_only_of_those_who_left(client, left):
    tip, _receipt, ada, _kept, _mos = left
    boss = make_user(is_superuser=True)
    boss_key = desk.make_key(boss, "seven dogs cross the bridge")
    client.force_login(boss)
    address = f"/admin/tips/tip/desk/{ada.pk}/"
    assert "/unlock/" in client.post(address + "locks/").url
    client.post("/admin/tips/tip/unlock/", {"passphrase": "seven dogs cross the bridge"})
    assert "Change the locks" in client.get(address + "leaving/").content.decode()
    answer = client.post(address + "locks/").content.decode()
    assert "Done, but for 1 tip." in answer  # it came before the manager had a key
    handling.share_all(boss_key.desk_key, _mos)
    assert "Done, but for 0 tips." in client.post(address + "locks/").content.decode()
    assert "has another key since" in client.get(address + "leaving/").content.decode()
    assert client.post(f"/admin/tips/tip/desk/{boss.pk}/locks/").status_code == 403
