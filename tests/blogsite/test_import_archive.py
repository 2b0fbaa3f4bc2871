"""The command that brings an archive along: what it refuses, says, and does when stopped."""

from io import StringIO

import pytest
from django.core.management import CommandError

from blogsite.management import importing, progress
from blogsite.management.progress import Progress
from blogsite.management.staging import Staging
from comments.models import Comment
from posts.importing import Press
from posts.models import Post
from tests.archives import BLOG, bring, entry, read, remark, takeout, unpack


@pytest.mark.parametrize(
    "private",
    [
        "Blogger/Profile", "Blogger/Profile/profile.csv", "Blogger/Comments",
        "Blogger/Comments/Another/feed.atom", "Blogger/Blogs/Old blog/settings.csv",
        "Blogger/Blogs/Old blog/followers.csv",
    ],
)  # fmt: skip
def test_private_parts_of_a_takeout_are_refused_by_name(tmp_path, private):
    top = unpack(tmp_path, takeout(entry(1)))
    with pytest.raises(CommandError, match="about the account"):
        bring(tmp_path, top / private)


def test_comments_on_other_blogs_are_refused_outside_their_takeout_too(tmp_path):
    top = unpack(tmp_path, takeout(entry(1)))
    (top / "Blogger" / "Comments").rename(tmp_path / "Comments")
    with pytest.raises(CommandError, match="about the account"):
        bring(tmp_path, tmp_path / "Comments" / "Another" / "feed.atom")


def test_a_link_to_a_private_part_is_refused(tmp_path):
    top = unpack(tmp_path, takeout(entry(1)))
    (tmp_path / "feed.atom").symlink_to(top / "Blogger" / "Comments" / "Another" / "feed.atom")
    with pytest.raises(CommandError, match="about the account"):
        bring(tmp_path, tmp_path / "feed.atom")


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["", "Blogger", "Blogger/Blogs/Old blog"])
def test_a_takeout_is_found_from_any_of_its_folders(tmp_path, part):
    printed = bring(tmp_path, unpack(tmp_path, takeout(entry(1))) / part)
    assert Post.objects.count() == 1
    for name in ("Profile", "Comments", "settings.csv", "followers.csv"):
        assert name in printed
    assert "secret@mail.example" not in printed


@pytest.mark.django_db
def test_one_of_several_blogs_is_named(tmp_path):
    top = unpack(tmp_path, takeout(entry(1)))
    second = top / "Blogger" / "Blogs" / "Second"
    second.mkdir()
    (second / "feed.atom").write_text(takeout(entry(2)), encoding="utf-8")
    with pytest.raises(CommandError, match="Old blog, Second"):
        bring(tmp_path, top)
    bring(tmp_path, top, "--blog", "Second")
    assert Post.objects.get().headline == "Story 2"


@pytest.mark.parametrize("what", ["nowhere", "."])
def test_what_is_no_archive_is_said_plainly(tmp_path, what):
    with pytest.raises(CommandError):
        bring(tmp_path, tmp_path / what)


class Killed(BaseException):
    """The end of a process, whatever it was doing."""


@pytest.mark.django_db
@pytest.mark.parametrize("stop", [1, 2, 3, 5])
def test_stopped_in_the_middle_it_completes_when_run_again(tmp_path, monkeypatch, stop):
    """What a transaction under way loses, the next run makes; nothing is doubled."""
    monkeypatch.setattr(importing.importing, "BATCH", 2)
    monkeypatch.setattr(importing, "COMMENTS", 2)
    xml = takeout(
        *(remark(100 + n, 1 + n % 5, answers=n > 5 and 95 + n or "") for n in range(15)),
        *(entry(n) for n in range(1, 6)),
    )
    left = [stop]

    def dying(original):
        def run(*args, **kwargs):
            result = original(*args, **kwargs)
            left[0] -= 1
            if not left[0]:
                raise Killed
            return result

        return run

    with monkeypatch.context() as patch:
        patch.setattr(Press, "_remember", dying(Press._remember))
        patch.setattr("comments.imports.Threads._write", dying(importing.Threads._write))
        with pytest.raises(Killed):
            bring(tmp_path, xml)
    bring(tmp_path, xml)
    assert sorted(Post.objects.values_list("path", flat=True)) == [
        f"2011/05/story-{n}.html" for n in range(1, 6)
    ]
    assert Comment.objects.count() == 15
    for post in Post.objects.all():
        found = post.comments.order_by("number").values_list("number", "imported_id")
        assert [number for number, _id in found] == [1, 2, 3]
        assert [int(old[1:]) for _number, old in found] == sorted(int(old[1:]) for _n, old in found)


