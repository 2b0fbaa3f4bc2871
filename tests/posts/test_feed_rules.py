"""The rules that feeds are held against can be broken: each is broken here once, and is named."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.feeds import RULES, broken
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
ATOM = {
    "2 the root is a feed": ("feed", "food"),
    "2 the language is said": ('xml:lang="en"', 'xml:lang="English"'),
    "3.1.1 HTML is escaped text": ("&lt;p&gt;", "<b/>"),
    "3.2.1 a person has one name and no address": ("</name>", "</name><email>a@b</email>"),
    "3.3 dates are those of RFC 3339": ("T18:", " 18:"),
    "4.1.1 one id, title and updated": ("<id>http://testserver/</id>", ""),
    "4.1.1 what may stand once stands once": ("<id>", "<icon/><icon/><id>"),
    "4.1.1 who wrote it is said": ("author>", "contributor>"),
    "4.1.1 alternate links differ": ('rel="self"', 'rel="alternate"'),
    "4.1.1 a link to itself": ("/feed/atom/", "/feed/other/"),
    "4.1.1 ids of entries differ": ("06/bridge.html</id>", "05/river.html</id>"),
    "4.1.2 an entry has one id, title and updated": ("<published>", "<updated/><published>"),
    "4.1.2 an entry has one content, published and summary at most": ("content", "contents"),
    "4.1.2 an entry leads to a page": ('rel="alternate"', 'rel="related"'),
    "4.1.3 addresses in the text are whole": ('src="http://testserver', 'src="'),
    "4.2.2 a category has a term": ("term=", "label="),
    "4.2.6 an id is an address that says its host": ("<id>http://testserver", "<id>"),
    "4.2.7 a link is an address that says its host": ('href="http://testserver', 'href="'),
    "4.2.14 a title is there": ("<title>River", "<title> "),
    "4.2.15 the feed is as new as its newest entry": ("2012-06-01T18:00:00+00:00</updated><entry>",
                                                      "2012-05-31T18:00:00+00:00</updated><entry>"),
    "6.1 no element is made up": ("<published>", "<made/><published>"),
}  # fmt: skip
RSS = {
    "the root is rss 2.0 around one channel": ('version="2.0"', 'version="2"'),
    "one title, link and description": ("<language>", "<title>Again</title><language>"),
    "no element is made up": ("<guid", "<made/><guid"),
    "links are addresses that say their host": ("<link>http://testserver", "<link>"),
    "a link to itself": ("/feed/rss/", "/feed/other/"),
    "dates are those of RFC 822": ("Fri, 01 Jun 2012", "2012-06-01"),
    "the language is said as RSS lists it": ("<language>en", "<language>English"),
    "an item says something": ("<title>River</title>", ""),
    "what may stand once stands once": ("<pubDate>", "<guid>x</guid><pubDate>"),
    "a guid is there, and is no address unless it says so": (
        'isPermaLink="false">http://testserver', ">"
    ),
    "guids differ": ("06/bridge.html</guid>", "05/river.html</guid>"),
    "no e-mail address stands for an author": ("<guid", "<author>a@b.example</author><guid"),
    "who wrote it is said": ("dc:creator", "dc:publisher"),
    "addresses in the text are whole": ('src="http://testserver', 'src="'),
}  # fmt: skip
JSON = {
    "the version is an address": ("version/1.1", "version/9"),
    "a title is there": ("Línea Divisoria", " "),
    "the feed knows where it is": ("/feed/json/", "/feed/other/"),
    "no field is made up": ('"tags"', '"labels"'),
    "no field is empty": ('"Now."', '""'),
    "addresses say their host": ('"url": "http://testserver', '"url": "'),
    "an id is a text, and no two are alike": (
        '"id": "http://testserver/2012/06/bridge', '"id": "http://testserver/2012/05/river'
    ),
    "an item has a text": ("content_html", "content"),
    "addresses in the text are whole": ('src=\\"http://testserver', 'src=\\"'),
    "dates are those of RFC 3339": ("T18:", " 18:"),
    "who wrote it is said by name alone": ('{"name": "Ana"}', '{"name": "Ana", "url": "a"}'),
    "languages are those of RFC 5646": ('"language": "en"', '"language": "English"'),
    "tags are texts": ('["Border"]', '[{"Border": 1}]'),
    "a hub has a type and an address": ('"items"', '"hubs": [{"type": "", "url": "x"}], "items"'),
}  # fmt: skip
BREAKS = {"atom": ATOM, "rss": RSS, "json": JSON}


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_can_be_broken_and_is_named(client, kind):
    photo = make_photo((30, 20))
    fields = {"lead": photo, "labels": [make_label("Border")], "bylines": [make_byline("Ana")]}
    for day, headline in enumerate(("River", "Bridge")):
        made = make_post(headline=headline, published_at=DAY + timedelta(days=day), **fields)
        made.standfirst = "Now." if day else ""
        made.save()
    feed = client.get(f"/feed/{kind}/").content.decode()
    asked = f"http://testserver/feed/{kind}/"
    assert broken(kind, feed.encode(), asked) == []
    unnoticed = [
        rule
        for rule in RULES[kind]
        if rule not in broken(kind, feed.replace(*BREAKS[kind][rule]).encode(), asked)
    ]
    assert unnoticed == []
