"""The editor in a real Chromium, under the desk's own policy: nothing of it is refused."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from posts.models import Post
from tests import newsroom
from tests.posts.factories import make_photo, picture

pytestmark = pytest.mark.browser
PASSWORD = "north-bridge-at-noon"


def prepare():
    if not User.objects.exists():
        User.objects.create_superuser("ada", password=PASSWORD)
    return make_photo((900, 600), alt="A ferry").large


def saved():
    post = Post.objects.latest("pk")
    return [post.body, post.body_html]


@pytest.fixture
def desk(browser, server):
    """Open a window with JavaScript on; in the end no window's console holds a complaint."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(10_000)  # milliseconds
    complaints = []

    def listen(page):
        page.on("console", lambda line: complaints.append((line.location["url"], line.text)))
        page.on("pageerror", lambda error: complaints.append((page.url, str(error))))

    context.on("page", listen)
    window = context.new_page()
    window.complaints = complaints
    yield window
    context.close()
    # Chromium asks for an icon by itself; whether there is one does not concern the editor.
    assert [about for about in complaints if not about[0].endswith("/favicon.ico")] == []


def log_in(page):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def press(page, name):
    page.locator(f".prose-menubar__button[data-name='{name}']").click()


def write(page):
    """Type a text with everything that the bar offers to a reporter."""
    page.locator(".tiptap").click()
    page.locator(".prose-menubar__selected").first.click()
    page.locator("[data-name=heading2]").click()
    page.keyboard.type("At the landing")
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody said ")
    press(page, "bold")
    page.keyboard.type("why")
    press(page, "bold")
    page.keyboard.press("Enter")
    press(page, "bulletList")
    page.keyboard.type("a rope")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def link(page, words, address):
    page.keyboard.type(words)
    expect(page.locator(".tiptap")).to_contain_text(words)
    page.keyboard.press("Shift+Home")  # one step: letter by letter the editor can lag behind
    press(page, "link")
    page.locator("dialog input[name=href]").fill(address)
    page.locator("dialog button[type=submit]").click()
    expect(page.locator(".tiptap a")).to_have_text(words)
    page.locator(".tiptap h2").click()  # the words stay selected until something else is
    expect(page.locator("button[data-name=link]")).to_have_class(re.compile("disabled"))


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def browse(page):
    """Open the dialog of photos from the text; return what is in its frame."""
    press(page, "figure")
    return photos(page)


def photos(page):
    inside = page.frame_locator("#photos iframe")
    inside.locator(".photo-choice").wait_for()
    return inside


def take(page, alt):
    """Choose a photo in the dialog, which closes."""
    photos(page).get_by_role("button", name=alt).first.click()
    expect(page.locator("#photos")).to_be_hidden()


def place_photo(page):
    """Put a photo into the text, and a caption of the text's own under it."""
    browse(page)
    take(page, "A ferry")
    page.locator(".tiptap figure img").click()
    page.get_by_role("button", name="Add caption").click()
    page.locator(".tiptap figcaption").click()  # the editor goes there a moment later by itself
    page.keyboard.type("The ferry in May")
    page.locator(".tiptap > p").first.click()


def test_an_editor_writes_and_places_a_photo(desk, server):
    photo = server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    desk.get_by_label("Headline").fill("The ferry stops")
    write(desk)
    link(desk, "A document", "https://a.example/paper")
    place_photo(desk)
    save(desk)
    expect(desk.locator(".tiptap figcaption")).to_have_text("The ferry in May")
    body, shown = server.call(saved)
    assert body.startswith("<h2>At the landing</h2>")
    assert "<p>Nobody said <strong>why</strong></p>" in body
    assert "<ul><li><p>a rope</p></li></ul>" in body
    assert '<a href="https://a.example/paper"' in body
    assert f'<figure><img src="{photo}" alt="A ferry"><figcaption>' in body
    assert '<span class="caption">The ferry in May</span>' in shown


