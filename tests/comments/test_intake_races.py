"""Many senders at once: each comment is stored once, and nobody waits in a ring."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments import intake
from comments.models import Comment, Flag
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, EACH = 4, 8
TEXTS = [
    "The ferry stopped running in May and nobody from the county has said a word about it.",
    "Los camiones dejaron de pasar en mayo y nadie del municipio ha dicho una palabra de eso.",
]


def test_a_flood_from_several_sides_is_stored_whole_and_gathered():
    post, start = make_post(), threading.Barrier(PEOPLE)

    def send(person):
        start.wait()
        try:
            for turn in range(EACH):
                body = TEXTS[(person + turn) % 2] + f" {turn}"
                intake.receive(Comment(post=post, body=body))
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(send, range(PEOPLE)))
    assert Comment.objects.count() == PEOPLE * EACH
    assert not Flag.objects.filter(failed=True).exists()
    # Those that came at the very same moment may each have become the first of a cluster.
    clusters = set(Comment.objects.exclude(cluster=None).values_list("cluster", flat=True))
    assert 2 <= len(clusters) <= 2 * PEOPLE
