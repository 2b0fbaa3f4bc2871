import pytest
from lxml import etree

from posts.models import Imported
from tests import feeds
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, path):
    """Return a feed, after it has kept every rule of Atom."""
    feeds.read(client, "atom", path)
    return etree.fromstring(client.get(path).content)


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


@pytest.mark.parametrize("kind", feeds.RULES)
def test_each_feed_is_there_in_three_formats(client, kind):
    posts = [make_post(headline="River", language=each) for each in ("en", "es")]
    for post in posts:
        make_comment(post=post, body="One & <two>", name="", approved=True)
    english, spanish = (post.get_absolute_url() for post in posts)
    said = "<p>One &amp; &lt;two&gt;</p>"
    for path in (
        f"/feed/{kind}/comments/", f"/feeds/comments/default?alt={kind}",
        f"{english}/comments/feed/{kind}/",
    ):  # fmt: skip
        assert feeds.read(client, kind, path) == [("Comment 1 on “River”", said)]
    for path in (f"/es/feed/{kind}/comments/", f"{spanish}/comments/feed/{kind}/"):
        assert feeds.read(client, kind, path) == [("Comentario 1 sobre «River»", said)]
    assert client.get("/feeds/comments/default?alt=other").status_code == 404


def test_bloggers_feed_of_a_posts_comments_leads_to_ours(client):
    post, draft = make_post(), make_post(published_at=None)
    for number, each in (("8765309", post), ("8765310", draft)):
        Imported.objects.create(origin="blogger:7", old_id=number, post=each, read="", made="")
    ours = f"{post.get_absolute_url()}/comments/feed/"
    for extent in ("default", "summary"):
        response = client.get(f"/feeds/8765309/comments/{extent}")
        assert (response.status_code, response.url) == (301, ours)
    for number in ("8765310", "1"):
        assert client.get(f"/feeds/{number}/comments/default").status_code == 404


@pytest.mark.parametrize("edition", ["", "/es"])
def test_the_policy_page_leads_to_the_feed_of_its_edition(client, edition):
    page = client.get(f"{edition}/p/comment-policy.html").content.decode()
    assert f'href="{edition}/feeds/comments/default"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_feed_survives_what_xml_cannot_hold(client, language):
    post = make_post(headline="Bad\x08 letter", slug="bad", language=language)
    make_comment(post=post, body="One\x0btwo <three>", name="A\x1fna", approved=True)
    prefix = "/es" if language == "es" else ""
    for path in (f"{post.get_absolute_url()}/comments/feed/", f"{prefix}/feeds/comments/default"):
        feed = read(client, path)
        assert found(feed, "//a:entry/a:author/a:name/text()") == ["Ana"]
        assert found(feed, "//a:entry/a:content/text()") == ["<p>Onetwo &lt;three&gt;</p>"]


def test_a_feed_without_comments_is_valid_and_does_not_change(client):
    path = f"{make_post().get_absolute_url()}/comments/feed/"
    assert found(read(client, path), "//a:entry") == []
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


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
