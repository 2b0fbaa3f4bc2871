"""What the desk sees of links and words: nothing that acts, nothing that tells who shared it."""

import time

import pytest

from blogsite.lib import links
from tests.tips.factories import make_reader, make_tip
from tips import desk, marking


@pytest.mark.parametrize(
    ("link", "bare"),
    [
        ("https://a.example/x?utm_source=wa&id=7&fbclid=Ab_c", "https://a.example/x?id=7"),
        ("https://www.instagram.com/p/C1/?igsh=MTIz", "https://www.instagram.com/p/C1/"),
        ("https://youtu.be/abc?si=XyZ&t=12", "https://youtu.be/abc?t=12"),
        ("https://x.com/u/status/1?s=20&t=QQ", "https://x.com/u/status/1"),
        ("https://m.facebook.com/a?mibextid=K&v=2", "https://m.facebook.com/a?v=2"),
        ("https://vm.tiktok.com/Z/?_t=8&_r=1", "https://vm.tiktok.com/Z/"),
        ("https://a.example/x?a=1&amp;utm_medium=b#:~:text=Juan", "https://a.example/x?a=1"),
        ("https://a.example/x#utm_source=b", "https://a.example/x"),
        ("https://juan:secreto@a.example/x", "https://a.example/x"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fy%3Ffbclid%3D1%26k%3D2&h=AT1",
            "https://b.example/y?k=2",
        ),
        ("https://a.example/?q=caf%C3%A9&lista=", "https://a.example/?q=caf%C3%A9&lista="),
        ("https://a.example/search?q=1&q=2", "https://a.example/search?q=1&q=2"),
        ("https://[bad", "https://[bad"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("no link at all", "no link at all"),
        ("", ""),
    ],
)
def test_a_link_loses_what_tells_who_shared_it_and_nothing_else(link, bare):
    assert links.bare(link) == bare
    assert links.bare(bare) == bare


@pytest.mark.parametrize(
    ("link", "trackers"),
    [
        ("https://a.example/x?utm_source=wa&id=7&fbclid=Ab", ["utm_source=wa", "fbclid=Ab"]),
        ("https://youtu.be/abc?si=XyZ&t=12", ["si=XyZ"]),
        ("https://a.example/x?a=1#utm_source=b", ["utm_source=b"]),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2F&h=1", ["l.facebook.com"]),
        ("https://juan@a.example/x?id=7#part", []),
        ("/2012/05/river.html?utm_source=wa", ["utm_source=wa"]),
        ("https://[bad?utm_source=wa", []),
    ],
)
def test_what_a_link_tells_about_who_shared_it_is_named(link, trackers):
    assert links.trackers(link) == trackers


def test_links_inside_a_text_are_bare_too():
    text = "Mira https://a.example/v?igshid=1&n=2, y luego (http://b.example/?gclid=3)."
    assert links.bare_in(text) == "Mira https://a.example/v?n=2, y luego (http://b.example/)."


@pytest.mark.parametrize(
    "link",
    ["https://foro.example/profile.php?uid=7&ref=x", "https://a.example/?t=3&s=4&feature=5&_t=1"],
)
def test_what_may_be_the_address_itself_stays(link):
    assert links.bare(link) == link


@pytest.mark.django_db
def test_what_tells_who_shared_a_link_is_not_even_sealed():
    _user, key = make_reader()
    shared = "https://www.instagram.com/p/C1/?igsh=CANARY"
    tip, *_ = make_tip(f"Miren {shared}, ahí sale.", [shared])
    (words,) = desk.open_tip(tip, key).envelopes
    assert words["message"] == "Miren https://www.instagram.com/p/C1/, ahí sale."
    assert words["links"] == ["https://www.instagram.com/p/C1/"]


def test_detours_behind_each_other_end():
    link = "https://b.example/"
    for _ in range(20):
        link = f"https://l.facebook.com/l.php?u={link.replace('%', '%25').replace(':', '%3A')}"
    assert len(links.bare(link)) < len(link)


@pytest.mark.parametrize("unit", ["https://", "https://a?", "&utm_a=1", "http://a&b=c;", "%"])
def test_long_rubbish_is_quick(unit):
    begin = time.process_time()
    links.bare_in(unit * (100_000 // len(unit)))
    links.bare("https://a.example/?" + unit * (20_000 // len(unit)))
    assert time.process_time() - begin < 1


def test_finds_are_marked_with_their_kind_and_the_rest_is_escaped():
    html = marking.marked('<img src=x onerror="a">\nLlama al 868 123 4567 & ya')
    assert "&lt;img src=x onerror=&quot;a&quot;&gt;\nLlama al <mark>868 123 4567 " in html
    assert "(telephone number)</small></mark> &amp; ya" in html


def test_a_find_cannot_smuggle_markup():
    html = marking.marked("a@b.example<script>1</script> placas <b>XYZ-123-A</b>")
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("<mark>") == 2
