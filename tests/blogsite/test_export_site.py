"""The whole paper as a folder: complete, relative, silent, signed, brought up to date."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError

from blogsite import pages
from blogsite.survival import places
from blogsite.survival.rewriting import Rewriter, Unfit
from comments import gates
from posts import publishing
from posts.models import Photo
from tests.copies import UNSEEN, Links, contents, index_of, leads, run

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture(scope="module")
def printed(edition, tmp_path_factory):
    """Return a copy that no test changes."""
    folder = tmp_path_factory.mktemp("stick") / "copy"
    run("export_site", folder)
    return folder


@pytest.fixture
def copy(printed, tmp_path):
    """Return a copy of one's own."""
    return Path(shutil.copytree(printed, tmp_path / "copy"))


def html(copy):
    return {name: raw.decode() for name, raw in contents(copy).items() if name.endswith(".html")}


def test_every_link_inside_leads_to_a_file_and_a_place_of_the_copy(copy):
    named = {name: Links(text) for name, text in html(copy).items()}
    files, broken, followed = contents(copy), [], 0
    for name, links in named.items():
        for address in links.found:
            file, place = leads(copy, name, address)
            followed += 1
            if file not in files or (place and place not in named[file].ids):
                broken.append((name, address))
    assert broken == []
    assert followed > 500


def test_every_file_is_reached_from_the_front_page(copy):
    named = {name: Links(text) for name, text in html(copy).items()}
    seen, left = set(), ["index.html"]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            found = named[name].found if name in named else ()
            left += [leads(copy, name, address)[0] for address in found]
    unreached = contents(copy).keys() - seen
    index = {name for name in unreached if name.startswith("words/")}
    assert {name for name in unreached - index if not name.endswith(".xml")} == {
        "README.txt", "SHA256SUMS"
    }  # fmt: skip
    for language in ("en", "es"):
        own = {name for name in index if name.startswith(f"words/{language}/")}
        named = index_of(copy, language)["list"]
        assert own == {f"words/{language}/{name}.js" for name in ["list", *named]}


def test_it_holds_both_editions_archives_labels_bylines_threads_and_feeds(copy, edition):
    files = contents(copy)
    month = edition.path[:7]
    for name in (
        "index.html", "page-2.html", "page-3.html", "es/index.html", edition.path,
        f"{month}/index.html", f"{month[:4]}/index.html", f"es/{month}/index.html",
        "by/ines-cantu/index.html", "by/ines-cantu/page-2.html", "es/by/ines-cantu/index.html",
        "labels/index.html", "corrections/index.html", "p/about.html", "es/p/about.html",
        f"{edition.path.removesuffix('.html')}.comments-3-4.html", "search.html", "es/search.html",
        "copy.html", "es/copy.html", "feed.xml", "es/feed.xml", "feed/all.xml",
        "feed/atom/by/ines-cantu.xml", "corrections/feed.xml", "feeds/comments.xml",
        "static/css/site.css", "README.txt", "SHA256SUMS",
    ):  # fmt: skip
        assert name in files, name
    labels = [
        name for name in files if re.match(r"search/label/[^/]+\.html|search/label/.+/", name)
    ]
    assert len(labels) == 3 + 2  # Rivers has three pages
    assert len({name.casefold() for name in files}) == len(files)
    assert "The ferry stops" in files[f"{month}/index.html"].decode()


def test_no_page_names_a_host_runs_a_script_or_holds_a_form(copy):
    for name, text in html(copy).items():
        links = Links(text)
        assert not links.tags & {"form", "input", "button", "iframe", "object", "style"}
        search = name in {"search.html", "es/search.html"}
        assert (text.count("<script"), "script-src" in text) == (
            (1, True) if search else (0, False)
        )
        hosts = [a for a in links.asked if re.match(r"[a-z]+:|//|/", a)]
        assert {a.partition("?")[0] for a in hosts} <= {"mailto:"}, name
        assert f'="{SITE}' not in text
        assert "default-src 'none'" in text
        assert "on" not in {key[:2] for key in re.findall(r'\s(on\w+)="', text)}
    for name, raw in contents(copy).items():
        if name.endswith(".xml"):
            assert not re.search(rf'(?:href|src)="(?:{SITE}|/)', raw.decode()), name
            assert f"<id>{SITE}/" in raw.decode()


