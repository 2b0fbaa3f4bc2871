"""What the desk does with a tip besides reading it: unread, notes, assignment, hold, people."""

import pytest

from tests.tips.factories import make_reader, make_tip, make_user
from tips import boxes, desk, handling, intake, offboarding, sealing
from tips.models import DeskKey, Opening, Tip, Wrap

pytestmark = pytest.mark.django_db


def unread(user):
    return set(handling.with_unread(Tip.objects.all(), user).filter(unread=True))


def no_key():
    raise desk.Locked


def sort(tip, status="reading", *, held=False, assignee=None, opener=no_key):
    handling.sort(tip, status, held, assignee, opener)


def test_a_tip_is_unread_by_each_until_they_open_it_and_again_when_more_comes():
    ada, _key = make_reader()
    mo, _key = make_reader()
    tip, *_ = make_tip()
    other, *_ = make_tip()
    handling.opened(tip, ada, 1)
    assert (unread(ada), unread(mo)) == ({other}, {tip, other})
    tip.refresh_from_db()
    assert (tip.status, tip.opened_on) == ("reading", tip.received_on)
    intake.add(tip, "more", [], [])
    assert unread(ada) == {tip, other}
    handling.opened(tip, ada, 2)
    handling.opened(tip, ada, 2)
    assert unread(ada) == {other}
    assert Opening.objects.get().seen == 2


def test_an_opening_says_nothing_of_when():
    user, _key = make_reader()
    tip, *_ = make_tip()
    handling.opened(tip, user, 1)
    (row,) = Opening.objects.values()
    assert set(row) == {"id", "tip_id", "user_id", "seen", "exported", "relocked"}


def test_whoever_read_a_tip_and_takes_it_along_later_is_noted_for_both():
    user, _key = make_reader()
    tip, *_ = make_tip()
    for exported in (False, True, False):
        handling.opened(tip, user, 1, exported=exported)
    (row,) = Opening.objects.all()
    assert (row.seen, row.exported) == (1, True)


def test_notes_are_sealed_to_the_tip_and_kept_in_order():
    _user, key = make_reader()
    tip, *_ = make_tip()
    desk.note(tip, "Ask the harbour office", "mo")
    desk.note(tip, "They deny it", "ada")
    opened = desk.open_tip(tip, key)
    assert [note["text"] for note in opened.notes] == ["Ask the harbour office", "They deny it"]
    assert [note["author"] for note in opened.notes] == ["mo", "ada"]
    for row in tip.notes.all():
        assert b"harbour" not in bytes(row.sealed)
        assert len(row.sealed) > sealing.WORDS_STEP  # padded like everything that is said


def test_a_note_cannot_pass_for_a_reply_nor_a_reply_for_a_note():
    _user, key = make_reader()
    tip, *_ = make_tip()
    note = desk.note(tip, "for us alone", "mo")
    reply = desk.reply(tip, "for the source")
    as_note = bytes(reply.sealed_for_desk)
    tip.replies.update(sealed_for_desk=bytes(note.sealed))
    with pytest.raises(sealing.Tampered):
        desk.open_tip(tip, key)
    tip.replies.update(sealed_for_desk=as_note)
    tip.notes.update(sealed=as_note)
    with pytest.raises(sealing.Tampered):
        desk.open_tip(tip, key)


def test_whoever_is_assigned_gets_a_box_and_their_number_stays(settings):
    identity, settings.TIP_OFFLINE_KEY = sealing.new_key()
    _ada, adas = make_reader()
    tip, *_ = make_tip()
    mo, mos = make_reader()
    with pytest.raises(desk.Locked):
        desk.open_tip(tip, mos)
    with pytest.raises(desk.Locked):
        sort(tip, assignee=mo)
    assert Tip.objects.get().assignee is None
    sort(tip, assignee=mo, opener=lambda: adas)
    assert desk.open_tip(tip, mos).envelopes[0]["message"] == "The lorries pass at two."
    assert tip.wraps.count() == boxes.WRAPS
    assert opened_with(tip, identity) == 1
    sort(tip, assignee=mo)  # nothing to give: no open key is asked for


def opened_with(tip, identity):
    """Return how many boxes a key opens."""
    opened = 0
    for wrap in tip.wraps.all():
        try:
            sealing.unwrap(wrap.box, str(tip.pk), identity)
        except sealing.Tampered:
            continue
        opened += 1
    return opened


def test_a_newcomer_is_given_all_that_a_colleague_can_open():
    _ada, adas = make_reader()
    tips = [make_tip()[0] for _ in range(3)]
    _mo, mos = make_reader()
    foreign, *_ = make_tip()
    Wrap.objects.filter(tip=foreign, desk_key=adas.desk_key).update(desk_key=None)
    assert handling.share_all(mos.desk_key, adas) == 3
    assert handling.share_all(mos.desk_key, adas) == 0
    assert all(desk.open_tip(tip, mos) for tip in [*tips, foreign])


def test_a_ninth_reader_makes_sixteen_boxes():
    keys = [make_reader("nine people read here today")[1] for _ in range(8)]
    tip, *_ = make_tip()
    assert tip.wraps.count() == 8
    _late, ninth = make_reader()
    assert boxes.share(tip, desk.tip_identity(tip, keys[0]), ninth.desk_key)
    assert tip.wraps.count() == 16
    assert {len(wrap.box) for wrap in tip.wraps.all()} == {sealing.BOX}


def test_a_held_tip_is_not_deleted_by_the_desk():
    make_reader()
    tip, *_ = make_tip()
    sort(tip, held=True)
    with pytest.raises(handling.Held):
        handling.delete(tip)
    sort(tip, held=False)
    handling.delete(tip)
    assert not Tip.objects.exists()


def test_whoever_leaves_has_no_box_no_key_and_no_right_and_what_they_saw_is_listed():
    ada, adas = make_reader()
    _mo, mos = make_reader()
    read, *_ = make_tip("read")
    taken, *_ = make_tip("taken")
    make_tip("never opened")
    handling.opened(read, ada, 1)
    handling.opened(taken, ada, 1, exported=True)
    sort(read, assignee=ada)
    left = offboarding.offboard(ada)
    assert (left.boxes, left.still_allowed) == (3, False)
    assert {(row.tip, row.exported) for row in offboarding.seen_by(ada)} == {
        (read, False),
        (taken, True),
    }
    for tip in Tip.objects.all():
        assert tip.wraps.count() == boxes.WRAPS
        assert opened_with(tip, adas.identity) == 0
        assert opened_with(tip, mos.identity) == 1
        assert tip.assignee is None
    ada = type(ada).objects.get(pk=ada.pk)
    assert not ada.has_perm("tips.read_tip")
    assert not DeskKey.objects.filter(user=ada).exists()
    assert offboarding.offboard(ada).boxes == 0


def test_an_administrator_who_leaves_is_said_to_be_one_still():
    ada = make_user(is_superuser=True)
    desk.make_key(ada, "seven dogs cross the bridge")
    assert offboarding.offboard(ada).still_allowed


def test_a_deleted_login_leaves_the_number_of_boxes_as_it_was():
    ada, _adas = make_reader()
    _mo, mos = make_reader()
    tip, *_ = make_tip()
    ada.delete()
    assert tip.wraps.count() == boxes.WRAPS
    assert desk.open_tip(tip, mos)
