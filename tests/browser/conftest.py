"""What the journeys share: a printed paper, its people, ways to do what a person does."""

import re

import pytest
from playwright.sync_api import expect

from blogsite.lib.forms import NUMBERS
from tests import newsroom

expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, not wrong


@pytest.fixture(scope="module")
def posts(server):
    """Print the small paper of tests.newsroom and hire its people; return the posts' addresses."""
    return server.call(newsroom.open_the_paper)


def seat(page, server, name):
    """Log somebody in where the login is not what a test is about."""
    page.context.add_cookies([server.call(newsroom.seat, name=name)])


def log_in(page, name):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(newsroom.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def answer_question(page):
    """Answer the written question of a form, as a person who reads English does."""
    question = page.get_by_label("how much is")
    label = page.locator(f"label[for={question.get_attribute('id')}]").inner_text()
    first, second = re.search(r"is (\w+) plus (\w+)", label).groups()
    words = [str(number) for number in NUMBERS]
    question.fill(words[words.index(first) + words.index(second)])
    return question
