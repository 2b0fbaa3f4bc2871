"""The desk's other pages: the list and its warning, people, bundles, drafts, what stays closed."""

import io
import re
import tarfile
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse

from posts.models import Post
from tests.samples import dirty_jpeg
from tests.tips.factories import PASSPHRASE, make_reader, make_tip, make_user
from tips import desk, handling, intake, sealing
from tips.models import DeskKey, Opening, Tip, Wrap

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
LIST = "/admin/tips/tip/"


@pytest.fixture
def reader(client):
    """Log in a member of the tip desk and open their key."""
    user, _key = make_reader()
    client.force_login(user)
    client.post(LIST + "unlock/", {"passphrase": PASSPHRASE})
    return user


def page(tip, name="change", **more):
    return reverse(f"admin:tips_tip_{name}", kwargs={"pk": tip.pk} | more)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_says_what_is_unread_by_me_and_what_goes_soon(client, reader):
    tip, *_ = make_tip()
    make_tip()
    Tip.objects.filter(pk=tip.pk).update(received_on=tip.received_on - timedelta(days=24))
    assert "1 tip that nobody opened will be deleted within 7 days." in text(client.get(LIST))
    assert "1 that nobody opened goes within a week" in text(client.get("/admin/"))
    client.get(page(tip))
    shown = text(client.get(LIST))
    assert "will be deleted" not in shown
    assert shown.count(">unread<") == 1
    assert text(client.get(LIST + "?unread=yes")).count('class="field-received_on') == 1


def test_reading_counts_as_reading_and_writes_no_log(client, reader):
    tip, *_ = make_tip()
    client.get(page(tip))
    client.get(page(tip))
    tip.refresh_from_db()
    assert (tip.status, tip.opened_on) == ("reading", tip.received_on)
    assert [(row.user, row.tip) for row in Opening.objects.all()] == [(reader, tip)]
    assert not LogEntry.objects.exists()


def test_the_queries_of_a_page_do_not_grow_with_the_tip(client, reader, django_assert_num_queries):
    tip, *_ = make_tip("", [], [b"one"])
    client.get(page(tip))
    with django_assert_num_queries(16):
        client.get(page(tip))
    for number in range(4):
        intake.add(tip, "more", [], [io.BytesIO(b"two"), io.BytesIO(b"three")])
        desk.reply(tip, f"reply {number}")
        desk.note(tip, f"note {number}", "mo")
        tip.refresh_from_db()
    client.get(page(tip))
    with django_assert_num_queries(16):
        client.get(page(tip))


@pytest.mark.parametrize("path", ["", "desk/"])
def test_the_queries_of_the_lists_do_not_grow(client, reader, django_assert_max_num_queries, path):
    for _ in range(3):
        make_reader()
        make_tip()
    with django_assert_max_num_queries(10):
        assert client.get(LIST + path).status_code == 200


def test_what_could_name_somebody_is_marked_and_links_are_bare_words(client, reader):
    tip, *_ = make_tip("<i>868 123 4567</i>", ["https://x.com/u/status/1?s=20"], [b"XYZ-123-A"])
    shown = text(client.get(page(tip)))
    assert "&lt;i&gt;<mark>868 123 4567 <small" in shown
    assert "<code>https://x.com/u/status/1</code>" in shown
    assert "<mark>XYZ-123-A <small" in shown
    assert 'href="https://x.com' not in shown


def test_notes_are_kept_shown_and_given_back_when_too_long(client, reader):
    tip, *_ = make_tip()
    client.post(page(tip, "note"), {"text": "Ask <b>again</b>"})
    shown = text(client.get(page(tip)))
    assert "Ask &lt;b&gt;again&lt;/b&gt;" in shown
    assert f"Note by {reader.username}" in shown
    refused = client.post(page(tip, "note"), {"text": "kept " * 9000})
    assert (refused.status_code, "kept kept" in text(refused)) == (422, True)


def test_assigning_gives_a_key_and_needs_an_open_one(client, reader):
    tip, *_ = make_tip()
    mo, mos = make_reader()
    form = {"status": "answer", "assignee": mo.pk}
    client.post(LIST + "lock/")
    refused = client.post(page(tip, "status"), form)
    assert (refused.status_code, "They have no key to this tip yet" in text(refused)) == (422, True)
    client.post(LIST + "unlock/", {"passphrase": PASSPHRASE})
    assert client.post(page(tip, "status"), form).status_code == 302
    tip.refresh_from_db()
    assert (tip.status, tip.assignee) == ("answer", mo)
    assert desk.open_tip(tip, mos)
    stranger = make_user()
    assert client.post(page(tip, "status"), form | {"assignee": stranger.pk}).status_code == 422


def test_a_held_tip_shows_no_way_to_delete_it_and_has_none(client, reader):
    tip, *_ = make_tip()
    client.post(page(tip, "status"), {"status": "used", "held": "on"})
    assert "Delete the tip" not in text(client.get(page(tip)))
    assert client.post(page(tip, "deletion"), {"sure": "on"}).status_code == 409
    assert Tip.objects.get().held


