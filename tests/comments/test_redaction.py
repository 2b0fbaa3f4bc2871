"""Redaction and purge: the words are gone from the text, the page, the quotes and the disk."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blogsite import pages
from comments.models import Changed, Comment, Decided, Decision, Flag, Lane
from comments.purging import purge_rejected
from comments.redaction import NotThere, redact
from tests.comments.desks import said, url
from tests.comments.factories import make_comment, make_moderator, reject

pytestmark = pytest.mark.django_db
WORDS = "899 555 0137"
MARK = "[removed by moderators: personal data]"


def cut(comment, words=WORDS, moderator=None, reason="private"):
    seen = comment.text_hash
    return redact(comment.pk, words, moderator=moderator, seen=seen, reason=reason)


def on_disk():
    """Return what the files of this SQLite database hold, its journal included."""
    name = Path(connection.settings_dict["NAME"])
    return b"".join(file.read_bytes() for file in name.parent.glob(f"{name.name}*"))


def test_every_occurrence_becomes_a_mark_and_the_record_holds_no_word(mo):
    comment = make_comment(body=f"Call {WORDS}!\nI said 899  555\n0137.")
    decision = cut(comment, moderator=mo)
    comment.refresh_from_db()
    assert comment.body == f"Call {MARK}!\nI said {MARK}."
    assert (decision.verdict, decision.reason, decision.length) == ("redacted", "private", 25)
    assert decision.seen == comment.text_hash
    assert comment.status == Comment.Status.PENDING


def test_the_mark_is_in_the_language_of_the_post(mo, spanish_is_compiled):
    comment = make_comment(body=f"Marca {WORDS}", name=f"llama {WORDS}")
    cut(comment, moderator=mo, reason="threat")
    comment.refresh_from_db()
    assert comment.body == "Marca [removed by moderators: threat]"
    assert comment.name == ""


def test_a_published_text_and_the_replies_that_may_quote_it_are_printed_anew(
    mo, django_capture_on_commit_callbacks
):
    comment = make_comment(body=f"Call {WORDS}", approved=True)
    reply = make_comment(post=comment.post, parent=comment, approved=True)
    Comment.objects.filter(pk=reply.pk).update(html=f"<li>old {WORDS}</li>")
    file = pages.place(comment.post.get_absolute_url())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"page")
    with django_capture_on_commit_callbacks(execute=True):
        cut(comment, moderator=mo)
    assert not file.exists()
    for row in Comment.objects.approved():
        assert WORDS not in row.html
    assert "[removed by moderators" in Comment.objects.get(pk=comment.pk).html


def test_flags_follow_their_words_and_go_with_them(mo):
    comment = make_comment(body=f"Call {WORDS} or write a@b.example", lane=Lane.DANGER)
    place = comment.body.index("a@b")
    for rule, spans in (("phones", [[5, 17]]), ("emails", [[place, place + 11]]), ("bursts", [])):
        Flag.objects.create(comment=comment, rule=rule, lane=Lane.DANGER, spans=spans)
    cut(comment, moderator=mo)
    comment.refresh_from_db()
    flags = {flag.rule: flag.spans for flag in comment.flags.all()}
    assert flags.keys() == {"emails", "bursts"}
    ((start, end),) = flags["emails"]
    assert comment.body[start:end] == "a@b.example"


def test_no_flag_speaks_of_a_name_that_is_gone(mo):
    comment = make_comment(name=f"Call {WORDS}", body=f"Call {WORDS} {WORDS}x and me@b.example")
    place = comment.body.index("me@b")
    for rule, spans in (("phones", []), ("emails", [[place, place + 12]])):
        Flag.objects.create(comment=comment, rule=rule, lane=Lane.DANGER, spans=spans, in_name=True)
    cut(comment, moderator=mo)
    assert list(comment.flags.values_list("rule", "in_name")) == [("emails", False)]


@pytest.mark.parametrize("words", ["not there", "", " ", "l", "\n"])
def test_words_that_are_not_there_remove_nothing(mo, words):
    comment = make_comment()
    with pytest.raises(NotThere):
        cut(comment, words, moderator=mo)
    assert not Decision.objects.exists()


def test_a_text_that_changed_or_is_gone_is_not_redacted(mo):
    comment = make_comment(body=f"Call {WORDS}")
    Comment.objects.filter(pk=comment.pk).update(name="Other")
    with pytest.raises(Changed):
        cut(comment, moderator=mo)
    Comment.objects.filter(pk=comment.pk).update(purged_at=timezone.now())
    with pytest.raises(Decided):
        cut(comment, moderator=mo)


def test_a_moderator_redacts_from_the_queue(desk):
    comment = make_comment(body=f"Call {WORDS}")
    form = {"words": WORDS, "reason": "private", "seen": comment.text_hash}
    form = {f"{comment.pk}-{name}": value for name, value in form.items()}
    assert "destroyed" in said(desk, desk.post(url("redaction", comment.pk), form))
    assert "changed since you saw it" in said(desk, desk.post(url("redaction", comment.pk), form))
    assert "which words" in said(desk, desk.post(url("redaction", comment.pk), {}))


def test_what_was_rejected_long_ago_loses_its_words_and_keeps_its_decision():
    old, young = reject(make_comment(name="Old")), reject(make_comment(name="Young"))
    Flag.objects.create(comment=old, rule="phones", lane=Lane.DANGER, spans=[[5, 17]])
    with time_machine.travel(timezone.now() + settings.REJECTED_RETENTION + timedelta(days=1)):
        reject(make_comment(approved=True))
        Comment.objects.filter(pk=young.pk).update(status="pending")
        long_ago = timezone.now() - timedelta(days=90)
        fresh = reject(make_comment(name="Fresh", received_at=long_ago))
        assert purge_rejected() == 1
        assert purge_rejected() == 0
    fresh.refresh_from_db()
    assert fresh.name == "Fresh"  # the days are counted from the decision
    assert not Flag.objects.exists()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, old.body, old.status) == ("", "", "rejected")
    assert old.purged_at
    assert old.decisions.get().reason == "spam"
    assert young.name == "Young"


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_neither_redacted_removed_nor_purged_words_are_left_in_the_database_files(capsys):
    secret, plain = "calle-del-olvido-9071", "lo-que-se-borra-5533"
    first, second = make_comment(body=f"{secret} " * 40), make_comment(name=plain, body=plain * 30)
    assert secret.encode() in on_disk()
    cut(first, secret, moderator=make_moderator())
    assert secret.encode() not in on_disk()
    reject(second)
    taken = "aqui-vive-la-familia-7318"
    third = make_comment(body=f"{taken} " * 40, approved=True)
    assert taken.encode() in on_disk()
    reject(third, reason="private")
    assert taken.encode() not in on_disk()
    assert plain.encode() in on_disk()
    with time_machine.travel(timezone.now() + settings.REJECTED_RETENTION + timedelta(days=1)):
        call_command("purge_rejected")
    assert "text of 1 rejected" in capsys.readouterr().out
    assert plain.encode() not in on_disk()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_dead_rows_are_vacuumed_away_at_once():
    redacted, removed = make_comment(body=f"Call {WORDS}"), make_comment(approved=True)
    with CaptureQueriesContext(connection) as queries:
        cut(redacted, moderator=make_moderator())
        reject(removed, reason="private")
    vacuums = [query["sql"] for query in queries if query["sql"].startswith("VACUUM")]
    assert vacuums == ['VACUUM "comments_comment"'] * 2
