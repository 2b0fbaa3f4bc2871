"""A draft from a tip: nothing joins the two, and its pictures were cleaned once more."""

import io
import re

import pytest
from django.core.files.storage import storages
from django.db import connection
from PIL import Image

from posts.models import Photo, Post
from tests.samples import dirty_jpeg
from tests.tips.factories import make_reader, make_tip
from tips import desk, promotion
from tips.models import Tip
from tips.scrub import Unscrubbable
from tips.uploads import BUDGET, RamFile

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
# Values that say nothing: flags, small numbers, languages, empty texts.
COMMON = re.compile(r"|None|True|False|\d{1,3}|en|es|\[\]|new|reading|small|image|file-\d\.jpg")


def promoted(tip, key, text="In our own words.\n\nTwice <b>so</b>."):
    """Promote both pictures of a tip, as the desk's page does."""
    (words,) = desk.open_tip(tip, key).envelopes
    opened = [desk.open_attachment(row, key)[1] for row in words["attachments"]]
    pictures = [promotion.Chosen(file, f"Seen {n}") for n, file in enumerate(opened)]
    try:
        return promotion.promote("es", "Lo que vimos", text, pictures)
    finally:
        for file in opened:
            file.close()


def values(prefix):
    """Return every value that tables of a prefix hold, and every part of it that looks like one."""
    found = set()
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if t.startswith(prefix)]
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    text = bytes(value).hex() if isinstance(value, bytes | memoryview) else value
                    found |= {str(text), *re.findall(r"[\w-]{4,}", str(text))}
    return {value for value in found if not COMMON.fullmatch(value)}


def stored(alias, folder=""):
    store = storages[alias]
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return {}
    read = {f"{folder}/{name}".strip("/"): store.open(f"{folder}/{name}".strip("/")).read()
            for name in files}  # fmt: skip
    for name in folders:
        read |= stored(alias, f"{folder}/{name}".strip("/"))
    return read


def test_no_id_day_name_or_word_joins_a_draft_to_its_tip():
    user, key = make_reader()
    tip, receipt, _ = make_tip("The lorries pass", [], [dirty_jpeg().data, dirty_jpeg().data])
    before, printed_before = values("tips_"), values("posts_")
    post = promoted(tip, key)
    assert Photo.objects.count() == 2
    assert values("tips_") == before  # the tip does not know
    assert (values("posts_") - printed_before) & before == set()
    assert {value for value in values("django_admin_log") if "Lo que" in value} == set()
    printed = repr(values("posts_")) + repr(stored("default").keys())
    marks = [str(tip.pk), tip.pk.hex, user.username, " ".join(receipt.split()[:2]), "lorries"]
    marks += [str(tip.received_on), str(tip.envelopes.get().pk), "file-1"]
    marks += [row.sealed.name for row in tip.envelopes.get().attachments.all()]
    assert [mark for mark in marks if mark in printed] == []
    assert (post.published_at, post.revised_at, post.path) == (None, None, None)


def test_the_pictures_are_cleaned_again_and_are_no_copies_of_what_the_desk_holds():
    sample = dirty_jpeg()
    _user, key = make_reader()
    tip, *_ = make_tip("", [], [sample.data])
    row = tip.envelopes.get().attachments.get()
    _label, content = desk.open_attachment(row, key)
    held = content.read()
    content.close()
    post = promoted(tip, key)
    prefix = f"photos/{post.lead.token}/"
    files = [data for name, data in stored("default").items() if name.startswith(prefix)]
    assert files
    for data in files:
        assert data != held
        assert [mark for mark in sample.marks if mark in data] == []
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif()


def test_the_draft_is_a_draft_with_the_first_picture_leading():
    _user, key = make_reader()
    tip, *_ = make_tip("", [], [dirty_jpeg().data, dirty_jpeg().data])
    post = promoted(tip, key)
    assert (post.state, post.language) == (Post.State.DRAFT, "es")
    assert post.lead.alt == "Seen 0"
    other = Photo.objects.exclude(pk=post.lead_id).get()
    assert post.body.startswith("<p>In our own words.</p><p>Twice &lt;b&gt;so&lt;/b&gt;.</p>")
    assert f'<img src="{other.large}" alt="Seen 1">' in post.body
    assert not post.bylines.exists()
    assert BUDGET.held == 0


def test_a_picture_that_is_refused_now_leaves_no_draft_and_no_file():
    _user, key = make_reader()
    tip, *_ = make_tip("", [], [dirty_jpeg().data])
    _label, good = desk.open_attachment(tip.envelopes.get().attachments.get(), key)
    before = set(stored("default"))
    bad = RamFile.copy(io.BytesIO(b"\xff\xd8\xff\xe0 no picture"))
    with good, bad, pytest.raises(Unscrubbable):
        promotion.promote("en", "x", "", [promotion.Chosen(good, ""), promotion.Chosen(bad, "")])
    assert not Post.objects.exists()
    assert not Photo.objects.exists()
    assert set(stored("default")) == before
    assert Tip.objects.exists()
