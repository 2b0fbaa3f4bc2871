"""Feeds held against the rules of their formats: what is broken, and what a feed says."""

import json

from lxml import etree

from tests.feed_rules import (
    ATOM,
    CONTENT,
    LANGUAGE,
    RSS,
    A,
    absolute,
    different,
    leads_out,
    moment,
    words,
)  # fmt: skip

KNOWN = {
    "feed": words(
        "version title home_page_url feed_url description user_comment next_url icon "
        "favicon authors language expired hubs items"
    ),
    "item": words(
        "id url external_url title content_html content_text summary image banner_image "
        "date_published date_modified authors tags language attachments"
    ),
}
JSON = {
    "the version is an address": lambda f, asked: (
        f["version"] == "https://jsonfeed.org/version/1.1"
    ),
    "a title is there": lambda f, asked: isinstance(f["title"], str) and f["title"].strip(),
    "the feed knows where it is": lambda f, asked: f["feed_url"] == asked,
    "no field is made up": lambda f, asked: (
        f.keys() <= KNOWN["feed"] and all(item.keys() <= KNOWN["item"] for item in f["items"])
    ),
    "no field is empty": lambda f, asked: all(
        value not in ("", None) for part in (f, *f["items"]) for value in part.values()
    ),
    "addresses say their host": lambda f, asked: all(
        absolute(part[name])
        for part in (f, *f["items"])
        for name in ("home_page_url", "feed_url", "url", "image")
        if name in part
    ),
    "an id is a text, and no two are alike": lambda f, asked: (
        all(isinstance(item["id"], str) and item["id"] for item in f["items"])
        and different(item["id"] for item in f["items"])
    ),
    "an item has a text": lambda f, asked: all(
        item.get("content_html") or item.get("content_text") for item in f["items"]
    ),
    "addresses in the text are whole": lambda f, asked: all(
        leads_out(item.get("content_html")) for item in f["items"]
    ),
    "dates are those of RFC 3339": lambda f, asked: all(
        moment(item[name])
        for item in f["items"]
        for name in ("date_published", "date_modified")
        if name in item
    ),
    "who wrote it is said by name alone": lambda f, asked: all(
        item["authors"]
        and all(author.keys() == {"name"} and author["name"] for author in item["authors"])
        for item in f["items"]
    ),
    "languages are those of RFC 5646": lambda f, asked: all(
        LANGUAGE.fullmatch(part.get("language", "en")) for part in (f, *f["items"])
    ),
    "tags are texts": lambda f, asked: all(
        isinstance(tag, str) and tag for item in f["items"] for tag in item.get("tags", [])
    ),
    "a hub has a type and an address": lambda f, asked: all(
        hub["type"] and absolute(hub["url"]) for hub in f.get("hubs", [])
    ),
}
RULES = {"atom": ATOM, "rss": RSS, "json": JSON}
TYPES = {"atom": "atom+xml", "rss": "rss+xml", "json": "feed+json"}


def broken(kind, content, asked):
    """Return the names of the rules that a feed breaks; `asked` is its whole address."""
    feed = json.loads(content) if kind == "json" else etree.fromstring(content)
    return [name for name, holds in RULES[kind].items() if not _holds(holds, feed, asked)]


def _holds(rule, feed, asked):
    try:
        return rule(feed, asked)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):  # what it asks is missing
        return False


def said(kind, content):
    """Return what the entries of a feed say: (title, text)."""
    if kind == "json":
        return [(item["title"], item["content_html"]) for item in json.loads(content)["items"]]
    feed = etree.fromstring(content)
    title, text, entry = (f"{A}title", f"{A}content", f"{A}entry") if kind == "atom" else (
        "title", CONTENT, "item")  # fmt: skip
    return [(found.findtext(title), found.findtext(text)) for found in feed.iter(entry)]


def read(client, kind, path):
    """Return what a feed of the site says, after it has kept every rule."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == f"application/{TYPES[kind]}; charset=utf-8"
    assert broken(kind, response.content, f"http://testserver{path}") == [], path
    return said(kind, response.content)