@pytest.mark.django_db
def test_nothing_about_a_person_is_stored_or_said(tmp_path):
    person = (
        "<blogger:location><blogger:name>Calle Secreta</blogger:name>"
        "<blogger:latitude>25.87654</blogger:latitude></blogger:location>"
    )
    xml = takeout(entry(1, extra=person), remark(2, 1, extra=person)).replace(
        "<uri></uri>",
        "<uri>https://www.blogger.com/profile/4711</uri><email>a@mail.example</email>",
    )
    printed = bring(tmp_path, xml)
    stored = repr(list(Post.objects.values())) + repr(list(Comment.objects.values()))
    for secret in ("Calle Secreta", "25.87654", "4711", "mail.example"):
        assert secret not in stored + printed
    for what in ("places (geotags)", "addresses of authors' profiles", "e-mail addresses"):
        assert f"dropped: {what}" in printed


@pytest.mark.django_db
def test_the_report_is_written_and_holds_no_control_characters(tmp_path):
    body = '<img src="http://h/\x1b[31mred.jpg">'.replace("\x1b", "&#155;")
    bring(tmp_path, takeout(entry(1, content=body)), "--report", str(tmp_path / "report.txt"))
    report = (tmp_path / "report.txt").read_text()
    assert "pictures not fetched: 1" in report
    assert all(c.isprintable() or c == "\n" for c in report)


def test_staged_comments_come_back_in_order_and_once(tmp_path):
    rows = [remark(n, 1 + n % 2, published=f"2011-05-0{1 + n % 3}T10:00:00Z") for n in range(9)]
    records, _report = read(tmp_path, takeout(*rows, rows[0]))
    with Staging() as staging:
        for record in records:
            staging.add(record)
        found = list(staging.in_order())
        assert staging.doubled == 1
    key = [(record.post, record.published, int(record.id)) for record in found]
    assert key == sorted(key)
    assert set(found) == set(records)
    assert found[0].origin == f"blogger:{BLOG}"


class Screen(StringIO):
    def isatty(self):
        return True


@pytest.mark.django_db
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_the_bar_moves_while_comments_are_written_too(tmp_path, monkeypatch, dry):
    monkeypatch.setattr(importing, "COMMENTS", 2)
    monkeypatch.setattr(progress, "PAUSE", -1)
    monkeypatch.setattr("sys.stderr", screen := Screen())
    rows = [remark(100 + n, 1 + n % 3) for n in range(7)]
    bring(tmp_path, takeout(*rows, *(entry(n) for n in (1, 2))), *dry)
    reading, writing = screen.getvalue().strip("\n").split("\n")
    assert "100% read, 9 items" in reading
    parts = [line.partition(", ") for line in writing.strip("\r").split("\r")]
    assert all("% of the comments written" in part for part, _comma, _rest in parts)
    counts = [int(rest.split()[0]) for _part, _comma, rest in parts]
    assert counts == sorted(counts)
    assert len(set(counts)) >= 3
    assert counts[-1] == 7
    assert "100%" in parts[-1][0]
    assert all("a second" in rest for _part, _comma, rest in parts)


def test_progress_is_a_bar_for_people_and_lines_for_logs():
    for out, sign in ((Screen(), "\r[####"), (StringIO(), "100% read, 3 items")):
        shown = Progress(100, out)
        shown.add(100)
        assert list(shown.counting(iter("abc"))) == ["a", "b", "c"]
        shown.close()
        assert sign in out.getvalue()
