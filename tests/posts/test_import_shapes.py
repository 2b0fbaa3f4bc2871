"""Bodies of Blogger and WordPress in our shapes, and pictures found by their names."""

import pytest
from django.utils import translation

from blogsite.lib.markup import clean
from posts.importers import Albums, shape
from posts.importers._words import title
from posts.importers._writer import untracked
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
REL = 'rel="noopener noreferrer"'
PHOTO = f"/media/photos/{'0' * 32}/480.jpg"


def shaped(body, **options):
    def picture(address, alt, caption):
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        return (
            f'<figure><img src="/media/photos/{"0" * 32}/480.jpg" alt="{address}">{words}</figure>'
        )

    return clean(shape(body, picture=picture, link=lambda address: address, **options))


def seen(address, caption=""):
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="/media/photos/{"0" * 32}/480.jpg" alt="{address}">{words}</figure>'


def test_a_caption_table_is_a_figure_with_its_caption():
    body = (
        '<table align="center" class="tr-caption-container"><tbody><tr><td>'
        '<a href="http://1.bp.blogspot.com/x/s1600/a.jpg"><img src="http://h/s320/a.jpg"'
        ' border="0"></a></td></tr><tr><td class="tr-caption">Photo: <i>Ana</i></td></tr>'
        "</tbody></table>"
    )
    assert shaped(body) == seen("http://1.bp.blogspot.com/x/s1600/a.jpg", "Photo: <em>Ana</em>")


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<figure>{}</figure>"])
@pytest.mark.parametrize(
    ("linked", "shown", "taken"),
    [
        ("http://news.example/photo.jpg", "http://1.bp.blogspot.com/s320/a.jpg", 1),
        ("http://news.example/story", "http://1.bp.blogspot.com/s320/a.jpg", 1),
        ("http://2.bp.blogspot.com/s1600-h/a.jpg", "http://1.bp.blogspot.com/s320/a.jpg", 0),
        (
            "https://lh3.googleusercontent.com/a=s1600",
            "https://lh3.googleusercontent.com/a=s320",
            0,
        ),
    ],
)
def test_a_picture_links_to_itself_or_is_the_one_that_is_shown(linked, shown, taken, around):
    body = around.format(f'<a href="{linked}"><img src="{shown}"></a>')
    assert f'alt="{(linked, shown)[taken]}"' in shaped(body)


def test_a_separator_is_a_figure_alone():
    body = '<div class="separator"><a href="http://h/s1600/a.jpg"><img src="http://h/s320/a.jpg"></a></div>Text'
    assert shaped(body) == f"{seen('http://h/s1600/a.jpg')}\n<p>Text</p>"


@pytest.mark.parametrize(
    "mark", ['<a name="more"></a>', "<!--more-->", "<a name='more'></a><br />"]
)
def test_a_jump_break_goes(mark):
    assert shaped(f"One{mark}<br /><br />Two") == "<p>One</p>\n<p>Two</p>"


def test_breaks_and_divs_are_paragraphs_and_bold_goes_on():
    body = "One<br />\n<b>two<br /><br />three</b><div>four</div>five"
    assert shaped(body) == (
        "<p>One<br>\n<strong>two</strong></p>\n<p><strong>three</strong></p>\n<p>four</p>\n<p>five</p>"
    )


def test_a_film_in_a_frame_is_a_link():
    body = '<iframe src="https://www.youtube.com/embed/abcdefghij?rel=0"></iframe>'
    address = "https://www.youtube.com/watch?v=abcdefghij"
    for language, words in (("en", "Video on youtube.com"), ("es", "Video en youtube.com")):
        with translation.override(language):
            assert shaped(body) == f'<p><a href="{address}" {REL}>{words}</a></p>'


@pytest.mark.parametrize(("src", "title", "words"), [
    ("https://www.youtube.com/embed/abcdefghij", "Cruce & puente", "Cruce &amp; puente"),
    ("https://www.youtube.com/embed/abcdefghij", "YouTube video player", "Video on youtube.com"),
    ("//player.vimeo.com/video/9", " ", "Video on vimeo.com"),
    ("https://maps.example/embed?pb=1", "", "Shown on maps.example"),
    ("https://maps.example/embed?pb=1", "&lt;b&gt;", "&lt;b&gt;"),
])  # fmt: skip
def test_a_frame_is_called_by_its_title_or_its_host(src, title, words):
    body = f'<p>One</p><iframe src="{src}" title="{title}" width="4"></iframe><p>Two</p>'
    made = shaped(body)
    assert f">{words}</a></p>" in made
    assert clean(body, "en").replace("\n", "") == made.replace("\n", "")


def test_a_frame_that_an_editor_pastes_is_a_link_in_the_posts_language(client):
    frame = (
        "<iframe width=9 src='//www.youtube.com/embed/abcdefghij?a=1&amp;b=2'>No frames</iframe>"
    )
    post = make_post(language="es", body=f"<p>Uno {frame} dos</p>{frame}<p>tres</p>")
    link = f'<a href="https://www.youtube.com/watch?v=abcdefghij" {REL}>Video en youtube.com</a>'
    assert post.body == f"<p>Uno {link} dos</p><p>{link}</p><p>tres</p>"
    assert clean(post.body, "es") == post.body
    assert "Video en youtube.com" in client.get(post.get_absolute_url()).content.decode()
    for harm in ("javascript:alert(1)", "data:text/html,x", "/own", ""):
        assert clean(f'a<iframe src="{harm}" title="t"></iframe>b', "en") == "ab"


