"""Old addresses of lists: the edition that has something answers where the old place had one."""

from datetime import UTC, datetime

import pytest

from posts.models import Post
from tests.archives import bring, entry, item, takeout, wxr
from tests.posts.factories import make_label, make_post
from tests.posts.test_importing import SPANISH

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 14, 18, tzinfo=UTC)
LISTS = [
    "/search/label/Ju%C3%A1rez", "/2012/05/", "/2012/", "/feeds/posts/default/-/Ju%C3%A1rez",
    "/feeds/posts/summary/-/Ju%C3%A1rez",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_lists_of_a_spanish_blog_are_found_where_it_had_them(client, path):
    make_post(language="es", labels=[make_label("Juárez")], published_at=DAY)
    moved = client.get(path)
    assert (moved.status_code, moved["Location"]) == (302, f"/es{path}")
    assert client.get(moved["Location"]).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_both_editions_is_itself(client, path):
    topic = make_label("Juárez")
    for language in ("en", "es"):
        make_post(language=language, labels=[topic], published_at=DAY)
    assert client.get(path).status_code == 200
    assert client.get(f"{path}?before=nothing").status_code in {200, 404}


@pytest.mark.parametrize("path", ["/search/label/None", "/2013/05/", "/2013/", "/2012/06/"])
def test_what_neither_edition_has_is_not_found(client, path):
    make_post(language="es", labels=[make_label("Juárez")], published_at=DAY)
    assert client.get(path).status_code == 404


def test_links_of_blogger_to_its_lists_lead_on(client):
    post = make_post(language="es", labels=[make_label("Juárez")], published_at=DAY)
    for old in ("/2012_05_01_archive.html", "/search/label/Ju%C3%A1rez?max-results=20",
                "/search/label/Ju%C3%A1rez?updated-max=2012-06-01T00:00:00-06:00&max-results=20",
                "/search/label/Ju%C3%A1rez?m=1"):  # fmt: skip
        answer = client.get(old, follow=True)
        assert answer.status_code == 200, old
        assert post.headline in answer.content.decode(), old


def test_a_category_is_found_below_those_that_it_stands_in(client, tmp_path):
    above = "".join(
        f"<wp:category><wp:category_nicename>{name}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent></wp:category>"
        for name, parent in (("border", ""), ("north", "border"), ("a", "b"), ("b", "a"))
    )
    topics = "".join(
        f'<category domain="category" nicename="{name}"><![CDATA[{name}]]></category>'
        for name in ("north", "a")
    )
    bring(tmp_path, wxr(item(5, extra=topics), head=above))
    for old in ("/category/border/north/", "/category/north/", "/category/border/north"):
        assert client.get(old)["Location"] == "/search/label/north"
    assert client.get("/category/b/a/")["Location"] == "/search/label/a"
    feed = client.get("/category/border/north/feed/", follow=True)
    assert (feed.redirect_chain[0][0], feed.status_code) == ("/feed/rss/label/north", 200)
    assert client.get("/category/border/").status_code == 404


def test_a_label_that_cannot_be_an_address_here_is_found_at_its_old_one(client, tmp_path):
    bring(tmp_path, takeout(
        entry(1, content=SPANISH, labels=["¿Quién? #1\nDos"], filename="/2011/05/a.html")
    ))  # fmt: skip
    answer = client.get("/search/label/%C2%BFQui%C3%A9n%3F%20%231", follow=True)
    assert answer.status_code == 200
    assert "/2011/05/a.html" in answer.content.decode()


def test_feeds_of_wordpress_and_blogger_are_found_where_they_were(client, tmp_path):
    bring(tmp_path, wxr(item(5, link="http://paper.example/2012/05/crossing/")))
    post = Post.objects.get()
    moved = client.get("/2012/05/crossing/feed/")
    assert (moved.status_code, moved["Location"]) == (
        301, f"{post.get_absolute_url()}/comments/feed/")  # fmt: skip
    paths = (moved["Location"], "/comments/feed/", "/feeds/posts/full", "/feeds/comments/full")
    assert {client.get(path)["Content-Type"].partition(";")[0] for path in paths} == {
        "application/atom+xml"
    }
    assert client.get("/2012/05/nothing/feed/").status_code == 404
