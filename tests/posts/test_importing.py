"""Posts and pages that an import makes: as a save would make them, at their old addresses."""

import pytest
from django.test import Client
from PIL import Image

from posts import bylines, publishing, search
from posts.importers import digest
from posts.models import Byline, Imported, ImportedPhoto, Label, Page, Photo, Post
from tests.archives import at, backup, bring, entry, item, old_entry, takeout, unpack, wxr
from tests.posts.factories import make_post, picture

pytestmark = pytest.mark.django_db
ENGLISH = "<p>The men who were at the bridge had not been seen by them for a year.</p>"
SPANISH = "<p>Los hombres que estaban en el puente no se han visto por un año.</p>"


def test_a_post_comes_out_as_a_save_would_make_it(tmp_path):
    bring(tmp_path, takeout(entry(
        1, content=SPANISH, labels=["Frontera", "Puente"], name="Ada Ñ", title="¿Quién cerró?",
    )))  # fmt: skip
    post = Post.objects.get()
    assert (post.path, post.language, post.state) == ("2011/05/story-1.html", "es", "live")
    assert [str(label) for label in post.labels.all()] == ["Frontera", "Puente"]
    assert str(post.bylines.get()) == "Ada Ñ"
    html, card = post.body_html, post.card
    publishing.put(post)
    post.refresh_from_db()
    assert (post.body_html, post.card) == (html, card)
    assert search.find("hombres", "es").keys == [post.pk]
    page = Client().get("/2011/05/story-1.html").content.decode()
    assert "¿Quién cerró?" in page
    assert "Los hombres" in page


def test_what_was_not_public_is_not(tmp_path):
    bring(tmp_path, takeout(
        entry(1, status="DRAFT", filename="/2011/10/draft.html"), entry(2, status="NEW"),
        entry(3, trashed="x"), entry(4, published="2090-01-01T00:00:00Z"),
        entry(5, "PAGE", "DRAFT"),
    ))  # fmt: skip
    assert sorted(p.state.value for p in Post.objects.all()) == [
        "draft", "draft", "draft", "scheduled", "withdrawn",
    ]  # fmt: skip
    assert not Post.objects.live().exists()
    draft = Post.objects.get(headline="Story 1")
    draft.published_at = Post.objects.get(headline="Story 3").published_at
    publishing.put(draft)
    assert draft.path == "2011/10/draft.html"


def test_twice_changes_nothing(tmp_path):
    xml = takeout(entry(1, labels=["A"]), entry(2, "PAGE", filename="/p/us.html"), entry(3))
    bring(tmp_path, xml)
    before = list(Post.objects.values()), list(Page.objects.values())
    printed = bring(tmp_path, xml)
    assert (list(Post.objects.values()), list(Page.objects.values())) == before
    assert "posts: unchanged" in printed
    assert "new" not in printed


def test_what_changed_there_is_brought_up_to_date(tmp_path):
    bring(tmp_path, takeout(entry(1), entry(2, "PAGE", filename="/p/us.html")))
    bring(tmp_path, takeout(
        entry(1, title="Better", labels=["B"], filename="/2011/05/other.html"),
        entry(2, "PAGE", filename="/p/us.html", title="We"),
    ))  # fmt: skip
    post = Post.objects.get()
    assert (post.headline, post.path) == ("Better", "2011/05/story-1.html")
    assert [str(label) for label in post.labels.all()] == ["B"]
    assert Page.objects.get(slug="us").title == "We"


def test_what_was_edited_or_deleted_here_is_left(tmp_path):
    bring(tmp_path, takeout(entry(1), entry(2)))
    mine = Post.objects.get(headline="Story 1")
    mine.body = "<p>Corrected here.</p>"
    publishing.put(mine)
    publishing.remove(Post.objects.get(headline="Story 2"))
    printed = bring(tmp_path, takeout(entry(1, title="Theirs"), entry(2, title="Back")))
    assert [(p.headline, p.body) for p in Post.objects.all()] == [("Story 1", mine.body)]
    assert "changed there, edited here: left: 1" in printed
    assert "changed there, deleted here: left: 1" in printed


