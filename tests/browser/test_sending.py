"""A source's whole way in Spanish, without JavaScript, through nginx and the tip line alone."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.tips import wire
from tests.tips.planted import Marks, encoded, exif, picture
from tips import desk, receipts, replies, weight
from tips.forms import REPLY_LENGTH
from tips.models import Tip

pytestmark = pytest.mark.browser
WORDS = "Los camiones pasan a las tres, sin placas."
SURROUNDINGS = {"TIP_ONION": "http://" + "t" * 56 + ".onion/es/denuncias/"}
PROGRAM = {"name": "x.exe", "mimeType": "application/x-dos", "buffer": b"MZ\x90\0\xff" * 600}
PATHS = ("/tips/", "/es/denuncias/", "/tips/return/", "/es/denuncias/regreso/")
MATRIX = [
    ({}, 422), ({"Origin": "{own}"}, 422), ({"Origin": "null"}, 403),
    ({"Origin": "https://evil.example"}, 403), ({"Origin": "{own}.evil.example"}, 403),
    ({"Sec-Fetch-Site": "same-origin"}, 422), ({"Sec-Fetch-Site": "none"}, 422),
    ({"Sec-Fetch-Site": "same-site"}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Origin": "{own}", "Sec-Fetch-Site": "cross-site"}, 403),
    ({"Referer": "https://evil.example/"}, 422),
]  # fmt: skip


def answer(text):
    """Let the desk answer the newest tip."""
    desk.reply(Tip.objects.get(), text)


@pytest.fixture(scope="module", autouse=True)
def people(fronted):
    fronted.call(newsroom.people)


@pytest.fixture
def window(browser, fronted):
    context = browser.new_context(java_script_enabled=False, base_url=fronted.url, locale="es-MX")
    context.set_default_timeout(20_000)  # milliseconds
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    assert context.storage_state()["cookies"] == []
    context.close()
    assert [url for url in asked if not url.startswith((fronted.url, "data:"))] == []


def photo():
    marks = Marks()
    data = encoded(picture((320, 200)), "JPEG", exif=b"Exif\0\0" + exif(marks))
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": data}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_source_sends_comes_back_answers_and_deletes(window, fronted):
    page = window
    page.goto("/es/")
    expect(page.locator("footer .address")).to_have_text(SURROUNDINGS["TIP_ONION"])
    expect(page.locator("a[href*='.onion']")).to_have_count(0)  # plain text: no browser asks it
    page.get_by_role("link", name="Denuncia").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".address").first).to_have_text(SURROUNDINGS["TIP_ONION"])
    page.locator("[name=message]").fill(WORDS)
    page.locator("[name=files]").set_input_files([photo(), PROGRAM])
    page.locator("main form button").first.click()
    receipt = page.locator(".receipt").inner_text()
    assert len(receipt.split()) == 10
    expect(page.locator(".kept dt")).to_have_count(2)
    expect(page.locator(".kept")).to_contain_text("No se recibió.")
    assert "IMG_2041" not in page.content()
    fronted.call(answer, text="¿Qué día los viste?")

    page.locator("a[href='/es/denuncias/regreso/']").first.click()
    page.locator("[name=receipt]").fill(f"  {receipt.upper().replace(' ', ' - ')} ")
    page.locator("main form button").first.click()
    expect(page.get_by_text("¿Qué día los viste?")).to_be_visible()
    page.locator("[name=message]").fill("El martes.")
    page.locator("[name=files]").set_input_files([photo()])
    page.locator("button[name=add]").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("button[name=forget]").click()
    expect(page.get_by_text("¿Qué día los viste?")).to_have_count(0)
    page.locator("button[name=delete]").click()
    expect(page.locator("[name=sure]")).to_be_focused()  # the browser asks for the tick first
    page.locator("[name=sure]").check()
    page.locator("button[name=delete]").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/es/denuncias/regreso/")
    page.locator("[name=receipt]").fill(receipt)
    page.locator("main form button").first.click()
    expect(page.locator("[aria-invalid=true]")).to_be_visible()


def test_turning_a_page_keeps_what_was_typed_and_sends_no_file(window, fronted, typed):
    page = window
    page.goto("/es/denuncias/regreso/")
    page.locator("[name=receipt]").fill(typed[-1])
    page.locator("main form button").first.click()
    page.locator("[name=message]").fill(WORDS)
    page.locator("[name=files]").set_input_files([photo()])
    with page.expect_request(lambda request: request.method == "POST") as turned:
        press(page, "Página anterior")
    assert int(turned.value.all_headers()["content-length"]) < 2_000
    expect(page.locator("[name=message]")).to_have_value(WORDS)
    expect(page.get_by_text("Página 24 de 26")).to_be_visible()
    page.locator("button[name=forget]").first.click()
    expect(page.locator("[name=message]")).to_have_value(WORDS)
    expect(page.get_by_text("Página 24 de 24")).to_be_visible()


def test_leaving_is_one_link_and_needs_no_script(window):
    for path in PATHS:
        window.goto(path)
        window.keyboard.press("Tab")
        link = window.locator("a.leave")
        expect(link).to_be_in_viewport()
        link.click()
        assert urlsplit(window.url).path in {"/", "/es/"}


def test_the_receipt_prints_on_one_page_without_what_is_not_needed(window):
    window.goto("/es/denuncias/")
    window.locator("[name=message]").fill(WORDS)
    window.locator("main form button").first.click()
    window.emulate_media(media="print")
    expect(window.locator(".receipt")).to_be_visible()
    for hidden in (".leave", ".tip", ".masthead nav"):
        expect(window.locator(hidden)).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", window.pdf(format="A4"))) == 1


def raw(fronted, path, headers):
    own = urlsplit(fronted.url)
    connection = http.client.HTTPConnection(own.hostname, own.port, timeout=30)
    try:
        given = {name: value.format(own=fronted.url) for name, value in headers.items()}
        connection.request("POST", path, b"", given)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


@pytest.mark.parametrize("path", PATHS)
def test_only_our_own_forms_are_taken(fronted, path):
    assert [(headers, raw(fronted, path, headers)) for headers, _ in MATRIX] == MATRIX


@pytest.fixture
def typed(fronted):
    """Return what may be typed for a receipt: wrong, empty, too long, deleted, right.

    Behind the right one are answers of a quarter of a million letters.
    """
    receipts = []
    for _ in range(2):
        _status, page = wire.post(fronted.url, "/tips/", *wire.form(b"words", message=WORDS))
        receipts.append(re.search(r'class="receipt">([^<]+)<', page)[1])
    assert fronted.call(delete, receipt=receipts[0])
    fronted.call(answer_at_length, receipt=receipts[1])
    return ["una dos tres", "", "x" * 3000, *receipts]


def delete(receipt):
    replies.find(receipts.read(receipt)).destroy()
    return True


def answer_at_length(receipt):
    for _ in range(13):
        desk.reply(replies.find(receipts.read(receipt)), "¿Qué día? " * (REPLY_LENGTH // 10))


@pytest.mark.parametrize("encoding", ["identity", "gzip", "gzip, deflate, br, zstd"])
def test_every_answer_to_a_receipt_travels_as_one_weight(fronted, typed, encoding):
    """Counted on the wire behind nginx, head and body."""
    own = urlsplit(fronted.url)
    weights, statuses = set(), []
    for words in typed:
        connection = http.client.HTTPConnection(own.hostname, own.port, timeout=30)
        connection.request("POST", "/es/denuncias/regreso/", f"receipt={words}",
                           {"Content-Type": "application/x-www-form-urlencoded",
                            "Accept-Encoding": encoding})  # fmt: skip
        response = connection.getresponse()
        assert response.getheader("Content-Encoding") is None
        assert "no-transform" in response.getheader("Cache-Control")
        head = sum(len(name) + len(value) for name, value in response.getheaders())
        statuses.append(response.status)
        weights.add(len(response.reason) + head + len(response.read()))
        connection.close()
    assert statuses == [422, 422, 422, 422, 200]
    assert len(weights) == 1


def test_in_http2_too_every_answer_to_a_receipt_travels_as_one_weight(fronted, typed):
    path, socket = "/es/denuncias/regreso/", str(fronted.http2)
    forms = [f"receipt={words}".encode() for words in typed]
    answers = [wire.weighed_in_http2(socket, path, form) for form in forms]
    assert [opened for opened, _weight in answers] == [False] * 4 + [True]
    weights = [weight for _opened, weight in answers]
    assert weights == weights[:1] * len(typed)
    assert weights[0] > weight.STEP - 100
