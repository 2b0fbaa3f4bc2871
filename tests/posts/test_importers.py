"""What importers read out of archives: the traps of each format, by name."""

import inspect
from datetime import UTC, datetime

import pytest

from blogsite.lib import plugins
from posts.importers import CommentState, PostState, Refused
from tests.archives import (
    at,
    backup,
    entry,
    item,
    old_entry,
    read,
    remark,
    takeout,
    wp_comment,
    wxr,
)  # fmt: skip


@pytest.mark.parametrize("module", plugins.load("posts.importers"), ids=lambda m: m.__name__)
def test_every_importer_keeps_the_contract(module):
    assert module.__doc__
    assert module.NAME
    assert module.READINGS >= 1
    assert list(inspect.signature(module.recognise).parameters) == ["start"]
    assert list(inspect.signature(module.read).parameters) == ["feed", "report"]
    others = [takeout(entry(1)), backup(old_entry(1)), wxr(item(1))]
    assert sum(module.recognise(start) for start in others) == 1


def states(records):
    return [record.state for record in records]


def test_a_takeout_publishes_live_alone(tmp_path):
    records, report = read(tmp_path, takeout(
        entry(1), entry(2, status="DRAFT"), entry(3, status="SCHEDULED"),
        entry(4, status="SOFT_TRASHED"), entry(5, trashed="2020-01-01T00:00:00Z"),
        entry(6, status="SOMETHING_NEW"),
    ))  # fmt: skip
    assert states(records) == [
        PostState.LIVE, PostState.DRAFT, PostState.SCHEDULED, PostState.WITHDRAWN,
        PostState.WITHDRAWN, PostState.HELD,
    ]  # fmt: skip
    assert report.lists["held: posts in an unknown state"] == ["SOMETHING_NEW 6"]


def test_spam_comments_of_a_takeout_are_no_comments(tmp_path):
    """SPAM_COMMENT import, and the other states of the same feed."""
    records, report = read(tmp_path, takeout(
        remark(1, 9), remark(2, 9, status="SPAM_COMMENT"), remark(3, 9, status="GHOSTED_COMMENT"),
        remark(4, 9, status="PENDING_MODERATION"), remark(5, 9, status="EMPTIED"),
        remark(6, 9, trashed="x"), remark(7, 9, status="SPAM_COMMENT", trashed="x"),
        remark(8, 9, status="PENDING_MODERATION", trashed="x"),
    ))  # fmt: skip
    assert states(records) == [
        CommentState.LIVE, CommentState.SPAM, CommentState.HELD, CommentState.PENDING,
        CommentState.REMOVED, CommentState.REMOVED,
    ]  # fmt: skip
    assert report.lists["held: comments in an unknown state"] == ["GHOSTED_COMMENT 3"]
    assert (
        report.counts["dropped: comments in the bin"] == 2
    )  # nobody saw them: no number is theirs


def test_the_file_name_need_not_be_of_the_month_of_publication(tmp_path):
    """filename ≠ published month: never derived."""
    [post], _report = read(tmp_path, takeout(
        entry(1, filename="/2011/10/late.html", created="2011-10-03T05:00:00Z")
    ))  # fmt: skip
    assert post.address == "/2011/10/late.html"
    assert post.published == datetime(2011, 5, 2, 10, tzinfo=UTC)


def test_an_anonymous_comment_has_an_empty_name(tmp_path):
    """Empty anonymous name, and the names that say the same."""
    records, _report = read(tmp_path, takeout(
        *(remark(n, 9, name=name) for n, name in enumerate(["", "Anónimo", "Anonymous", "Unknown"]))
    ))  # fmt: skip
    assert {record.name for record in records} == {""}


def test_labels_titles_and_newlines_of_a_takeout(tmp_path):
    post, comment = read(tmp_path, takeout(
        entry(1, title="It&amp;#39;s &quot;here&quot;", labels=["Uno\nDos", "", "A?b", "/x//y/"]),
        remark(2, 1, content='Line one\nline &lt;two&gt;<br /><a href="http://x.example">there</a>'),
    ))[0]  # fmt: skip
    assert post.title == 'It\'s "here"'
    assert post.labels == ("Uno", "Dos", "A b", "x/y")
    assert comment.body == "Line one\nline <two>\nthere (http://x.example)"


def test_a_takeout_drops_places_and_profiles_and_says_so(tmp_path):
    place = "<blogger:location><blogger:name>Home</blogger:name></blogger:location>"
    records, report = read(tmp_path, takeout(entry(1, extra=place)))
    assert "Home" not in repr(records)
    assert report.counts["dropped: places (geotags)"] == 1


def test_the_older_backup(tmp_path):
    draft = "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
    label = "<category scheme='http://www.blogger.com/atom/ns#' term='Frontera'/>"
    place = "<georss:point>25.8 -97.5</georss:point>"
    post, hidden = read(tmp_path, backup(
        old_entry(0, "settings"), old_entry(0, "template"),
        old_entry(1, extra=at("/2011/05/old.html") + label + place + "<thr:total>4</thr:total>"),
        old_entry(2, extra=draft),
    ))[0]  # fmt: skip
    assert (post.address, post.labels, post.comment_count) == (
        "/2011/05/old.html",
        ("Frontera",),
        4,
    )
    assert post.published == datetime(2011, 5, 2, 15, tzinfo=UTC)
    assert post.hosts == ("old.blogspot.com",)
    assert (hidden.state, hidden.address) == (PostState.DRAFT, "")
    assert "25.8" not in repr(post)