@pytest.mark.parametrize("change", [
    lambda post: bylines.reassign(post.bylines.get(), Byline.objects.create(name="Bo", slug="bo")),
    lambda post: publishing.assign(post, bylines=post.bylines.all(), labels=[]),
])  # fmt: skip
def test_names_and_topics_that_were_changed_here_are_left(tmp_path, change):
    bring(tmp_path, takeout(entry(1, name="Ada", labels=["Old"])))
    change(Post.objects.get())
    mine = Post.objects.values("headline", "bylines", "labels").get()
    printed = bring(tmp_path, takeout(entry(1, name="Ada", labels=["Old"], title="Theirs")))
    assert Post.objects.values("headline", "bylines", "labels").get() == mine
    assert "changed there, edited here: left: 1" in printed


def test_what_came_in_before_names_were_remembered_is_still_brought_up_to_date(tmp_path):
    given = {"name": "Ada", "labels": ["Old"]}
    bring(tmp_path, takeout(entry(1, **given)))
    post = Post.objects.get()
    dates = (str(post.published_at), "True")
    old = digest(post.headline, post.standfirst, post.body, post.lead_id, *dates)
    Imported.objects.update(made=old)
    bring(tmp_path, takeout(entry(1, **given, title="Better")))
    assert Post.objects.get().headline == "Better"
    assert Imported.objects.get().made != old


def test_a_name_that_was_given_up_here_does_not_come_back(tmp_path):
    names, heirs = ("Ada Ñ", "Bo Paz"), ("Staff",)
    bring(tmp_path, takeout(*[entry(n, name=name, labels=["Old", "Kept"]) for n, name in
                              enumerate((*names, *heirs), 1)]))  # fmt: skip
    staff = Byline.objects.get(name="Staff")
    bylines.retire(Byline.objects.get(name="Ada Ñ"), staff)
    bylines.merge(Byline.objects.get(name="Bo Paz"), staff)
    old, kept = Label.objects.get(name="Old"), Label.objects.get(name="Kept")
    publishing.merge_label(old, kept)
    bring(tmp_path, takeout(
        *[entry(n, name=name, labels=["Old", "Kept"], title="New words")
          for n, name in enumerate(names, 1)],
        *[entry(n, name=name, labels=["Old"]) for n, name in enumerate(names, 11)],
    ))  # fmt: skip
    signed = {p.imported.get().old_id: [str(b) for b in p.bylines.all()]
              for p in Post.objects.all()}  # fmt: skip
    assert signed == {"1": ["Staff"], "2": ["Staff"], "3": ["Staff"], "11": [], "12": ["Staff"]}
    assert list(Byline.objects.all()) == [staff]
    assert list(Label.objects.all()) == [kept]
    assert {str(each) for p in Post.objects.all() for each in p.labels.all()} == {"Kept"}


def test_a_dry_run_writes_nothing(tmp_path):
    body = '<img src="http://h/x.jpg">'
    folder = unpack(tmp_path, takeout(entry(1, content=body), entry(2, "PAGE")), [
        ("x.jpg", picture().getvalue())
    ])  # fmt: skip
    printed = bring(tmp_path, folder, "--dry-run")
    assert "Dry run" in printed
    assert "pictures: new" in printed
    assert not Photo.objects.exists()
    assert not Post.objects.exists()
    assert not Imported.objects.exists()
    assert not Byline.objects.exists()


def test_an_address_that_another_post_has_is_not_taken_from_it(tmp_path):
    own = make_post(headline="Ours")
    path = f"/{own.path}"
    printed = bring(tmp_path, takeout(entry(1, filename=path, title="Theirs")))
    assert Post.objects.get(path=own.path).headline == "Ours"
    theirs = Post.objects.get(headline="Theirs")
    assert theirs.path.startswith("2011/05/")
    assert "addresses that another post has: 1" in printed


