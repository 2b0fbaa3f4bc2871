"""Everything that readers see, out into one file and back through our own importer."""

import json
import zipfile

import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone
from lxml import etree

from blogsite.lib.markup import plain
from blogsite.survival import tables
from comments import records
from comments.models import Comment
from posts import beside, labels, search
from posts.models import Page, Photo, Post
from posts.stories import Part, Series
from tests.archives import bring
from tests.copies import UNSEEN, run
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
FEED = "Takeout/Blogger/Blogs/paper/feed.atom"
SPOKEN = ("headline", "path", "language", "standfirst", "published_at", "withdrawn_at")


def archive(folder, *options):
    run("export_archive", folder / "archive.zip", *options)
    return zipfile.ZipFile(folder / "archive.zip")


def told(found):
    return json.loads(found.read("paper.json"))


def spoken():
    """Return what readers see of posts and comments, apart from keys and pictures."""
    posts = [
        (
            *(getattr(post, name) for name in SPOKEN),
            " ".join(plain(post.body).split()),
            sorted(label.name for label in post.labels.all()),
            sorted(byline.name for byline in post.bylines.all()),
        )
        for post in Post.objects.live().order_by("path")
    ]
    fields = ("post__path", "number", "name", "body", "status", "parent__number")
    comments = Comment.objects.shown().order_by("post__path", "number").values_list(*fields)
    return posts, list(comments)


def forget():
    connection.check_constraints()
    tables.empty()
    records.seal(connection)  # keys go on rising: no rollback would take their sequences back
    search.rebuild()


def test_what_went_out_comes_back_through_our_importer(edition, tmp_path):
    archive(tmp_path).extractall(tmp_path / "out")
    posts, comments = spoken()
    removed = [row for row in comments if row[4] == "removed"]
    assert len(removed) == 1
    forget()
    report = bring(tmp_path, tmp_path / "out", "--host", "testserver")
    again, talk = spoken()
    assert [post[:5] for post in again] == [post[:5] for post in posts]
    assert [post[7:] for post in again] == [post[7:] for post in posts]
    for new, old in zip(again, posts, strict=True):
        assert set(old[6].split()) - {"By", "road"} <= set(new[6].split()), new[0]
    assert talk == comments
    weights = {found.label.name: found.posts for found in labels.cloud("en")}
    assert weights == {"Rivers": 14, "rivers": 1, "CJNG/¿quién: 1": 1}
    assert beside.of(Post.objects.get(path=edition.path)).related
    lead = Post.objects.get(path=edition.path).lead
    assert (lead.alt, lead.caption, lead.width) == ("A bridge", "The ferry", 480)
    assert "LOOK" not in report
    assert "posts: unchanged" in bring(tmp_path, tmp_path / "out", "--host", "testserver")


def test_links_to_imported_comments_go_on_working(edition, tmp_path):
    feed = archive(tmp_path).read(FEED).decode()
    assert ".post-4567890123</id>" in feed
    archived = etree.fromstring(feed.encode())
    ids = [node.text for node in archived.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))


def test_pages_that_say_the_same_here_are_not_made_twice(edition, tmp_path):
    """A paper begins with pages of its own: those of an archive are the same ones."""
    with archive(tmp_path) as found:
        found.extractall(tmp_path)
    before = list(Page.objects.order_by("pk").values())
    printed = bring(tmp_path, tmp_path / "Takeout")
    assert list(Page.objects.order_by("pk").values()) == before
    assert "another page has" not in printed


def test_only_what_readers_see_is_in_it(edition, tmp_path):
    Comment.objects.filter(status="removed").update(body=UNSEEN, name=UNSEEN)
    found = archive(tmp_path)
    for name in found.namelist():
        assert UNSEEN.encode() not in found.read(name), name
    text = found.read("paper.json").decode() + found.read(FEED).decode()
    assert '"mo"' not in text  # the moderator's login
    moment = timezone.localtime(Comment.objects.first().received_at)
    assert f"{moment:%Y-%m-%dT%H:%M}" not in text  # days, never minutes
    assert not [name for name in found.namelist() if not name.startswith(("Takeout/", "paper."))]


