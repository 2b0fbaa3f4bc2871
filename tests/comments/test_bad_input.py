"""What a form must bear: nothing here may be stored, and no typed word may be lost."""

import html
import re

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment
from tests.comments.factories import ORIGIN, filled_form, make_comment, solved_captcha, stamp_for
from tests.posts.factories import make_post
from tests.visitor import HIDDEN

pytestmark = pytest.mark.django_db
TEXT = "The ferry <stopped> running & nobody said why."
MEGABYTE = 2**20


def address(post):
    return f"{post.get_absolute_url()}/comment"


def shown(response):
    return html.unescape(response.content.decode())


WRONG = {
    "captcha not answered": {"captcha_picture": ""},
    "picture read wrong": {"captcha_picture": "WRONG"},
    "question answered wrong": {"captcha_picture": "", "captcha_question": "99"},
    "no challenge": {"captcha_key": ""},
    "unknown challenge": {"captcha_key": "0" * 40},
    "challenge of another form": solved_captcha,
    "challenge with a NUL": {"captcha_key": "\0" * 40},
    "honeypot filled in": {"website": "https://spam.example"},
    "no stamp": {"token": ""},
    "forged stamp": {"token": "abc:1abcde:forged"},
    "stamp with a NUL": {"token": "\0"},
    "name too long": {"name": "n" * 81},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_form_that_is_not_in_order_gives_the_words_back(client, change):
    post = make_post()
    fields = change("tip") if callable(change) else change
    response = client.post(address(post), filled_form(post, body=TEXT, **fields), **ORIGIN)
    assert response.status_code == 422
    assert TEXT in shown(response)
    assert 'role="alert"' in shown(response)
    assert not Comment.objects.exists()


def test_a_form_left_open_for_two_days_gives_the_words_back(client):
    post = make_post()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        old = stamp_for(post)
        clock.shift(48 * 3600 - 60)
        assert client.post(address(post), filled_form(post, token=old)).status_code == 200
        clock.shift(120)
        response = client.post(address(post), filled_form(post, body=TEXT, token=old))
    assert response.status_code == 422
    assert TEXT in shown(response)


def test_the_stamp_of_one_post_is_not_good_for_another(client):
    post = make_post()
    response = client.post(
        address(post), filled_form(post, body=TEXT, token=stamp_for(make_post()))
    )
    assert response.status_code == 422
    assert TEXT in shown(response)


def test_a_body_without_any_field_is_answered_with_the_form(client):
    response = client.post(address(make_post()))
    assert response.status_code == 422
    assert 'name="body"' in shown(response)


HUGE = {
    "a megabyte": "x" * MEGABYTE,
    "a megabyte of accents": "é" * (MEGABYTE // 6),
    "one sign too many": "x" * 10_001,
}


@pytest.mark.parametrize("body", HUGE.values(), ids=HUGE)
def test_a_text_that_is_too_long_comes_back_whole(client, body):
    post = make_post()
    response = client.post(address(post), filled_form(post, body=body))
    assert response.status_code == 422
    assert body in shown(response)
    assert f"This has {len(body)} characters, and 10000 are the most." in shown(response)
    assert not Comment.objects.exists()


def test_bytes_that_are_no_text_do_not_break_the_form(client):
    body = bytes(range(256)) * 16
    response = client.post(
        address(make_post()), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 422
    assert client.post(address(make_post()), body, content_type="image/png").status_code == 422


def test_a_broken_multipart_body_is_a_bad_request(client):
    kind = "multipart/form-data; boundary=x"
    response = client.post(address(make_post()), b"--x\r\nnothing", content_type=kind)
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize("name", ["comment", "comments/1/report"])
@pytest.mark.parametrize("fields", [{"published_at": None}, {"withdrawn_at": timezone.now()}, None])
def test_a_post_that_readers_cannot_see_takes_no_comments(client, name, fields):
    path = "/2012/05/nowhere.html"
    if fields is not None:
        post = make_post()
        path = post.get_absolute_url()
        type(post).objects.filter(pk=post.pk).update(**fields)
    assert client.get(f"{path}/{name}").status_code == 404
    response = client.post(f"{path}/{name}", {"body": TEXT, "edition": "es"})
    assert response.status_code == 404
    assert TEXT in shown(response)
    assert '<html lang="es">' in shown(response)
    assert response["Cache-Control"] == "no-store"


def test_a_closed_post_gives_the_words_back(client):
    post = make_post(comments_open=False)
    response = client.post(address(post), filled_form(post, body=TEXT))
    assert response.status_code == 403
    assert TEXT in shown(response)
    assert client.get(address(post)).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["comment", "comments/1/report"])
def test_no_browser_cuts_off_the_end_of_what_is_pasted(client, name):
    post = make_comment(approved=True).post
    page = client.get(f"{post.get_absolute_url()}/{name}").content.decode()
    (box,) = re.findall("<textarea[^>]*>", page)
    assert "maxlength" not in box


@pytest.mark.parametrize("name", ["comment", "comments/1/report"])
def test_a_form_that_is_refused_answers_in_the_language_of_its_post(client, name):
    post = make_comment(post=make_post(language="es"), approved=True).post
    form = f"{post.get_absolute_url()}/{name}"
    sent = dict(HIDDEN.findall(client.get(form).content.decode()))
    sent |= {"words": TEXT, "reason": "private"}
    response = client.post(form, sent, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert '<html lang="es">' in shown(response)
    assert shown(response).partition("<textarea")[2].count("<textarea") == 0  # the words alone
    assert TEXT in shown(response)


@pytest.mark.parametrize("headers", [
    {"HTTP_ORIGIN": "https://elsewhere.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
])  # fmt: skip
def test_a_form_on_another_site_cannot_send_comments(client, headers):
    post = make_post()
    response = client.post(address(post), filled_form(post, body=TEXT), **headers)
    assert response.status_code == 403
    assert TEXT in shown(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("name", ["comment", "comments/1/report", "comments/1"])
def test_other_methods_are_refused(client, name, method):
    response = client.generic(method, f"{make_post().get_absolute_url()}/{name}", TEXT)
    assert response.status_code == 405
