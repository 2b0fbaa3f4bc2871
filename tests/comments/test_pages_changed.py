"""Which stored pages a comment's change forgets: exactly those that show it."""

from types import SimpleNamespace

import pytest

from blogsite import pages
from comments import gates, showing
from comments.models import Comment, Thread
from posts import publishing
from tests.comments.factories import approve, make_comment, reject
from tests.comments.test_threads import fill
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A post with three pages of comments, the last but one full; and a post far from it."""
    post, other = make_post(headline="River"), make_post(headline="Lake", language="es")
    fill(post, range(1, 601))
    fill(other, range(1, 300))
    parent = Comment.objects.get(post=post, number=7)
    Comment.objects.filter(post=post, number=555).update(parent=parent)
    held = make_comment(post=post)
    return SimpleNamespace(post=post, other=other, parent=parent, held=held)


def names(paper):
    """Return every page with comments by a short name."""
    own, other = paper.post.get_absolute_url(), paper.other.get_absolute_url()
    return {
        "own": own,
        "second": f"{own}/comments/201-400/",
        "third": f"{own}/comments/401-600/",
        "elsewhere": other,
        "elsewhere, second": f"{other}/comments/201-400/",
        "home": "/",
    }


def gone(paper):
    return {name for name, path in names(paper).items() if not pages.place(path).exists()}


def edit(paper, **fields):
    for name, value in fields.items():
        setattr(paper.post, name, value)
    publishing.put(paper.post)


def in_a_gap(paper):
    Thread.objects.filter(post=paper.post).update(last_number=1000)
    approve(paper.held)


EVERY = {"own", "second", "third"}
CHANGES = {
    "a comment is sent": (lambda p: make_comment(post=p.post), set()),
    "a held comment is rejected": (lambda p: reject(p.held), set()),
    "one begins a new page": (lambda p: approve(p.held), {"own", "third"}),
    "one begins a page far off": (in_a_gap, {"own", "third"}),
    "one on the first page goes, which the third quotes": (
        lambda p: reject(p.parent),
        {"own", "third"},
    ),
    "one on the second page goes": (
        lambda p: reject(Comment.objects.get(post=p.post, number=300)),
        {"own", "second"},
    ),
    "the headline is edited": (lambda p: edit(p, headline="Flood"), EVERY | {"home"}),
    "comments are closed": (lambda p: edit(p, comments_open=False), EVERY | {"home"}),
    "the post is withdrawn": (
        lambda p: publishing.withdraw(p.post),
        EVERY | {"home"},
    ),
    "the site is frozen": (
        lambda p: gates.freeze(),
        EVERY | {"elsewhere", "elsewhere, second", "home"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_forgets_exactly_the_pages_that_show_it(
    client, paper, name, django_capture_on_commit_callbacks
):
    change, expected = CHANGES[name]
    for path in names(paper).values():
        assert client.get(path).status_code == 200, path
    assert gone(paper) == set()
    with django_capture_on_commit_callbacks(execute=True):
        change(paper)
        assert gone(paper) == set()  # nothing goes before the commit
    assert gone(paper) == expected


def test_a_page_that_has_just_come_to_be_is_found_from_its_neighbours(client, paper):
    client.get(names(paper)["third"])
    approve(paper.held)
    found = showing.of_comments(paper.post, [601])
    own = names(paper)["own"]
    assert found == {own, names(paper)["third"], f"{own}/comments/601-800/"}
