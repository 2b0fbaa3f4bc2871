"""The rules of Atom and RSS, each as a question with the answer yes; tests.feeds asks them.

Atom: RFC 4287. RSS: https://www.rssboard.org/rss-specification and its best practices.
"""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml import etree, html

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d\d:\d\d:\d\d (GMT|[+-]\d{4})"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def words(text):
    return set(text.split())


KNOWN = {
    "feed": words(
        "author category contributor generator icon id link logo rights subtitle title "
        "updated entry"
    ),
    "entry": words(
        "author category content contributor id link published rights source summary title updated"
    ),
    "channel": words(
        "title link description language copyright managingEditor webMaster pubDate "
        "lastBuildDate category generator docs cloud ttl image rating textInput "
        "skipHours skipDays item"
    ),
    "item": words("title link description author category comments enclosure guid pubDate source"),
}


def absolute(address):
    """Tell whether an address has a host and nothing that an IRI must write with a percent sign."""
    parts = urlsplit(address or "")
    return bool(parts.scheme in {"http", "https"} and parts.netloc) and not re.search(
        r"[\s<>\"{}|\\^`]", address
    )


def moment(text):
    return bool(RFC3339.fullmatch(text or "")) and datetime.fromisoformat(text) is not None


def mail_date(text):
    return bool(RFC822.fullmatch(text or "")) and parsedate_to_datetime(text).tzinfo is not None


def leads_out(text):
    """Tell whether every address in a piece of HTML has its host, and none of it runs."""
    whole = html.fragment_fromstring(text or "", create_parent="div")
    links = [link for _element, name, link, _at in whole.iterlinks() if name != "cite"]
    return all(map(absolute, links)) and not whole.xpath("//script | //style | //@style | //form")


def texts(parent, name):
    return [(found.text or "") for found in parent.findall(name)]


def once(parent, *names):
    return all(len(parent.findall(name)) == 1 for name in names)


def at_most_once(parent, *names):
    return all(len(parent.findall(name)) <= 1 for name in names)


def named(parent, *allowed):
    """Tell whether every element without a namespace of its own is one that the format knows."""
    names = {etree.QName(child).localname for child in parent if not foreign(child)}
    return names <= set().union(*(KNOWN[each] for each in allowed))


def foreign(child):
    return etree.QName(child).namespace not in {None, A[1:-1]}


