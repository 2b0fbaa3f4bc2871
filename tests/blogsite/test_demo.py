"""The demo newspaper: its words are whole, its pictures repeat, and it is loaded once."""

import re
import stat
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command

from blogsite.demo import people, press, scenes, sources, tipsters
from comments.models import Comment
from posts import variants
from posts.models import Photo, Post
from tips import desk, receipts, replies
from tips.models import DeskKey, Tip

EDITIONS = {language: sources.edition(language) for language in sources.LANGUAGES}
POSTS = [post for edition in EDITIONS.values() for post in edition["post"]]
THREADS = sources.read("comments")["thread"]
HELD = sources.read("comments")["held"]
STORIES = sources.read("stories")


def words(post):
    return len(re.sub(r"<[^>]+>", " ", post["body"]).split())


def load():
    out = StringIO()
    call_command("seed_demo", stdout=out, no_photos=True)
    return out.getvalue()


def rows():
    return [model.objects.count() for model in (Post, Photo, Comment, Tip, DeskKey, User)]


@pytest.fixture
def var(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize(("language", "least"), [("en", 24), ("es", 20)])
def test_an_edition_has_enough_to_read(language, least):
    posts = EDITIONS[language]["post"]
    assert len(posts) >= least
    assert sum(words(post) >= 250 for post in posts) * 2 >= len(posts)
    assert len({post["slug"] for post in posts}) == len(posts)
    assert {post["day"][:4] for post in posts} >= {"2012", "2015", "2020", "2024", "2026"}
    days = Counter(post["day"] for post in posts if "state" not in post)
    assert days[max(days)] >= 2
    assert max(Counter(day[:7] for day in days.elements()).values()) >= 3


def test_there_is_a_post_in_every_state():
    assert {post["state"] for post in POSTS if "state" in post} == {
        "draft", "scheduled", "withdrawn",
    }  # fmt: skip


@pytest.mark.parametrize("language", sources.LANGUAGES)
def test_every_key_leads_somewhere(language):
    edition = EDITIONS[language]
    for post in edition["post"]:
        assert post["labels"]
        assert set(post["bylines"]) <= set(sources.BYLINES)
        wanted = {*press.FIGURE.findall(post["body"])} | (
            {post["lead"]} if "lead" in post else set()
        )
        assert wanted <= set(edition["photo"]), post["slug"]
        for address in re.findall(r'href="([^"]*)"', post["body"]):
            assert address.startswith(("/p/", "/es/p/", "https://example.org/")), address
    for photo in edition["photo"].values():
        assert photo["scene"] in scenes.names()
        assert photo["alt"]
        assert photo["caption"]
        assert photo["credit"]
        assert photo.get("graphic_reason") or not photo.get("graphic")


def test_what_stands_beside_a_post_is_of_its_edition():
    slugs = {name: {post["slug"] for post in EDITIONS[name]["post"]} for name in EDITIONS}
    for english, spanish in STORIES["pairs"]:
        assert (english in slugs["en"], spanish in slugs["es"]) == (True, True), english
    for series in STORIES["series"]:
        assert set(series["parts"]) <= slugs[series["language"]]
    days = {post["slug"]: post["day"] for post in POSTS}
    for correction in STORIES["correction"]:
        assert correction["made_at"] > days[correction["post"]]
    for beside in STORIES["source"] + STORIES["origin"]:
        assert beside.get("link", "https://example.org/").startswith("https://example.org/")
        assert beside["post"] in days


def test_readers_have_much_to_say():
    slugs = [post["slug"] for post in POSTS]
    assert sum(len(thread["comments"]) >= 60 for thread in THREADS) >= 2
    assert len(HELD) >= 30
    assert {entry["post"] for entry in [*THREADS, *HELD]} <= set(slugs)
    assert len(set(slugs)) == len(slugs)
    texts = [text for thread in THREADS for _name, text, *_day in thread["comments"]]
    assert len(set(texts)) == len(texts)


def test_a_picture_is_the_same_each_time():
    once, again = scenes.draw("newsroom"), scenes.draw("newsroom")
    assert once.size == (1600, 1067)
    assert once.tobytes() == again.tobytes()
    assert scenes.draw("newsroom", seed=1).tobytes() != once.tobytes()


@pytest.mark.sqlite
@pytest.mark.django_db
def test_two_captions_share_one_developed_picture():
    edition = {"photo": {"a": {"scene": "newsroom", "alt": "A desk", "caption": "By night"}}}
    spanish = {"photo": {"b": {"scene": "newsroom", "alt": "Un escritorio", "graphic": True}}}
    made = press.develop_all({"en": edition, "es": spanish})
    one, twin = made["en", "a"], made["es", "b"]
    assert (one.alt, one.caption, twin.alt, twin.graphic) == (
        "A desk", "By night", "Un escritorio", True,
    )  # fmt: skip
    assert one.token != twin.token
    for ending in variants.FORMATS:
        files = [variants.name(photo.token, 480, ending) for photo in (one, twin)]
        with default_storage.open(files[0]) as first, default_storage.open(files[1]) as second:
            assert first.read() == second.read()


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_its_logins_work(var):
    first = load()
    assert Post.objects.count() == len(POSTS)
    assert {post.state for post in Post.objects.all()} == set(Post.State)
    approved = sum(len(thread["comments"]) for thread in THREADS)
    assert Comment.objects.approved().count() == approved
    assert Comment.objects.pending().count() == len(HELD)
    loaded = rows()
    assert loaded[3:] == [3, 1, 5]

    letter = var / "demo-logins.txt"
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600
    assert letter.read_text() in first
    second = load()
    assert letter.read_text() in second
    assert rows() == loaded

    logins = dict(re.findall(r"^  (\w+) +(\S{16})$", first, re.MULTILINE))
    assert set(logins) == set(User.objects.values_list("username", flat=True))
    assert all(User.objects.get(username=n).check_password(p) for n, p in logins.items())


@pytest.mark.django_db
def test_the_demo_shows_what_a_report_can_have_beside_it(var, client):
    load()
    post = Post.objects.get(slug="el-peaje-del-puente-viejo")
    page = client.get(post.get_absolute_url()).content.decode()
    for said in ('hreflang="en"', "Libretas de treinta y cuatro", "El puente y sus libretas"):
        assert said in page, said
    corrections = client.get("/corrections/").content.decode()
    assert "They had fourteen." in corrections
    assert len(STORIES["correction"]) == 3
    doubtful = Post.objects.filter(unverified=True)
    assert {post.slug for post in doubtful} == {*STORIES["unverified"]}
    origin = client.get(Post.objects.get(slug="se-quemo-el-ducto").get_absolute_url())
    assert "Colectivo Umbral" in origin.content.decode()


@pytest.mark.django_db
def test_the_demo_passphrase_opens_the_tips_and_a_receipt_the_reply():
    people.hire()
    passphrase, given = people.give_desk_key(), tipsters.send_tips()
    key = desk.unlock(DeskKey.objects.get(), passphrase)
    envelopes = [desk.open_tip(tip, key).envelopes[0] for tip in Tip.objects.all()]
    told = sources.read("tips")["tip"]
    assert {words["message"] for words in envelopes} == {tip["message"].strip() for tip in told}
    assert [len(words["attachments"]) for words in envelopes] == [1, 1, 1]
    receipt = receipts.read(given[0])
    answers = replies.read(replies.find(receipt), receipt)
    assert [answer.text for answer in answers] == [told[0]["reply"].strip()]


@pytest.mark.django_db
def test_passwords_are_random_and_people_are_hired_once():
    once = people.hire()
    assert people.hire() == {}
    User.objects.all().delete()
    again = people.hire()
    assert once.keys() == again.keys()
    assert not {*once.values()} & {*again.values()}
