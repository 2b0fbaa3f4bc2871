"""Long threads: 200 numbers a page, links that always find their comment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Thread
from posts import publishing
from posts.stories import Correction, Translation
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db


def fill(post, numbers, **fields):
    """Publish comments with these numbers at once."""
    now = timezone.now()
    Comment.objects.bulk_create(
        Comment(
            post=post, body=f"Words {n}.", status="approved", number=n, approved_at=now,
            html=f'<li id="c{n}">Words {n}.</li>', **fields,
        )
        for n in numbers
    )  # fmt: skip
    Thread.objects.update_or_create(post=post, defaults={"last_number": max(numbers)})
    return post


@pytest.fixture
def post():
    return fill(make_post(), range(1, 452))


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_posts_own_page_shows_the_first_two_hundred(client, post):
    page = read(client, post.get_absolute_url())
    assert 'id="c1"' in page
    assert 'id="c200"' in page
    assert 'id="c201"' not in page
    assert "451 comments" in page
    assert f'href="{post.get_absolute_url()}/comments/201-400/"' in page
    assert f'href="{post.get_absolute_url()}/comments/401-600/"' in page


def test_a_later_page_shows_its_numbers_and_the_ways_on(client, post):
    page = read(client, f"{post.get_absolute_url()}/comments/201-400/")
    assert "Comments from 201 on" in page
    assert page.count("<li id=") == 200
    assert f'href="{post.get_absolute_url()}#comments"' in page
    assert f'href="{post.get_absolute_url()}/comments/401-600/"' in page
    last = read(client, f"{post.get_absolute_url()}/comments/401-600/")
    assert "Comments from 401 on" in last
    assert "Later comments" not in last


def test_a_thread_of_two_hundred_has_one_page(client):
    page = read(client, fill(make_post(), range(1, 201)).get_absolute_url())
    assert "200 comments" in page
    assert "Later comments" not in page


def test_gaps_of_imported_numbers_are_stepped_over(client):
    post = fill(make_post(), [5, 900, 2000])
    own = post.get_absolute_url()
    assert f"{own}/comments/801-1000/" in read(client, own)
    middle = read(client, f"{own}/comments/801-1000/")
    assert f"{own}/comments/1801-2000/" in middle
    assert f'href="{own}#comments"' in middle
    assert client.get(f"{own}/comments/201-400/").status_code == 404


def test_a_whole_post_with_fifty_comments_asks_five_queries(client, django_assert_num_queries):
    by, about = make_byline("Rea"), make_label()
    old, post, new = (make_post(bylines=[by], labels=[about], lead=make_photo()) for _ in range(3))
    Translation.objects.create(english=post, spanish=make_post(headline="Calle", language="es"))
    Correction.objects.create(post=post, text="It was at noon.")
    publishing.refresh(post)
    fill(post, range(1, 51))
    read(client, post.get_absolute_url())  # what a process reads once
    with django_assert_num_queries(5):
        page = read(client, f"{post.get_absolute_url()}?fresh=1")
    shown = (old.headline, new.headline, "Calle", "It was at noon.", "Rea", about.name, 'id="c50"')
    assert [words for words in shown if words not in page] == []
    with django_assert_num_queries(0):
        read(client, post.get_absolute_url())


@pytest.mark.parametrize("numbers", ["0-200", "2-201", "201-399", "0201-0400", "601-800"])
def test_there_are_no_other_pages(client, post, numbers):
    assert client.get(f"{post.get_absolute_url()}/comments/{numbers}/").status_code == 404


def test_the_first_page_has_one_address(client, post):
    response = client.get(f"{post.get_absolute_url()}/comments/1-200/")
    assert (response.status_code, response["Location"]) == (301, post.get_absolute_url())


@pytest.mark.parametrize(("number", "page"), [
    (1, ""), (200, ""), (201, "/comments/201-400/"), (451, "/comments/401-600/"),
])  # fmt: skip
def test_a_number_leads_to_its_page(client, post, number, page):
    response = client.get(f"{post.get_absolute_url()}/comments/{number}")
    assert response["Location"] == f"{post.get_absolute_url()}{page}#c{number}"


@pytest.mark.parametrize("mark", ["0", "452", "999999999", "9" * 40, "c452"])
def test_a_number_that_nobody_has_is_not_found(client, post, mark):
    assert client.get(f"{post.get_absolute_url()}/comments/{mark}").status_code == 404


def test_what_is_held_or_elsewhere_is_not_found(client, post):
    make_comment(post=post, imported_id="77777777777")
    fill(make_post(), [900], imported_id="88888888888")
    for mark in ("77777777777", "88888888888", "900"):
        assert client.get(f"{post.get_absolute_url()}/comments/{mark}").status_code == 404


@pytest.mark.parametrize("kept", ["4567890123456789012", "c4567890123456789012"])
def test_an_old_id_leads_to_its_page(client, post, kept):
    Comment.objects.filter(number=300).update(imported_id=kept)
    for mark in ("4567890123456789012", "c4567890123456789012"):
        response = client.get(f"{post.get_absolute_url()}/comments/{mark}")
        assert response["Location"].endswith("/comments/201-400/#c300")


def test_a_link_of_bloggers_leads_to_the_page_with_its_comment(client, post):
    moment = timezone.datetime(2012, 5, 3, 10, 11, tzinfo=timezone.get_default_timezone())
    Comment.objects.filter(number=300).update(imported_id="45678901", received_at=moment)
    own, millis = post.get_absolute_url(), int(moment.timestamp() * 1000) + 41_234
    response = client.get(f"{own}?showComment={millis}")
    # The browser keeps the fragment, #c45678901, as the new address has none.
    assert (response.status_code, response["Location"]) == (301, f"{own}/comments/201-400/")
    assert client.get(f"{own}?showComment={millis + 60_000}")["Location"] == own


@pytest.mark.parametrize("moment", ["x", "-1", "9" * 30, "1e9", "١٢٣"])
def test_a_moment_that_is_none_leads_to_the_post(client, post, moment):
    response = client.get(post.get_absolute_url(), {"showComment": moment})
    assert (response.status_code, response["Location"]) == (301, post.get_absolute_url())


def test_a_withdrawn_post_has_no_pages(client, post):
    type(post).objects.filter(pk=post.pk).update(withdrawn_at=timezone.now())
    for name in ("201-400/", "300", "feed/", "300/report"):
        assert client.get(f"{post.get_absolute_url()}/comments/{name}").status_code == 404


def test_a_removed_comment_keeps_its_place(client, post):
    reject(make_comment(post=post, approved=True))
    page = read(client, f"{post.get_absolute_url()}/comments/401-600/")
    assert 'id="c452"' in page
    assert "Removed by our moderators" in page


def test_a_page_costs_as_many_queries_at_the_end_as_at_the_beginning(client, post):
    counts = []
    for name in ("201-400", "401-600"):
        with CaptureQueriesContext(connection) as asked:
            read(client, f"{post.get_absolute_url()}/comments/{name}/")
        counts.append(len(asked))
    assert counts == [5, 5]
    assert all("OFFSET" not in query["sql"] for query in asked)