def test_old_and_new_backup_of_one_blog_are_one(tmp_path):
    bring(tmp_path, backup(old_entry(1, extra=at("/2011/05/story-1.html"))))
    bring(tmp_path, takeout(entry(1)))
    assert Post.objects.get().headline == "Story 1"


def test_the_language_is_guessed_or_given(tmp_path):
    bring(tmp_path, takeout(entry(1, content=ENGLISH), entry(2, content=SPANISH)))
    assert [p.language for p in Post.objects.order_by("pk")] == ["en", "es"]
    bring(tmp_path, takeout(entry(3, content=ENGLISH)), "--language", "es", "--byline", "Staff")
    post = Post.objects.get(headline="Story 3")
    assert (post.language, str(post.bylines.get())) == ("es", "Staff")


def test_pictures_of_albums_come_clean_and_once(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    photo = picture(exif=exif).getvalue()
    body = (
        '<div class="separator"><a href="http://1.bp.blogspot.com/s1600/my%20bridge.jpg">'
        '<img src="http://1.bp.blogspot.com/s320/my%20bridge.jpg" alt="A bridge"></a></div>Words'
        '<br><img src="http://news.example/remote.jpg"> <img src="http://1.bp.blogspot.com/x.jpg">'
    )
    takeout_folder = unpack(tmp_path, takeout(entry(1, content=body), entry(2, content=body)), [
        ("my bridge.jpg", photo), ("x.jpg", picture((9, 9)).getvalue()),
        ("x(1).jpg", picture((8, 8)).getvalue()),
    ])  # fmt: skip
    first_time = " ".join(bring(tmp_path, takeout_folder).split())
    assert "pictures: that carried a place (GPS), removed 1" in first_time
    assert "pictures: that carried metadata, removed 1" in first_time
    printed = bring(tmp_path, takeout_folder)
    assert (Photo.objects.count(), ImportedPhoto.objects.count()) == (1, 1)
    first = Post.objects.get(headline="Story 1")
    assert first.lead.alt == "A bridge"
    assert "news.example/remote.jpg" in first.body_html
    assert "<img" not in first.body_html
    kept = b"".join(path.read_bytes() for path in (tmp_path / "media").rglob("*.*"))
    assert b"Camera of somebody" not in kept
    assert "not read: about the account, not the blog: 4" in printed
    assert "posts: unchanged" in printed


def test_pages_keep_their_address_in_either_language(tmp_path):
    printed = bring(tmp_path, takeout(
        entry(1, "PAGE", filename="/p/nosotros.html", content=SPANISH),
        entry(2, "PAGE", filename="/p/about.html", content=ENGLISH),
    ))  # fmt: skip
    moved = Client().get("/p/nosotros.html")
    assert (moved.status_code, moved["Location"]) == (301, "/es/p/nosotros.html")
    assert Client().get("/es/p/nosotros.html").status_code == 200
    assert {p.slug for p in Page.objects.filter(language="en")} >= {"about", "about-2"}
    assert (
        "LOOK: addresses that another page has: 1\n  /p/about.html  is /p/about-2.html" in printed
    )


def test_wordpress_addresses_lead_to_ours(tmp_path):
    topic = '<category domain="category" nicename="la-frontera"><![CDATA[La frontera]]></category>'
    bring(tmp_path, wxr(item(5, extra=topic), item(6, link="http://paper.example/2012/05/item-6/")))
    ask = Client().get
    for old in ("/2012/05/14/item-5/", "/2012/05/14/item-5", "/?p=5", "/2012/05/14/item-5/?utm=1"):
        assert ask(old)["Location"] == "/2012/05/item-5.html", old
    assert ask("/category/la-frontera/")["Location"] == "/search/label/La%20frontera"
    assert ask("/2012/05/item-6/").status_code == 301
    assert ask("/?p=7").status_code == 200
    for odd in ("/2012/05/14/item-7/", "/st%00red/", "/" + "a" * 900, "/2012/%0a/"):
        assert ask(odd).status_code == 404, odd
    publishing.withdraw(Post.objects.get(headline="Item 5"))
    assert ask("/2012/05/14/item-5/").status_code == 404