def test_an_editor_uploads_a_photo_from_the_text(desk, server):
    server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    desk.get_by_label("Headline").fill("The quay is closed")
    desk.locator(".tiptap").click()
    desk.keyboard.type("Before.")
    dialog = browse(desk)
    dialog.locator(".upload").evaluate("box => (box.open = true)")
    file = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600)).getvalue()}
    dialog.get_by_label("Picture").set_input_files(file)
    dialog.get_by_label("Description:").fill("An empty quay")
    dialog.get_by_role("button", name="Upload").click()
    chosen = dialog.get_by_role("button", name="An empty quay")
    expect(chosen).to_be_focused()
    chosen.press("Enter")
    expect(desk.locator(".tiptap figure img")).to_be_visible()
    desk.keyboard.type("Behind.")
    save(desk)
    body, shown = server.call(saved)
    assert body.startswith("<p>Before.</p><figure><img")
    assert body.endswith("</figure><p>Behind.</p>")
    assert 'alt="An empty quay"' in shown
    desk.locator(".tiptap figure img").click()
    browse(desk)
    take(desk, "A ferry")
    expect(desk.locator(".tiptap figure img[alt='A ferry']")).to_be_visible()
    assert desk.locator(".tiptap figure").count() == 1


def test_the_dialog_is_left_by_key_and_by_button_and_the_focus_comes_back(desk, server):
    server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    lead = desk.get_by_role("button", name="Lead photo: Choose a photo")
    dialog = desk.get_by_role("dialog", name="Choose a photo")
    steps = desk.evaluate("history.length")
    for leave in (
        lambda: desk.keyboard.press("Escape"),
        lambda: photos(desk).locator("#q").press("Escape"),
        lambda: dialog.get_by_role("button", name="Close").click(),
    ):
        lead.focus()
        desk.keyboard.press("Enter")
        photos(desk)
        assert desk.evaluate("document.querySelector('#id_headline').matches(':focus')") is False
        for _turn in range(12):  # whatever is behind the dialog is out of reach
            desk.keyboard.press("Tab")
            assert desk.evaluate("!document.activeElement.closest('form')")
        leave()
        expect(dialog).to_be_hidden()
        expect(lead).to_be_focused()
    assert desk.evaluate("history.length") == steps
    lead.click()
    take(desk, "A ferry")
    expect(lead).to_be_focused()
    desk.get_by_label("Headline").fill("A lead")
    save(desk)
    expect(desk.locator(".photo-field .chosen")).to_contain_text("A ferry")
    desk.get_by_role("button", name="No photo").click()
    save(desk)
    expect(desk.locator(".photo-field .chosen")).to_be_hidden()


def test_the_dialog_says_when_the_session_is_over(desk, server):
    server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    desk.context.clear_cookies()
    desk.complaints.clear()
    desk.get_by_role("button", name="Lead photo: Choose a photo").click()
    expect(desk.get_by_role("alert")).to_contain_text("Perhaps you are logged out.")
    expect(desk.get_by_role("alert").get_by_role("link", name="Log in")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.wait_for_timeout(200)
    desk.complaints[:] = [about for about in desk.complaints if "frame" not in about[1]]


def test_the_bar_and_the_dialogs_speak_spanish(browser, server):
    server.call(prepare)
    context = browser.new_context(base_url=server.url, locale="es-MX")
    page = context.new_page()
    page.context.add_cookies([server.call(newsroom.seat, name="ada")])
    page.goto("/admin/posts/post/add/")
    bar = page.locator(".prose-menubar").first
    for name in ("negritas", "lista con viñetas", "cita", "foto"):
        expect(bar.get_by_role("button", name=name, exact=True)).to_have_attribute("title", name)
    page.locator(".tiptap").click()
    page.keyboard.type("papeles")
    page.keyboard.press("Control+a")
    bar.get_by_role("button", name="insertar un enlace").click()
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_label("Dirección")).to_be_visible()
    expect(dialog.get_by_role("button", name="Cancelar")).to_be_visible()
    context.close()
