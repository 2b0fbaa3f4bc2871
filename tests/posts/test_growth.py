"""Old pages cost the same however many posts came after them, counted in steps of SQLite."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from posts.models import Post
from posts.stories import Relation
from tests.posts.factories import make_post

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
DAY = datetime(2009, 5, 31, 18, tzinfo=UTC)
SCALE = 10  # steps of SQLite's machine in one tick


def ticks(client, path):
    """Return how much SQLite works for a page that is made anew."""
    told = []
    connection.connection.set_progress_handler(lambda: told.append(1), SCALE)
    try:
        assert client.get(path).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(told)


def print_more(count, since):
    days = (since + timedelta(hours=hour) for hour in range(count))
    posts = [
        Post(headline=f"{at:%c}", slug="x", path=f"{at:%Y/%m/%d-%H}.html", published_at=at)
        for at in days
    ]
    Post.objects.bulk_create(posts)


@pytest.mark.parametrize(
    "path", ["/2009/", "/2009/05/", "/?before=2009-05-31T18:00:00%2B00:00,1", "{post}"]
)
def test_an_old_page_does_not_cost_more_when_new_posts_come(client, path):
    posts = [make_post(published_at=DAY + timedelta(hours=hour)) for hour in range(4)]
    for later in posts[1:]:
        Relation.objects.get_or_create(later=later, earlier=posts[0])
    path = path.format(post=posts[0].get_absolute_url())
    print_more(100, datetime(2011, 1, 1, tzinfo=UTC))
    few = ticks(client, f"{path}{'&' if '?' in path else '?'}few=1")
    print_more(2000, datetime(2012, 1, 1, tzinfo=UTC))
    assert ticks(client, f"{path}{'&' if '?' in path else '?'}many=1") <= few * 1.1 + 5