def test_wordpress_captions_embeds_and_empty_lines():
    body = (
        '[caption id="a" width="3"]<a href="http://h/a.jpg"><img src="http://h/a-300x200.jpg"></a>'
        " At <b>dusk</b>[/caption]\n\nOne\nline\n\n[embed]https://v.example/1[/embed]"
    )
    assert shaped(body, breaks=True) == (
        f"{seen('http://h/a.jpg', 'At <strong>dusk</strong>')}\n<p>One\nline</p>\n"
        '<p><a href="https://v.example/1" rel="noopener noreferrer">Shown on v.example</a></p>'
    )


def test_wordpress_blocks():
    body = (
        "<!-- wp:image --><figure class='wp-block-image'><img src='http://h/a.jpg'/>"
        "<figcaption>Dusk</figcaption></figure><!-- /wp:image -->\n\n"
        "<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->"
    )
    assert shaped(body, breaks=True) == f"{seen('http://h/a.jpg', 'Dusk')}\n<p>One</p>"


def test_lists_tables_headings_and_quotes_stay():
    body = (
        "<h1>Top</h1><ul><li>a</li><ul><li>b</li></ul></ul><blockquote>q<br><br>r</blockquote>"
        "<table><tr><td colspan=2>1<table><tr><td>2</td></tr></table></td></tr></table>"
    )
    assert shaped(body) == (
        "<h2>Top</h2>\n<ul><li>a</li><li><ul><li>b</li></ul></li></ul>\n"
        "<blockquote><p>q</p>\n<p>r</p></blockquote>\n"
        '<table><tbody><tr><td colspan="2">1<br><table><tbody><tr><td>2</td></tr></tbody></table>'
        "</td></tr></tbody></table>"
    )


def test_nothing_active_comes_along():
    body = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'
    assert shaped(body + "<svg onload=x><style>p {}</style>") == "<p>ab</p>"


@pytest.mark.parametrize("part", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_a_body_nested_without_end_keeps_its_words(part):
    assert "words" in shaped(part * 2000 + "words")


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("http://a.example/x?utm_source=b&id=1&fbclid=z", "http://a.example/x?id=1"),
        ("http://a.example/x?id=a%20b#top", "http://a.example/x?id=a%20b#top"),
        ("http://a.example/?gclid=1#top", "http://a.example/#top"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_links_lose_what_only_follows_readers(address, bare):
    assert untracked(address) == bare


@pytest.mark.parametrize("text", ["It&#39;s", "It&amp;#39;s", "It's", "It<b>&#39;</b>s", " It's\n"])
def test_titles_escaped_twice(text):
    assert title(text) == "It's"


def album(folder, *names, same=False):
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"same" if same else bytes([number]) * 9)
    return Albums.under(folder)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("x+y.jpg", "http://1.bp.blogspot.com/-a/s320/x%2By.jpg"),
        ("x_2By.jpg", "http://1.bp.blogspot.com/-a/s320/x+y.jpg"),
        ("Mapa Río.JPG", "https://blogger.googleusercontent.com/img/b/R/s640/mapa%20R%C3%ADo.jpg"),
        ("x.jpg", "http://h/w640-h480-no/x.jpg"),
        ("x.png", "http://h/x-300x200.png"),
        ("se_C3_B1al.jpg", "https://blogger.googleusercontent.com/img/b/R/s0/se%C3%B1al.jpg"),
        ("el_20puente_202.jpg", "http://1.bp.blogspot.com/-a/s320/el%20puente_202.jpg"),
    ],
)
def test_a_picture_is_found_by_its_name(tmp_path, name, address):
    path, doubtful = album(tmp_path, name, "other.jpg", f"{name}.json").match(address)
    assert path == tmp_path / name
    assert not doubtful


def test_a_name_that_several_pictures_have_is_in_doubt(tmp_path):
    assert album(tmp_path, "x.jpg", "x(1).jpg").match("http://h/s1/x.jpg") == (None, True)


def test_copies_of_one_picture_are_in_no_doubt(tmp_path):
    found = album(tmp_path, "x.jpg", "x(1).jpg", same=True).match("http://h/x.jpg")
    assert found[0] is not None


def test_the_month_in_the_address_tells_pictures_apart(tmp_path):
    albums = album(tmp_path, "2012/05/x.jpg", "2013/01/x.jpg")
    found, _doubtful = albums.match("http://paper.example/wp-content/uploads/2013/01/x.jpg")
    assert found == tmp_path / "2013/01/x.jpg"


def test_no_link_leads_out_of_an_album(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"1")
    (tmp_path / "in" / "x.jpg").symlink_to(tmp_path / "secret.jpg")
    assert Albums.under(tmp_path / "in").match("http://h/x.jpg") == (None, False)
    assert Albums.under(tmp_path / "in").match("http://h/s1600/") == (None, False)
