"""Labels: their cloud, and old names that lead to new ones."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts import labels, publishing, related
from posts.models import Label, Post
from posts.stories import Relation
from tests.posts.factories import make_label, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def rename(label, name):
    label.name = name
    publishing.put_label(label)


def counts(language="en"):
    return {found.label.name: found.posts for found in labels.cloud(language)}


def test_the_cloud_counts_live_posts_of_its_edition(client):
    border, water = make_label("Border"), make_label("agua")
    make_label("Unused")
    posts = [make_post(published_at=DAY, labels=[border]) for _turn in range(3)]
    make_post(labels=[border], published_at=None)
    make_post(labels=[water], published_at=DAY)
    make_post(labels=[water], published_at=DAY, language="es")
    assert (counts(), counts("es")) == ({"agua": 1, "Border": 3}, {"agua": 1})
    assert [found.size for found in labels.cloud("en")] == [2, 3]
    page = client.get("/labels/").content.decode()
    assert '<a href="/search/label/Border"><strong>Border</strong>' in page
    assert re.findall(r">\((\d+)\)<", page) == ["1", "3"]
    assert "Unused" not in page
    publishing.withdraw(posts[0])
    publishing.remove(posts[1])
    publishing.assign(posts[2], labels=[water])
    assert counts() == {"agua": 2}


def test_a_renamed_label_is_found_at_its_old_address(client):
    label = make_label("Frontera Norte")
    make_post(published_at=DAY, labels=[label])
    for name in ("Border", "The Border"):
        label.name = name
        publishing.put_label(label)
    for old in ("Frontera%20Norte", "Border"):
        response = client.get(f"/search/label/{old}")
        assert (response.status_code, response.url) == (301, "/search/label/The%20Border")
        response = client.get(f"/feed/rss/label/{old}")
        assert (response.status_code, response.url) == (301, "/feed/rss/label/The%20Border")
    label.name = "Border"  # a name that comes back is no old name any more
    publishing.put_label(label)
    assert client.get("/search/label/Border").status_code == 200


def test_merged_labels_lead_to_the_one_that_stays(client):
    border, frontier = make_label("Border"), make_label("Frontier")
    both = make_post(published_at=DAY, labels=[border, frontier])
    one = make_post(published_at=DAY, labels=[frontier])
    publishing.merge_label(frontier, border)
    assert client.get("/search/label/Frontier").url == "/search/label/Border"
    for post in (both, one):
        assert [label.name for label in Post.objects.get(pk=post.pk).labels.all()] == ["Border"]
    assert counts() == {"Border": 2}
    with pytest.raises(ValueError, match="itself"):
        publishing.merge_label(border, border)
    assert Label.objects.filter(pk=border.pk).exists()


def print_topics(*topics):
    """Print two posts under each combination of two topics, so that all are related somehow."""
    pairs = [(one, other) for one in topics for other in topics]
    for number, carried in enumerate(pairs * 2):
        day = DAY + timedelta(days=number)
        make_post(headline=f"{number}", published_at=day, labels={*carried})
    soon = timezone.now() + timedelta(days=1)
    return make_post(headline="Soon", published_at=soon, labels=topics)


def relations():
    return set(Relation.objects.values_list("later", "earlier"))


def chosen_one_by_one():
    for post in Post.objects.order_by("published_at"):
        related.write(post)
    return relations()


@pytest.mark.parametrize(("change", "as_before"), [
    (lambda border, frontier, water: publishing.merge_label(frontier, border), False),
    (lambda border, frontier, water: publishing.merge_label(border, water), False),
    (lambda border, frontier, water: publishing.remove_label(border), False),
    (lambda border, frontier, water: rename(border, "Zone"), True),
])  # fmt: skip
def test_posts_about_the_same_are_chosen_anew_when_labels_change(change, as_before):
    topics = [make_label(name) for name in ("Border", "Frontier", "Water")]
    soon = print_topics(*topics)
    before = relations()
    with CaptureQueriesContext(connection) as queries:
        change(*topics)
    after = relations()
    assert after == chosen_one_by_one()
    assert (after == before) == as_before
    assert Relation.objects.filter(later=soon).count() == related.KEPT
    assert len(queries) <= 60  # whatever number of posts carry the label


def test_related_pages_are_forgotten_when_labels_become_one(
    client, django_capture_on_commit_callbacks
):
    old, new, other = (make_label(name) for name in ("Old", "New", "Other"))
    named = make_post(headline="Named", published_at=DAY, labels=[other])
    for number in range(1, 5):
        day = DAY + timedelta(days=number)
        make_post(headline=f"Nearer {number}", published_at=day, labels=[new])
    late = make_post(published_at=DAY + timedelta(days=9), labels=[old, other])
    path = named.get_absolute_url()
    assert late.headline in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.merge_label(old, new)
    assert Relation.objects.filter(later=late, earlier=named).exists() is False
    assert late.headline not in client.get(path).content.decode()


def test_labels_are_merged_from_their_list(client):
    client.force_login(User.objects.create_superuser("ada"))
    border, frontier, other = make_label("Border"), make_label("Frontier"), make_label("Other")
    make_post(published_at=DAY, labels=[frontier])
    chosen = {"_selected_action": [border.pk, frontier.pk], "action": "merge"}
    asked = client.post("/admin/posts/label/", chosen).content.decode()
    assert ("Frontier</option>" in asked, "Other</option>" in asked) == (True, False)
    refused = client.post("/admin/posts/label/", chosen | {"into": other.pk})
    assert (refused.status_code, Label.objects.count()) == (200, 3)
    client.post("/admin/posts/label/", chosen | {"into": border.pk})
    assert sorted(Label.objects.values_list("name", flat=True)) == ["Border", "Other"]
    assert counts() == {"Border": 1}


def test_a_label_taken_off_at_the_desk_is_counted_no_more(client):
    client.force_login(User.objects.create_superuser("ada"))
    border, water = make_label("Border"), make_label("Water")
    post = make_post(headline="River", published_at=DAY, labels=[border])
    words = {"headline": "River", "body": "<p>Text</p>", "language": "en", "labels": [water.pk]}
    words |= {"published_at_0": "2012-05-31", "published_at_1": "12:00:00"}
    assert client.post(f"/admin/posts/post/{post.pk}/change/", words).status_code == 302
    assert counts() == {"Water": 1}
    assert client.get("/search/label/Border").status_code == 404
