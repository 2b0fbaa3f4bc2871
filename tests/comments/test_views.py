import re

import pytest
from captcha.models import CaptchaStore

from comments.models import Comment
from tests.comments.factories import ORIGIN, filled_form, solved_captcha
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
TEXT = "The ferry stopped running in May."


def address(post):
    return f"{post.get_absolute_url()}/comment"


def test_the_form_asks_for_a_comment_and_leads_back_to_its_post(client):
    post = make_post(headline="The ferry at dusk")
    response = client.get(address(post))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<a href="{post.get_absolute_url()}">The ferry at dusk</a>' in page
    assert "/p/comment-policy.html" in page
    assert re.search(r'<label for="id_captcha_picture">', page)
    assert re.search(r'<label for="id_captcha_question">', page)
    assert re.search(r'<div hidden>.*name="website"', page)


def test_the_form_is_kept_by_nobody_and_sets_no_cookie(client):
    post = make_post()
    first, second = client.get(address(post)), client.get(address(post))
    assert first.headers["Cache-Control"] == "no-store"
    assert first.content != second.content
    assert "Vary" not in first.headers
    assert not client.cookies


def test_each_view_of_the_form_stores_one_challenge(client):
    client.get(address(make_post()))
    assert CaptchaStore.objects.count() == 1


@pytest.mark.parametrize("name", ["Rea", ""])
def test_a_new_comment_is_held_back(client, name):
    post = make_post()
    response = client.post(address(post), filled_form(post, name=name), **ORIGIN)
    assert response.status_code == 200
    comment = Comment.objects.pending().get()
    assert (comment.post, comment.name, comment.body) == (post, name, TEXT)
    assert TEXT not in client.get(post.get_absolute_url()).content.decode()
    page = response.content.decode()
    assert "held for review" in page
    assert TEXT not in page


def test_a_browser_that_says_nothing_of_its_origin_may_comment(client):
    post = make_post()
    assert client.post(address(post), filled_form(post)).status_code == 200


def test_only_name_and_words_are_taken_from_the_form(client):
    post, other = make_post(), make_post()
    extra = {
        "status": "approved", "number": 7, "html": "<b>x</b>", "post": other.pk,
        "received_at": "2001-01-01", "approved_at": "2001-01-01", "id": 99,
    }  # fmt: skip
    assert client.post(address(post), filled_form(post) | extra).status_code == 200
    comment = Comment.objects.get()
    assert (comment.post, comment.status, comment.number) == (post, "pending", None)
    assert (comment.html, comment.approved_at) == ("", None)
    assert comment.received_at.year > 2001


def test_the_pages_of_a_spanish_post_are_spanish(client, spanish_is_compiled):
    post = make_post(language="es", headline="El transbordador")
    form = client.get(address(post)).content.decode()
    assert '<html lang="es"' in form
    assert "Escribe un comentario" in form
    assert "¿Cuánto es" in form
    assert '"/es/p/comment-policy.html"' in form
    sent = client.post(address(post), filled_form(post, body=""))
    assert "Tu comentario todavía no se envía" in sent.content.decode()
    held = client.post(address(post), filled_form(post)).content.decode()
    assert "en espera de revisión" in held
    assert "/es/p/comment-policy.html" in held


def test_over_the_limit_of_the_hour_the_words_are_kept_on_the_page(client, settings):
    settings.COMMENTS_PER_POST = 1
    post = make_post()
    assert client.post(address(post), filled_form(post)).status_code == 200
    response = client.post(address(post), filled_form(post, body="My second thought"))
    assert response.status_code == 429
    assert "My second thought" in response.content.decode()
    assert "in an hour" in response.content.decode()
    assert Comment.objects.count() == 1


def test_only_comments_that_are_in_order_count_against_the_limit(client, settings):
    settings.COMMENTS_PER_POST = 1
    post = make_post()
    for _try in range(3):
        wrong = filled_form(post, captcha_picture="WRONG")
        assert client.post(address(post), wrong).status_code == 422
    assert client.post(address(post), filled_form(post)).status_code == 200


def test_after_an_error_the_form_can_be_sent_again_as_it_stands(client):
    post = make_post()
    page = client.post(address(post), filled_form(post, captcha_picture="WRONG")).content.decode()
    shown = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))
    row = CaptchaStore.objects.get(hashkey=shown["captcha_key"])
    again = shown | {"name": "Rea", "body": TEXT, "captcha_picture": row.challenge}
    assert client.post(address(post), again).status_code == 200


def test_a_challenge_serves_one_comment_only(client):
    post = make_post()
    form = filled_form(post)
    assert client.post(address(post), form).status_code == 200
    assert client.post(address(post), form).status_code == 422
    assert client.post(address(post), form | solved_captcha()).status_code == 200
