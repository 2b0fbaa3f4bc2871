"""Whose post it is: reporters see and change their own, editors everybody's."""

from contextlib import suppress
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from posts.models import Photo, Post
from posts.stories import Part, Series, Translation
from tests.comments.test_role import names
from tests.newsroom import member
from tests.posts.factories import make_page, make_photo, make_post

pytestmark = pytest.mark.django_db
LIST = "/admin/posts/post/"
HELD = "Withheld headline"  # of Ana's post, which Rae must meet nowhere


@pytest.fixture
def rae(client):
    """Let Rae, a reporter, in."""
    user = member("Reporter", "rae")
    client.force_login(user)
    return user


@pytest.fixture
def theirs():
    """Let Ana, another reporter, have a post that is to come."""
    later = timezone.now() + timedelta(days=1)
    return make_post(headline=HELD, owner=member("Reporter", "ana"), published_at=later)


def form(**fields):
    words = {"headline": "River", "body": "<p>Text</p>", "language": "en", "comments_open": "on"}
    return words | fields


def rows(prefix, **fields):
    counts = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def test_who_adds_a_post_owns_it(client, rae):
    client.post(f"{LIST}add/", form())
    assert Post.objects.get().owner == rae


def test_a_reporter_cannot_give_a_post_to_somebody(client, rae, theirs):
    client.post(f"{LIST}add/", form(owner=theirs.owner_id))
    mine = Post.objects.get(headline="River")
    client.post(f"{LIST}{mine.pk}/change/", form(owner=theirs.owner_id))
    assert Post.objects.get(pk=mine.pk).owner == rae
    assert "id_owner" not in client.get(f"{LIST}{mine.pk}/change/").content.decode()


def test_a_reporter_writes_schedules_corrects_and_withdraws_their_own(client, rae, commit):
    mine = make_post(headline="River", owner=rae, published_at=None)
    later = timezone.localtime() + timedelta(days=1)
    day = {"published_at_0": f"{later:%Y-%m-%d}", "published_at_1": "12:00:00"}
    assert client.post(f"{LIST}{mine.pk}/change/", form(**day)).status_code == 302
    assert Post.objects.get().state == "scheduled"
    fields = form(published_at_0="2012-05-31", published_at_1="12:00:00")
    with commit():
        client.post(f"{LIST}{mine.pk}/change/", fields | rows("corrections", text="It was May."))
    assert "It was May." in client.get("/2012/05/river.html").content.decode()
    client.post(LIST, {"_selected_action": [mine.pk], "action": "withdraw"})
    assert Post.objects.get().state == "withdrawn"


def test_what_was_taken_from_readers_comes_back_by_an_editor_alone(client, rae):
    mine = make_post(owner=rae, withdrawn_at=timezone.now())
    again = {"_selected_action": [mine.pk], "action": "restore"}
    assert 'value="restore"' not in client.get(LIST).content.decode()
    client.post(LIST, again)
    day = {"published_at_0": "2012-05-14", "published_at_1": "12:00:00"}
    client.post(f"{LIST}{mine.pk}/change/", form(withdrawn_at="", withdrawn_at_0="", **day))
    assert Post.objects.get().state == "withdrawn"
    assert "An editor can give it back." in client.get(f"{LIST}{mine.pk}/change/").content.decode()
    client.force_login(member("Editor", "eva"))
    assert "?state=withdrawn" in client.get(f"{LIST}{mine.pk}/change/").content.decode()
    client.post(LIST, again)
    assert Post.objects.get().state == "live"


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_no_page_of_anothers_post_opens_for_a_reporter(client, rae, theirs, page):
    for answer in (
        client.get(f"{LIST}{theirs.pk}/{page}/"),
        client.post(f"{LIST}{theirs.pk}/{page}/", form() | {"post": "yes"}),
    ):
        assert answer.status_code in {302, 403, 404, 405}
        assert HELD not in answer.content.decode()
    assert Post.objects.get(pk=theirs.pk).headline == HELD


@pytest.mark.parametrize("action", ["withdraw", "restore", "delete_selected"])
def test_no_action_of_a_reporter_reaches_anothers_post(client, rae, theirs, action):
    client.post(LIST, {"_selected_action": [theirs.pk], "action": action, "post": "yes"})
    assert Post.objects.get(pk=theirs.pk).state == "scheduled"


def test_no_address_of_the_desk_opens_anothers_post_for_a_reporter(client, rae, theirs):
    revision = theirs.revisions.create(body=HELD, rest={}, changed=["body"])
    opened = {}
    for name in names(admin.site.urls[0]):
        if not name.startswith("posts_") or "_add" in name:
            continue
        for arguments in ([theirs.pk], [theirs.pk, revision.pk]):
            with suppress(NoReverseMatch):
                path = reverse(f"admin:{name}", args=arguments)
                for answer in (client.get(path), client.post(path, form())):
                    opened[path] = HELD in answer.content.decode()
    assert len(opened) > 20
    assert [path for path, shown in opened.items() if shown] == []
    now = Post.objects.get(pk=theirs.pk)
    assert (now.headline, now.revisions.count()) == (HELD, 1)


