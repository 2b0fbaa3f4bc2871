"""Photos inside bodies: figures with caption and credit, wherever an editor put the image."""

import pytest
from django.utils import translation

from blogsite.lib.markup import clean
from posts import figures
from tests.posts.factories import make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return make_photo(
        (30, 20), caption="The bridge at <noon>", credit="Rea", source="https://a.example/x"
    )


def expand(photo, body):
    body = clean(body.replace("IMG", f'<img src="{photo.large}" alt="x">'))
    with translation.override("en"):
        return figures.expand(body, [photo]).replace("\n", "")


def test_an_image_becomes_a_figure_with_caption_and_credit(photo):
    text = expand(photo, "<p>A</p>IMG<p>B</p>")
    assert text.startswith('<p>A</p><figure class="figure"><picture>')
    assert text.endswith("</figure><p>B</p>")
    assert '<span class="caption">The bridge at &lt;noon&gt;</span>' in text
    link = '<a href="https://a.example/x" rel="noopener noreferrer">Rea</a>'
    assert f'<span class="credit">Photo: {link}</span>' in text
    assert 'width="30" height="20" alt="A bridge" loading="lazy"' in text
    assert 'type="image/avif"' in text


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        ("<p>one IMG two</p>", "<p>one  two</p>", ""),
        ("<p><strong>one IMG</strong></p><p>two</p>", "<p><strong>one </strong></p>", "<p>two</p>"),
        ("<p>IMG</p>", "", ""),
        ('<p><a href="/x">IMG</a></p>', "", ""),
        ("<ul><li>IMG</li></ul>", "<ul><li>", "</li></ul>"),
        ("<h2>IMG Head</h2>", "<h2> Head</h2>", ""),
        ("<blockquote><p>IMG</p></blockquote>", "<blockquote>", "</blockquote>"),
        ("<figure>IMG</figure>", "", ""),
        ('<figure class="figure">IMG<figcaption></figcaption></figure>', "", ""),
    ],
)
def test_an_image_stands_between_blocks(photo, body, before, after):
    text = expand(photo, body)
    assert text.startswith(f'{before}<figure class="figure">')
    assert text.endswith(f"</figure>{after}")
    assert text.count("<figure") == text.count("</figure>") == 1
    assert text.count("<img") == 1


def test_an_editors_caption_wins_and_the_credit_stays(photo):
    text = expand(photo, "<figure>IMG<figcaption>Seen <em>today</em></figcaption></figure>")
    assert '<span class="caption">Seen <em>today</em></span>' in text
    assert "noon" not in text
    assert "Photo: <a" in text


def test_a_figure_of_two_photos_has_its_caption_once(photo):
    text = expand(photo, "<figure>IMGIMG<figcaption>Both</figcaption></figure>")
    assert text.count("<picture>") == 2
    assert text.count("Both") == 1


def test_an_unknown_photo_is_left_out(photo):
    address = f"/media/photos/{'0' * 32}/1600.jpg"
    text = figures.expand(clean(f'<p>A</p><figure><img src="{address}"></figure>'), [photo])
    assert text == "<p>A</p>"


def test_a_figure_without_a_photo_is_left_alone(photo):
    assert expand(photo, "<figure><p>A</p></figure>") == "<figure><p>A</p></figure>"


def test_a_graphic_photo_is_behind_a_veil_that_says_why(photo):
    photo.graphic, photo.graphic_reason = True, 'A "body"'
    text = expand(photo, "IMG")
    assert (
        '<details class="veil"><summary>Graphic photo: A &quot;body&quot;</summary><picture>'
        in text
    )
    assert "</picture></details><figcaption>" in text


def test_a_decorative_photo_has_an_empty_description(photo):
    photo.decorative = True
    assert 'alt=""' in expand(photo, "IMG")


def test_a_photo_without_words_has_no_caption_element():
    bare = make_photo((30, 20), credit="")
    assert "figcaption" not in figures.render(bare)
