"""Moulds: comments filled in are what the template would have made of each, answers too."""

import pytest

from comments import moulds
from comments.models import Comment
from comments.moulds import Moulds
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
WORDS = ["Who cut it?", "a <b> & c\n\nd\ne", "\ue001 \ue006 2000000011 c\ue003", "é\u0301" * 200,
         "long " * 100, "1907"]  # fmt: skip


@pytest.fixture(autouse=True)
def _filled_alone(monkeypatch):
    """Let what is filled in come out, not what it is compared with."""
    monkeypatch.setattr(moulds, "TRIED", 0)
    monkeypatch.setattr(moulds, "SELDOM", 10**9)


def said(post, number, body, **fields):
    fields = {"name": "Rea <1>", "status": "approved", "imported_id": f"c{number}"} | fields
    comment = Comment(post=post, number=number, body=body, **fields)
    comment.approved_at = comment.received_at
    return comment


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"imported_id": ""}])
def test_what_is_filled_in_is_what_is_rendered(language, fields, spanish_is_compiled):
    post, made = make_post(language=language), Moulds()
    for number, body in enumerate(WORDS, 199):
        one = said(post, number, body, **fields)
        assert made.printed(one) == one.printed()
        near = said(post, number, body, **fields)
        near.parent = one
        far = said(post, number + 300, body, **fields)
        far.parent = one
        for answer in (near, far):
            assert made.printed(answer) == moulds.printing.item(answer, one)
    assert None not in made.kept.values()
    assert sum(made.filled.values()) == 3 * len(WORDS)


def test_an_answer_to_what_was_removed_or_is_not_public_is_filled_in_too():
    post, made = make_post(), Moulds()
    for fields in ({"name": "", "status": "removed"}, {"number": None}):
        one = said(post, 1, "")
        for name, value in fields.items():
            setattr(one, name, value)
        answer = said(post, 2, "Yes")
        answer.parent = one
        assert made.printed(answer) == moulds.printing.item(answer, one)
