"""Rounded times: with a grain set, no address of the site and no file of it tells a finer one."""

import re
from collections import deque
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from blogsite import env, pages
from blogsite.lib.moments import blurred
from blogsite.survival.archive import Archive
from posts import listing
from posts.models import Post
from posts.stories import Correction
from tests.copies import contents, run
from tests.posts.factories import make_post

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
LINK = re.compile(r'(?:href|src|action|"url"|"home_page_url")[=:] ?"([^"]+)"|<loc>([^<]+)')
CLOCK = re.compile(r"(?<![\d:+-])([0-2]\d):([0-5]\d)(?::([0-5]\d))?")
ENTRANCES = (
    "/", "/es/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/search?q=street",
    "/feed/atom/all/", "/feed/rss/all/", "/feed/json/all/", "/feed/rss/", "/es/feed/rss/",
    "/comments/feed/", "/corrections/feed/", "/feeds/posts/default?alt=rss",
)  # fmt: skip
REACHED = (
    "?before=", "/comments/feed/", "/feed/json/", "/by/", "/search/label/", "/corrections/",
    "/sitemap-posts.xml", "/media/photos/", "/comment", "/p/",
)  # fmt: skip
AWAY = ("/admin/", "/static/", "/captcha/", "/tips/", "/es/denuncias/")
MIDNIGHTS = {"00", "05", "06"}  # hours at which a day of the paper begins, local and in UTC


@pytest.fixture
def exact(edition):
    """Give all of a small paper a time of its own; return the addresses of its live posts."""
    live = Post.objects.live()
    for number, post in enumerate(live):
        day = timezone.localtime(post.published_at)
        Post.objects.filter(pk=post.pk).update(
            published_at=day.replace(hour=13, minute=47, second=number + 10, microsecond=123),
            revised_at=day.replace(hour=21, minute=53, second=37, microsecond=456),
        )
    Correction.objects.update(made_at=timezone.now().replace(minute=41, second=23))
    return [post.get_absolute_url() for post in live]


def crawl(client):
    """Yield (address, headers, text) of every page that can be reached without a login."""
    seen, waiting = set(ENTRANCES), deque(ENTRANCES)
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        data = response.getvalue()
        picture = response.get("Content-Type", "").startswith("image/")  # only its headers may tell
        text = "" if picture else data.decode()
        yield address, str(response.headers), text
        for there in links(address, text):
            if there not in seen:
                seen.add(there)
                waiting.append(there)


def links(address, text):
    """Yield the addresses of ours, but for files and forms of the desk, that a page leads to."""
    for found in LINK.findall(text):
        link = urlsplit(urljoin(f"{settings.SITE_URL}{address}", unescape(found[0] or found[1])))
        ours = link.netloc in {"testserver", urlsplit(settings.SITE_URL).netloc}
        if ours and not link.path.startswith(AWAY):
            yield link.path + (f"?{link.query}" if link.query else "")


def finer(text, grain):
    """Return the times in a text that are finer than a grain of an hour or a day."""
    return [
        match[0]
        for match in CLOCK.finditer(text)
        if (match[2], match[3] or "00") != ("00", "00")
        or (grain == 1440 and match[1] not in MIDNIGHTS)
    ]


@pytest.mark.parametrize("grain", [60, 1440])
def test_no_public_address_tells_a_finer_time(client, settings, exact, grain):
    settings.PUBLISHED_TIME_GRAIN = grain
    visited = {address: (headers, text) for address, headers, text in crawl(client)}
    wrong = {
        address: finer(headers + text, grain) or finer(address, grain)
        for address, (headers, text) in visited.items()
    }
    assert {address: times for address, times in wrong.items() if times} == {}
    reached = " ".join(visited)
    for part in REACHED:
        assert part in reached, part
    assert set(exact) <= set(visited)


def test_without_a_grain_the_same_walk_finds_the_times(client, exact):
    told = {address: finer(headers + text, 60) for address, headers, text in crawl(client)}
    for address in (exact[0], "/feed/", "/feed/rss/all/", "/feed/json/all/",
                    "/sitemap-news.xml", "/corrections/feed/"):  # fmt: skip
        assert told[address], address


