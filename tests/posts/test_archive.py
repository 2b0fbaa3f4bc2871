"""The archive of years and months: each page leads to every other, and none that is stored lags."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from posts import publishing, schedule
from tests.posts.factories import make_label, make_post

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 15, 18, tzinfo=UTC)
PAGES = ["/2012/", "/2012/05/", "/2020/", "/2020/04/"]


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def printed(now):
    """Print two posts in years far apart, and one of the other edition between them."""
    make_post(published_at=datetime(2012, 5, 31, 18, tzinfo=UTC))
    make_post(published_at=datetime(2015, 1, 1, 18, tzinfo=UTC), language="es")
    make_post(published_at=datetime(2020, 4, 1, 18, tzinfo=UTC))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def archive(client, path):
    """Return where the archive below a list leads to."""
    tree = client.get(path).content.decode().partition('id="archive-title"')[2]
    return set(re.findall(r'<dd><a href="([^"]+)"', tree.partition("</nav>")[0]))


def test_every_archive_leads_to_its_months_and_to_all_other_years(client, printed):
    make_post(published_at=datetime(2003, 1, 1, 18, tzinfo=UTC))
    for path in ("/2012/", "/2012/05/"):
        assert archive(client, path) == {"/2012/05/", "/2003/", "/2020/"}
    assert archive(client, "/2020/04/") == {"/2020/04/", "/2012/", "/2003/"}
    assert archive(client, "/es/2015/") == {"/es/2015/01/"}


@pytest.mark.parametrize("day", [
    datetime(2020, 2, 1, 18, tzinfo=UTC), datetime(2016, 7, 1, 18, tzinfo=UTC),
])  # fmt: skip
def test_a_new_month_or_year_comes_and_goes_on_every_stored_archive(
    client, printed, committed, day
):
    before = [archive(client, path) for path in PAGES]
    with committed():
        post = make_post(published_at=day)
    month, year = f"/{day:%Y/%m}/", f"/{day:%Y}/"
    for path in PAGES:
        assert (month if path.startswith(year) else year) in archive(client, path), path
    with committed():
        publishing.withdraw(post)
    assert [archive(client, path) for path in PAGES] == before


def test_a_month_is_named_when_its_first_posts_come_due_at_once(client, printed, committed):
    due = timezone.now() + timedelta(hours=1)
    for _turn in range(2):
        make_post(published_at=due)
    assert archive(client, "/2020/04/") == {"/2020/04/", "/2012/"}
    with time_machine.travel(due, tick=False):
        with committed():
            assert schedule.forget_due(NOW, due) == 2
        assert "/2020/06/" in archive(client, "/2020/04/")


def test_a_list_says_its_own_address_as_links_write_it(client):
    for name in ("C#", "90% ¿qué?", "R&D / x", "Corrupción"):
        post = make_post(labels=[make_label(name)])
        linked = client.get(post.get_absolute_url()).content.decode()
        (address,) = re.findall(r'rel="tag" href="([^"]+)"', linked)
        page = client.get(address.replace("&amp;", "&")).content.decode()
        assert f'<link rel="canonical" href="http://testserver{address}">' in page
        assert f'<meta property="og:url" content="http://testserver{address}">' in page
