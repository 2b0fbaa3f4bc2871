"""The tip desk by keyboard and without JavaScript; its pages without a finding of axe."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import seat
from tests.browser.test_accessibility import looking  # noqa: F401
from tests.browser.test_tipping import unlock
from tests.programs import barriers
from tests.samples import dirty_jpeg
from tests.tips.factories import make_tip, make_user
from tips import desk, handling
from tips.models import Tip, Wrap

pytestmark = pytest.mark.browser
WORDS = "The ferry crosses at night. Call 868 123 4567."
TABS = 150  # of one page, at most
PAGES = [
    "", "{tip}/", "{tip}/bundle/", "{tip}/draft/", "{closed}/", "desk/", "desk/{other}/leaving/",
]  # fmt: skip


def tips():
    """Send a tip with all that one can have, and one that Dea's key does not open."""
    tip, *_ = make_tip(WORDS, ["https://x.com/u/status/1?s=20"], [dirty_jpeg().data, b"list"])
    desk.reply(tip, "Which night?")
    desk.note(tip, "As in June.", "dea")
    closed, *_ = make_tip("not for Dea")
    Wrap.objects.filter(tip=closed).update(desk_key=None)
    other = make_user("Tip desk")
    handling.opened(Tip.objects.get(pk=tip.pk), other, 1, exported=True)
    dea = User.objects.get(username="dea")
    dea.is_superuser = True  # so that she may open the page of leaving, too
    dea.save()
    return {"tip": str(tip.pk), "closed": str(closed.pk), "other": other.pk}


@pytest.fixture(scope="module")
def sent(server, posts):
    return server.call(tips)


def tab_to(page, selector):
    """Press Tab until what is named has the focus."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"no way to {selector} by keyboard")


def test_a_tip_is_read_answered_noted_and_sorted_by_keyboard(page, server, sent):
    seat(page, server, "dea")
    page.goto("/admin/tips/tip/")
    tab_to(page, f"a[href*='{sent['tip']}']")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Passphrase for the tips")).to_be_visible()
    tab_to(page, "[name=passphrase]")
    page.keyboard.type(newsroom.PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The ferry crosses at night.")).to_be_visible()
    expect(page.locator("mark").first).to_contain_text("868 123 4567 (telephone number)")
    for name, words in (("reply", "Thank you."), ("note", "Ask the captain.")):
        tab_to(page, f"#{name}_text")
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text(words)).to_be_visible()
    tab_to(page, "#status_status")
    page.keyboard.type("used")
    tab_to(page, "#status_held")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This tip is under legal hold.")).to_be_visible()


def test_a_draft_is_made_by_keyboard(page, server, sent):
    seat(page, server, "dea")
    page.goto("/admin/tips/tip/unlock/")
    unlock(page)
    page.goto(f"/admin/tips/tip/{sent['tip']}/")
    tab_to(page, "a[href$='/draft/']")
    page.keyboard.press("Enter")
    tab_to(page, "[name=headline]")
    page.keyboard.type("The ferry at night")
    tab_to(page, "[name=picture_0]")
    page.keyboard.press("Space")
    tab_to(page, "form[method=post] button:text('Make the draft')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("now waits among the drafts")).to_be_visible()


@pytest.fixture(scope="module")
def opened(browser, server, sent):
    """Open Dea's key once; return the cookies that hold her session and it."""
    page = browser.new_context(base_url=server.url).new_page()
    seat(page, server, "dea")
    page.goto("/admin/tips/tip/unlock/")
    unlock(page)
    expect(page.get_by_role("button", name="Lock")).to_be_visible()
    cookies = page.context.cookies()
    page.context.close()
    return cookies


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_desk_has_no_barrier(looking, opened, sent, path):  # noqa: F811
    looking.context.add_cookies(opened)
    answer = looking.goto("/admin/tips/tip/" + path.format(**sent))
    assert answer.status == (403 if "closed" in path else 200)
    assert barriers(looking) == []
