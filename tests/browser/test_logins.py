"""A second step and one's sessions in a browser without JavaScript, and without a barrier."""

import re
from base64 import b32decode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import log_in, seat
from tests.browser.test_accessibility import looking, posts  # noqa: F401
from tests.programs import barriers

pytestmark = pytest.mark.browser
PAGE, SESSIONS = "/admin/second-step/", "/admin/sessions/"


def elsewhere(name):
    """Log somebody in on another device; return their number."""
    user = User.objects.get(username=name)
    Client().force_login(user)
    return user.pk


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def give(page, act, code):
    page.locator(f"#code-{act}").fill(code)
    page.locator(f"button[value={act}]").click()


def now(page):
    """Return the code of an app that was given the secret on the page."""
    secret = page.get_by_text("Secret:").locator("code").inner_text().replace(" ", "")
    return f"{totp(b32decode(secret)):06d}"


def set_up(page):
    """Turn the second step on; return the recovery codes."""
    page.get_by_role("link", name="Second step").click()
    press(page, "Set it up")
    give(page, "confirm", now(page))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return page.locator(".codes code").all_inner_texts()


def test_a_second_step_from_setting_it_up_to_turning_it_off(page, posts):  # noqa: F811
    log_in(page, "rae")
    codes = set_up(page)
    press(page, "Log out")
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("rae")
    page.get_by_label("Password").fill(newsroom.PASSWORD)
    press(page, "Log in")
    expect(page.get_by_role("alert")).to_contain_text("That is not right")
    page.get_by_label("Password").fill(newsroom.PASSWORD)
    page.get_by_label("Code from your app").fill(codes[0])
    press(page, "Log in")
    page.get_by_role("link", name="Second step").click()
    expect(page.get_by_text("9 recovery codes are left")).to_be_visible()
    give(page, "off", codes[1])
    expect(page.get_by_text("Your second step is off")).to_be_visible()


def test_sessions_are_seen_and_ended(page, server, posts):  # noqa: F811
    log_in(page, "mo")
    for _number in range(2):
        server.call(elsewhere, name="mo")
    page.get_by_role("link", name="Your sessions").click()
    rows = page.locator(".logins tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("this one")
    page.get_by_role("button", name="End it").first.click()
    expect(page.get_by_text("1 session ended")).to_be_visible()
    expect(rows).to_have_count(2)
    press(page, "End all others")
    expect(rows).to_have_count(1)


def test_the_pages_of_logins_have_no_barrier(looking, server, posts):  # noqa: F811
    seat(looking, server, "eva")
    steps = (
        lambda: looking.goto(PAGE),
        lambda: press(looking, "Set it up"),
        lambda: give(looking, "confirm", "000000"),
        lambda: press(looking, "Begin anew with another secret"),
        lambda: give(looking, "confirm", now(looking)),
        lambda: looking.goto(PAGE),
        lambda: server.call(elsewhere, name="eva") and looking.goto(SESSIONS),
    )
    for step in steps:
        step()
        assert barriers(looking) == []
    looking.context.clear_cookies()
    seat(looking, server, "ada")
    looking.goto(f"/admin/people/{server.call(elsewhere, name='eva')}/")
    expect(looking.get_by_role("button", name=re.compile("Turn off"))).to_be_visible()
    assert barriers(looking) == []
