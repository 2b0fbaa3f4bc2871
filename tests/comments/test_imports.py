"""Comments that an import brings: numbers, threads and states; nothing public that was not."""

import random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Decision, Thread
from comments.moulds import Moulds
from posts.models import Imported, Post
from tests.archives import (
    at,
    backup,
    bring,
    entry,
    item,
    old_entry,
    remark,
    takeout,
    wp_comment,
    wxr,
)
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
LATER = "2011-05-0{}T10:00:00Z"


def numbers():
    return dict(Comment.objects.order_by("number").values_list("imported_id", "number"))


def test_comments_before_their_post_are_numbered_in_their_old_order(tmp_path):
    """Comment before its post; order is not by time."""
    bring(tmp_path, takeout(
        remark(33, 1, published=LATER.format(5)), remark(31, 1, published=LATER.format(3)),
        remark(32, 1, published=LATER.format(4), answers=31), entry(1),
    ))  # fmt: skip
    assert numbers() == {"c31": 1, "c32": 2, "c33": 3}
    answer = Comment.objects.get(imported_id="c32")
    assert (answer.parent.imported_id, answer.status) == ("c31", "approved")
    assert Thread.objects.get().last_number == 3
    page = Client().get("/2011/05/story-1.html").content.decode()
    assert page.index("Text 31") < page.index("Text 32") < page.index("Text 33")


def test_each_state_comes_to_its_place(tmp_path):
    """SPAM_COMMENT import: never public, and no work for the queue."""
    secret = "Buy pills"
    bring(tmp_path, takeout(
        entry(1), remark(11, 1, status="SPAM_COMMENT", content=secret), remark(12, 1),
        remark(13, 1, status="PENDING_MODERATION", content="Wait"),
        remark(14, 1, status="GHOSTED_COMMENT", content=""),
        remark(15, 1, status="EMPTIED", content="was here", name="Gone"), remark(16, 1),
    ))  # fmt: skip
    assert dict(Comment.objects.values_list("imported_id", "status")) == {
        "c11": "rejected", "c12": "approved", "c13": "pending", "c14": "pending",
        "c15": "removed", "c16": "approved",
    }  # fmt: skip
    assert [c.imported_id for c in Comment.objects.pending()] == ["c13", "c14"]
    page = Client().get("/2011/05/story-1.html").content.decode()
    assert not any(words in page for words in (secret, "Wait", "was here", "Gone"))


def test_a_removed_comment_keeps_its_number_and_no_word(tmp_path):
    """Number stability after a removal."""
    mark = "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>"
    about = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-7007.post-1'/>"
    when = "2011-05-0{}T10:00:00Z"
    bring(tmp_path, backup(
        old_entry(1, extra=at("/2011/05/a.html")),
        *(old_entry(10 + n, "comment", extra=about + (mark if n == 2 else ""), when=when.format(n))
          for n in (1, 2, 3)),
    ))  # fmt: skip
    assert numbers() == {"c11": 1, "c12": 2, "c13": 3}
    removed = Comment.objects.get(imported_id="c12")
    assert (removed.name, removed.body, removed.status) == ("", "", "removed")


def test_twice_doubles_nothing_and_numbers_never_change(tmp_path):
    first = [entry(1), remark(12, 1, published=LATER.format(4))]
    bring(tmp_path, takeout(*first))
    before = list(Comment.objects.values())
    bring(tmp_path, takeout(*first))
    assert list(Comment.objects.values()) == before
    earlier = remark(11, 1, published=LATER.format(3), answers=12)
    bring(tmp_path, takeout(*first, earlier, earlier))
    assert numbers() == {"c12": 1, "c11": 2}
    own = approve(make_comment(post=Post.objects.get()))
    assert own.number == 3


def test_what_changed_there_is_taken_unless_decided_here(tmp_path):
    waiting = remark(14, 1, status="PENDING_MODERATION")
    answer = remark(13, 1, answers=11)
    bring(tmp_path, takeout(entry(1), remark(11, 1), remark(12, 1), answer, waiting))
    taken_down = Comment.objects.get(imported_id="c12")
    reject(taken_down)
    reject(Comment.objects.get(imported_id="c14"))
    printed = bring(tmp_path, takeout(
        entry(1), remark(11, 1, content="New words"), remark(12, 1, content="New words"), answer,
        remark(14, 1, status="PENDING_MODERATION", content="New words"),
    ))  # fmt: skip
    updated = Comment.objects.get(imported_id="c11")
    assert (updated.body, updated.html) == ("New words", updated.printed())
    assert "New words" in updated.replies.get().html
    taken_down.refresh_from_db()
    assert (taken_down.body, taken_down.status) == ("", "removed")
    assert Comment.objects.get(imported_id="c14").body == "Text 14"
    assert "comments changed there, decided here: left: 1" in printed


