"""A reader goes through the paper in both editions; no script runs, nothing is left behind."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.posts.factories import make_photo, make_post

pytestmark = pytest.mark.browser


def test_a_reader_goes_from_the_front_page_to_an_older_post_and_its_topic(page, posts):
    page.goto("/")
    page.get_by_role("link", name="The ferry at Los Ebanos stops").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The ferry at Los Ebanos stops"
    expect(page.get_by_text("Nobody said why the rope was cut.").first).to_be_visible()
    expect(page.get_by_role("img", name="A ferry at its landing")).to_be_visible()
    expect(page.get_by_text("The ferry in May")).to_be_visible()
    page.get_by_role("link", name="Older").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Who owns the gravel pits"
    page.get_by_role("link", name="Rivers").click()
    assert page.url.endswith("/search/label/Rivers")
    assert page.get_by_role("heading", level=1).inner_text() == "Rivers"
    page.get_by_role("link", name="Inés Cantú").first.click()
    assert page.url.endswith("/by/ines-cantu/")


def test_a_reader_finds_a_post_by_its_words(page, posts):
    page.goto("/")
    page.get_by_role("link", name="Search").first.click()
    page.get_by_role("searchbox").fill("rope")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="The ferry at Los Ebanos stops")).to_be_visible()
    assert page.get_by_role("link", name="Who owns the gravel pits").count() == 0


def test_a_reader_reads_the_spanish_edition_without_a_word_of_english_around_it(page, posts):
    page.goto("/")
    page.get_by_role("link", name="Leer en español").click()
    assert page.url.endswith("/es/")
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_role("link", name="El transbordador se detiene").click()
    expect(page.get_by_text("Nadie dijo por qué cortaron la cuerda.").first).to_be_visible()
    page.get_by_role("link", name="Buscar").first.click()
    page.get_by_role("searchbox").fill("CORTARÓN cuerda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="El transbordador se detiene")).to_be_visible()
    assert page.get_by_role("link", name="The ferry at Los Ebanos stops").count() == 0


def test_a_printed_post_is_the_post_and_where_it_was(page, posts):
    page.goto(posts[0])
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Nobody said why the rope was cut.").first).to_be_visible()
    expect(page.locator("code.address").first).to_be_visible()
    for part in ("nav", "aside.tip", ".editions", ".colophon ul"):
        assert page.locator(part).count()
        for found in page.locator(part).all():
            expect(found).to_be_hidden()


def test_reading_needs_few_requests_and_leaves_nothing_in_the_browser(page, posts):
    asked = []
    page.context.on("request", lambda request: asked.append(request.resource_type))
    page.goto(posts[0])
    assert len([kind for kind in asked if kind != "image"]) == 2  # the page and its stylesheet
    for path in ("/", "/es/", posts[2], f"{posts[0]}/comment", "/tips/", "/search?q=rope"):
        page.goto(path)
    state = page.context.storage_state()
    assert state == {"cookies": [], "origins": []}


def test_the_back_of_the_paper_answers_too(page, posts):
    assert page.goto("/2026/01/never-written.html").status == 404
    expect(page.get_by_role("link", name="Send a tip").first).to_be_visible()
    assert page.goto("/es/nada/").status == 404
    assert page.locator("html").get_attribute("lang") == "es"


def a_short_beginning():
    photo = f'<figure><img src="{make_photo((900, 600)).large}"></figure>'
    return make_post(body=f"<p>Nobody knew.</p>{photo}", published_at=timezone.now()).path


@pytest.mark.parametrize("width", [320, 1280])
def test_a_photo_does_not_cover_the_large_letter_of_a_short_beginning(page, server, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{server.call(a_short_beginning)}")
    line, between = page.evaluate("""() => {
      const [first, photo] = document.querySelectorAll(".body > p, .body figure");
      const tops = [first, photo].map((each) => each.getBoundingClientRect().top);
      return [parseFloat(getComputedStyle(first).lineHeight), tops[1] - tops[0]];
    }""")
    assert between >= 3 * line  # as deep as the letter
