"""Moderating by keyboard: how many actions a page takes, and what the keys do and do not do."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Flag, Lane
from posts.models import Post
from tests.browser.conftest import seat

pytestmark = pytest.mark.browser
SURROUNDINGS = {"WEB_WORKERS": "2"}
QUEUE = "/admin/comments/comment/queue/"
GLANCE = 600  # milliseconds


def arrive(count, **fields):
    """Let comments arrive at the first post, run inside the server's environment."""
    Comment.objects.filter(status="pending").update(status="rejected")
    post = Post.objects.order_by("pk").first()
    made = Comment.objects.bulk_create(
        Comment(post=post, name="Rea", body=f"Words of number {turn}.", **fields)
        for turn in range(count)
    )
    return [comment.pk for comment in made]


def arrive_in_danger():
    (pk,) = arrive(1, lane=Lane.DANGER)
    Comment.objects.filter(pk=pk).update(body="Call 899 555 0137 now")
    Flag.objects.create(comment_id=pk, rule="phones", lane=Lane.DANGER, spans=[[5, 17]])
    return pk


def verdicts(pks):
    """Return the status of comments in their order."""
    found = dict(Comment.objects.filter(pk__in=pks).values_list("pk", "status"))
    return [{"outbox": "approved"}.get(found[pk], found[pk]) for pk in pks]


def bodies(pks):
    return list(Comment.objects.filter(pk__in=pks).values_list("body", flat=True))


