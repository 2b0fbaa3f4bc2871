"""Which stored pages a change forgets: exactly those that show it, with the store on disk."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.db.models import ProtectedError

from blogsite import pages
from posts import bylines, photos, popular, publishing, reads, schedule
from posts.models import Photo
from posts.stories import Correction, DayOfReads, Translation
from tests.posts.factories import make_byline, make_label, make_page, make_photo, make_post, picture

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 15, 18, tzinfo=UTC)
HOMES = {"/", "/es/"}
LISTS = {"/", "/2020/", "/2020/05/", "/search/label/Border", "/by/ana/"}  # that show `post`
EARLIER, LATER = "/2020/04/earlier.html", "/2020/06/later.html"  # its neighbours
OWN, TWIN, AKIN = "/2020/05/river.html", "/2019/03/twin.html", "/2019/02/akin.html"
PAIRED = {"/es/2020/", "/es/2020/05/"}  # link to the other edition's lists while they exist
INDEXES = {"/labels/", "/corrections/", "/popular/"}
BESIDE = {"/2020/04/", "/2020/06/"}  # name the month that has no other post
LINKED = PAIRED | INDEXES | BESIDE | {EARLIER, LATER, TWIN, AKIN}
SHOWING = LISTS | LINKED | {OWN}
ELSEWHERE = {
    "/es/", "/2020/05/no.html", "/search/label/Water", "/by/bo/",
    "/2019/01/distant.html", "/2019/", "/2019/01/", "/p/us.html", "/es/p/us.html",
    "/es/labels/", "/es/corrections/", "/es/popular/",
}  # fmt: skip


def day(month, number=10, year=2020):
    return datetime(year, month, number, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """Print a small paper once for the module; each test's own transaction stands inside this."""
    then = time_machine.travel(NOW, tick=False)
    with django_db_blocker.unblock(), then, transaction.atomic():
        yield print_paper()
        transaction.set_rollback(True)


def print_paper():
    """Return a small paper by name: `post` between two neighbours, and posts far from it."""
    border, water = make_label("Border"), make_label("Water")
    ana, bo = make_byline("Ana", slug="ana"), make_byline("Bo", slug="bo")
    photo, inside = make_photo((30, 20)), make_photo((30, 20))
    far = {"labels": [water], "bylines": [bo]}
    distant = make_post(headline="Distant", published_at=day(1, year=2019), **far)
    make_post(headline="Akin", published_at=day(2, year=2019), labels=[border])
    twin = make_post(headline="Twin", published_at=day(3, year=2019), language="es")
    make_post(headline="Earlier", published_at=day(4), **far)
    body = f'<p>Text</p><img src="{inside.large}">'
    own = {"labels": [border], "bylines": [ana], "lead": photo, "body": body}
    post = make_post(headline="River", published_at=day(5), **own)
    Translation.objects.create(english=post, spanish=twin)
    correct(post)
    DayOfReads.objects.create(post=post, day=NOW.date(), reads=10)
    make_post(headline="Later", published_at=day(6), **far)
    make_post(headline="No", published_at=day(5), language="es", **far)
    scheduled = make_post(headline="Soon", published_at=NOW + timedelta(hours=1))
    page, _nosotros = make_page(slug="us"), make_page(slug="us", language="es")
    return locals()


@pytest.fixture
def paper(printed, settings):
    """Hand a test rows of its own, as what it changes in the database is gone after it."""
    settings.COUNT_READS = "alone"
    reads.memory.clear()
    return SimpleNamespace(**deepcopy(printed))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for a commit at the end of a block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def store(client):
    """Read every page, so that all are stored."""
    paths = SHOWING | ELSEWHERE
    for path in paths:
        assert client.get(path).status_code == 200, path
    assert gone(paths) == set()
    return paths


def gone(paths):
    return {path for path in paths if not pages.place(path).exists()}


def edit(post, **fields):
    for name, value in fields.items():
        setattr(post, name, value)
    publishing.put(post)


