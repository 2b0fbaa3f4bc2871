"""A graphic photo is shown to nobody who did not ask: page, lists, feeds, previews, machines."""

import re

import pytest

from posts import making, publishing
from tests.posts.factories import make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
REASON = "A body on a road"
VEIL = re.compile(r'<details class="veil"><summary>(.*?)</summary>.*?</details>', re.DOTALL)
LISTS = ["/", "/{month}/", "/search/label/Border", "/search?q=ferryman"]
FEEDS = ["/feed/", "/feed/rss/", "/feed/json/", "/feed/atom/all/", "/feed/atom/label/Border"]


@pytest.fixture
def graphic():
    return make_photo((600, 400), graphic=True, graphic_reason=REASON, alt="Seen from above")


@pytest.fixture
def post(graphic):
    label = make_label("Border")
    body = f'<p>A</p><img src="{graphic.large}"><p>B</p>'
    return make_post(headline="The ferryman", lead=graphic, body=body, labels=[label])


def read(client, post, path):
    month = "/".join(post.path.split("/")[:2])
    return client.get(path.format(month=month)).content.decode()


def test_on_its_page_it_is_behind_veils_that_say_why(client, post, graphic):
    text = read(client, post, post.get_absolute_url())
    veils = VEIL.findall(text)
    assert veils == [f"Graphic photo: {REASON}"] * 2  # the lead, and in the text
    assert graphic.token not in VEIL.sub("", text)
    assert 'loading="lazy"' in VEIL.search(text)[0]
    assert "fetchpriority" not in text
    assert " open" not in "".join(re.findall(r"<details[^>]*>", text))


@pytest.mark.parametrize("path", LISTS)
def test_in_lists_it_is_behind_its_veil(client, post, graphic, path):
    text = read(client, post, path)
    assert "The ferryman" in text.replace("<mark>", "").replace("</mark>", "")  # a search marks it
    assert graphic.token not in VEIL.sub("", text)


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_hold_its_reason_and_no_address_of_it(client, post, graphic, path):
    text = read(client, post, path)
    assert REASON in text
    assert graphic.token not in text


def test_no_preview_nor_machine_is_told_its_address(client, post, graphic):
    head = read(client, post, post.get_absolute_url()).partition("</head>")[0]
    assert graphic.token not in head
    assert "og:image" not in head
    assert 'content="summary"' in head
    for path in ("/sitemap-posts.xml", "/sitemap-news.xml"):
        assert graphic.token not in read(client, post, path)


def test_the_next_photo_that_anybody_may_see_is_the_preview(client, graphic):
    safe = make_photo((600, 400), focus="e")
    body = f'<img src="{graphic.large}"><img src="{safe.large}">'
    post = make_post(lead=graphic, body=body)
    head = read(client, post, post.get_absolute_url()).partition("</head>")[0]
    assert head.count(safe.shared) == 2  # og:image, and the block of data
    assert safe.shared in read(client, post, "/feed/json/")


def test_what_is_cut_is_veiled_too(client, graphic, commit):
    graphic.focus = "n"
    publishing.put_photo(graphic)
    making.make_due()
    make_post(headline="The ferryman", lead=graphic)
    text = client.get("/").content.decode()
    assert "/n-480.avif" in text
    assert graphic.token not in VEIL.sub("", text)
