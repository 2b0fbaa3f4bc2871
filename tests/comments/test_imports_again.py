"""Comments of an archive that comes a second time, or whose posts are not here any more."""

import pytest

from comments.models import Comment
from posts import publishing
from posts.models import Post
from tests.archives import at, backup, bring, entry, old_entry, remark, takeout

pytestmark = pytest.mark.django_db
DELETED = "comments: of posts deleted here, left"


def test_comments_of_a_post_that_was_deleted_here_are_left(tmp_path):
    waiting = remark(12, 1, status="PENDING_MODERATION")
    bring(tmp_path, takeout(entry(1)))
    publishing.remove(Post.objects.get())
    printed = bring(tmp_path, takeout(entry(1), remark(11, 1), waiting))
    assert not Comment.objects.exists()
    assert not Post.objects.exists()
    assert f"{DELETED} 2" in " ".join(printed.split())


def test_orphans_that_were_deleted_here_do_not_come_back(tmp_path):
    xml = takeout(entry(1), remark(11, 404))
    bring(tmp_path, xml)
    Comment.objects.all().delete()
    publishing.remove(Post.objects.get(path=None))
    printed = bring(tmp_path, xml)
    assert not Comment.objects.exists()
    assert f"{DELETED} 1" in " ".join(printed.split())


@pytest.mark.parametrize("dry", [["--dry-run"], []])
def test_a_post_that_lost_all_its_comments_is_listed(tmp_path, dry):
    posts = [old_entry(n, extra=at(f"/2011/05/{n}.html") + f"<thr:total>{total}</thr:total>")
             for n, total in ((1, 12), (2, 0))]  # fmt: skip
    printed = bring(tmp_path, backup(*posts), *dry)
    assert "1: 0 in the file, 12 counted there" in printed
    assert "posts with fewer or more comments than they had: 1" in printed


def test_a_dry_run_foretells_the_comments(tmp_path):
    xml = takeout(
        remark(11, 1), remark(12, 1, status="SPAM_COMMENT"), remark(13, 2), remark(14, 3),
        entry(1), entry(2, "PAGE", filename="/p/us.html"), entry(3, "PAGE", "DRAFT", filename=""),
    )  # fmt: skip
    dry, real = (
        [" ".join(line.split()) for line in bring(tmp_path, xml, *options).splitlines()]
        for options in (["--dry-run"], [])
    )
    for told in ("comments: spam 1", "LOOK: comments without a post: 1", "c13 (on a page: 2)"):
        assert told in dry
        assert told in real
    assert "comments: of posts that are new 3" in dry
