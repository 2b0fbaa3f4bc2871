"""Links and addresses in what is imported: they lead where they led at the old place."""

import re

import pytest

from posts.models import Post
from tests.archives import at, backup, bring, entry, old_entry, takeout

pytestmark = pytest.mark.django_db


def test_links_to_the_old_place_are_links_here(tmp_path):
    body = '<a href="http://old.blogspot.com/2011/04/a.html?m=1#c9">a</a>'
    bring(tmp_path, backup(old_entry(1, content=body, extra=at("/2011/05/b.html"))))
    assert 'href="/2011/04/a.html#c9"' in Post.objects.get().body_html


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://old.blogspot.mx/2011/04/a.html", "/2011/04/a.html"),
        ("http://old.blogspot.com.ar/2011/04/a.html", "/2011/04/a.html"),
        ("http://www.old.blogspot.com/2011/04/a.html", "/2011/04/a.html"),
        ("http://old.blogspot.com/2011/04/a.html?showComment=1304000000000#c9",
         "/2011/04/a.html?showComment=1304000000000#c9"),
        ("http://older.blogspot.mx/2011/04/a.html", "http://older.blogspot.mx/2011/04/a.html"),
        ("http://old.blogspot.evil.example/x", "http://old.blogspot.evil.example/x"),
    ],
)  # fmt: skip
def test_the_old_place_is_known_by_its_other_names(tmp_path, address, kept):
    body = f'<a href="{address}">a</a>'
    bring(tmp_path, backup(old_entry(1, content=body, extra=at("/2011/05/b.html"))))
    assert f'href="{kept}"' in Post.objects.get().body


def test_links_that_say_no_place_are_whole_again(tmp_path):
    given = [
        "../04/a.html",
        "c.html#more",
        "//news.example/x",
        "#note",
        "/p/us.html",
        "mailto:a@b.example",
    ]
    body = "".join(f'<a href="{address}">a</a> ' for address in given)
    picture = '<img src="x.jpg"><img src="//1.bp.blogspot.com/s320/y.jpg">'
    bring(tmp_path, takeout(entry(1, content=body + picture, filename="/2011/05/b.html")))
    assert re.findall('href="([^"]*)"', Post.objects.get().body) == [
        "/2011/04/a.html", "/2011/05/c.html#more", "https://news.example/x", "#note", "/p/us.html",
        "mailto:a@b.example", "https://1.bp.blogspot.com/s320/y.jpg",
    ]  # fmt: skip
