"""Near-equal texts find each other, others do not, and what is remembered is soon forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from comments import clusters, intake
from comments.clusters import First
from comments.memory import Band
from comments.models import Comment
from comments.rules import Near
from tests.posts.factories import make_post

LONG = "The ferry stopped running in May and nobody from the county has said a word about it."


def receive(body):
    return intake.receive(Comment(post=make_post(), body=body))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LONG, LONG.upper() + " !!!", True),
        (LONG, LONG.replace("ferry", "fеrry").replace("county", "cóunty"), True),
        (LONG, LONG + " Read more at http://a.example/1", True),
        (
            "Gana $500 diarios desde casa, escribe ya",
            "Gana $900 diarios desde casa, escribe hoy",
            True,
        ),
        (
            LONG,
            "The ferry is running again and the county has said a lot about it since May.",
            False,
        ),
        ("Gracias por la nota", "Gracias por nada", False),
        ("Да", "Нет", False),
        ("!!!", "???", False),
    ],
)
def test_texts_are_alike_by_their_letters(one, other, alike):
    likeness = clusters.likeness(clusters.runs(one), clusters.runs(other))
    assert (likeness >= clusters.ALIKE) is alike


@pytest.mark.django_db
def test_what_is_alike_is_found_and_counted_by_the_hour():
    now = timezone.now()
    with time_machine.travel(now - timedelta(hours=3), tick=False):
        first = receive(LONG)
    assert clusters.nearest(LONG + "!") == (First(first.pk, None), Near(1, 0))
    with time_machine.travel(now - timedelta(minutes=20), tick=False):
        receive(LONG + "?")
    assert clusters.nearest(LONG) == (First(first.pk, first.pk), Near(2, 1))
    assert clusters.nearest("Something else entirely") == (None, Near())


@pytest.mark.django_db
def test_marks_that_lead_to_another_text_find_nothing():
    first = receive(LONG)
    Comment.objects.filter(pk=first.pk).update(body="[removed]")
    assert clusters.nearest(LONG) == (None, Near())


@pytest.mark.django_db
def test_marks_are_gone_after_some_days():
    receive(LONG)
    with time_machine.travel(timezone.now() + timedelta(days=clusters.DAYS + 1)):
        assert clusters.nearest(LONG) == (None, Near())
        receive("Something else entirely happened.")
        day = timezone.localdate()
    assert set(Band.objects.values_list("seen_on", flat=True)) == {day}


@pytest.mark.django_db
def test_marks_do_not_give_a_text_away_without_the_sites_secret():
    receive(LONG)
    with override_settings(SECRET_KEY="another secret of at least forty characters"):
        assert clusters.nearest(LONG) == (None, Near())
    assert clusters.nearest(LONG)[0] is not None
