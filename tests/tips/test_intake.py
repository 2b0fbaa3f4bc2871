"""The way in: what is stored of a tip, for whom, and what is not."""

import pytest
from django.core.files.storage import storages
from django.db import connection

from tests.samples import RAR, dirty_jpeg, dirty_text
from tests.tips.factories import make_reader, make_tip, make_user, memory
from tips import boxes, desk, intake, sealing
from tips.models import DeskKey, Envelope, Tip, Wrap
from tips.scrub import Reason
from tips.uploads import BUDGET, RamFile

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]


@pytest.fixture(autouse=True)
def _empty_store():
    """Files do not vanish with a test's transaction; this store is of the tests alone."""
    for name in stored():
        storages["tips"].delete(name)


def stored():
    try:
        return storages["tips"].listdir("")[1]
    except FileNotFoundError:
        return []


def test_a_tip_is_read_by_the_desk_as_it_was_sent():
    _user, key = make_reader()
    tip, _receipt, reports = make_tip(
        "Dos camiones\x00\u200b.", ["https://example.org/a"], [dirty_text().data], "es"
    )
    (words,) = desk.open_tip(tip, key).envelopes
    assert words["message"] == "Dos camiones."
    assert words["links"] == ["https://example.org/a"]
    assert (tip.kinds, tip.size_class, tip.language) == ("links message text", "small", "es")
    label, content = desk.open_attachment(words["attachments"][0], key)
    assert content.read().decode() == "Los camiones pasan a las dos.\nCafé negro\n"
    assert (label.name, reports[0].name) == ("file-1.txt", "file-1.txt")
    content.close()


def test_a_refused_file_does_not_lose_the_rest():
    _user, key = make_reader()
    tip, _receipt, reports = make_tip("", [], [RAR, dirty_jpeg().data, b""])
    assert [report.refused for report in reports] == [Reason.UNSUPPORTED, None, Reason.EMPTY]
    (words,) = desk.open_tip(tip, key).envelopes
    assert words["count"] == 1
    assert [told["refused"] for told in words["files"]] == ["unsupported", None, "empty"]


@pytest.mark.parametrize(("message", "links"), [("", []), (" \x00\u200b\n", ["  "])])
def test_nothing_at_all_is_no_tip(message, links):
    make_reader()
    with pytest.raises(intake.Empty) as empty:
        intake.receive(message, links, [memory(RAR)], "en")
    assert empty.value.outcomes[0].refused == Reason.UNSUPPORTED
    assert not Tip.objects.exists()
    assert BUDGET.held == 0


def test_the_number_and_size_of_boxes_do_not_tell_how_many_may_read():
    make_reader()
    one, *_ = make_tip()
    make_reader()
    make_reader()
    three, *_ = make_tip()
    for tip in (one, three):
        assert [len(wrap.box) for wrap in tip.wraps.all()] == [sealing.BOX] * boxes.WRAPS


def test_each_reader_opens_it_and_a_filler_opens_for_nobody():
    keys = [make_reader()[1] for _ in range(3)]
    tip, *_ = make_tip()
    assert len({desk.tip_identity(tip, key) for key in keys}) == 1
    for wrap in tip.wraps.filter(desk_key=None):
        for key in keys:
            with pytest.raises(sealing.Tampered):
                sealing.unwrap(wrap.box, str(tip.pk), key.identity)


def test_the_offline_key_opens_it_too(settings):
    identity, settings.TIP_OFFLINE_KEY = sealing.new_key()
    tip, *_ = make_tip()
    opened = []
    for wrap in tip.wraps.filter(desk_key=None):
        try:
            opened.append(sealing.unwrap(wrap.box, str(tip.pk), identity))
        except sealing.Tampered:
            continue
    assert len(opened) == 1


def test_without_a_usable_key_nothing_is_taken_in():
    with pytest.raises(intake.NoDesk):
        intake.receive("message", [], [], "en")
    user, _key = make_reader()
    user.groups.clear()
    with pytest.raises(intake.NoDesk):
        intake.receive("message", [], [], "en")


def test_one_unusable_key_stops_intake_rather_than_sealing_to_fewer():
    make_reader()
    other = make_user("Tip desk")
    DeskKey.objects.create(user=other, public="age1nonsense", sealed_private=b"")
    with pytest.raises(intake.NoDesk):
        intake.receive("message", [], [], "en")


def test_whoever_lost_the_right_gets_no_box():
    former, _ = make_reader()
    _, key = make_reader()
    former.is_active = False
    former.save()
    tip, *_ = make_tip()
    assert list(tip.wraps.exclude(desk_key=None).values_list("desk_key", flat=True)) == [
        key.desk_key.pk
    ]


def test_stored_files_have_names_by_chance_and_stored_words_one_size():
    make_reader()
    make_tip("short", [], [dirty_jpeg().data])
    make_tip("long " * 9000, [], [dirty_jpeg().data])
    assert {len(name) for name in stored()} == {32}
    assert max(map(len, sizes := [bytes(e.sealed) for e in Envelope.objects.all()])) < 132_000
    assert min(map(len, sizes)) > 128 << 10


def test_what_fails_half_way_leaves_no_file_and_no_row(monkeypatch):
    make_reader()

    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(intake, "_insert", broken)
    with pytest.raises(RuntimeError):
        intake.receive("message", [], [memory(dirty_jpeg().data)], "en")
    assert stored() == []
    assert not Wrap.objects.exists()
    assert BUDGET.held == 0


def test_over_the_budget_is_later_and_nothing_is_stored(settings):
    make_reader()
    settings.TIP_RAM_BUDGET = 100
    with pytest.raises(intake.Busy):
        intake.receive("message", [], [RamFile.copy(memory(dirty_jpeg().data))], "en")
    assert not Tip.objects.exists()
    assert BUDGET.held == 0


def test_what_is_added_is_bound_to_its_place_and_makes_the_tip_new_again():
    _user, key = make_reader()
    tip, *_ = make_tip("first")
    tip.settle(Tip.Status.USED)
    intake.add(tip, "second", [], [memory(dirty_text().data)])
    intake.add(tip, "third", [], [])
    tip.refresh_from_db()
    assert (tip.status, tip.kinds) == ("new", "message text")
    assert [e["message"] for e in desk.open_tip(tip, key).envelopes] == ["first", "second", "third"]
    first, second, _third = tip.envelopes.all()
    Envelope.objects.filter(pk=first.pk).update(sealed=bytes(second.sealed))
    with pytest.raises(sealing.Tampered):
        desk.open_tip(tip, key)


def test_a_file_cannot_be_swapped_or_left_out():
    _user, key = make_reader()
    tip, *_ = make_tip("", [], [dirty_text().data, dirty_jpeg().data])
    first, second = tip.envelopes.get().attachments.all()
    first.sealed, second.sealed = second.sealed.name, first.sealed.name
    with pytest.raises(sealing.Tampered):
        desk.open_attachment(first, key)
    second.delete()
    with pytest.raises(sealing.Tampered):
        desk.open_tip(tip, key)


def test_deleting_leaves_no_row_and_no_file():
    make_reader()
    tip, *_ = make_tip("", [], [dirty_jpeg().data])
    desk.reply(tip, "thanks")
    assert len(stored()) == 1
    tip.destroy()
    assert stored() == []
    with connection.cursor() as cursor:
        for table in ("tip", "envelope", "attachment", "wrap", "reply"):
            cursor.execute(f"SELECT count(*) FROM tips_{table}")  # noqa: S608
            assert cursor.fetchone() == (0,)