def test_comments_of_the_older_backup(tmp_path):
    mark = "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>"
    person = "<gd:extendedProperty name='blogger.itemClass' value='pid-4711'/>"
    about = (
        f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-7007.post-1' href='http://x/'/>{person}"
    )
    related = "<link rel='related' href='http://www.blogger.com/feeds/7/1/comments/default/21'/>"
    elsewhere = "<link rel='related' href='http://news.example/story/22'/>"
    records, report = read(tmp_path, backup(
        old_entry(21, "comment", content="Uno<br />dos", extra=about + elsewhere),
        old_entry(22, "comment", extra=about + related),
        old_entry(23, "comment", content="This comment has been removed", extra=about + mark),
    ))  # fmt: skip
    assert [(r.id, r.post, r.parent, r.fragment) for r in records] == [
        ("21", "1", "", "c21"), ("22", "1", "21", "c22"), ("23", "1", "", "c23"),
    ]  # fmt: skip
    assert (records[0].body, records[2].state) == ("Uno\ndos", CommentState.REMOVED)
    assert report.counts["dropped: ids of persons"] == 3
    assert "4711" not in repr(records)
    assert "noreply" not in repr(records)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_namespace_of_wordpress(tmp_path, scheme, version):
    """https WXR namespace, and each version."""
    space = f"{scheme}://wordpress.org/export/{version}/"
    [post], _report = read(tmp_path, wxr(item(5, excerpt="Short."), space=space))
    assert (post.id, post.state, post.standfirst) == ("5", PostState.LIVE, "Short.")


def test_states_of_wordpress(tmp_path):
    wanted = {
        "publish": PostState.LIVE, "future": PostState.SCHEDULED, "draft": PostState.DRAFT,
        "pending": PostState.DRAFT, "private": PostState.HELD, "trash": PostState.WITHDRAWN,
        "odd": PostState.HELD,
    }  # fmt: skip
    items = [item(n, status=status) for n, status in enumerate(wanted, 1)]
    locked = item(90, extra="<wp:post_password>x</wp:post_password>")
    menu = item(91, kind="nav_menu_item")
    records, report = read(tmp_path, wxr(*items, locked, menu, item(92, status="inherit")))
    assert states(records) == [*wanted.values(), PostState.HELD]
    assert report.counts["dropped: nav_menu_item (publish)"] == 1


def test_comments_of_wordpress_leave_the_person_behind(tmp_path):
    said = [
        wp_comment(1), wp_comment(2, approved="0"), wp_comment(3, approved="spam"),
        wp_comment(4, approved=""), wp_comment(5, kind="pingback"), wp_comment(6, approved="trash"),
        wp_comment(7, parent=1, kind="comment"),
    ]  # fmt: skip
    records, report = read(tmp_path, wxr(item(5, extra="".join(said))))
    assert states(records[1:]) == [
        CommentState.LIVE, CommentState.PENDING, CommentState.SPAM, CommentState.HELD,
        CommentState.LIVE,
    ]  # fmt: skip
    assert (records[-1].parent, records[-1].fragment) == ("1", "comment-7")
    assert report.counts["dropped: IP addresses"] == report.counts["dropped: e-mail addresses"] == 7
    assert not any(secret in repr(records) for secret in ("192.0.2", "mail.example"))


def test_wordpress_says_names_and_pictures_after_the_post(tmp_path):
    author = (
        "<wp:author><wp:author_login>login1</wp:author_login>"
        "<wp:author_email>ada@mail.example</wp:author_email>"
        "<wp:author_display_name>Ada</wp:author_display_name></wp:author>"
    )
    meta = (
        "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
    )
    picture = item(
        8, kind="attachment", status="inherit", excerpt="At dusk",
        extra="<wp:attachment_url>http://paper.example/u/b.jpg</wp:attachment_url>"
        + meta.format("_wp_attachment_image_alt", "A bridge"),
    )  # fmt: skip
    lead = meta.format("_thumbnail_id", "8")
    records, _report = read(
        tmp_path, wxr(item(5, extra=lead), item(6, creator="x"), picture, author)
    )
    [post, unnamed] = records
    assert (post.author, unnamed.author) == ("Ada", "")
    assert (post.lead.address, post.lead.alt, post.lead.caption) == (
        "http://paper.example/u/b.jpg", "A bridge", "At dusk",
    )  # fmt: skip
    assert "login1" not in repr(records)


def test_wordpress_with_broken_cdata_controls_and_zero_dates(tmp_path):
    xml = wxr(
        item(5, body="A ]]> <b>bold</b> end", status="draft", when="0000-00-00 00:00:00"),
        item(6, body="bell \x07 and &#8; here"),
    )
    records, report = read(tmp_path, xml.replace("Item 6", "It&#0;em 6"))
    assert [record.id for record in records] == ["5", "6"]
    assert "<b>bold</b> end" in records[0].body
    assert records[0].published is None
    assert records[1].title == "Item 6"
    assert report.counts["mended: characters that XML does not allow"] == 1
    assert report.counts["mended: CDATA that ended too early"] == 1


def test_what_is_no_archive_is_refused(tmp_path):
    with pytest.raises(Refused):
        read(tmp_path, "<html><body>hello</body></html>")
