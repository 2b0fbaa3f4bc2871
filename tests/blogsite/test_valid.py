"""Every kind of page is valid HTML, as the Nu checker judges it, and no page is forgotten."""

import json
import subprocess

import pytest
from django.test import override_settings
from django.urls import URLResolver, get_resolver

from tests import everypage, everyroom
from tests.copies import contents, run
from tests.programs import ROOT, html_checker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
NGINX = "deploy/nginx/_answers"
# What Django's own admin writes; no template of ours has it.
DJANGOS = (
    "Element “option” without attribute “label” must not be empty.",  # to choose nothing, by search
    "Attribute “disabled” not allowed on element “div” at this point.",  # a password's stand-in
)
# A copy's policy lets in `file:` beside 'self'; the checker knows no address that 'self' could be.
# tests/browser/test_copy.py sees that a browser refuses nothing.
OF_COPIES = "Resource violates Content Security Policy (meta tag): "
# Addresses that answer with something else than a page, by their beginning or whole.
NO_PAGE_BELOW = (
    "^captcha/", "media/", "sitemap", "robots.txt", "feed/", "feeds/", "es/feed/", "es/feeds/",
    "^feed/", "^feeds/", "^es/feed/", "atom.xml", "rss.xml",
    "corrections/feed/", "es/corrections/feed/", "comments/feed/", "admin/jsi18n/",
    "admin/autocomplete/", "admin/r/", "admin/comments/comment/<path:",
    "admin/comments/decision/<path:",
)  # fmt: skip
ONCE = "<path:object_id>/"  # where a row of the admin was in old versions of Django
POST = r"^(?P<path>[0-9]{4}/[0-9]{2}/[^/]+\.html)"
NO_PAGE = {
    f"{POST}/comments/(?P<mark>c?[0-9]{{1,40}})$", f"{POST}/comments/feed/$",
    f"{POST}/comments/feed/(?P<kind>atom|rss|json)/$",
    "^(?P<year>(?:19|20)[0-9]{2})_(?P<month>0[1-9]|1[0-2])_[0-3][0-9]_archive\\.html$",
    "<year:year>/<month:month>/<str:slug>.html",  # the comments' own address comes before it
    "admin/logout/", "admin/(?P<url>.*)$", "admin/comments/comment/",
    "admin/comments/comment/add/", "admin/comments/decision/add/",
    "admin/comments/comment/queue/sweep/", "admin/comments/comment/queue/undo/",
    "admin/comments/comment/queue/habits/", "admin/comments/comment/<int:pk>/redaction/",
    "admin/comments/comment/<int:pk>/reported/<int:last>/", "admin/tips/tip/lock/",
    "admin/tips/tip/desk/<int:user>/tips/", "admin/tips/tip/<uuid:pk>/ciphertext/",
    "admin/posts/photo/<int:key>/made/",
    "admin/posts/post/unsaved/", "admin/posts/post/unsaved/discarded/",
    "admin/posts/post/<int:pk>/unsaved/", "admin/posts/post/<int:pk>/unsaved/discarded/",
    "admin/posts/post/<path:pk>/links/<int:link>/end/",
    "admin/posts/post/<int:pk>/revisions/<int:number>/destruction/",
    "admin/tips/tip/<uuid:pk>/deletion/", "admin/tips/tip/<uuid:pk>/files/<uuid:file>/",
}  # fmt: skip


@pytest.fixture(scope="module")
def walk(edition, django_db_blocker, tmp_path_factory):
    """Visit every page once for the module; what the visitor did is undone after it."""
    folder = tmp_path_factory.mktemp("walk")
    with django_db_blocker.unblock(), override_settings(PAGES_DIR=folder / "pages"):
        run("export_site", folder / "copy")
        walk = everypage.walk_everywhere(edition)
        everyroom.walk_the_desk(walk, edition)
    written = contents(folder / "copy")
    walk.pages |= {
        f"copy {name}": raw.decode() for name, raw in written.items() if name[-5:] == ".html"
    }
    walk.pages |= {path.name: path.read_text() for path in (ROOT / NGINX).iterdir()}
    return walk


def complaints(folder, pages):
    """Return what the checker says of pages, all in one run: (page, line, words, extract)."""
    names = list(pages)
    for number, text in enumerate(pages.values()):
        (folder / f"{number}.html").write_text(text)
    command = [*html_checker(), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        (names[place(said["url"])], said.get("lastLine"), said["message"], said.get("extract"))
        for said in json.loads(done.stdout)["messages"]
    ]


def place(url):
    return int(url.rpartition("/")[2].removesuffix(".html"))


def known(page, words):
    return words in DJANGOS if "/admin/" in page else page[:5] == "copy " and OF_COPIES in words


def test_every_page_is_valid(walk, tmp_path):
    said = complaints(tmp_path, walk.pages)
    assert [each for each in said if not known(each[0], each[2])] == []


def test_a_page_that_is_not_valid_is_named(tmp_path):
    page = '<!DOCTYPE html><html lang="en"><title>A</title><p><div>B</div></p>'
    found = [(name, words) for name, _line, words, _text in complaints(tmp_path, {"/a/": page})]
    assert found == [("/a/", "No “p” element in scope but a “p” end tag seen.")]


def routes(resolver, before=""):
    """Yield every route below a resolver, as a match names it."""
    for pattern in resolver.url_patterns:
        own = str(pattern.pattern)
        route = before + own.removeprefix("^") if before else own
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def test_no_page_is_forgotten(walk):
    every = set(routes(get_resolver()))
    pages = {each for each in every if not each.startswith(NO_PAGE_BELOW)}
    unseen = {each for each in pages if not each.endswith(ONCE)} - walk.routes
    assert unseen == NO_PAGE
