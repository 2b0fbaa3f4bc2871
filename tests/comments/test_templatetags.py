import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
LOADED = "{% load comments %}{% thread post as thread %}{{ thread.count }}:{{ thread.html }}"


def drawn(post, text=LOADED):
    return engines["django"].from_string(text).render({"post": post})


def test_a_thread_is_the_public_comments_by_number():
    post = make_post()
    first = make_comment(post=post, body="First words.", approved=True)
    gone = make_comment(post=post, body="Withdrawn words.", approved=True)
    make_comment(post=post, body="Held words.")
    last = make_comment(post=post, body="Last words.", approved=True)
    make_comment(body="Words elsewhere.", approved=True)
    reject(gone)
    whole = first.html + gone.html + last.html
    assert drawn(post) == f"3:{whole}"
    assert drawn(post, "{% load comments %}{% thread post %}") == whole
    assert "Withdrawn words" not in whole


def test_a_post_without_comments_has_an_empty_thread():
    assert drawn(make_post()) == "0:"


def test_fifty_comments_cost_one_query():
    post = make_post()
    stored = make_comment(post=post, approved=True)
    Comment.objects.bulk_create(
        Comment(
            post=post, body=stored.body, status="approved", number=number,
            approved_at=stored.approved_at, html=stored.html,
        )
        for number in range(2, 51)
    )  # fmt: skip
    template = engines["django"].from_string(LOADED)
    with CaptureQueriesContext(connection) as queries:
        assert template.render({"post": post}).startswith("50:")
    assert len(queries) == 1
