"""A tip that comes while something else holds the database for longer than a tip waits."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.tips.factories import make_reader, make_tip
from tips.models import Tip

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
WORDS = "my only copy"


@contextmanager
def held():
    """Let nobody write, and have us wait for it only briefly."""
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {before}")


def stored():
    return sorted(storages["tips"].listdir("")[1])


def told_later(page):
    text = page.content.decode()
    return page.status_code == 503 and WORDS in text and "Please try again later" in text


def test_it_is_told_to_come_later_and_its_words_come_back(client):
    make_reader()
    tip, *_ = make_tip(files=[b"words of before"])
    before, file = stored(), SimpleUploadedFile("a.txt", b"words")
    with held():
        page = client.post("/tips/", {"message": WORDS, "files": file})
    assert told_later(page)
    assert (stored(), list(Tip.objects.all())) == (before, [tip])


def test_so_is_what_is_added(client):
    make_reader()
    tip, receipt, _ = make_tip(files=[b"words of before"])
    before, file = stored(), SimpleUploadedFile("a.txt", b"words")
    added = {"receipt": receipt, "add": "", "message": WORDS, "files": file}
    with held():
        page = client.post("/tips/return/", added)
    assert told_later(page)
    assert (stored(), tip.envelopes.count()) == (before, 1)


def test_what_could_not_be_deleted_is_said_and_the_next_press_deletes_it(client):
    make_reader()
    tip, receipt, _ = make_tip("a river road")
    stay = client.post("/tips/return/", {"receipt": receipt}).context["stay"]
    everything = {"stay": stay, "delete": "", "sure": "on"}
    reply = {"stay": stay, "forget": str(tip.pk), "message": WORDS}
    for pressed, again in ((everything, False), (reply, True)):
        with held():
            page = client.post("/tips/return/", pressed)
        text = page.content.decode()
        assert (page.status_code, "The deletion is not finished" in text) == (503, True)
        assert (WORDS in text) == again
    assert client.post("/tips/return/", everything).status_code == 200
    assert not Tip.objects.exists()
