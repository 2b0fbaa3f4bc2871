"""A link that stands alone says what opens, and where; nothing of a foreign site is ever shown."""

import json

import pytest
from django.test import override_settings
from django.utils import translation

from blogsite.lib import embeds
from blogsite.lib.markup import clean
from posts import publishing
from posts.models import Post
from tests.posts.factories import make_page, make_post

FILM = "https://www.youtube.com/watch?v=abcdefghij&t=9"
FRAME = '<iframe src="https://www.youtube.com/embed/abcdefghij" title="{title}"></iframe>'


def card(address, words, host, opens="Opens on"):
    address = address.replace("&", "&amp;")
    return (
        f'<p><a href="{address}" rel="noopener noreferrer nofollow">{words}</a>'
        f' <span class="meta">{opens} {host}</span></p>'
    )


@pytest.mark.parametrize(("body", "made"), [
    (f'<p><a href="{FILM}">The crossing</a></p>', card(FILM, "The crossing", "youtube.com")),
    (f'<p><a href="{FILM}">{FILM}</a></p>', card(FILM, "Video on youtube.com", "youtube.com")),
    (f"<p>{FILM}</p>", card(FILM, "Video on youtube.com", "youtube.com")),
    ('<p><a href="https://www.youtube.com/embed/abcdefghij">The crossing</a></p>',
     card(FILM[:-4], "The crossing", "youtube.com")),
    ('<p><a href="https://x.com/a/status/1"><em>Said</em> &lt;b&gt;</a></p>',
     card("https://x.com/a/status/1", "<em>Said</em> &lt;b&gt;", "x.com")),
    ('<p><a href="https://t.me/s/1">https://t.me/s/1</a></p>',
     card("https://t.me/s/1", "Shown on t.me", "t.me")),
])  # fmt: skip
def test_a_lone_link_says_what_opens_and_where(body, made):
    assert embeds.as_cards(clean(f"<p>A</p>{body}<p>B</p>")) == f"<p>A</p>{made}<p>B</p>"


@pytest.mark.parametrize("body", [
    f'<p>See <a href="{FILM}">this</a></p>',
    f'<p><a href="{FILM}">One</a><a href="{FILM}">Two</a></p>',
    f'<ul><li><a href="{FILM}">One</a></li></ul>',
    f'<p><a href="{FILM}"></a></p>',
    f"<p>See {FILM}</p>",
    '<p><a href="mailto:a@a.example">Write</a></p>',
    '<p><a href="/2026/05/a.html">Before</a></p>',
    '<p><a href="https://paper.example/2026/05/a.html">Before</a></p>',
    '<p><a href="http://paper.onion/2026/05/a.html">Before</a></p>',
    '<p><a href="https://[broken">Before</a></p>',
    "<p>https://[broken</p>",
])  # fmt: skip
@override_settings(SITE_URL="https://paper.example", ONION_URL="http://paper.onion")
def test_any_other_link_stays_as_it_is(body):
    assert embeds.as_cards(clean(body)) == clean(body)


@pytest.mark.django_db
def test_a_pasted_film_is_a_card_on_the_page_in_feeds_and_on_pages(client):
    body = FRAME.format(title="El cruce &lt;1&gt;")
    post = make_post(language="es", body=body)
    made = card(FILM[:-4], "El cruce &lt;1&gt;", "youtube.com", "Se abre en")
    assert made in client.get(post.get_absolute_url()).content.decode()
    feed = json.loads(client.get("/es/feed/json/").content)
    assert made in feed["items"][0]["content_html"]
    page = make_page(body=f"<p>{FILM}</p>")
    shown = client.get(page.get_absolute_url())
    assert card(FILM, "Video on youtube.com", "youtube.com") in shown.content.decode()
    assert "youtube" not in shown.headers["Content-Security-Policy"]
    assert "<iframe" not in shown.content.decode()


@pytest.mark.django_db
def test_the_text_that_is_edited_has_no_card_in_it():
    post = make_post(body=FRAME.format(title="The crossing"))
    publishing.put(post)
    assert Post.objects.get().body.count("<span") == 0
    assert post.body_html.count("Opens on youtube.com") == 1


def test_a_host_is_named_in_the_language_of_the_post():
    with translation.override("es"):
        assert "Se abre en t.me" in embeds.as_cards("<p>https://t.me/s/1</p>")