def test_drafts_come_along_when_they_are_asked_for(edition, tmp_path):
    posts = told(archive(tmp_path, "--drafts"))["posts"]
    states = {post["state"] for post in posts if UNSEEN in post["headline"]}
    assert states == {"draft", "scheduled"}  # never what was withdrawn


def test_json_says_what_atom_cannot(edition, tmp_path):
    whole = told(archive(tmp_path))
    first = next(post for post in whole["posts"] if post["path"] == edition.path)
    assert first["corrections"][0]["text"] == "It was May."
    assert first["translation"].endswith("el-transbordador.html")
    graphic = [photo for photo in whole["photos"] if photo["graphic"]]
    assert [photo["graphic_reason"] for photo in graphic] == ["a body"]
    assert {byline["slug"] for byline in whole["bylines"]} == {"ines-cantu"}
    answers = {c["number"]: (c["answers"], c["removed"], c["text"]) for c in whole["comments"]}
    assert answers[3] == (None, True, "")
    assert answers[4] == (1, False, '1 < 2 & "so"')
    assert all(len(comment["day"]) == 10 for comment in whole["comments"])


def test_series_are_told_from_both_sides_in_their_order(edition, tmp_path):
    river, unseen = (
        Series.objects.create(name=name, slug=name.lower(), about=f"About {name}")
        for name in ("River", UNSEEN)
    )
    later = Post.objects.live().in_edition("en").exclude(pk=edition.pk).first()
    draft = Post.objects.get(headline__contains="draft")
    for place, (post, series) in enumerate(
        [(later, river), (edition, river), (draft, unseen)], start=4
    ):
        Part.objects.create(series=series, post=post, place=place)
    whole = told(archive(tmp_path))
    assert whole["series"] == [
        {
            "address": "/series/river/", "language": "en", "name": "River",
            "about": "About River", "posts": [later.path, edition.path],
        }
    ]  # fmt: skip
    named = {post["path"]: post["series"] for post in whole["posts"] if post["series"]}
    assert named == {
        later.path: {"address": "/series/river/", "part": 4},
        edition.path: {"address": "/series/river/", "part": 5},
    }


def test_a_graphic_photo_is_never_shown_without_its_veil(edition, tmp_path):
    found = archive(tmp_path)
    graphic = Photo.objects.get(graphic=True)
    assert f"{graphic.token}.jpg" not in found.read(FEED).decode()
    assert "Graphic photo: a body" in found.read(FEED).decode()
    assert f"Takeout/Blogger/Albums/paper/{graphic.token}.jpg" in found.namelist()


def test_signs_that_xml_cannot_hold_break_nothing(edition, tmp_path):
    make_post(headline="A\x0bB <&> 'C'", body="<p>x\x00\x1by</p>", standfirst="\ufffe")
    found = etree.fromstring(archive(tmp_path).read(FEED))
    titles = [node.text for node in found.iter("{http://www.w3.org/2005/Atom}title")]
    assert "AB <&> 'C'" in titles


def test_a_file_is_never_written_over_and_a_failure_leaves_none(edition, tmp_path, monkeypatch):
    (tmp_path / "archive.zip").write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        archive(tmp_path)
    (tmp_path / "archive.zip").unlink()
    monkeypatch.setattr("blogsite.survival.papers.said", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive(tmp_path)
    assert not (tmp_path / "archive.zip").exists()


def test_a_photo_that_is_lost_is_said(edition, tmp_path, capsys):
    Photo.objects.filter(pk=edition.lead_id).update(token="0" * 32)
    archive(tmp_path)
    assert f"{'0' * 32}/480.jpg" in capsys.readouterr().err