def test_a_bundle_is_one_file_that_only_the_named_key_opens_and_it_is_noted(client, reader):
    tip, *_ = make_tip()
    mine, public = sealing.new_key()
    for wrong in ("", "age1nonsense", mine):
        assert client.post(page(tip, "export"), {"recipient": wrong}).status_code == 422
    response = client.post(page(tip, "export"), {"recipient": public})
    assert response["Content-Disposition"] == 'attachment; filename="tip.tar"'
    with tarfile.open(fileobj=io.BytesIO(b"".join(response))) as tar:
        assert "tip/key-1.age" in tar.getnames()
    assert Opening.objects.get().exported


def test_a_tip_for_the_offline_key_stays_closed_and_can_be_worked_on(client, reader, settings):
    _offline, settings.TIP_OFFLINE_KEY = sealing.new_key()
    settings.TIP_OFFLINE_ONLY = True
    assert "Offline mode" in text(client.get(LIST))
    tip, *_ = make_tip()
    closed = client.get(page(tip))
    assert (closed.status_code, "sealed to the offline key alone" in text(closed)) == (403, True)
    assert client.get(page(tip, "promote")).status_code == 403
    assert (
        client.post(page(tip, "export"), {"recipient": settings.TIP_OFFLINE_KEY}).status_code == 403
    )
    client.post(LIST + "lock/")
    saved = client.post(page(tip, "ciphertext"))
    with tarfile.open(fileobj=io.BytesIO(b"".join(saved))) as tar:
        assert len([name for name in tar.getnames() if "key-" in name]) == 8
    assert client.post(page(tip, "reply"), {"text": "thank you"}).status_code == 302
    assert client.post(page(tip, "status"), {"status": "used"}).status_code == 302


def test_a_draft_is_made_of_chosen_pictures_and_own_words(client, reader):
    tip, *_ = make_tip("the source's words", [], [dirty_jpeg().data, b"text", dirty_jpeg().data])
    shown = text(client.get(page(tip, "promote")))
    assert (shown.count("<img"), "the source&#x27;s words" in shown) == (2, False)
    assert client.post(page(tip, "promote"), {"text": "kept"}).status_code == 422
    form = {"headline": "Lo visto", "language": "es", "text": "Ours.", "picture_1": "on"}
    made = client.post(page(tip, "promote"), form | {"alt_1": "A ferry"})
    assert "waits among the drafts" in text(made)
    post = Post.objects.get()
    assert (post.headline, post.state, post.lead.alt) == ("Lo visto", "draft", "A ferry")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("role", "owned"), [("Reporter", True), ("Editor", False), (None, False)])
def test_a_draft_is_nobodys_unless_its_maker_would_not_find_it(client, reader, role, owned):
    reader.groups.add(*Group.objects.filter(name=role))
    tip, *_ = make_tip()
    form = {"headline": "Lo visto", "language": "es", "text": "Ours."}
    made = text(client.post(page(tip, "promote"), form))
    post = Post.objects.get()
    assert post.owner == (reader if owned else None)
    if role:
        assert "Go on writing" in made
        assert client.get(f"/admin/posts/post/{post.pk}/change/").status_code == 200


def test_only_who_manages_the_desk_takes_people_off_it(client, reader):
    mo, _mos = make_reader()
    tip, *_ = make_tip()
    handling.opened(tip, mo, 1)
    leaving = f"{LIST}desk/{mo.pk}/leaving/"
    assert client.post(leaving, {"sure": "on"}).status_code == 403
    assert "off the desk" not in text(client.get(LIST + "desk/"))
    client.force_login(make_user(is_superuser=True))
    assert "Tip of " in text(client.get(leaving))
    client.post(leaving)
    assert DeskKey.objects.filter(user=mo).exists()
    done = text(client.post(leaving, {"sure": "on"}))
    assert "1 box was replaced" in done
    assert "Tip of " in done
    assert not DeskKey.objects.filter(user=mo).exists()
    assert Wrap.objects.filter(tip=tip).count() == 8


def test_a_newcomer_is_let_in_to_what_a_colleague_can_open(client, reader):
    tip, *_ = make_tip()
    mo, mos = make_reader()
    assert f"Let {mo.username} open all" in text(client.get(LIST + "desk/"))
    client.post(f"{LIST}desk/{mo.pk}/tips/")
    assert desk.open_tip(tip, mos)
    assert f"Let {mo.username} open all" not in text(client.get(LIST + "desk/"))
    assert client.post(f"{LIST}desk/{make_user().pk}/tips/").status_code == 404


def test_a_file_is_asked_to_wait_when_memory_is_full(client, reader, settings):
    tip, *_ = make_tip("", [], [dirty_jpeg().data])
    file = tip.envelopes.get().attachments.get()
    settings.TIP_RAM_BUDGET = 10
    assert client.get(page(tip, "file", file=file.pk)).status_code == 503
    assert client.get(page(tip)).status_code == 200
