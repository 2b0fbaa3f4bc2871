"""A tip with a photo goes to the desk, is read there, answered, and the answer is read."""

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import log_in, seat
from tests.posts.factories import picture

pytestmark = pytest.mark.browser
SURROUNDINGS = {"WEB_WORKERS": "2"}
WORDS = "The trucks come at three, without plates."
REPLY = "Which road do they take, and do you need help?"


def send_tip(page, path="/tips/"):
    page.goto(path)
    page.locator("[name=message]").fill(WORDS)
    photo = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    page.locator("[name=files]").set_input_files([photo])
    page.locator("main form button").first.click()
    return page.locator(".receipt").inner_text()


def open_tip(page, receipt):
    page.goto("/tips/return/")
    page.get_by_label("Your receipt").fill(receipt)
    page.get_by_role("button", name="Open").click()


def unlock(page):
    page.get_by_label("Passphrase for the tips").fill(newsroom.PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()


def test_a_tip_is_read_at_the_desk_and_its_answer_by_the_tipster(page, posts):
    receipt = send_tip(page)
    assert len(receipt.split()) >= 10
    expect(page.get_by_role("heading", name="Your files")).to_be_visible()
    open_tip(page, receipt)
    expect(page.get_by_text("There is no answer yet.")).to_be_visible()

    log_in(page, "dea")
    page.goto("/admin/tips/tip/")
    page.locator("#result_list tbody a").first.click()
    unlock(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    photo = page.locator("main img, #content img").first
    expect(photo).to_be_visible()
    assert page.request.get(photo.get_attribute("src")).headers["content-type"] == "image/jpeg"
    page.get_by_label("Reply to the source").fill(REPLY)
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text(REPLY)).to_be_visible()

    page.wait_for_load_state("networkidle")  # a picture under way would renew the key's cookie
    page.context.clear_cookies()
    open_tip(page, receipt.upper().replace(" ", "   "))
    expect(page.get_by_text(REPLY)).to_be_visible()
    page.locator("[name=message]").fill("They take the river road.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("What you added was received and sealed.")).to_be_visible()
    assert page.context.storage_state()["cookies"] == []


def test_a_tipster_deletes_everything(page, posts):
    receipt = send_tip(page)
    open_tip(page, receipt)
    page.locator("[name=message]").fill(WORDS)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator("[name=message]")).to_have_value(
        WORDS
    )  # the box is not ticked: nothing goes
    page.get_by_label("Yes, I am sure").check()
    page.get_by_role("button", name="Delete everything").click()
    open_tip(page, receipt)
    expect(page.get_by_text("No tip opens with these words")).to_be_visible()


def test_a_tip_in_spanish_gets_spanish_words(page, posts):
    receipt = send_tip(page, "/es/denuncias/")
    assert page.locator("html").get_attribute("lang") == "es"
    assert len(receipt.split()) >= 10
    page.goto("/es/denuncias/regreso/")
    page.locator("[name=receipt]").fill(receipt)
    page.locator("main form button").first.click()
    expect(page.locator("[name=sure]")).to_be_visible()


def test_a_file_that_cannot_be_cleaned_costs_nothing_else(page, posts):
    page.goto("/tips/")
    page.locator("[name=message]").fill(WORDS)
    program = {"name": "x.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ" * 600}
    page.locator("[name=files]").set_input_files([program])
    page.get_by_role("button", name="Send the tip").click()
    expect(page.locator(".receipt")).to_be_visible()
    assert "x.exe" not in page.content()


def test_moderators_and_editors_do_not_open_tips(page, server, posts):
    for name in ("mo", "eva", "rae"):
        seat(page, server, name)
        assert page.goto("/admin/tips/tip/").status == 403
        assert page.goto("/admin/tips/tip/unlock/").status == 403
        page.context.clear_cookies()