def alternates(part):
    """Yield what tells the alternate links of a part apart."""
    for link in part.findall(f"{A}link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("type"), link.get("hreflang")


def entries(feed):
    return feed.findall(f"{A}entry")


def parts(feed):
    return [feed, *entries(feed)]


def selves(root):
    links = root.iter(f"{A}link")
    return [link.get("href") for link in links if link.get("rel") == "self"]


def different(values):
    values = list(values)
    return len(set(values)) == len(values)


ATOM = {
    "2 the root is a feed": lambda f, asked: f.tag == f"{A}feed",
    "2 the language is said": lambda f, asked: all(
        LANGUAGE.fullmatch(part.get(LANG, "en")) for part in parts(f)
    ),
    "3.1.1 HTML is escaped text": lambda f, asked: (
        not f.xpath("//*[@type='html']/*|//*[@type='text']/*")
    ),
    "3.2.1 a person has one name and no address": lambda f, asked: all(
        once(person, f"{A}name") and len(person) == 1 and person.findtext(f"{A}name")
        for person in f.iter(f"{A}author", f"{A}contributor")
    ),
    "3.3 dates are those of RFC 3339": lambda f, asked: all(
        map(moment, (date.text for date in f.iter(f"{A}updated", f"{A}published")))
    ),
    "4.1.1 one id, title and updated": lambda f, asked: once(
        f, f"{A}id", f"{A}title", f"{A}updated"
    ),
    "4.1.1 what may stand once stands once": lambda f, asked: at_most_once(
        f, *(A + name for name in ("generator", "icon", "logo", "rights", "subtitle"))
    ),
    "4.1.1 who wrote it is said": lambda f, asked: (
        f.find(f"{A}author") is not None
        or all(entry.find(f"{A}author") is not None for entry in entries(f))
    ),
    "4.1.1 alternate links differ": lambda f, asked: all(
        different(alternates(part)) for part in parts(f)
    ),
    "4.1.1 a link to itself": lambda f, asked: selves(f) == [asked],
    "4.1.1 ids of entries differ": lambda f, asked: different(
        entry.findtext(f"{A}id") for entry in entries(f)
    ),
    "4.1.2 an entry has one id, title and updated": lambda f, asked: all(
        once(entry, f"{A}id", f"{A}title", f"{A}updated") for entry in entries(f)
    ),
    "4.1.2 an entry has one content, published and summary at most": lambda f, asked: all(
        once(entry, f"{A}content") and at_most_once(entry, f"{A}published", f"{A}summary")
        for entry in entries(f)
    ),
    "4.1.2 an entry leads to a page": lambda f, asked: all(
        list(alternates(entry)) for entry in entries(f)
    ),
    "4.1.3 addresses in the text are whole": lambda f, asked: all(
        map(leads_out, (text.text for text in f.iter(f"{A}content", f"{A}summary")))
    ),
    "4.2.2 a category has a term": lambda f, asked: all(
        category.get("term") for category in f.iter(f"{A}category")
    ),
    "4.2.6 an id is an address that says its host": lambda f, asked: all(
        map(absolute, (found.text for found in f.iter(f"{A}id")))
    ),
    "4.2.7 a link is an address that says its host": lambda f, asked: all(
        absolute(link.get("href")) for link in f.iter(f"{A}link")
    ),
    "4.2.14 a title is there": lambda f, asked: all(
        part.findtext(f"{A}title").strip() for part in parts(f)
    ),
    "4.2.15 the feed is as new as its newest entry": lambda f, asked: (
        not entries(f)
        or f.findtext(f"{A}updated") == max(entry.findtext(f"{A}updated") for entry in entries(f))
    ),
    "6.1 no element is made up": lambda f, asked: (
        named(f, "feed") and all(named(entry, "entry") for entry in entries(f))
    ),
}
RSS = {
    "the root is rss 2.0 around one channel": lambda f, asked: (
        (f.tag, f.get("version"), [child.tag for child in f]) == ("rss", "2.0", ["channel"])
    ),
    "one title, link and description": lambda f, asked: (
        once(f[0], "title", "link", "description")
        and all(f[0].findtext(name).strip() for name in ("title", "link", "description"))
    ),
    "no element is made up": lambda f, asked: (
        named(f[0], "channel") and all(named(item, "item") for item in f.iter("item"))
    ),
    "links are addresses that say their host": lambda f, asked: all(
        map(absolute, [link.text for link in f.iter("link")])
    ),
    "a link to itself": lambda f, asked: selves(f) == [asked],
    "dates are those of RFC 822": lambda f, asked: all(
        map(mail_date, (date.text for date in f.iter("pubDate", "lastBuildDate")))
    ),
    "the language is said as RSS lists it": lambda f, asked: all(
        map(LANGUAGE.fullmatch, (found.text for found in f.iter("language")))
    ),
    "an item says something": lambda f, asked: all(
        item.findtext("title") or item.findtext("description") for item in f.iter("item")
    ),
    "what may stand once stands once": lambda f, asked: all(
        at_most_once(item, "title", "link", "description", "guid", "pubDate", CONTENT)
        for item in f.iter("item")
    ),
    "a guid is there, and is no address unless it says so": lambda f, asked: all(
        once(item, "guid")
        and (item.find("guid").get("isPermaLink") == "false" or absolute(item.findtext("guid")))
        for item in f.iter("item")
    ),
    "guids differ": lambda f, asked: different(guid.text for guid in f.iter("guid")),
    "no e-mail address stands for an author": lambda f, asked: (
        not list(f.iter("author", "managingEditor", "webMaster"))
    ),
    "who wrote it is said": lambda f, asked: all(item.findtext(CREATOR) for item in f.iter("item")),
    "addresses in the text are whole": lambda f, asked: all(
        map(leads_out, (text.text for item in f.iter("item") for text in item.iter(CONTENT)))
    ),
}