def test_a_reporter_meets_anothers_post_nowhere_at_the_desk(client, rae, theirs):
    photo = make_photo((30, 20))
    Post.objects.filter(pk=theirs.pk).update(lead=photo)
    mine = make_post(headline="Río", owner=rae, language="es", lead=photo)
    Translation.objects.create(english=theirs, spanish=mine)
    series = Series.objects.create(name="Rivers", slug="rivers", language="en")
    Part.objects.create(series=series, post=theirs, place=1)
    kind = ContentType.objects.get_for_model(Post).pk
    question = "app_label=posts&model_name=translation&field_name=english&term=Withheld"
    met = {}
    for path in (
        "/admin/", LIST, f"{LIST}?q=Withheld", f"{LIST}?state=scheduled",
        f"{LIST}{mine.pk}/change/", f"/admin/posts/photo/{photo.pk}/change/",
        f"/admin/posts/series/{series.pk}/change/", f"/admin/autocomplete/?{question}",
        f"/admin/r/{kind}/{theirs.pk}/", f"/admin/r/0{kind}/{theirs.pk}/",
    ):  # fmt: skip
        answer = client.get(path)
        met[path] = HELD in answer.content.decode() or "withheld" in answer.get("Location", "")
    assert [path for path, found in met.items() if found] == []
    photo_page = client.get(f"/admin/posts/photo/{photo.pk}/change/").content.decode()
    assert "a post of somebody else" in photo_page
    assert "Río" in photo_page


def test_a_reporter_changes_no_photo_that_anothers_post_or_a_page_shows(client, rae, theirs):
    mine, shared, paged = (make_photo((30, 20), alt="A quay", graphic=True) for _turn in range(3))
    make_post(owner=rae, lead=mine)
    make_post(owner=rae, lead=shared)
    Post.objects.filter(pk=theirs.pk).update(lead=shared)
    make_page(body=f'<img src="{paged.large}">')
    fields = {"alt": "Another", "graphic": ""}
    answers = [
        (client.get(where).status_code, client.post(where, fields).status_code)
        for where in (f"/admin/posts/photo/{photo.pk}/change/" for photo in (mine, shared, paged))
    ]
    assert answers == [(200, 302), (200, 403), (200, 403)]
    changed = [Photo.objects.get(pk=photo.pk) for photo in (mine, shared, paged)]
    assert [photo.alt for photo in changed] == ["Another", "A quay", "A quay"]
    assert [photo.graphic for photo in changed] == [False, True, True]


def test_a_reporter_does_not_tie_their_post_to_anothers(client, rae, theirs):
    mine = make_post(owner=rae, language="es", published_at=None)
    added = rows("in_english", english=theirs.pk)
    answer = client.post(f"{LIST}{mine.pk}/change/", form(language="es") | added)
    assert answer.status_code == 200
    assert not Translation.objects.exists()


def test_a_pair_that_a_reporter_does_not_see_stays_when_they_save(client, rae, theirs):
    mine = make_post(owner=rae, language="es", published_at=None)
    Translation.objects.create(english=theirs, spanish=mine)
    client.get(f"{LIST}{mine.pk}/change/")
    added = {"in_english-TOTAL_FORMS": "0", "in_english-INITIAL_FORMS": "0"}
    answer = client.post(f"{LIST}{mine.pk}/change/", form(language="es") | added)
    assert answer.status_code == 302
    assert Translation.objects.get().english == theirs


def test_an_editor_sees_every_post_and_hands_one_over(
    client, theirs, django_assert_max_num_queries
):
    client.force_login(member("Editor", "eva"))
    orphan, rae = make_post(headline="Nobody's"), member("Reporter", "rae")
    with django_assert_max_num_queries(8):
        page = client.get(LIST).content.decode()
    assert HELD in page
    assert "ana" in page
    assert "Nobody&#x27;s" in page
    fields = form(headline="Nobody's", owner=rae.pk)
    assert client.post(f"{LIST}{orphan.pk}/change/", fields).status_code == 302
    assert Post.objects.get(pk=orphan.pk).owner == rae


def test_a_post_without_an_owner_is_the_editors(client, rae):
    orphan = make_post(headline="Nobody's")
    assert client.get(f"{LIST}{orphan.pk}/change/").status_code == 302
    assert "Nobody" not in client.get(LIST).content.decode()


def test_a_post_outlives_its_owner(theirs):
    theirs.owner.delete()
    assert Post.objects.get(pk=theirs.pk).owner is None


def test_the_front_page_of_the_desk_names_what_an_editor_has_to_come(client, theirs):
    client.force_login(member("Editor", "eva"))
    assert HELD in client.get("/admin/").content.decode()


def test_posts_of_before_go_to_who_added_them(theirs, rae):
    """What migration 0006 of blogsite does with the posts of a site that knew no owners."""
    migration = import_module("blogsite.migrations.0006_writers")
    Post.objects.update(owner=None)
    kind = ContentType.objects.get_for_model(Post)
    for flag, user in ((1, rae), (2, User.objects.get(username="ana"))):
        LogEntry.objects.create(
            user=user, content_type=kind, object_id=str(theirs.pk), action_flag=flag
        )
    migration.hand_over(apps, None)
    assert Post.objects.get(pk=theirs.pk).owner == rae
