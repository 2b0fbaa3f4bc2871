"""A copy opened from a folder in a real browser: it reads like the paper and asks nobody."""

import re

import pytest
from playwright.sync_api import expect

from tests import copies
from tests.programs import barriers

pytestmark = pytest.mark.browser
PAGES = [
    "index.html", "es/index.html", "page-2.html", "{post}", "search.html", "es/search.html",
    "copy.html", "es/copy.html", "by/ines-cantu/index.html", "labels/index.html",
    "corrections/index.html", "p/comment-policy.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(server, tmp_path_factory):
    """Return the folder of a copy and the file of its first post."""
    folder = tmp_path_factory.mktemp("stick") / "paper"
    post = server.call(copies.print_elsewhere)
    server.call(copies.export, folder=str(folder))
    return folder, post


@pytest.fixture
def reading(browser):
    """Open a window without a network; only files may be asked for."""
    context = browser.new_context(bypass_csp=False)
    context.set_offline(True)
    asked, refused = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: refused.append(message.text))
    yield page
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(("file:///", "data:"))] == []
    assert refused == []  # neither a file that is missing nor one that the policy forbids


@pytest.fixture
def looking(browser):
    """Open a window in which axe may run: only there the policy is passed by."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def test_a_reader_walks_through_it(reading, copy):
    folder, post = copy
    reading.goto((folder / "index.html").as_uri())
    reading.get_by_role("link", name="The ferry stops").first.click()
    expect(reading).to_have_url((folder / post).as_uri())
    photo = reading.get_by_role("img", name="A bridge").first
    expect(photo).to_be_visible()
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert reading.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )
    expect(reading.get_by_alt_text("A covered body")).to_be_hidden()
    reading.get_by_text("Graphic photo: a body").click()
    expect(reading.get_by_alt_text("A covered body")).to_be_visible()
    reading.get_by_role("link", name="In answer to 1").first.click()
    expect(reading).to_have_url(re.compile(r"#c1$"))
    reading.get_by_role("link", name="Esta nota en español").click()
    expect(reading.get_by_role("heading", name="El transbordador")).to_be_visible()


def test_what_needs_the_site_says_where_it_is(reading, copy, server):
    folder, post = copy
    reading.goto((folder / post).as_uri())
    reading.get_by_role("link", name="Write a comment").click()
    expect(reading).to_have_url(re.compile(r"/copy\.html#comments$"))
    expect(reading.get_by_text(f"{server.url}/tips/")).to_be_visible()
    reading.get_by_role("link", name="Search").click()
    expect(reading.get_by_role("heading", name="Archive")).to_be_visible()
    reading.locator("nav.archive dd a").first.click()
    expect(reading.locator(".card, article").first).to_be_visible()


@pytest.mark.parametrize(("file", "typed", "found", "date"), [
    ("search.html", "FERRY", "The ferry stops", "Rivers"),
    ("search.html", "ines cantu  stop", "The ferry stops", "Inés Cantú"),
    ("search.html", "Cantú quién", "The ferry stops", "CJNG"),
    ("es/search.html", "transbordádor", "El transbordador", "Inés Cantú"),
])  # fmt: skip
def test_a_copy_is_searched_with_and_without_accents(reading, copy, file, typed, found, date):
    reading.goto((copy[0] / file).as_uri())
    reading.get_by_role("searchbox").fill(typed)
    results = reading.locator(".results li")
    expect(results).to_have_count(1)
    expect(results).to_contain_text(date)
    expect(reading.get_by_role("status")).to_have_text(re.compile(r"(found|encontradas): 1$"))
    results.get_by_role("link", name=found).click()
    expect(reading.get_by_role("heading", name=found).first).to_be_visible()


def test_a_search_says_when_it_finds_nothing_and_sends_nothing(reading, copy):
    reading.goto((copy[0] / "search.html").as_uri())
    field, status = reading.get_by_label("Words in a post"), reading.get_by_role("status")
    for typed in ("ferry nowhere", "unpublished", "road", "qqq", "大阪"):
        field.fill(typed)
        expect(status).to_have_text("No post has these words.")
        expect(reading.locator(".results li")).to_have_count(0)
        field.fill("rivers")
        expect(reading.locator(".results li").nth(13)).to_be_visible()
    field.fill("a")  # nothing is asked with one letter
    expect(status).to_have_text("")
    assert "?" not in reading.url


def test_without_scripts_the_page_of_the_search_is_the_archive(browser, copy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy[0] / "es" / "search.html").as_uri())
    expect(page.get_by_text("Este navegador no ejecuta scripts")).to_be_visible()
    expect(page.locator("nav.archive dd a").first).to_be_visible()
    assert page.get_by_role("searchbox").count() == 0
    context.close()


def test_results_have_no_barrier(looking, copy):
    for file in ("search.html", "es/search.html"):
        looking.goto((copy[0] / file).as_uri())
        looking.get_by_role("searchbox").fill("ines")
        expect(looking.locator(".results li").first).to_be_visible()
        assert barriers(looking) == []


@pytest.mark.parametrize("form", PAGES)
def test_no_page_of_it_has_a_barrier(looking, copy, form):
    folder, post = copy
    looking.goto((folder / form.format(post=post)).as_uri())
    assert barriers(looking) == []
