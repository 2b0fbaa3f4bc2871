"""A small paper whose every kind of page is in a copy, and a reader of copies without a browser."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from comments import threads
from comments.models import Comment
from posts import listing, publishing
from posts.history import Autosave
from posts.models import OldAddress, Post
from posts.stories import Correction, Translation
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_byline, make_label, make_photo, make_post

UNSEEN = "MARK-unpublished"
AWAY = ("https://", "mailto:")
LINKING = ("href", "src", "action", "poster", "data", "formaction", "cite", "background")


@pytest.fixture(scope="module")
def edition(django_db_setup, django_db_blocker):
    """Print the paper once for a module, with short lists and threads; return its first post.

    Each test's own transaction stands inside this one, and what it changes is gone after it.
    """
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "PAGE", 5)
        patch.setattr(threads, "PAGE", 2)
        with transaction.atomic():
            yield print_paper()
            transaction.set_rollback(True)


def print_paper():
    """Print posts in both editions, with all that leads from page to page; return the first."""
    when = timezone.now() - timedelta(days=1)
    labels = [make_label("Rivers"), make_label("rivers"), make_label("CJNG/¿quién: 1")]
    byline = make_byline("Inés Cantú", slug="ines-cantu")
    lead = make_photo((480, 320), caption="The ferry", credit="Rea")
    graphic = make_photo((480, 320), graphic=True, graphic_reason="a body", alt="A covered body")
    first = make_post(
        headline="The ferry stops", standfirst="Nobody says why.", lead=lead, published_at=when,
        body=f'<p>See <a href="/2011/01/gone.html#c9">an older report</a>, <a href="/2012/02/old">'
        f'this</a> and <a href="https://elsewhere.example/x?a=1&amp;b=2">theirs</a>.</p>'
        f'<figure><img src="/media/photos/{graphic.token}/480.jpg" alt="">'
        "<figcaption>By the road</figcaption></figure>",
        bylines=[byline], labels=labels,
    )  # fmt: skip
    spanish = make_post(
        headline="El transbordador", language="es", published_at=when, bylines=[byline],
        labels=labels[:1], body="<p>Nadie dice por qué.</p>",
    )  # fmt: skip
    Translation.objects.create(english=first, spanish=spanish)
    Correction.objects.create(post=first, text="It was May.")
    for number in range(13):
        make_post(
            published_at=when - timedelta(days=20 * number + 1), labels=labels[:1], bylines=[byline]
        )
    publishing.refresh(first)
    OldAddress.objects.create(address="/2012/02/old", post=spanish)
    unseen = {"body": f"<p>{UNSEEN}</p>", "standfirst": UNSEEN, "labels": labels}
    make_post(headline=f"{UNSEEN} draft", published_at=None, lead=make_photo((480, 321)), **unseen)
    make_post(headline=f"{UNSEEN} later", published_at=when + timedelta(days=9), **unseen)
    publishing.withdraw(make_post(headline=f"{UNSEEN} back", published_at=when, **unseen))
    write(first)
    talk(first)
    return first


def write(post):
    """Let somebody have written a post, before it said what it says and after."""
    somebody, rest = User.objects.create(username=UNSEEN), {"headline": UNSEEN}
    Post.objects.filter(pk=post.pk).update(owner=somebody)
    post.revisions.create(by=somebody, changed=["body"], body=UNSEEN, rest=rest)
    Autosave.objects.create(user=somebody, post=post, typed=UNSEEN)


def talk(post):
    """Let readers comment: five public ones, one of them removed; a waiting and a refused one."""
    one = make_comment(post=post, name="Ana", body="Who cut it?\n\nIt was new.", approved=True)
    make_comment(post=post, parent=one, imported_id="c4567890123", approved=True)
    reject(make_comment(post=post, body=UNSEEN, name=UNSEEN, approved=True), reason="private")
    make_comment(post=post, parent=one, name="", body='1 < 2 & "so"', approved=True)
    earlier = timezone.now() - timedelta(days=3)  # sent before the others, approved after them
    make_comment(post=post, name="Late", received_at=earlier, approved=True)
    make_comment(post=post, body=UNSEEN)
    reject(make_comment(post=post, body=UNSEEN))
    assert Comment.objects.approved().filter(post=post).count() == 4


def run(command, *arguments, **options):
    call_command(command, *map(str, arguments), stdout=(out := StringIO()), **options)
    return out.getvalue()


def contents(root):
    """Return every file of a folder by its name."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def index_of(copy, language="en"):
    """Return the data of an edition's index by the names of its files."""
    found = {}
    for path in sorted((copy / "words" / language).iterdir()):
        name, data = json.loads(re.sub(r"\Afound\((.*)\);\n\Z", r"[\1]", path.read_text()))
        assert path.name == f"{name}.js"
        found[name] = data
    return found


class Links(HTMLParser):
    """What a page names: `found` addresses that do not lead away, `asked` those that a browser may
    ask for by itself or that are no plain link, `ids` its places, `tags`.
    """

    def __init__(self, text):
        super().__init__()
        self.found, self.ids, self.tags, self.asked = [], set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            named = [choice.split()[0] for choice in value.split(",")] if name == "srcset" else []
            if name in LINKING:
                named = [value or ""]
            self.found += [each for each in named if not each.startswith(AWAY)]
            self.asked += named if tag != "a" else [each for each in named if each[:4] != "http"]
            if name == "id":
                self.ids.add(value)


def leads(root, file, address):
    """Return the file and the place that a relative link leads to."""
    parts = urlsplit(address)
    assert not parts.query, (file, address)
    target = (root / file).parent / unquote(parts.path) if parts.path else root / file
    return target.resolve().relative_to(root.resolve()).as_posix(), parts.fragment


def print_elsewhere():
    """Print the paper in a server's environment; return the file of its first post."""
    return print_paper().path


def export(folder):
    """Write a signed copy and an archive, in a process that knows nothing of the database yet."""
    key = run("make_signing_key", f"{folder}.key").strip()
    run("export_site", folder, "--key", f"{folder}.key")
    run("export_archive", f"{folder}.zip")
    return key