def test_nothing_public_hangs_on_what_is_not(tmp_path):
    bring(tmp_path, takeout(
        entry(1), remark(11, 1, status="SPAM_COMMENT", content="Buy"), remark(12, 1, answers=11),
        remark(13, 1, answers=77),
    ))  # fmt: skip
    assert set(Comment.objects.values_list("parent", flat=True)) == {None}


def test_orphans_are_kept_where_nobody_reads_them_and_said(tmp_path):
    xml = takeout(entry(1), entry(2, "PAGE", filename="/p/us.html"), remark(11, 404), remark(12, 2))
    for _turn in range(2):
        printed = bring(tmp_path, xml)
        drawer = Post.objects.get(path=None)
        assert {c.imported_id for c in drawer.comments.all()} == {"c11", "c12"}
        assert not Post.objects.live().filter(pk=drawer.pk).exists()
        assert "comments without a post: 2" in printed
    assert Imported.objects.count() == 3


def test_comments_of_wordpress(tmp_path):
    said = [
        wp_comment(1), wp_comment(2, parent=1, text="A <b>b</b>"), wp_comment(3, approved="0"),
        wp_comment(4, approved="spam"),
    ]  # fmt: skip
    bring(tmp_path, wxr(item(5, extra="".join(said))))
    found = Comment.objects.order_by("pk").values_list("imported_id", "status", "body")
    assert sorted(found) == [
        ("comment-1", "approved", "Said."), ("comment-2", "approved", "A b"),
        ("comment-3", "pending", "Said."), ("comment-4", "rejected", "Said."),
    ]  # fmt: skip
    assert Comment.objects.get(imported_id="comment-2").parent.imported_id == "comment-1"


def test_a_dry_run_writes_no_comment(tmp_path):
    printed = bring(tmp_path, takeout(entry(1), remark(11, 1)), "--dry-run")
    assert not Comment.objects.exists()
    assert "comments: of posts that are new" in printed


def test_imported_comments_are_printed_as_an_approval_would(tmp_path):
    dice = random.Random(3)  # noqa: S311  which words, not a secret
    words = ["plain", "<b>&amp;</b>", "two\n\nparts\nhere", "ñandú 🌵", "2000000011", "x" * 3000]
    rows = [
        remark(n, 1, content=dice.choice(words), name=dice.choice(["", "Ana <3", "Ñ & Co"]),
               published=LATER.format(dice.randint(1, 3)), answers=dice.choice(["", n - 1]))
        for n in range(100, 160)
    ]  # fmt: skip
    bring(tmp_path, takeout(entry(1), *rows))
    for comment in Comment.objects.select_related("post", "parent"):
        assert comment.html == comment.printed()


def test_answers_are_printed_without_asking_for_what_each_answers(tmp_path):
    def asked(post, answers):
        rows = [remark(post * 100 + n, post, answers=post * 100) for n in range(1, answers + 1)]
        archive = takeout(entry(post), remark(post * 100, post), *rows)
        with CaptureQueriesContext(connection) as queries:
            bring(tmp_path, archive)
        saved = [query["sql"] for query in queries if "INSERT" not in query["sql"]]
        return len(saved)

    asked(1, 2)  # the reporter is new
    assert asked(2, 2) == asked(3, 40)


def test_a_mould_is_given_up_where_it_would_be_wrong(settings, tmp_path):
    """A template that cuts words off, or names the post, cannot be filled in."""
    post, moulds = make_post(), Moulds()
    (tmp_path / "comments").mkdir()
    template = "{{ comment.number }} {{ comment.body|truncatechars:3 }} {{ comment.post_id }}"
    (tmp_path / "comments" / "_comment.html").write_text(template)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    for number, body in enumerate(["abcdef", "ab", "<i>"], 1):
        comment = Comment(post=post, name="Rea", body=body, number=number, status="approved")
        assert moulds.printed(comment) == comment.printed()


def test_a_decision_needs_no_moderator_of_the_old_place(tmp_path):
    bring(tmp_path, takeout(entry(1), remark(11, 1, status="PENDING_MODERATION")))
    assert not Decision.objects.exists()
    waiting = Comment.objects.get()
    waiting.decide("approved", moderator=make_moderator(), seen=waiting.text_hash)
    assert waiting.number == 1
