"""What tests run inside a real server's environment (Server.call): people, posts, answers."""

import time
from datetime import timedelta
from itertools import count

from captcha.models import CaptchaStore
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from comments import tally
from comments.models import Comment, Report, Thread
from posts import history, preview, publishing, unsaved
from posts.models import Byline, Label, Post
from posts.stories import DayOfReads
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_photo, make_post
from tips import desk

PASSWORD = "north-bridge-at-noon"
PASSPHRASE = "five quiet words for sealing"
number = count(1)
READS_WAIT = 20  # seconds
ROLES = {"rae": "Reporter", "eva": "Editor", "mo": "Moderator", "dea": "Tip desk"}


def member(role=None, username="", **fields):
    """Return a member of staff, in the group of a role where one is named."""
    name = username or f"person{next(number)}"
    user = User.objects.create_user(name, is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def people():
    """Make Ada, who may do everything, and one person for each role; Dea has a desk key."""
    member(username="ada", is_superuser=True)
    for name, role in ROLES.items():
        user = member(role, name)
        if name == "dea":
            desk.make_key(user, PASSPHRASE)
    User.objects.update(password=make_password(PASSWORD))


def seat(name):
    """Log somebody in on a device that nobody has used; return the cookie.

    For a test that is about something else: a form that is filled in takes a second each time.
    """
    request = HttpRequest()
    request.session = SessionStore()
    login(request, User.objects.get(username=name))
    request.session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "path": settings.SESSION_COOKIE_PATH}
    return cookie | {"value": request.session.session_key, "domain": "127.0.0.1"}


def open_the_paper():
    """Hire the people and print a small paper; return the addresses of its posts."""
    people()
    return publish()


def publish():
    """Print a bilingual day, an older one, a label, a byline and a photo; return the addresses."""
    byline = Byline.objects.create(name="Inés Cantú", slug="ines-cantu")
    label = Label.objects.create(name="Rivers")
    photo = make_photo(size=(480, 320), alt="A ferry at its landing", caption="The ferry in May")
    now = timezone.now()
    paths = []
    for number, (language, headline, words) in enumerate(
        [
            ("en", "The ferry at Los Ebanos stops", "Nobody said why the rope was cut."),
            ("en", "Who owns the gravel pits", "Three companies share one address."),
            ("es", "El transbordador se detiene", "Nadie dijo por qué cortaron la cuerda."),
            ("es", "Los dueños de la grava", "Tres empresas comparten domicilio."),
        ]
    ):
        post = make_post(
            language=language,
            headline=headline,
            standfirst=f"{headline}, briefly",
            body=f"<p>{words}</p>" * 3,
            lead=photo if number % 2 == 0 else None,
            published_at=now - timedelta(days=1 + 40 * (number % 2)),
            bylines=[byline],
            labels=[label],
        )
        paths.append(post.get_absolute_url())
    return paths


def captcha_letters(key):
    """Return what a person would read in the picture of a challenge."""
    return CaptchaStore.objects.get(hashkey=key).challenge


def open_a_long_thread():
    """Open the paper, with 300 comments on its first post: answers and a removed one among them."""
    paths = open_the_paper()
    post = Post.objects.get(path=paths[0].lstrip("/"))
    first = make_comment(post=post, name="Ana", body="Who cut it?\n\nIt was new.", approved=True)
    make_comment(post=post, parent=first, imported_id="c4567890123", approved=True)
    reject(make_comment(post=post, approved=True), reason="private")
    now = timezone.now()
    for number in range(4, 301):
        comment = Comment(
            post=post, body=f"Word {number}.", number=number, status="approved", approved_at=now
        )
        comment.html = comment.printed()
        comment.save()
    Thread.objects.filter(post=post).update(last_number=300)
    tally.recount(now.date() + timedelta(days=2))
    return paths


def report_a_comment():
    """Let a reader say something against a published comment."""
    comment = make_comment(post=Post.objects.earliest("pk"), approved=True)
    Report.objects.create(comment=comment, reason="private", words="He is my cousin.")


def preview_a_draft():
    """Write a draft and make a secret link to it; return the link's token."""
    return preview.make(make_post(headline="Not out yet", published_at=None), 1)


def two_at_one_post():
    """Let Rae have a post open that was saved before, and Eva something unsaved in it.

    Returns the keys of the post and of its newest revision.
    """
    eva, rae = (User.objects.get(username=name) for name in ("eva", "rae"))
    post = make_post(headline="The ferry", body="<h2>At the landing</h2><p>Old words</p>")
    before = history.written(post)
    post.body, post.standfirst = "<h2>At the landing</h2><p>New words</p>", "In short"
    publishing.put(post)
    history.keep(post, before, rae)
    unsaved.see(rae, post)
    unsaved.keep(eva, post, QueryDict("headline=The+ferry+again"))
    return [post.pk, post.revisions.first().pk]


def change_behind(post):
    """Change a post that somebody has open."""
    found = Post.objects.get(pk=post)
    found.headline = "Another headline"
    publishing.put(found)


def read_often(paths):
    """Write down that posts were read today, the first of them most."""
    day = timezone.localdate()
    for rank, path in enumerate(paths):
        post = Post.objects.get(path=path.lstrip("/"))
        DayOfReads.objects.create(post=post, day=day, reads=100 - rank)
    return True


def days_of_reads():
    """Return the reads that were written down: {path: number}."""
    return dict(DayOfReads.objects.values_list("post__path", "reads"))


def written_reads(server, path, least):
    """Wait until a post has so many reads in the table; return the whole of it."""
    end = time.monotonic() + READS_WAIT
    while (found := server.call(days_of_reads)).get(path.lstrip("/"), 0) < least:
        assert time.monotonic() < end, found
        time.sleep(0.2)
    return found