class Hand:
    """A moderator's hand: counts what it does."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def press(self, key):
        self.actions += 1
        if key == "w":  # a page that nobody can have read yet is not swept
            self.page.wait_for_timeout(GLANCE)
        self.page.keyboard.press(key)

    def click(self, card):
        self.actions += 1
        card.locator("h2").click()


@pytest.fixture
def hand(browser, server, posts):
    context = browser.new_context(base_url=server.url, viewport={"width": 1100, "height": 900})
    context.set_default_timeout(10_000)  # milliseconds
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    seat(page, server, "mo")
    yield Hand(page)
    context.close()
    assert complaints == []


def open_queue(hand, cards):
    hand.page.goto(QUEUE)
    expect(hand.page.locator(".card")).to_have_count(cards)


def card(hand, pk):
    return hand.page.locator(f"#c{pk}")


def test_twenty_five_clean_comments_take_one_key(hand, server):
    pks = server.call(arrive, count=25)
    open_queue(hand, 25)
    hand.press("w")
    expect(hand.page.get_by_text("25 approved")).to_be_visible()
    assert server.call(verdicts, pks=pks) == ["approved"] * 25
    assert hand.actions == 1


def test_twenty_five_with_three_exceptions_take_seven_actions(hand, server):
    pks = server.call(arrive, count=25)
    open_queue(hand, 25)
    for place, key in ((4, "3"), (11, "s"), (19, "h")):
        hand.click(card(hand, pks[place]))
        hand.press(key)
    hand.press("w")
    expect(hand.page.get_by_text("22 approved")).to_be_visible()
    found = server.call(verdicts, pks=pks)
    assert [found[4], found[11], found[19]] == ["rejected", "rejected", "pending"]
    assert found.count("approved") == 22
    assert hand.actions == 7


def test_a_key_pressed_twice_sweeps_no_page_unseen(hand, server):
    pks = server.call(arrive, count=30)
    open_queue(hand, 25)
    again = "new KeyboardEvent('keydown', {key: 'w', bubbles: true})"
    late = f"addEventListener('DOMContentLoaded', () => document.body.dispatchEvent({again}))"
    hand.page.add_init_script(late)  # the second press comes when the next page has just loaded
    hand.press("w")
    expect(hand.page.get_by_text("25 approved")).to_be_visible()
    hand.page.wait_for_timeout(GLANCE)
    expect(hand.page.locator(".card")).to_have_count(5)
    assert server.call(verdicts, pks=pks).count("pending") == 5


def test_after_a_sweep_the_next_card_is_in_sight_on_a_telephone_too(hand, server):
    pks = server.call(arrive, count=30)
    hand.page.set_viewport_size({"width": 320, "height": 640})
    open_queue(hand, 25)
    hand.press("w")
    expect(hand.page.get_by_text("25 approved")).to_be_in_viewport()
    expect(card(hand, pks[25]).get_by_text("Words of number 25.")).to_be_in_viewport()


def test_keys_walk_decide_and_take_back(hand, server):
    pks = server.call(arrive, count=4)
    open_queue(hand, 4)
    for key in ("j", "a", "k", "s"):
        hand.press(key)
    expect(hand.page.locator(".card:visible")).to_have_count(2)
    expect(hand.page.locator("#said")).to_contain_text("rejected")
    assert server.call(verdicts, pks=pks) == ["rejected", "approved", "pending", "pending"]
    hand.press("u")
    expect(hand.page.get_by_text("1 taken back")).to_be_visible()
    assert server.call(verdicts, pks=pks)[0] == "pending"


def test_keys_are_silent_while_typing_and_with_modifiers(hand, server):
    pks = server.call(arrive, count=2)
    open_queue(hand, 2)
    hand.page.locator("#find").click()
    hand.page.keyboard.type("was 1 2 3")
    card(hand, pks[0]).get_by_text("Destroy some of the words").click()
    card(hand, pks[0]).get_by_label("The words, exactly").click()
    hand.page.keyboard.type("wash")
    hand.page.keyboard.press("Escape")
    hand.page.locator("h1").click()
    for key in ("Control+a", "Alt+s", "Meta+1", "Control+Shift+w"):
        hand.page.keyboard.press(key)
    hand.page.reload()
    expect(hand.page.locator(".card")).to_have_count(2)
    assert server.call(verdicts, pks=pks) == ["pending"] * 2


def test_a_menu_is_chosen_and_decided_by_keyboard_alone(hand, server):
    pks = server.call(arrive, count=3)
    open_queue(hand, 3)
    menu = card(hand, pks[1]).get_by_label("Mark")
    menu.focus()
    hand.press("Escape")
    hand.press("r")
    expect(menu).to_be_focused()
    menu.select_option("threat")
    hand.press("Enter")
    expect(hand.page.locator("#said")).to_contain_text("rejected")
    assert server.call(verdicts, pks=pks) == ["pending", "rejected", "pending"]


def test_a_danger_is_veiled_and_no_key_decides_it_unseen(hand, server):
    pk = server.call(arrive_in_danger)
    open_queue(hand, 1)
    words = hand.page.locator("mark")
    expect(words).to_be_hidden()
    hand.press("a")
    expect(words).to_have_text("899 555 0137")
    assert server.call(verdicts, pks=[pk]) == ["pending"]
    hand.press("w")
    expect(hand.page.get_by_text("Nothing was marked")).to_be_visible()
    assert server.call(verdicts, pks=[pk]) == ["pending"]


def test_selected_words_are_destroyed_by_key(hand, server):
    pk = server.call(arrive_in_danger)
    open_queue(hand, 1)
    hand.press("v")
    hand.page.locator("mark").dblclick(position={"x": 4, "y": 8})
    hand.page.evaluate("getSelection().selectAllChildren(document.querySelector('mark'))")
    hand.press("e")
    hand.page.keyboard.press("Enter")
    expect(hand.page.get_by_text("The words are destroyed")).to_be_visible()
    assert server.call(bodies, pks=[pk]) == ["Call [removed by moderators: personal data] now"]


def test_one_card_at_a_time_and_the_help(hand, server):
    pks = server.call(arrive, count=3)
    open_queue(hand, 3)
    hand.press("z")
    expect(hand.page.locator(".card:visible")).to_have_count(1)
    hand.press("j")
    expect(hand.page.get_by_text("Words of number 1.")).to_be_visible()
    hand.press("w")  # the cards that are not on the screen are not decided
    expect(hand.page.get_by_text("Words of number 2.")).to_be_visible()
    expect(hand.page.locator("#said")).to_contain_text("1 approved")
    assert server.call(verdicts, pks=pks) == ["pending", "approved", "pending"]
    hand.press("?")
    expect(hand.page.get_by_text("one card at a time")).to_be_visible()
    hand.press("z")
    expect(hand.page.locator(".card:visible")).to_have_count(2)
