"""What an imported blog had kept as spam: never shown, learnt from once."""

import pytest

from comments import intake
from comments.memory import Learned
from comments.models import Comment, Lane
from posts.models import Post
from tests.archives import bring, entry, remark, takeout
from tests.comments.factories import approve, make_comment
from tests.comments.test_learning import SALE, TALK, learn, likelihood

pytestmark = pytest.mark.django_db


def test_imported_spam_teaches_and_nothing_else_of_it_is_used(tmp_path):
    spam = [remark(100 + n, 1, status="SPAM_COMMENT", content=SALE.format(n)) for n in range(30)]
    other = [remark(200 + n, 1, content=TALK.format(n)) for n in range(30)]
    xml = takeout(entry(1), *spam, *other)
    for _turn in range(2):
        bring(tmp_path, xml)
        assert (Learned.objects.get().good, Learned.objects.get().bad) == (0, 30)
    assert set(Comment.objects.filter(body__contains="casino").values_list("status")) == {
        ("rejected",)
    }
    for number in range(30):
        approve(make_comment(post=Post.objects.get(), body=TALK.format(number)))
    learn()
    assert likelihood(SALE.format("new")) > 0.9
    assert likelihood(TALK.format("new")) < 0.1
    new = Comment(post=Post.objects.get(), body=SALE.format("new"))
    intake.receive(new)
    assert new.lane == Lane.SPAM


def test_a_dry_run_teaches_nothing(tmp_path):
    bring(tmp_path, takeout(entry(1), remark(2, 1, status="SPAM_COMMENT")), "--dry-run")
    assert not Learned.objects.exists()
