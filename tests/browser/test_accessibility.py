"""Every kind of page without a finding of axe, in light and dark, and without a sideways scroll."""

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import answer_question, seat
from tests.browser.test_tipping import open_tip, send_tip, unlock
from tests.programs import SMALLEST, barriers

pytestmark = pytest.mark.browser
SURROUNDINGS = {"COUNT_READS": "alone"}
PUBLIC = [
    "/", "/es/", "{post}", "{post}/comment", "{post}/comment?to=1", "{post}/comments/1/report",
    "{post}/comments/201-400/", "/comment-status/", "/es/estado-de-comentario/", "/search",
    "/search?q=rope", "/search?q=nothingatall", "/search/label/Rivers", "/by/ines-cantu/",
    "/2026/", "{month}", "/p/about.html", "/p/comment-policy.html", "/p/send-a-tip.html",
    "/es/p/about.html", "/es/p/comment-policy.html", "/tips/", "/es/denuncias/", "/tips/return/",
    "/popular/", "/es/popular/", "/not-here",
]  # fmt: skip
ALIKE = {"exclude": [[".comment:nth-of-type(n+13)"]]}  # a dozen comments has every kind of one
DJANGOS = {"exclude": [[".select2"], ["th.original"]]}  # what the admin brings and we do not draw


@pytest.fixture(scope="module")
def posts(server):
    """Print the small paper with a long thread under its first post; its posts are read often."""
    paths = server.call(newsroom.open_a_long_thread)
    server.call(newsroom.read_often, paths=paths)
    return paths


@pytest.fixture
def looking(browser, server):
    """Open a window in which axe may run: only there is JavaScript on and the CSP passed by."""
    context = browser.new_context(base_url=server.url, bypass_csp=True)
    context.set_default_timeout(10_000)  # milliseconds
    yield context.new_page()
    context.close()


def address(form, posts):
    return form.format(post=posts[0], month="/".join(posts[0].split("/")[:3]) + "/")


@pytest.mark.parametrize("form", PUBLIC)
def test_a_public_page_has_no_barrier(looking, posts, form):
    looking.goto(address(form, posts))
    assert barriers(looking, ALIKE) == []


def test_the_answers_to_forms_have_no_barrier(looking, posts):
    looking.goto(f"{posts[0]}/comment")
    looking.get_by_role("button", name="Send the comment").click()
    if looking.get_by_role("alert").count() == 0:  # the browser itself stopped an empty form
        looking.get_by_label("Comment", exact=True).fill("Words")
        looking.get_by_label("The five letters").fill("wrong")
        looking.get_by_role("button", name="Send the comment").click()
    expect(looking.get_by_role("alert")).to_be_visible()
    assert barriers(looking) == []
    receipt = send_tip(looking)
    assert barriers(looking) == []
    open_tip(looking, receipt)
    assert barriers(looking) == []
    open_tip(looking, "no such words")
    assert barriers(looking) == []


def test_the_rooms_of_the_desk_have_no_barrier(looking, posts, server):
    server.call(newsroom.report_a_comment)
    looking.goto("/admin/login/")
    assert barriers(looking) == []
    looking.goto(f"{posts[0]}/comment")
    looking.get_by_label("Comment", exact=True).fill("Words to decide about")
    answer_question(looking)
    looking.get_by_role("button", name="Send the comment").click()
    seat(looking, server, "mo")
    desk = "/admin/comments/comment"
    for path in ("/admin/", f"{desk}/queue/", f"{desk}/reported/", "/admin/comments/decision/"):
        looking.goto(path)
        assert barriers(looking) == []
    looking.context.clear_cookies()
    send_tip(looking)
    seat(looking, server, "dea")
    for path in ("/admin/", "/admin/tips/tip/", "/admin/tips/tip/unlock/"):
        looking.goto(path)
        assert barriers(looking) == []
    unlock(looking)
    looking.goto("/admin/tips/tip/")
    looking.locator("#result_list tbody a").first.click()
    assert barriers(looking) == []


def test_what_stands_before_publication_has_no_barrier(looking, posts, server):
    token = server.call(newsroom.preview_a_draft)
    seat(looking, server, "eva")
    looking.goto("/admin/posts/post/?state=draft")
    looking.get_by_role("link", name="Not out yet").first.click()
    form = looking.url.split("?")[0]
    seen = [form, form.replace("change/", "links/"), form.replace("change/", "preview/")]
    for there in (*seen, f"/preview/{token}/"):
        looking.goto(there)
        assert barriers(looking, DJANGOS if there == form else None) == []
    looking.goto(seen[1])
    looking.get_by_role("button", name="Make a link").click()
    expect(looking.get_by_role("status")).to_be_visible()
    assert barriers(looking) == []


def test_the_question_before_publication_has_no_barrier(looking, posts, server):
    seat(looking, server, "eva")
    looking.goto("/admin/posts/post/add/")
    looking.get_by_label("Headline").fill("Call 899 123 4567")
    looking.get_by_role("button", name="Save", exact=True).click()
    tick = looking.get_by_label("I have looked at these")
    expect(tick).to_be_visible()
    assert barriers(looking, DJANGOS) == []
    tick.check()
    looking.get_by_role("button", name="Save", exact=True).click()
    expect(looking.get_by_text("was added successfully")).to_be_visible()
    looking.goto("/admin/posts/post/?q=899")
    for action in ("withdraw", "restore"):
        looking.locator("input.action-select").check()
        looking.get_by_label("Action:").select_option(action)
        looking.get_by_role("button", name="Go").click()
    expect(looking.get_by_label("I have looked at these")).to_be_visible()
    assert barriers(looking) == []


def test_the_rooms_of_writers_have_no_barrier(looking, posts, server):
    post, revision = server.call(newsroom.two_at_one_post)
    own = f"/admin/posts/post/{post}"
    paths = (f"{own}/change/", f"{own}/change/?continue=1", f"{own}/revisions/")
    seat(looking, server, "eva")
    for path in (*paths, f"{own}/revisions/{revision}/", "/admin/posts/post/add/"):
        looking.goto(path)
        assert barriers(looking, DJANGOS) == []
    looking.goto(f"{own}/change/")
    undo = looking.get_by_role("button", name="undo")
    expect(undo).to_be_disabled()  # which is aria-disabled: the editor only greys it out
    looking.get_by_role("textbox", name="Body", exact=True).press("x")
    expect(undo).to_be_enabled()
    looking.locator("#id_standfirst").fill("Something else")
    server.call(newsroom.change_behind, post=post)
    looking.locator("[name=_continue]").click()
    expect(looking.get_by_label("Save mine over it")).to_be_visible()
    assert barriers(looking, DJANGOS) == []


def test_the_dialog_of_photos_has_no_barrier(looking, posts, server):
    seat(looking, server, "eva")
    looking.goto("/admin/posts/post/add/")
    looking.get_by_role("button", name="Lead photo: Choose a photo").click()
    inside = looking.frame_locator("#photos iframe")
    expect(inside.get_by_role("button", name="A ferry at its landing")).to_be_visible()
    inside.locator(".upload").evaluate("box => (box.open = true)")
    assert barriers(looking, "#photos") == []  # the page behind it is dimmed and out of reach
    looking.set_viewport_size(SMALLEST)
    width = looking.locator("#photos iframe").evaluate("frame => frame.clientWidth")
    assert inside.locator("html").evaluate("page => page.scrollWidth") <= width <= 320
    looking.goto("/admin/posts/photo/pick/?q=ferry")
    assert barriers(looking) == []
