"""What must not wait, in a browser without JavaScript: a few pages from the front page to done."""

import pytest
from playwright.sync_api import expect

from comments import gates
from posts.models import Post
from tests.browser.conftest import seat
from tests.programs import barriers

pytestmark = pytest.mark.browser
TOOLS = ("hide", "retire", "freeze", "sessions")
MOST = 4  # pages from the desk's front page until it is seen to be done


def withdrawn():
    return [post.headline for post in Post.objects.withdrawn()]


def signed():
    return list(Post.objects.filter(bylines__name="Inés Cantú").values_list("headline", flat=True))


def frozen():
    return gates.frozen_since() is not None


@pytest.fixture
def quick(page, server, posts):
    """Log an editor in, and count the pages from the front page on."""
    seat(page, server, "eva")
    page.goto("/admin/")
    opened = []
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    yield page
    assert 2 <= len(opened) <= MOST


def test_a_post_is_hidden(quick, server, posts):
    quick.get_by_role("link", name="Hide a post").click()
    quick.get_by_label("Address or words of the headline").fill(f"{server.url}{posts[1]}")
    quick.get_by_role("button", name="Find").click()
    quick.get_by_role("button", name="Hide it now").click()
    expect(
        quick.get_by_text("Readers do not see “Who owns the gravel pits” any more")
    ).to_be_visible()
    assert server.call(withdrawn) == ["Who owns the gravel pits"]
    assert quick.goto(posts[1]).status == 404


def test_a_byline_is_retired(quick, server):
    quick.get_by_role("link", name="Retire a byline").click()
    quick.get_by_label("Byline:", exact=True).select_option(label="Inés Cantú")
    quick.get_by_role("button", name="Retire it now").click()
    expect(quick.get_by_text("The byline is gone; 4 posts changed.")).to_be_visible()
    assert server.call(signed) == []
    assert quick.goto("/by/ines-cantu/").status == 410


def test_comments_are_frozen(quick, server):
    quick.get_by_role("link", name="Freeze comments").click()
    quick.get_by_role("button", name="Freeze comments now").click()
    expect(quick.get_by_text("No post takes comments now.")).to_be_visible()
    assert server.call(frozen)


def test_all_sessions_end(quick, browser, server):
    other = browser.new_context(base_url=server.url).new_page()
    seat(other, server, "ada")
    quick.get_by_role("link", name="End all sessions").click()
    quick.get_by_role("button", name="End all sessions now").click()
    expect(quick.get_by_role("heading", name="All sessions are ended")).to_be_visible()
    for window in (quick, other):
        window.goto("/admin/")
        expect(window.get_by_label("Password")).to_be_visible()
    other.context.close()


def test_its_pages_have_no_barrier_and_fit_the_smallest_screen(browser, server, posts):
    context = browser.new_context(base_url=server.url, bypass_csp=True)
    looking = context.new_page()
    seat(looking, server, "ada")
    for path in ("/admin/", *(f"/admin/emergency/{name}/" for name in TOOLS)):
        looking.goto(path)
        assert barriers(looking) == [], path
    context.close()
