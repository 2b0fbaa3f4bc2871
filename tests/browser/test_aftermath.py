"""After sending: a code that tells what became of a comment, answers, reports, long threads."""

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import answer_question, seat

pytestmark = pytest.mark.browser
SURROUNDINGS = {"WEB_WORKERS": "2"}


@pytest.fixture(scope="module")
def posts(server):
    """Print the small paper with a long thread under its first post."""
    return server.call(newsroom.open_a_long_thread)


def send(page, words):
    page.get_by_label("Comment", exact=True).fill(words)
    answer_question(page)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("heading", name="Your comment is held for review")).to_be_visible()
    return page.locator("output").inner_text()


def ask(page, code):
    page.goto("/comment-status/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Ask").click()


def test_a_sender_asks_with_the_code_before_and_after_the_decision(page, server, posts):
    page.goto(posts[1])
    page.get_by_role("link", name="Write a comment").click()
    code = send(page, "Three companies and one telephone.")
    ask(page, code.lower().replace("-", " "))
    expect(page.get_by_text("Your comment is held for review.")).to_be_visible()
    seat(page, server, "mo")
    page.goto("/admin/comments/comment/queue/")
    card = page.get_by_role("article").filter(has_text="Three companies and one telephone.")
    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("1 approved")).to_be_visible()
    for _look in range(20):  # the outbox lets it go within a second or two
        ask(page, code)
        expect(page.get_by_role("status")).to_be_visible()
        if page.get_by_text("Your comment is published.").count():
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name="Go to it").click()
    assert "Three companies and one telephone." in page.locator("#c1").inner_text()
    ask(page, "0000-0000-0000-0000")
    expect(page.get_by_text("No comment has this code.")).to_be_visible()


def test_a_reader_answers_a_comment_and_the_answer_quotes_it(page, posts):
    page.goto(posts[0])
    page.get_by_role("link", name="Answer 1", exact=True).click()
    assert "Who cut it?" in page.get_by_role("blockquote").inner_text()
    send(page, "Ask the pits.")
    page.goto(f"{posts[0]}#c2")
    page.get_by_role("link", name="In answer to 1").first.click()
    page.wait_for_url("**#c1")
    assert "Removed by our moderators" in page.locator("#c3").inner_text()


def test_a_reader_reports_a_comment_and_a_moderator_leaves_it(page, server, posts):
    page.goto(posts[0])
    page.get_by_role("link", name="Report 4", exact=True).click()
    page.get_by_label("Which point of the policy").select_option("private")
    answer_question(page)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Your report has arrived")).to_be_visible()
    page.get_by_role("link", name="Back to the comment").click()
    seat(page, server, "mo")
    page.goto("/admin/comments/comment/queue/")
    page.get_by_role("link", name="Reported by readers 1").click()
    expect(page.get_by_text("Word 4.")).to_be_visible()
    expect(page.get_by_role("link", name="Ferry at Los Ebanos")).to_be_visible()
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_text("No published comment is reported.")).to_be_visible()
    page.goto(posts[0])
    expect(page.locator("#c4")).to_be_visible()


def test_links_to_a_comment_lead_to_its_page_and_place(page, posts):
    page.goto(f"{posts[0]}/comments/299")
    page.wait_for_url("**/comments/201-400/#c299")
    expect(page.locator("#c299:target")).to_be_visible()
    page.get_by_role("link", name="Earlier comments").click()
    page.get_by_role("link", name="Later comments").click()
    expect(page.locator("#c201")).to_be_visible()
    page.goto(f"{posts[0]}?showComment=1336000000000#c4567890123")
    page.wait_for_url(f"**{posts[0]}#c4567890123")
    expect(page.locator("#c4567890123:target")).to_be_visible()
