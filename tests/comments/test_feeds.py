import pytest
from lxml import etree

from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def found(feed, what):
    return [str(each) for each in feed.xpath(what, namespaces=ATOM)]


def test_a_posts_feed_has_its_published_comments_newest_first(client):
    post = make_post(headline="River")
    make_comment(post=post, body="One & <two>", name="", approved=True)
    make_comment(post=post, name="Ana", approved=True)
    make_comment(post=post)
    make_comment(approved=True)
    reject(make_comment(post=post, approved=True))
    feed = read(client, f"{post.get_absolute_url()}/comments/feed/")
    titles = [f"Comment {number} on “River”" for number in (2, 1)]
    assert found(feed, "//a:entry/a:title/text()") == titles
    assert found(feed, "//a:entry/a:author/a:name/text()") == ["Ana", "Anonymous"]
    assert found(feed, "//a:entry/a:content/text()")[1] == "<p>One &amp; &lt;two&gt;</p>"
    link = found(feed, "//a:entry/a:link/@href")[1]
    assert client.get(link)["Location"] == f"{post.get_absolute_url()}#c1"


@pytest.mark.parametrize(("path", "language"), [
    ("/feeds/comments/default", "en"), ("/es/feeds/comments/default", "es"),
])  # fmt: skip
def test_an_editions_feed_has_its_own_comments(client, path, language):
    for each in ("en", "es"):
        make_comment(post=make_post(language=each), body=f"In {each}.", approved=True)
    make_comment(post=make_post(language=language))
    feed = read(client, path)
    assert found(feed, "//a:entry/a:content/text()") == [f"<p>In {language}.</p>"]


def test_times_are_days(client):
    comment = make_comment(approved=True)
    feed = read(client, f"{comment.post.get_absolute_url()}/comments/feed/")
    times = found(feed, "//a:entry/a:published/text() | //a:entry/a:updated/text()")
    assert len(times) == 2
    assert all("T00:00:00" in time for time in times)


def test_comments_of_a_withdrawn_post_are_in_no_feed(client):
    comment = make_comment(approved=True)
    type(comment.post).objects.update(withdrawn_at=comment.approved_at)
    assert found(read(client, "/feeds/comments/default"), "//a:entry") == []


def test_a_feed_costs_few_queries_however_many_comments(client, django_assert_num_queries):
    post = make_post()
    for _each in range(5):
        make_comment(post=post, approved=True)
    with django_assert_num_queries(1):
        client.get("/feeds/comments/default")
