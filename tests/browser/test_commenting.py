"""A reader comments, a moderator decides, readers see the number; once by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer_question, log_in, seat

pytestmark = pytest.mark.browser
SURROUNDINGS = {"WEB_WORKERS": "2"}


def test_a_comment_is_held_then_approved_then_seen_with_its_number(page, posts):
    words = "My uncle ran that rope for thirty years."
    page.goto(posts[0])
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Name").fill("Rea")
    page.get_by_label("Comment", exact=True).fill(words)
    answer_question(page)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("heading", name="Your comment is held for review")).to_be_visible()
    page.goto(posts[0])
    assert page.get_by_text(words).count() == 0

    log_in(page, "mo")
    page.goto("/admin/comments/comment/queue/")
    card = page.get_by_role("article").filter(has_text=words)
    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("1 approved")).to_be_visible()

    comment = page.locator("#c1")
    for _look in range(20):  # the outbox lets it go within a second or two
        page.goto(posts[0])
        if comment.count():
            break
        page.wait_for_timeout(500)
    assert words in comment.inner_text()
    assert "Rea" in comment.inner_text()
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
    assert "refer to policy" in page.locator("#comments").inner_text()


def test_a_wrong_answer_keeps_the_text_and_asks_anew(page, posts):
    page.goto(f"{posts[0]}/comment")
    page.get_by_label("Comment", exact=True).fill("Kept through every error.")
    before = page.locator("[name=captcha_key]").get_attribute("value")
    page.get_by_label("The five letters in the picture").fill("wrong")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("Comment", exact=True).input_value() == "Kept through every error."
    assert page.locator("[name=captcha_key]").get_attribute("value") != before


def test_a_rejected_comment_is_never_seen(page, server, posts):
    words = "Buy rope at rope dot example"
    page.goto(f"{posts[1]}/comment")
    page.get_by_label("Comment", exact=True).fill(words)
    answer_question(page)
    page.get_by_role("button", name="Send the comment").click()
    seat(page, server, "mo")
    page.goto("/admin/comments/comment/queue/")
    card = page.get_by_role("article").filter(has_text=words)
    card.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Choose a reason, then reject")).to_be_visible()
    card.get_by_label("Mark").select_option("spam")
    card.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("1 rejected")).to_be_visible()
    page.goto(posts[1])
    assert page.get_by_text(words).count() == 0


def test_by_keyboard_alone_from_the_front_page_to_a_held_comment(page, posts):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    tab_to(page, "The ferry at Los Ebanos stops")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{posts[0]}")
    tab_to(page, "Write a comment")
    page.keyboard.press("Enter")
    page.wait_for_url("**/comment")
    tab_to(page, "Name")
    page.keyboard.type("Rea")
    page.keyboard.press("Tab")
    page.keyboard.type("Written without a mouse.")
    tab_to(page, answer_question(page).get_attribute("id"))
    tab_to(page, "Send the comment")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your comment is held for review")).to_be_visible()


def focused(page):
    return page.locator("*:focus")


def tab_to(page, name):
    """Press Tab until the element of this text, label or id has the focus, as a person would."""
    for _press in range(60):
        page.keyboard.press("Tab")
        element = focused(page)
        if element.count() and name in known_as(page, element):
            return
    raise AssertionError(f"{name} is not reached by Tab")


def known_as(page, element):
    names = [element.inner_text().strip(), element.get_attribute("id")]
    if names[1]:
        labels = page.locator(f"label[for='{names[1]}']")
        names += [text.replace("(optional)", "").strip() for text in labels.all_inner_texts()]
    return names
