"""What a sender learns with a code, and that nobody learns anything without one."""

import re

import pytest

from comments import codes
from comments.models import Comment
from comments.redaction import redact
from tests.comments.factories import approve, filled_form, make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
PAGE = "/comment-status/"
CODE = re.compile(r'<output class="receipt">([0-9A-Z-]+)</output>')


@pytest.fixture
def sent(client):
    """A comment that came through the form, and the code that its sender was shown."""
    post = make_post()
    page = client.post(f"{post.get_absolute_url()}/comment", filled_form(post)).content.decode()
    return Comment.objects.get(), CODE.search(page)[1]


def ask(client, code, page=PAGE):
    response = client.post(page, {"code": code})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("page", [PAGE, "/es/estado-de-comentario/"])
def test_neither_the_form_nor_an_answer_is_stored(client, sent, page):
    answers = [client.get(page), client.post(page, {"code": sent[1]})]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_code_is_eighty_bits_in_groups_and_never_the_same():
    given = {codes.issue()[0] for _each in range(50)}
    assert len(given) == 50
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", c) for c in given)
    assert len(codes.SIGNS) ** codes.LENGTH == 2**80


def test_only_a_keyed_hash_is_stored(sent, settings):
    comment, code = sent
    assert comment.code_hash == codes.digest(code)
    row = Comment.objects.filter(pk=comment.pk).values().get()
    assert not [value for value in row.values() if code in str(value)]
    settings.SECRET_KEY = "another key of another site, long enough"
    assert codes.digest(code) != comment.code_hash


def test_the_page_with_the_code_is_kept_by_nobody(client):
    post = make_post()
    response = client.post(f"{post.get_absolute_url()}/comment", filled_form(post))
    assert response["Cache-Control"] == "no-store"
    assert not client.cookies
    assert CODE.search(response.content.decode())
    assert "/comment-status/" in response.content.decode()


def test_a_held_comment_is_held(client, sent):
    status, page = ask(client, sent[1])
    assert status == 200
    assert "held for review" in page


def test_one_in_the_outbox_is_still_held(client, sent):
    Comment.objects.update(status="outbox")
    assert "held for review" in ask(client, sent[1])[1]


def test_a_published_comment_is_linked(client, sent):
    comment = approve(sent[0])
    status, page = ask(client, sent[1])
    assert status == 200
    assert f'<a href="{comment.post.get_absolute_url()}#c1">' in page


def test_a_refused_comment_names_the_point_of_the_policy(client, sent):
    reject(sent[0], reason="private")
    page = ask(client, sent[1])[1]
    assert "not published" in page
    assert "Personal data of somebody" in page
    assert "mo" not in re.findall(r"\w+", page)  # who decided is told nobody


def test_the_point_is_that_of_the_refusal_and_not_of_words_taken_out(mo):
    code, hashed = codes.issue()
    comment = reject(make_comment(code_hash=hashed, body="Call 899 555 0137"), reason="attack")
    redact(comment.pk, "899 555 0137", moderator=mo, seen=comment.text_hash, reason="private")
    assert codes.ask(code).reason == "Personal attack"


def test_a_removed_comment_was_there(client, sent):
    approve(sent[0])
    reject(sent[0], reason="threat")
    page = ask(client, sent[1])[1]
    assert "removed later" in page
    assert "Threat" in page


def test_how_a_code_is_written_does_not_matter(client, sent):
    code = sent[1]
    loose = f"  {code.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")
    assert ask(client, loose)[0] == 200
    assert ask(client, code.replace("-", ""))[0] == 200


WRONG = ["", "0" * 16, "0000-0000-0000-000", "x", "ñ" * 16, "\0" * 16, "'; DROP TABLE", "9" * 100]


@pytest.mark.parametrize("code", WRONG)
def test_what_is_no_code_gets_one_answer(client, sent, code):
    status, page = ask(client, code)
    assert status == (404 if code.strip("\0") else 422)
    assert "held for review" not in page
    if status == 404:
        assert bare(page) == bare(ask(client, "1" * 16)[1])


def bare(page):
    """Return a page without what was typed into its field."""
    return re.sub(r'value="[^"]*"', "", page)


def test_a_comment_without_a_code_is_found_by_nothing(client):
    make_comment()
    assert codes.ask("") is None
    assert codes.ask("----") is None


def test_a_code_as_long_as_a_book_is_refused(client):
    assert ask(client, "A" * 100_000)[0] == 422


def test_guessing_has_a_limit(client, sent, settings):
    settings.CODES_PER_SITE = 2
    assert [ask(client, "2" * 16)[0] for _each in range(3)] == [404, 404, 429]
    assert ask(client, sent[1])[0] == 429


def test_the_page_is_there_in_spanish(client, sent, spanish_is_compiled):
    page = client.get("/es/estado-de-comentario/").content.decode()
    assert '<html lang="es"' in page
    assert ask(client, sent[1], "/es/estado-de-comentario/")[0] == 200
    assert ask(client, "3" * 16, "/es/estado-de-comentario/")[0] == 404
