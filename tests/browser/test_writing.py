"""A new reporter's first day in Chromium: write, photograph, schedule, correct, translate, read."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests import newsroom
from tests.posts.factories import picture
from tests.posts.test_editor import browse, link, take, write

pytestmark = pytest.mark.browser
AHEAD = timedelta(seconds=20)  # from filling in the date to publication: saving takes some of them
PATIENCE = 60_000  # milliseconds
DAYS = {
    "en": {
        "locale": "en-US", "home": "/", "headline": "The ferry stops", "standfirst": "Since May.",
        "correction": "It was April.", "other": "es", "theirs": "Se detiene el ferri",
        "group": "in_spanish",
    },
    "es": {
        "locale": "es-MX", "home": "/es/", "headline": "Cierra el muelle",
        "standfirst": "Desde mayo.", "correction": "Fue en abril.", "other": "en",
        "theirs": "The quay closes", "group": "in_english",
    },
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _people(server):
    server.call(newsroom.people)


@pytest.fixture(params=DAYS)
def day(request):
    return DAYS[request.param] | {"language": request.param}


@pytest.fixture
def desk(browser, server, day):
    """Open Rae's window, JavaScript on, in the language of her day, and log her in."""
    context = browser.new_context(base_url=server.url, locale=day["locale"])
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    window.goto("/admin/login/")
    window.locator("#id_username").fill("rae")
    window.locator("#id_password").fill(newsroom.PASSWORD)
    window.locator("[type=submit]").click()
    expect(window.locator("#logout-form")).to_be_visible()
    yield window
    context.close()


def upload(desk, alt):
    """Upload a photo in the dialog that the editor opens, and place it in the text."""
    dialog = browse(desk)
    dialog.locator(".upload").evaluate("box => (box.open = true)")
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600)).getvalue()}
    dialog.locator("#id_picture").set_input_files(file)
    dialog.locator("#id_alt").fill(alt)
    dialog.locator("#id_credit").fill("Inés Ortiz")
    dialog.locator("#photo_form [type=submit]").click()
    dialog.locator("[data-new]").wait_for()
    take(desk, alt)
    expect(desk.locator(f".tiptap img[alt='{alt}']")).to_be_visible()


def save(desk):
    with desk.expect_navigation():
        desk.locator("[name=_continue]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def publish_at(desk, moment):
    there = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    desk.locator("#id_published_at_0").fill(f"{there:%Y-%m-%d}")
    desk.locator("#id_published_at_1").fill(f"{there:%H:%M:%S}")
    save(desk)


def begin(desk, headline, standfirst, language):
    desk.goto("/admin/posts/post/add/")
    desk.locator("#id_headline").fill(headline)
    desk.locator("#id_standfirst").fill(standfirst)
    desk.locator("#id_language").select_option(language)


def pair(desk, group, headline):
    """Name a post's translation, found by typing its headline."""
    desk.locator(f"#{group}-group .add-row a").click()
    desk.locator(f"#{group}-0 .select2-selection").click()
    desk.locator(".select2-search__field").last.fill(headline)
    options = desk.locator(".select2-results__option")
    expect(options).to_have_text([headline])  # the list is not drawn anew under the click
    options.click()
    expect(desk.locator(f"#{group}-0 .select2-selection__rendered")).to_contain_text(headline)
    save(desk)


def appears(page, path, words):
    """Read a page again and again until it shows words; nobody does anything meanwhile."""
    for _turn in range(PATIENCE // 500):
        page.goto(path)
        if words in page.content():
            return
        page.wait_for_timeout(500)
    expect(page.locator("main")).to_contain_text(words)


def formats(page, photos):
    """See that each photo comes in its best format too, once all of its files are made."""
    for _turn in range(PATIENCE // 500):
        if page.locator("article source[type='image/avif']").count() == photos:
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("article source[type='image/avif']")).to_have_count(photos)


def test_a_new_reporter_writes_photographs_schedules_corrects_and_translates(desk, page, day):
    begin(desk, day["headline"], day["standfirst"], day["language"])
    write(desk)
    link(desk, "A document", "https://a.example/paper")
    for alt in (f"A ferry, {day['language']}", f"A rope, {day['language']}"):
        upload(desk, alt)
    publish_at(desk, timezone.now() + AHEAD)
    first = desk.url
    page.goto(day["home"])
    assert day["headline"] not in page.content()
    appears(page, day["home"], day["headline"])
    page.get_by_role("link", name=day["headline"]).first.click()
    for place in ("article h2", "article li", "article a[href='https://a.example/paper']"):
        expect(page.locator(place).first).to_be_visible()
    assert page.locator("article figure img").count() == 2
    expect(page.locator("article figure").first).to_contain_text("Inés Ortiz")
    formats(page, 2)
    expect(page.locator("article")).to_contain_text(day["standfirst"])

    desk.locator("#corrections-group .add-row a").click()
    desk.locator("#id_corrections-0-text").fill(day["correction"])
    save(desk)
    page.reload()
    expect(page.locator("article")).to_contain_text(day["correction"])

    begin(desk, day["theirs"], "", day["other"])
    desk.locator(".tiptap").click()
    desk.keyboard.type("The same, in other words.")
    publish_at(desk, timezone.now() - timedelta(minutes=1))
    desk.goto(first)
    pair(desk, day["group"], day["theirs"])
    page.reload()
    here, there = page.url, page.locator(f"link[hreflang={day['other']}]").get_attribute("href")
    page.goto(there)
    expect(page.get_by_role("heading", name=day["theirs"])).to_be_visible()
    assert page.locator(f"link[hreflang={day['language']}]").get_attribute("href") == here
    assert page.locator("html").get_attribute("lang").startswith(day["other"])