def alter(thing, put, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    put(thing)


def correct(post):
    Correction.objects.create(post=post, text="It was Tuesday.")
    publishing.refresh(post)


def come_due(paper):
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert schedule.forget_due(NOW, NOW + timedelta(hours=1, seconds=1)) == 1


def write_reads_down(paper):
    for _turn in range(10):
        reads.memory.note(paper.distant.path)
    assert popular.flush(NOW, NOW) == 1


MAY, JUNE = {"/2020/05/"}, {"/2020/06/"}
HERE = {"/", "/2020/"}
CHANGES = {
    "a new post is published": (
        lambda p: make_post(headline="New", published_at=day(6, 14)),
        HERE | JUNE | {LATER, "/es/2020/"},
    ),
    "a draft is saved": (lambda p: make_post(published_at=None), set()),
    "a post is scheduled": (lambda p: make_post(published_at=NOW + timedelta(days=1)), set()),
    "a scheduled post comes due": (come_due, HERE | JUNE | {LATER, "/es/2020/"}),
    "a headline is edited": (lambda p: edit(p.post, headline="Flood"), SHOWING),
    "a body is edited": (lambda p: edit(p.post, body="<p>New</p>"), SHOWING),
    "a post is withdrawn": (lambda p: publishing.withdraw(p.post), SHOWING),
    "a post is deleted": (lambda p: publishing.remove(p.post), SHOWING),
    "a post moves to another day": (
        lambda p: edit(p.post, published_at=day(6, 12)),
        SHOWING | JUNE,
    ),
    "a post becomes a draft": (lambda p: edit(p.post, published_at=None), SHOWING),
    "a post changes its language": (
        lambda p: edit(p.post, language="es"),
        SHOWING | {"/es/", "/2020/05/no.html", "/es/labels/", "/es/corrections/", "/es/popular/"},
    ),
    "a label is exchanged": (
        lambda p: publishing.assign(p.post, bylines=[p.ana], labels=[p.water]),
        SHOWING | {"/search/label/Water", "/2019/01/distant.html"},
    ),
    "a byline is exchanged": (
        lambda p: publishing.assign(p.post, bylines=[p.bo], labels=[p.border]),
        SHOWING | {"/by/bo/"},
    ),
    "a label is renamed": (
        lambda p: alter(p.border, publishing.put_label, name="Frontier"),
        {"/search/label/Border", OWN, AKIN, "/labels/"},
    ),
    "a label is deleted": (
        lambda p: publishing.remove_label(p.border),
        {"/search/label/Border", OWN, AKIN, "/labels/"},
    ),
    "a byline is renamed": (
        lambda p: alter(p.ana, bylines.put, name="Eva"),
        LISTS | {OWN},
    ),
    "a byline is deleted": (lambda p: bylines.remove(p.ana), LISTS | {OWN}),
    "a byline is retired": (lambda p: bylines.retire(p.ana), LISTS | {OWN}),
    "a byline is merged": (lambda p: bylines.merge(p.ana, p.bo), LISTS | {OWN, "/by/bo/"}),
    "posts get another byline": (
        lambda p: bylines.reassign(p.ana, p.bo),
        LISTS | {OWN, "/by/bo/"},
    ),
    "the caption of a lead photo is edited": (
        lambda p: alter(p.photo, publishing.put_photo, caption="A river"),
        LISTS | {OWN},
    ),
    "a lead photo becomes graphic": (
        lambda p: alter(p.photo, publishing.put_photo, graphic=True, graphic_reason="Blood"),
        LISTS | {OWN},
    ),
    "the caption of a photo in a text is edited": (
        lambda p: alter(p.inside, publishing.put_photo, caption="A bank"),
        {OWN},
    ),
    "a photo in a text is exchanged": (
        lambda p: publishing.put_photo(p.inside, photos.read(picture((50, 50)))),
        {OWN},
    ),
    "a photo that nobody uses is added": (lambda p: make_photo((30, 20)), set()),
    "a page is edited": (
        lambda p: alter(p.page, publishing.put_page, body="<p>Anew</p>"),
        {"/p/us.html", "/es/p/us.html"},
    ),
    "a page is deleted": (
        lambda p: publishing.remove_page(p.page),
        {"/p/us.html", "/es/p/us.html"},
    ),
    "reads are written down": (write_reads_down, {"/popular/"}),
    "a correction is made": (lambda p: correct(p.post), SHOWING),
    "a label is merged into another": (
        lambda p: publishing.merge_label(p.border, p.water),
        {"/search/label/Border", "/search/label/Water", "/labels/", "/es/labels/"}
        | {OWN, AKIN, EARLIER, LATER, "/2019/01/distant.html", "/2020/05/no.html"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_forgets_exactly_the_pages_that_show_it(client, paper, committed, name):
    change, expected = CHANGES[name]
    paths = store(client)
    with committed():
        change(paper)
        assert gone(paths) == set()  # nothing goes before the commit
    assert gone(paths) == expected


def test_a_withdrawn_post_that_comes_back_is_shown_again(client, paper, committed):
    with committed():
        publishing.withdraw(paper.post)
    paths = SHOWING | ELSEWHERE
    for path in paths:
        client.get(path)
    missing = gone(paths)
    assert missing == {OWN, "/by/ana/", "/2020/05/"}
    with committed():
        publishing.restore(paper.post)
    assert gone(paths) == SHOWING


def test_nothing_is_forgotten_when_the_change_is_undone(client, paper, committed):
    paths = store(client)
    with committed(), transaction.atomic():
        edit(paper.post, headline="Flood")
        transaction.set_rollback(True)
    assert gone(paths) == set()


@pytest.mark.parametrize("name", ["photo", "inside"])
def test_a_photo_that_a_post_shows_cannot_be_deleted(paper, name):
    photo = getattr(paper, name)
    with pytest.raises(ProtectedError) as refusal:
        publishing.remove_photo(photo)
    assert refusal.value.protected_objects == {paper.post}
    assert Photo.objects.filter(pk=photo.pk).exists()
