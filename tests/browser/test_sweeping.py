"""Two moderators sweep one queue in two real browsers, and the server is killed meanwhile."""

import os
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from comments.models import Comment, Decision, Thread, Verdict
from posts.models import Post
from tests.browser.conftest import seat

pytestmark = pytest.mark.browser
SURROUNDINGS = {"WEB_WORKERS": "2"}
QUEUE = "/admin/comments/comment/queue/"
MANY = 2_000  # comments
PATIENCE = 60  # seconds
GLANCE = 600  # milliseconds: a page that nobody can have read yet is not swept


def arrive(count):
    """Let comments arrive at two posts; return their keys."""
    Comment.objects.filter(status="pending").update(status="rejected")
    posts = list(Post.objects.order_by("pk")[:2])
    made = Comment.objects.bulk_create(
        Comment(post=posts[turn % 2], name="Rea", body=f"Words {turn}.") for turn in range(count)
    )
    return [comment.pk for comment in made]


def change(pk):
    Comment.objects.filter(pk=pk).update(body="Other words.")
    return pk


def tally(pks):
    """Return what became of these comments: statuses, decisions on each, numbers of each post."""
    rows = Comment.objects.filter(pk__in=pks)
    statuses = sorted(set(rows.values_list("status", flat=True)))  # first: the outbox goes on
    counts = [0] * len(pks)
    place = {pk: turn for turn, pk in enumerate(pks)}
    for decision in Decision.objects.filter(comment__in=pks, verdict=Verdict.APPROVED):
        counts[place[decision.comment_id]] += 1
    numbered = rows.exclude(number=None)  # those that have left the outbox
    numbers = [
        sorted(numbered.filter(post=thread.post_id).values_list("number", flat=True))
        for thread in Thread.objects.order_by("pk")
        if numbered.filter(post=thread.post_id).exists()
    ]
    return {
        "statuses": statuses,
        "decided": sorted(set(counts)),
        "numbers": numbers,
        "pending": rows.filter(status="pending").count(),
        "moderators": Decision.objects.filter(comment__in=pks)
        .values("moderator")
        .distinct()
        .count(),
    }


@pytest.fixture
def desks(browser, server, posts):
    """Two windows with scripts, Mo in one and Ada in the other, fifty comments on a page."""
    contexts = [browser.new_context(base_url=server.url) for _each in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, name in zip(pages, ("mo", "ada"), strict=True):
        page.set_default_timeout(30_000)  # milliseconds
        seat(page, server, name)
        page.goto(QUEUE)
        page.get_by_text("How I want the queue").click()
        page.get_by_label("Comments on a page").select_option("50")
        page.get_by_role("button", name="Save").click()
    yield pages
    for context in contexts:
        context.close()


def released(server, pks):
    """Wait until the outbox is empty; return the tally."""
    end = time.monotonic() + PATIENCE
    found = server.call(tally, pks=pks)
    while "outbox" in found["statuses"] and time.monotonic() < end:
        time.sleep(1)
        found = server.call(tally, pks=pks)
    return found


def without_gaps(numbers):
    return all(row == list(range(row[0], row[0] + len(row))) for row in numbers)


def test_two_moderators_decide_each_of_two_thousand_comments_exactly_once(desks, server):
    pks = server.call(arrive, count=MANY)
    for page in desks:
        page.goto(QUEUE)
    for _turn in range(MANY):  # the keys go out together: both sweeps are under way at once
        at_work = [page for page in desks if page.locator("#all").count()]
        if not at_work:
            break
        for page in at_work:
            page.evaluate("document.body.className = 'old'; document.getElementById('all').click()")
        for page in at_work:
            expect(page.locator("body.old")).to_have_count(0)
            page.wait_for_load_state()
            expect(page.locator(".messagelist .warning")).to_have_count(0)
    found = released(server, pks)
    assert found["statuses"] == ["approved"]
    assert found["decided"] == [1]
    assert found["moderators"] == 2
    assert without_gaps(found["numbers"])
    assert sum(len(row) for row in found["numbers"]) == MANY


def test_a_text_that_changed_meanwhile_is_refused_and_the_rest_goes_on(desks, server):
    pks = server.call(arrive, count=3)
    desks[0].goto(QUEUE)
    server.call(change, pk=pks[1])
    desks[0].wait_for_timeout(GLANCE)
    desks[0].keyboard.press("w")
    expect(desks[0].get_by_text("changed since you saw it")).to_be_visible()
    expect(desks[0].get_by_text("2 approved")).to_be_visible()
    assert server.call(tally, pks=pks)["pending"] == 1


def test_a_server_killed_in_mid_sweep_loses_and_doubles_nothing(desks, server):
    pks = server.call(arrive, count=150)
    for pause in (0.0, 0.03, 0.1):  # seconds from the key to the kill
        desks[0].goto(QUEUE)
        desks[0].evaluate("setTimeout(() => document.getElementById('all').click(), 0)")
        time.sleep(pause)
        kill(server)
        server.start()
        try:
            desks[0].wait_for_load_state("load")
        except Error:  # the page that the dead server owed
            desks[0].wait_for_timeout(100)
    for _turn in range(9):
        desks[0].goto(QUEUE)
        if not desks[0].locator("#all").count():
            break
        desks[0].wait_for_timeout(GLANCE)
        desks[0].keyboard.press("w")
        desks[0].wait_for_url("**/queue/#sweep")
        expect(desks[0].locator(".messagelist .success")).to_have_count(1)
    found = released(server, pks)
    assert (found["statuses"], found["decided"]) == (["approved"], [1])
    assert without_gaps(found["numbers"])


def kill(server):
    """End the server and its workers at once, as a power cut would."""
    pid = server.process.pid
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in (pid, *map(int, workers)):
        os.kill(each, signal.SIGKILL)
    server.process.wait(20)
