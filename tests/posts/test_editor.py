"""The editor in a real Chromium, under the desk's own policy: nothing of it is refused."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Error, expect

from posts.models import Post
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
    yield context.new_page()
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
    press(page, "figure")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Browse...").click()
    return opened.value


def take(window, alt):
    """Take a photo from the window of photos, which closes itself under the click."""
    try:
        window.get_by_role("button", name=alt).click()
    except Error:
        assert window.is_closed()


def place_photo(page):
    take(browse(page), "A ferry")
    dialog = page.locator("dialog")
    expect(dialog.locator("[name=imageUrl]")).to_have_value(re.compile("/media/photos/.*900.jpg"))
    dialog.locator("[name=caption]").fill("The ferry in May")
    dialog.locator("button[type=submit]").click()


def test_an_editor_writes_and_places_a_photo(desk, server):
    photo = server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    desk.get_by_label("Headline").fill("The ferry stops")
    write(desk)
    link(desk, "A document", "https://a.example/paper")
    place_photo(desk)
    expect(desk.locator(".tiptap figure img")).to_be_visible()
    desk.keyboard.type("It was seen behind the photo.")
    save(desk)
    expect(desk.locator(".tiptap figcaption")).to_have_text("The ferry in May")
    body, shown = server.call(saved)
    assert body.startswith("<h2>At the landing</h2>")
    assert "<p>Nobody said <strong>why</strong></p>" in body
    assert "<ul><li><p>a rope</p></li></ul>" in body
    assert '<a href="https://a.example/paper"' in body
    assert f'<figure><img src="{photo}" alt="A ferry"><figcaption>' in body
    assert "</figure><p>It was seen behind the photo.</p><p>Nobody said" in body
    assert '<span class="caption">The ferry in May</span>' in shown


def test_an_editor_uploads_a_photo_from_the_text(desk, server):
    server.call(prepare)
    log_in(desk)
    desk.goto("/admin/posts/post/add/")
    desk.get_by_label("Headline").fill("The quay is closed")
    desk.locator(".tiptap").click()
    window = browse(desk)
    window.get_by_role("link", name="Upload a new photo").click()
    file = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600)).getvalue()}
    window.get_by_label("Picture").set_input_files(file)
    window.get_by_label("Description").fill("An empty quay")
    window.get_by_role("button", name="Save").click()
    expect(window.get_by_role("button", name="An empty quay")).to_be_focused()
    take(window, "An empty quay")
    desk.locator("dialog button[type=submit]").click()
    expect(desk.locator(".tiptap figure img")).to_be_visible()
    save(desk)
    assert 'alt="An empty quay"' in server.call(saved)[1]
