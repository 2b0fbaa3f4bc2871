"""Everything of a tip is bound to its place: what is cut, swapped, reordered or added shows."""

from dataclasses import replace

import pytest

from tests.samples import dirty_jpeg, dirty_text
from tests.tips.factories import make_reader, make_tip, make_user, memory
from tips import desk, intake, sealing, tally
from tips.models import Attachment, DeskKey, Envelope, Tip
from tips.uploads import BUDGET, RamFile

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]


@pytest.fixture
def key():
    return make_reader()[1]


@pytest.fixture
def tip(key):
    tip, *_ = make_tip("first", [], [dirty_text().data, dirty_jpeg().data])
    intake.add(tip, "second", [], [memory(dirty_text().data)])
    intake.add(tip, "third", [], [])
    return Tip.objects.get(pk=tip.pk)


def tampered(tip, key):
    with pytest.raises(sealing.Tampered):
        desk.open_tip(Tip.objects.get(pk=tip.pk), key)
    return True


def forged(tip, place, **more):
    """Return an envelope as anybody could seal it who reads the database."""
    words = {"version": 1, "tip": str(tip.pk), "place": place, "count": 0, "day": "2026-01-01"}
    words |= {"message": "meet me at the bridge", "links": [], "files": []} | more
    return sealing.seal_words(words, tip.public)


def test_untouched_it_opens(tip, key):
    assert [words["message"] for words in desk.open_tip(tip, key).envelopes] == [
        "first", "second", "third",
    ]  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_envelope_that_is_missing_is_noticed_wherever_it_stood(tip, key, place):
    tip.envelopes.get(place=place).delete()
    assert tampered(tip, key)


def test_a_tip_without_any_envelope_is_noticed(tip, key):
    tip.envelopes.all().delete()
    assert tampered(tip, key)


def test_an_envelope_that_somebody_slipped_in_is_noticed(tip, key):
    Envelope.objects.create(tip=tip, place=3, received_on=tip.received_on, sealed=forged(tip, 3))
    assert tampered(tip, key)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_envelope_that_somebody_replaced_is_noticed_wherever_it_stood(tip, key, place):
    Attachment.objects.filter(envelope__tip=tip, envelope__place=place).delete()
    tip.envelopes.filter(place=place).update(sealed=forged(tip, place))
    assert tampered(tip, key)


def test_envelopes_in_another_order_are_noticed(tip, key):
    second, third = (bytes(tip.envelopes.get(place=place).sealed) for place in (1, 2))
    tip.envelopes.filter(place=1).update(sealed=third)
    tip.envelopes.filter(place=2).update(sealed=second)
    assert tampered(tip, key)


def test_an_envelope_of_another_tip_is_noticed(tip, key):
    other, *_ = make_tip("elsewhere")
    tip.envelopes.filter(place=0).update(sealed=bytes(other.envelopes.get().sealed))
    assert tampered(tip, key)


def test_a_forger_without_the_pepper_makes_no_tally(tip, key, settings):
    sealed = forged(tip, 0)
    Envelope.objects.filter(tip=tip, place__gt=0).delete()
    tip.envelopes.update(sealed=sealed)
    Attachment.objects.filter(envelope__tip=tip).delete()
    pepper = settings.TIP_PEPPER
    settings.TIP_PEPPER = "guessed" * 8
    Tip.objects.filter(pk=tip.pk).update(tally=tally.of(str(tip.pk), [sealed]))
    settings.TIP_PEPPER = pepper
    assert tampered(tip, key)


def test_two_additions_at_once_never_leave_a_tip_that_looks_damaged(tip, key):
    stale = Tip.objects.get(pk=tip.pk)
    intake.add(tip, "fourth", [], [])
    with pytest.raises(intake.Busy):
        intake.add(stale, "fifth", [], [memory(dirty_text().data)])
    assert len(desk.open_tip(Tip.objects.get(pk=tip.pk), key).envelopes) == 4


def test_a_file_of_another_envelope_or_tip_is_noticed(tip, key):
    other, *_ = make_tip("", [], [dirty_text().data])
    mine = tip.envelopes.get(place=1).attachments.get()
    for donor in (tip.envelopes.get(place=0), other.envelopes.get()):
        mine.sealed = donor.attachments.get(place=0).sealed.name
        with pytest.raises(sealing.Tampered):
            desk.open_attachment(mine, key)


def test_a_file_that_somebody_else_sealed_to_the_tip_is_noticed(tip, key):
    row = tip.envelopes.get(place=1).attachments.get()
    label, content = desk.open_attachment(row, key)
    content.close()
    with RamFile.copy(memory(b"not what was sent")) as forged, RamFile() as sealed:
        label = replace(label, length=forged.length)
        sealing.seal_file(forged.memory, sealed.memory, label, tip.public)
        row.sealed.save("", sealed.measure())
    with pytest.raises(sealing.Tampered):
        desk.open_attachment(row, key)
    assert BUDGET.held == 0


def test_with_one_unusable_key_the_page_takes_nothing_in_and_gives_the_text_back(client, key):
    broken = make_user("Tip desk")
    DeskKey.objects.create(user=broken, public="age1nonsense", sealed_private=b"")
    assert client.get("/tips/").status_code == 503
    refused = client.post("/es/denuncias/", {"message": "mi única copia"})
    assert (refused.status_code, "mi única copia" in refused.content.decode()) == (503, True)
    assert not Tip.objects.exists()


def test_a_tips_key_of_another_tip_is_noticed(tip, key):
    other, *_ = make_tip()
    box = bytes(other.wraps.get(desk_key=key.desk_key).box)
    tip.wraps.filter(desk_key=key.desk_key).update(box=box)
    assert tampered(tip, key)
