"""What readers get of one comment: answers with a quote, and nothing quoted that was removed."""

import pytest

from comments import printing
from comments.models import Comment, Decided
from tests.comments.factories import approve, make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
SECRET = "Call him on 868 555 0142 at night"


@pytest.fixture
def pair():
    """A published comment and a published answer to it."""
    parent = make_comment(name="Ana", body=SECRET, approved=True)
    return parent, make_comment(post=parent.post, body="I did.", parent=parent, approved=True)


def stored(comment):
    comment.refresh_from_db()
    return comment.html


def test_an_answer_quotes_name_and_words_and_leads_to_them(pair):
    html = stored(pair[1])
    assert '<a href="#c1">In answer to 1</a>, <bdi>Ana</bdi>:' in html
    assert f'<blockquote class="meta" dir="auto">{SECRET}</blockquote>' in html


def test_a_quote_never_holds_a_quote(pair):
    third = make_comment(post=pair[0].post, body="So did I.", parent=pair[1], approved=True)
    assert "I did." in third.html
    assert SECRET not in third.html
    assert third.html.count("<blockquote") == 1


def test_a_long_quote_is_cut_and_markup_in_it_stays_text():
    parent = make_comment(body="<b>x</b> " + "word " * 200 + "the end", approved=True)
    html = make_comment(post=parent.post, parent=parent, approved=True).html
    quote = html.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "&lt;b&gt;" in quote
    assert "the end" not in quote
    assert len(quote) < printing.QUOTED + 100


def test_on_another_page_the_quote_leads_there():
    post = make_post()
    parent = make_comment(post=post, approved=True)
    parent.post.thread.last_number = 250
    parent.post.thread.save()
    answer = make_comment(post=post, parent=parent, approved=True)
    assert answer.number == 251
    assert f'<a href="{post.get_absolute_url()}#c1">' in answer.html


def test_the_words_of_a_removed_comment_are_gone_from_every_stored_item(pair):
    second = make_comment(post=pair[0].post, parent=pair[0], approved=True)
    approve(make_comment(post=pair[0].post, parent=pair[0]))
    reject(pair[0], reason="private")
    for answer in (pair[1], second):
        assert "In answer to 1" in stored(answer)
        assert "Ana" not in answer.html
    assert not Comment.objects.filter(html__contains="868").exists()
    assert not Comment.objects.filter(body__contains="868").exists()


def test_an_answer_that_is_published_after_the_removal_quotes_nothing(pair):
    late = make_comment(post=pair[0].post, parent=pair[0], body="Late.")
    reject(pair[0])
    assert SECRET not in approve(late).html
    assert "<blockquote" not in late.html


def test_what_is_not_public_is_not_quoted():
    held = make_comment(body="Held words")
    answer = make_comment(post=held.post, parent=held, approved=True)
    assert "Held words" not in answer.html
    assert "In answer" not in answer.html


def test_the_words_as_they_are_now_are_quoted_whatever_was_loaded_before(pair):
    answer = make_comment(post=pair[0].post, parent=pair[0])
    assert answer.parent.body == SECRET  # loaded, and changed behind its back
    Comment.objects.filter(pk=pair[0].pk).update(body="Call him")
    assert "868" not in approve(answer).html


def test_what_was_quoted_is_printed_anew_after_a_change(pair):
    Comment.objects.filter(pk=pair[0].pk).update(body="Call him [removed]")
    pair[0].refresh_from_db()
    assert printing.reprint_replies(pair[0]) == [2]
    assert "868" not in stored(pair[1])
    assert "Call him [removed]" in pair[1].html


def test_a_placeholder_keeps_number_and_old_id_and_nothing_else():
    comment = make_comment(name="Ana", body=SECRET, imported_id="8765", approved=True)
    assert 'id="c8765"' in comment.html
    reject(comment)
    html = stored(comment)
    assert comment.status == "removed"
    assert (comment.name, comment.body, comment.number) == ("", "", 1)
    assert 'id="c1" value="1"' in html
    assert 'id="c8765"' in html
    assert "Ana" not in html
    assert "<time" not in html
    assert "?to=" not in html


def test_a_removed_comment_cannot_come_back():
    comment = make_comment(approved=True)
    reject(comment)
    with pytest.raises(Decided):
        approve(comment)


def test_rendering_anew_keeps_answers_and_placeholders(pair):
    reject(make_comment(post=pair[0].post, approved=True))
    before = list(Comment.objects.shown().values_list("number", "html"))
    Comment.objects.shown().update(html="<li>old</li>")
    printing.reprint(Comment.objects.all(), batch=2)
    assert list(Comment.objects.shown().values_list("number", "html")) == before
