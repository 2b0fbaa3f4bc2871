"""What is typed at the desk is kept without a save, and no ended session loses it."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from posts import publishing
from posts.history import Autosave, Revision
from posts.models import Post
from tests import newsroom
from tests.browser.conftest import seat
from tests.posts.factories import make_post

pytestmark = pytest.mark.browser
BEAT = 11_000  # milliseconds: a little more than between two looks at a form
ADD = "/admin/posts/post/add/"


@pytest.fixture(scope="module", autouse=True)
def _people(server):
    server.call(newsroom.people)


@pytest.fixture
def desk(browser, server):
    """Open Rae's window, in which a test moves the clock."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(60_000)  # milliseconds
    window = context.new_page()
    window.clock.install()
    seat(window, server, "rae")
    yield window
    context.close()


def end_sessions():
    return Session.objects.all().delete()[0]


def counts():
    return [model.objects.count() for model in (Autosave, Post, Revision)]


def begin(desk, headline, words):
    desk.goto(ADD)
    desk.locator("#id_headline").fill(headline)
    desk.locator(".tiptap").click()
    desk.keyboard.type(words)
    expect(desk.locator(".tiptap")).to_contain_text(words)


def test_what_is_typed_is_kept_and_taken_up_again(desk, server):
    begin(desk, "The ferry stops", "Nobody said why.")
    desk.clock.fast_forward(BEAT)
    expect(desk.locator("#unsaved")).to_contain_text("Kept at")
    assert server.call(counts) == [1, 0, 0]
    desk.goto(ADD)
    expect(desk.locator(".tiptap")).to_have_text("")
    desk.locator("#id_headline").fill("Something else")
    desk.clock.fast_forward(BEAT)
    expect(desk.locator("#unsaved")).to_contain_text("Not kept: choose first")
    desk.get_by_role("link", name="Continue from").click()
    expect(desk.locator(".tiptap")).to_have_text("Nobody said why.")
    expect(desk.locator("#id_headline")).to_have_value("The ferry stops")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was added successfully")).to_be_visible()
    assert server.call(counts) == [0, 1, 1]


def test_a_session_that_ended_loses_nothing(desk, server):
    begin(desk, "The quay is closed", "Since Tuesday.")
    server.call(end_sessions)
    desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.locator("#unsaved")).to_contain_text("Not kept: you are logged out.")
    expect(desk.get_by_role("link", name="Log in")).to_be_in_viewport()
    expect(desk.locator(".tiptap")).to_have_text("Since Tuesday.")
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Log in").click()
    beside = opened.value
    beside.get_by_label("Username").fill("rae")
    beside.get_by_label("Password").fill(newsroom.PASSWORD)
    beside.get_by_role("button", name="Log in").click()
    expect(beside.get_by_role("button", name="Log out")).to_be_visible()
    desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.get_by_text("was added successfully")).to_be_visible()
    expect(desk.locator(".tiptap")).to_have_text("Since Tuesday.")


def a_post_of_rae():
    return make_post(headline="The mole", owner=User.objects.get(username="rae")).pk


def take_away(post, how):
    if how == "deleted":
        publishing.remove(Post.objects.get(pk=post))
    else:
        Post.objects.filter(pk=post).update(owner=User.objects.get(username="eva"))


@pytest.mark.parametrize("how", ["deleted", "handed over"])
def test_a_post_that_is_gone_meanwhile_loses_nothing(desk, server, how):
    post = server.call(a_post_of_rae)
    desk.goto(f"/admin/posts/post/{post}/change/")
    desk.locator(".tiptap").click()
    desk.keyboard.type("An hour of work.")
    server.call(take_away, post=post, how=how)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#unsaved")).to_contain_text("deleted, or not yours any more")
    expect(desk.locator("#unsaved")).to_be_in_viewport()
    expect(desk.locator(".tiptap")).to_contain_text("An hour of work.")


def test_a_desk_that_cannot_be_reached_loses_nothing(desk):
    begin(desk, "The bridge", "It is open.")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#unsaved")).to_contain_text("Not kept: the desk cannot be reached.")
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was added successfully")).to_be_visible()
