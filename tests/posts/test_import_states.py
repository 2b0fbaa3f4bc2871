"""What an import publishes: live alone, and what was due once its moment comes here."""

import pytest
import time_machine

from posts.models import Post
from tests.archives import bring, entry, item, takeout, wxr

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("archive", [
    takeout(entry(1, status="SCHEDULED")), wxr(item(1, status="future")),
])  # fmt: skip
def test_a_scheduled_post_whose_moment_has_passed_is_held(tmp_path, archive):
    """It may have been stopped there after the export: nobody has seen it yet."""
    printed = bring(tmp_path, archive)
    assert Post.objects.get().state == Post.State.DRAFT
    assert "held: scheduled posts whose moment has passed: 1" in printed


def test_a_scheduled_post_that_went_live_here_stays_so(tmp_path):
    due = entry(1, status="SCHEDULED", published="2090-01-01T00:00:00Z")
    bring(tmp_path, takeout(due))
    assert Post.objects.get().state == Post.State.SCHEDULED
    with time_machine.travel("2090-01-02T00:00:00Z", tick=False):
        bring(tmp_path, takeout(due))
        assert Post.objects.get().state == Post.State.LIVE
        bring(tmp_path, takeout(due.replace("Story 1", "Better")))
        post = Post.objects.get()
    assert (post.headline, post.published_at.year) == ("Better", 2090)
