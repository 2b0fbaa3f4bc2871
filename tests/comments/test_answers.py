"""The form of an answer: to a published comment of the same post only."""

import pytest

from comments.models import Comment
from tests.comments.factories import filled_form, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def address(post, to):
    return f"{post.get_absolute_url()}/comment?to={to}"


def test_an_answer_knows_what_it_answers_and_quotes_it_on_the_form(client):
    parent = make_comment(body="The <rope> was cut.", approved=True)
    form = client.get(address(parent.post, 1)).content.decode()
    assert "Answer comment 1" in form
    assert "The &lt;rope&gt; was cut." in form
    assert f'action="{address(parent.post, 1)}"' in form
    assert client.post(address(parent.post, 1), filled_form(parent.post)).status_code == 200
    assert Comment.objects.pending().get().parent == parent


def test_an_error_keeps_what_is_answered(client):
    parent = make_comment(approved=True)
    page = client.post(address(parent.post, 1), filled_form(parent.post, captcha_picture="WRONG"))
    assert page.status_code == 422
    assert f'action="{address(parent.post, 1)}"' in page.content.decode()


@pytest.mark.parametrize("to", ["2", "0", "-1", "x", "1.0", "9" * 50, "١"])
def test_an_answer_to_nothing_gives_the_words_back_once(client, to):
    post = make_comment(approved=True).post
    response = client.post(address(post, to), filled_form(post, body="Kept words"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kept words" in page
    assert "is gone" in page
    assert f'action="{post.get_absolute_url()}/comment"' in page  # sent again, it stands alone
    assert client.get(address(post, to)).status_code == 200


@pytest.mark.parametrize("state", ["held", "rejected", "removed", "elsewhere"])
def test_only_what_readers_see_can_be_answered(client, state):
    post = make_post()
    other = make_comment(post=make_post() if state == "elsewhere" else post)
    if state in {"removed", "elsewhere"}:
        other.decide("approved", moderator=make_moderator(), seen=other.text_hash)
    if state in {"rejected", "removed"}:
        reject(other)
    Comment.objects.filter(pk=other.pk, number=None).update(number=1)
    response = client.post(address(post, 1), filled_form(post, body="Kept words"))
    assert response.status_code == 422
    assert other.body not in response.content.decode() or not other.body
