"""Nothing that readers get names a person: no login name, real name, e-mail or number of a user.

A paper is made by people with names that nothing else would hold, then every address that public
pages, feeds, maps and headers lead to is read.
"""

import html
import re
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from posts import bylines, publishing
from posts.models import Photo, Post
from posts.stories import Correction
from tests.comments.factories import approve, make_comment, reject
from tests.posts.factories import make_byline, make_label, make_photo, make_post, picture

pytestmark = pytest.mark.django_db
NUMBER = 1_987_654_300
MARKS = ("zqlogin", "zqgiven", "zqfamily", "zqmail", str(NUMBER)[:8])
LINK = re.compile(
    r"""(?:href|src|srcset|action|content)=["']([^"']+)["']|<(?:loc|link|id)>([^<]+)<"""
    r"""|"(?:url|home_page_url|feed_url)": ?"([^"]+)"|^Sitemap: (\S+)""",
    re.MULTILINE,
)
STARTS = [
    "/", "/es/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/feed/", "/es/feed/",
    "/feed/rss/", "/feed/json/", "/feed/atom/all/", "/feeds/posts/default", "/search?q=ferry",
    "/feeds/comments/default", "/by/old-name/", "/not-here", "/tips/", "/comment-status/",
    "/corrections/feed/",
]  # fmt: skip
AT_LEAST = 60  # addresses


def person(number, **fields):
    return User.objects.create_user(
        f"zqlogin{number}", f"zqmail{number}@zqmail.example", "word",
        first_name="Zqgiven", last_name="Zqfamily", pk=NUMBER + number, **fields,
    )  # fmt: skip


@pytest.fixture
def paper(client, commit):
    """Let people write, photograph, moderate and correct a small paper, through their desk."""
    chief, mo = person(0, is_staff=True, is_superuser=True), person(10)
    client.force_login(chief)
    staff, old = make_byline("Staff", slug="staff"), make_byline("Old Name", slug="old-name")
    label, day = make_label("Rivers"), timezone.localtime() - timedelta(hours=3)
    upload = SimpleUploadedFile("zqlogin.jpg", picture((64, 48)).getvalue())
    client.post("/admin/posts/photo/add/", {"picture": upload, "alt": "A ferry", "credit": "Staff"})
    photo = Photo.objects.get()
    with commit():
        for number, language in enumerate(("en", "es")):
            form = {
                "headline": f"The ferry {number}", "language": language, "labels": [label.pk],
                "body": f'<p>Text</p><img src="{photo.large}">', "lead": photo.pk,
                "bylines": [staff.pk, old.pk][: 1 + number], "comments_open": "on",
                "published_at_0": f"{day:%Y-%m-%d}", "published_at_1": f"{day:%H:%M}:00",
            }  # fmt: skip
            assert client.post("/admin/posts/post/add/", form).status_code == 302
        for post in Post.objects.all():
            approve(make_comment(post=post), mo)
            reject(approve(make_comment(post=post), mo), mo)
            Correction.objects.create(post=post, text="It was Tuesday.")
            publishing.refresh(post)
        make_post(lead=make_photo(graphic=True, graphic_reason="Blood"), bylines=[staff])
        bylines.merge(old, staff)
    client.logout()


def read(client, path):
    """Return everything that a reader's program gets: status line aside, headers and body."""
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    assert not response.cookies, path
    return headers + "\n" + body.decode("utf-8", "replace")


def led_to(text):
    """Return the paths of ours that a text leads to; a srcset leads to several."""
    for found in LINK.findall(html.unescape(text)):
        for address in re.split(r",\s+", "".join(found)):
            parts = urlsplit(address.split(" ")[0])
            if parts.netloc in {"", "testserver"} and parts.path.startswith("/"):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_no_address_of_the_site_tells_who_its_people_are(client, paper):
    waiting, seen, told = list(STARTS), {}, {}
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/admin/"):
            continue
        seen[path] = text = read(client, path)
        waiting += led_to(text)
        look = unquote(text + path).lower()
        told |= {(path, mark): True for mark in MARKS if mark in look}
    assert told == {}
    kinds = ("/media/photos/", "/by/staff/", "/es/by/", "/feed/atom/by/", "/p/", "/comment")
    assert [kind for kind in kinds if not any(kind in path for path in seen)] == []
    assert len(seen) >= AT_LEAST, sorted(seen)


def test_the_search_of_this_test_would_find_them():
    person(1)
    shown = str(list(User.objects.values())).lower()
    assert [mark for mark in MARKS if mark not in shown] == []
    assert list(led_to('<loc>http://testserver/a</loc> <img srcset="/b 1w, /c 2w">')) == [
        "/a", "/b", "/c",
    ]  # fmt: skip
