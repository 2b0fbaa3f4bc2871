"""The admin under its own policy: every page opens, no script or style of it is refused."""

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import log_in, seat

pytestmark = pytest.mark.browser
AT_LEAST = 15  # pages that an administrator's links lead to
LEFT_OUT = ("/logout/", "/jsi18n/", "/delete/", "/r/")


@pytest.fixture
def desk(browser, server):
    """Open a window with JavaScript on; in the end the console holds no complaint."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(10_000)  # milliseconds
    page = context.new_page()
    complaints = []
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    yield page
    context.close()
    assert complaints == []


def links(page):
    """Return the addresses below /admin/ that a page leads to, one for each kind of list row."""
    found = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    paths = {url.split("#")[0].split("?")[0] for url in found if "/admin/" in url}
    return {path for path in paths if not any(part in path for part in LEFT_OUT)}


def kind(path):
    """Return a path with its numbers and keys left out: one page of a kind is enough."""
    return "/".join("*" if any(c.isdigit() for c in part) else part for part in path.split("/")[3:])


def test_an_administrator_opens_every_page_without_a_complaint(desk, server, posts):
    seat(desk, server, "ada")
    waiting, seen = [f"{server.url}/admin/"], set()
    while waiting:
        path = waiting.pop()
        if kind(path) in seen:
            continue
        seen.add(kind(path))
        answer = desk.goto(path)
        assert answer.status == 200, path
        assert "unsafe-eval" not in answer.headers["content-security-policy"]
        waiting += links(desk)
    assert len(seen) >= AT_LEAST, seen


def test_a_reporter_writes_and_publishes_in_the_editor(desk, posts):
    log_in(desk, "eva")
    desk.goto("/admin/posts/post/add/")
    desk.get_by_label("Headline").fill("The bridge opens again")
    desk.locator("#id_body").locator("xpath=ancestor::*[contains(@class, 'form-row')]").locator(
        ".ProseMirror:visible"
    ).click()
    desk.keyboard.type("It was the mayor who cut the ribbon.")
    desk.get_by_role("link", name="Today").first.click()
    desk.get_by_role("link", name="Now").first.click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was added successfully")).to_be_visible()
    desk.goto("/")
    desk.get_by_role("link", name="The bridge opens again").click()
    expect(desk.get_by_text("It was the mayor who cut the ribbon.")).to_be_visible()


@pytest.mark.parametrize("name", sorted(newsroom.ROLES))
def test_each_role_sees_only_its_rooms(page, server, posts, name):
    rooms = {
        "rae": {"posts"},
        "eva": {"posts"},
        "mo": {"comments"},
        "dea": {"tips"},
    }[name]
    seat(page, server, name)
    assert {room for room in ("posts", "comments", "tips") if entered(page, room)} == rooms
    assert page.goto("/admin/auth/user/").status == 403


def entered(page, room):
    path = {"posts": "posts/post/", "comments": "comments/comment/queue/", "tips": "tips/tip/"}[
        room
    ]
    return page.goto(f"/admin/{path}").status == 200
