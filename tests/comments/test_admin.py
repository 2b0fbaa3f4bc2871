import pytest
from django.urls import reverse

from tests.comments.factories import make_comment, make_moderator, reject

pytestmark = pytest.mark.django_db


def test_the_list_of_comments_is_the_queue(desk):
    response = desk.get(reverse("admin:comments_comment_changelist"))
    assert response.headers["Location"] == reverse("admin:comments_comment_queue")


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
def test_comments_are_neither_made_nor_deleted_by_hand(desk, page):
    comment = make_comment()
    assert desk.get(f"/admin/comments/comment/{page.format(pk=comment.pk)}").status_code == 403


def test_a_comments_words_cannot_be_edited(desk):
    comment = make_comment()
    address = reverse("admin:comments_comment_change", args=[comment.pk])
    assert "<textarea" not in desk.get(address).content.decode()
    assert desk.post(address, {"body": "Other words"}).status_code == 405
    comment.refresh_from_db()
    assert comment.body != "Other words"


def test_moderators_read_their_own_decisions_and_write_none(desk, mo):
    comment = reject(make_comment(body="Words that were refused"), mo, reason="threat")
    reject(make_comment(body="Words that ada refused"), make_moderator("ada"))
    page = desk.get(reverse("admin:comments_decision_changelist")).content.decode()
    assert "Threat" in page
    assert "Words that were refused" in page
    assert "Words that ada refused" not in page
    assert reverse("admin:comments_comment_change", args=[comment.pk]) in page
    decision = comment.decisions.get()
    for name in ("change", "delete"):
        address = reverse(f"admin:comments_decision_{name}", args=[decision.pk])
        assert desk.post(address, {"reason": "", "post": "yes"}).status_code == 403
    assert desk.get(reverse("admin:comments_decision_add")).status_code == 403
    assert comment.decisions.get().reason == "threat"


def test_no_public_page_names_a_moderator(client):
    comment = make_comment(approved=True)
    page = client.get(comment.post.get_absolute_url()).content.decode()
    assert comment.body in page
    assert "mo</" not in page