@pytest.mark.parametrize("grain", [60, 1440])
def test_neither_an_archive_nor_a_copy_tells_a_finer_time(settings, exact, tmp_path, grain):
    settings.PUBLISHED_TIME_GRAIN = grain
    Archive(drafts=True).write(file := BytesIO())
    with ZipFile(file) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name[-4:] != ".jpg"]
    assert len(texts) == 2
    run("make_signing_key", tmp_path / "key")
    run("export_site", tmp_path / "copy", "--key", tmp_path / "key")
    copy = contents(tmp_path / "copy")
    texts += [data.decode() for name, data in copy.items() if name.endswith(".html")]
    assert len(texts) > 20
    minutes = re.compile(
        r"\d\d:(47:\d\d|53:37|41:23)" if grain == 60 else r"(13|18|19|21|02|03):00:00"
    )
    assert [minutes.search(text) for text in texts if minutes.search(text)] == []


def test_lists_keep_their_true_order_and_lose_nothing_between_pages(client, settings, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    settings.PUBLISHED_TIME_GRAIN = 1440
    noon = timezone.localtime().replace(hour=12, minute=0, second=0) - timedelta(days=2)
    order = [4, 1, 7, 3, 6, 2, 5]  # minutes past noon; keys are given in this order
    for minute in order:
        make_post(headline=f"No {minute}", published_at=noon + timedelta(minutes=minute))
    read, address = [], "/"
    while address:
        text = client.get(address).content.decode()
        read += re.findall(r">No (\d)</a></h3>", text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        address = unescape(older[1]) if older else ""
    assert read == [str(minute) for minute in sorted(order, reverse=True)]


def test_a_guessed_moment_in_an_address_tells_nothing(client, settings):
    settings.PUBLISHED_TIME_GRAIN = 60
    at = timezone.localtime().replace(hour=12, minute=34, second=56) - timedelta(days=2)
    make_post(published_at=at)
    for hour in (11, 12):
        asked = [at.replace(hour=hour, minute=minute).astimezone(UTC) for minute in (1, 33, 35, 59)]
        answers = [client.get("/", {"before": f"{moment.isoformat()},0"}) for moment in asked]
        assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("grain", [0, 1440])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_a_moment_at_the_end_of_time_breaks_nothing(client, settings, grain, moment):
    settings.PUBLISHED_TIME_GRAIN = grain
    assert client.get("/", {"before": f"{moment},1"}).status_code in {200, 404}


def test_a_page_that_begins_after_a_post_that_is_gone_misses_nothing(client, settings):
    settings.PUBLISHED_TIME_GRAIN = 1440
    noon = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=2)
    earlier, gone = make_post(published_at=noon), make_post(published_at=noon + timedelta(hours=1))
    address = listing.Cursor.of(gone).address("/")
    gone.delete()
    assert earlier.headline in client.get(address.replace("+", "%2B")).content.decode()


@pytest.mark.parametrize(
    ("grain", "told"),
    [(0, "18:47:29"), (15, "18:45:00"), (60, "18:00:00"), (1440, "05:00:00")],
)
def test_a_moment_is_rounded_down_in_the_paper_s_own_zone(settings, grain, told):
    settings.PUBLISHED_TIME_GRAIN = grain
    moment = blurred(datetime(2012, 5, 31, 18, 47, 29, tzinfo=UTC))
    assert (f"{moment:%d %H:%M:%S}", moment.utcoffset()) == (f"31 {told}", timedelta(0))
    late = datetime(2012, 6, 1, 3, 30, tzinfo=UTC)  # still the 31st in Matamoros
    assert timezone.localdate(blurred(late)) == timezone.localdate(late)
    assert blurred(None) is None


@pytest.mark.parametrize("value", ["1", "30", "-60", "day"])
def test_another_grain_is_no_start(monkeypatch, value):
    monkeypatch.setenv("PUBLISHED_TIME_GRAIN", value)
    with pytest.raises(ImproperlyConfigured, match="PUBLISHED_TIME_GRAIN"):
        env.number("PUBLISHED_TIME_GRAIN", 0, among=(0, 15, 60, 1440))


def test_pages_that_were_stored_with_another_grain_are_not_served(settings):
    pages.release.cache_clear()
    before = pages.release()
    pages.release.cache_clear()
    settings.PUBLISHED_TIME_GRAIN = 60
    after = pages.release()
    pages.release.cache_clear()
    assert before != after
