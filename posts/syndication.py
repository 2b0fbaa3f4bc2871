"""The three formats of a feed, each with the whole text: Atom, RSS 2.0 and JSON Feed 1.1.

Sources: RFC 4287; https://www.rssboard.org/rss-specification and its content module;
https://www.rssboard.org/media-rss; https://www.jsonfeed.org/version/1.1/.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any, TextIO

from django.utils import feedgenerator
from django.utils.xmlutils import SimplerXMLGenerator

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)  # an empty feed's date: the same at every asking
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(said: Any) -> Any:
    """Return texts without what XML cannot hold: one such character would break a whole feed."""
    if isinstance(said, str):
        return NOT_IN_XML.sub("", said)
    if isinstance(said, dict):
        return {name: plain(value) for name, value in said.items()}
    return [plain(each) for each in said] if isinstance(said, list) else said


class Plain(feedgenerator.SyndicationFeed):
    """A feed that can be read whatever was typed or imported."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**plain(about))

    def add_item(self, **item: Any) -> None:  # type: ignore[override]
        super().add_item(**plain(item))


def show(handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
    """Name the picture that a list of entries shows beside one; it is in the text too, perhaps."""
    if item.get("image"):
        handler.addQuickElement("media:content", "", {"url": item["image"], "medium": "image"})


class Atom(Plain, feedgenerator.Atom1Feed):
    """Atom; entries in another language than the feed's say so."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in self.feed.get("hubs", ()):
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        language = item.get("language", self.feed["language"])
        return {} if language == self.feed["language"] else {"xml:lang": language}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["body"], {"type": "html"})
        show(handler, item)


class Rss(Plain, feedgenerator.Rss201rev2Feed):
    """RSS with content:encoded beside the short description."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in self.feed.get("hubs", ()):
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": hub})

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": CONTENT, "xmlns:media": MEDIA}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["body"])
        show(handler, item)


class Json(Plain):
    """JSON Feed."""

    def write(self, outfile: TextIO, encoding: str) -> None:
        about = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "hubs": [{"type": "WebSub", "url": hub} for hub in self.feed.get("hubs", ())],
        }
        items = [self._item(item) for item in self.items]
        json.dump(_said(about) | {"items": items}, outfile, ensure_ascii=False)

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return _said(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "content_html": item["body"],
                "summary": item["summary"],
                "image": item["image"],
                "date_published": item["pubdate"].isoformat(),
                "date_modified": item["updateddate"].isoformat(),
                "authors": [{"name": name} for name in item["names"]],
                "tags": list(item["categories"]),
                "language": item["language"],
            }
        )


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in fields.items() if value}


FORMATS: dict[str, type[feedgenerator.SyndicationFeed]] = {"atom": Atom, "rss": Rss, "json": Json}
CONTENT_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