def test_forms_are_replaced_by_where_the_paper_itself_is(copy, edition, settings):
    site = settings.SITE_URL = "https://paper.example"
    settings.ALLOWED_HOSTS = ["paper.example"]
    settings.ONION_URL, settings.TIP_ONION = "http://paper.onion", "http://tips.onion/"
    run("export_site", copy)
    post, about = html(copy)[edition.path], html(copy)["es/copy.html"]
    assert 'href="../../copy.html#comments"' in post
    assert 'href="../../copy.html#tips"' in post
    assert "Answer 1" not in post
    assert "Report 1" not in post
    assert "These comments as a feed" not in post
    for address in (site, "http://paper.onion", "http://tips.onion/", f"{site}/es/denuncias/"):
        assert address in about
    assert html(copy)["index.html"].count("http://paper.onion") >= 1
    assert not re.search(rf'(?:href|src)="{site}', (copy / "feed.xml").read_text())
    gates.freeze()
    run("export_site", copy)
    assert "copy.html#comments" not in html(copy)[edition.path]


def test_only_what_readers_see_is_in_it(copy, edition):
    files = contents(copy)
    assert [name for name, raw in files.items() if UNSEEN.encode() in raw] == []
    photos = {name.split("/")[2] for name in files if name.startswith("media/")}
    assert len(photos) == 2  # the lead and the veiled one, not the draft's
    assert b'<details class="veil"><summary>' in files[edition.path]


def test_old_addresses_and_lost_ones_are_no_dead_ends(copy, edition):
    text = html(copy)[edition.path]
    assert re.search(r'<a href="\.\./\.\./\d{4}/\d\d/el-transbordador\.html"[^>]*>this</a>', text)
    assert "<a>an older report</a>" in text


def test_the_second_run_writes_what_changed_and_removes_what_went(copy, edition):
    assert ", 0 written, 0 removed" in run("export_site", copy)
    assert not pages.folder().exists()  # it goes past the page store
    name = edition.path
    photo = next(n for n in contents(copy) if edition.lead.token in n)
    (copy / name).write_text("changed by somebody")
    (copy / photo).write_bytes(b"another picture")
    assert ", 2 written, 0 removed" in run("export_site", copy)
    publishing.withdraw(edition)
    run("export_site", copy)
    assert name not in contents(copy)
    assert photo not in contents(copy)
    assert [n for n, text in html(copy).items() if "The ferry stops" in text] == []


def test_a_copy_is_signed_and_one_changed_byte_is_found(edition, tmp_path):
    public = run("make_signing_key", tmp_path / "paper.key").strip()
    assert "signed" in run("export_site", tmp_path / "copy", "--key", tmp_path / "paper.key")
    assert "all as signed: copy of 20" in run("verify_site", tmp_path / "copy", key=public)
    assert public in (tmp_path / "copy" / "copy.html").read_text()
    shard = tmp_path / "copy" / "words" / "en" / "fe.js"
    shard.write_bytes((whole := shard.read_bytes()).replace(b"ferry", b"furry", 1))
    with pytest.raises(CommandError, match="words/en/fe.js: changed"):
        run("verify_site", tmp_path / "copy", key=public)
    shard.write_bytes(whole)
    page = tmp_path / "copy" / edition.path
    page.write_bytes(page.read_bytes().replace(b"ferry", b"Ferry", 1))
    with pytest.raises(CommandError, match=f"{edition.path}: changed"):
        run("verify_site", tmp_path / "copy", key=public)
    other = run("make_signing_key", tmp_path / "other.key").strip()
    with pytest.raises(CommandError, match="another key"):
        run("verify_site", tmp_path / "copy", key=other)


def test_a_private_key_never_lies_in_a_copy(copy):
    run("make_signing_key", copy / "paper.key")
    with pytest.raises(CommandError, match="would lie in the copy"):
        run("export_site", copy, "--key", copy / "paper.key")
    with pytest.raises(CommandError, match="there already"):
        run("make_signing_key", copy / "paper.key")


def test_a_photo_that_is_lost_is_said_and_the_rest_is_written(edition, tmp_path, capsys):
    Photo.objects.filter(pk=edition.lead_id).update(token="0" * 32)
    run("export_site", tmp_path / "copy")
    assert f"{'0' * 32}/480.jpg is not in the photo store" in capsys.readouterr().err
    assert edition.path in contents(tmp_path / "copy")


@pytest.mark.parametrize("bad", ["<script>1</script>", "<form action=''>", "<IFRAME>", "<video>"])
def test_a_page_that_could_ask_a_server_is_refused(bad):
    rewriter = Rewriter({}, {"en": "", "es": ""})
    with pytest.raises(Unfit):
        rewriter.page(f"<body>{bad}</body>", "index.html", {})


@pytest.mark.parametrize("name", ["con", "Con", "a:b", "..", "ñ", "a" * 300, "A", "x?y", "lpt1"])
def test_names_are_plain_short_and_apart(name):
    made = places.named(name)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", made)
    others = {name, name.swapcase(), f"{name} "}
    assert len({places.named(other) for other in others}) == len(others)
