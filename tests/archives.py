"""Archives as Blogger and WordPress write them, invented: name only what a test is about."""

from html import escape
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from posts.importers import Feed, Report, importer

BLOG = "7007"
TAG = f"tag:blogger.com,1999:blog-{BLOG}"
KIND = "http://schemas.google.com/blogger/2008/kind#"


def takeout(*entries):
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>{TAG}</id><title>Invented</title>{''.join(entries)}</feed>"
    )


def entry(own, kind="POST", status="LIVE", **fields):
    """One entry of a takeout; `extra` is XML put in as it is."""
    given = {
        "title": f"Story {own}", "content": f"<p>Text {own}</p>", "name": "Ada",
        "published": "2011-05-02T10:00:00Z", "filename": f"/2011/05/story-{own}.html",
        "trashed": "", "extra": "", "labels": (),
    } | fields  # fmt: skip
    title = "" if kind == "COMMENT" else f"<title>{escape(given['title'])}</title>"
    file = "" if kind == "COMMENT" else f"<blogger:filename>{given['filename']}</blogger:filename>"
    terms = (escape(label).replace("\n", "&#10;") for label in given["labels"])
    labels = "".join(f"<category scheme='{TAG}' term='{term}'/>" for term in terms)
    return (
        f"<entry><id>{TAG}.post-{own}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>{escape(given['name'])}</name>"
        f"<uri></uri><blogger:type>BLOGGER</blogger:type></author>{title}"
        f"<content type='html'>{escape(given['content'])}</content><blogger:metaDescription/>"
        f"<blogger:created>{given.get('created', given['published'])}</blogger:created>"
        f"<published>{given['published']}</published><updated>{given['published']}</updated>"
        f"{labels}{file}<link/><enclosure/><blogger:trashed>{given['trashed']}</blogger:trashed>"
        f"{given['extra']}</entry>"
    )


def remark(own, post, *, status="LIVE", answers="", **fields):
    """One comment of a takeout."""
    extra = (
        f"<blogger:parent>{TAG}.post-{post}</blogger:parent>"
        f"<blogger:inReplyTo>{answers and f'{TAG}.post-{answers}'}</blogger:inReplyTo>"
    )
    return entry(own, "COMMENT", status, extra=extra + fields.pop("extra", ""), **fields)


def backup(*entries):
    return (
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='a.css'?>"
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005'"
        " xmlns:georss='http://www.georss.org/georss'"
        " xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        f"<id>{TAG}.archive</id>{''.join(entries)}</feed>"
    )


def old_entry(
    own, kind="post", *, content="<p>Old</p>", extra="", when="2011-05-02T10:00:00-05:00"
):
    """One entry of Blogger's older backup."""
    return (
        f"<entry><id>{TAG}.post-{own}</id><published>{when}</published><updated>{when}</updated>"
        "<category scheme='http://schemas.google.com/g/2005#kind'"
        f" term='{KIND}{kind}'/><title type='text'>Old story {own}</title>"
        f"<content type='html'>{escape(content)}</content>"
        "<author><name>Ada</name><uri>http://www.blogger.com/profile/1</uri>"
        f"<email>noreply@blogger.com</email></author>{extra}</entry>"
    )


def at(path, host="old.blogspot.com"):
    return f"<link rel='alternate' type='text/html' href='http://{host}{path}'/>"


def wxr(*items, head="", space="http://wordpress.org/export/1.2/"):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- generator="WordPress" -->\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:excerpt="{space}excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:wp="{space}"><channel><title>Old</title>'
        "<wp:base_site_url>http://paper.example</wp:base_site_url>"
        f"<wp:base_blog_url>http://paper.example</wp:base_blog_url>{head}{''.join(items)}"
        "</channel></rss>"
    )


def item(own, *, status="publish", kind="post", body="Words.", extra="", link=None, **fields):
    """One item of a WordPress export."""
    when = fields.get("when", "2012-05-14 10:00:00")
    return (
        f"<item><title>{fields.get('title', f'Item {own}')}</title>"
        f"<link>{link or f'http://paper.example/2012/05/14/item-{own}/'}</link>"
        f"<dc:creator><![CDATA[{fields.get('creator', 'login1')}]]></dc:creator>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{fields.get('excerpt', '')}]]></excerpt:encoded>"
        f"<wp:post_id>{own}</wp:post_id><wp:post_date_gmt>{when}</wp:post_date_gmt>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{extra}</item>"
    )


def wp_comment(own, *, approved="1", text="Said.", kind="", parent=0):
    return (
        f"<wp:comment><wp:comment_id>{own}</wp:comment_id>"
        "<wp:comment_author>Rea</wp:comment_author>"
        "<wp:comment_author_email>rea@mail.example</wp:comment_author_email>"
        "<wp:comment_author_url>http://rea.example</wp:comment_author_url>"
        "<wp:comment_author_IP>192.0.2.77</wp:comment_author_IP>"
        "<wp:comment_date_gmt>2012-05-15 10:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        + (f"<wp:comment_approved>{approved}</wp:comment_approved>" if approved else "")
        + f"<wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def read(folder: Path, xml: str | bytes):
    """Return the records in an archive and the report about it."""
    path = folder / "archive.xml"
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
    feed, report = Feed(path), Report()
    return list(importer(feed).read(feed, report)), report


def bring(folder: Path, xml: str | Path, *options: str) -> str:
    """Import an archive with the command that operators use; return what it printed."""
    path = xml
    if isinstance(xml, str):
        path = folder / "archive.xml"
        path.write_text(xml, encoding="utf-8")
    call_command("import_archive", str(path), *options, stdout=(out := StringIO()))
    return out.getvalue()


def unpack(folder: Path, xml: str, pictures=()):
    """Write a takeout with its private parts and pictures; return its top folder."""
    top = folder / "Takeout" / "Blogger"
    blog, album = top / "Blogs" / "Old blog", top / "Albums" / "Old blog"
    for place in (blog, album, top / "Profile", top / "Comments" / "Another"):
        place.mkdir(parents=True)
    (blog / "feed.atom").write_text(xml, encoding="utf-8")
    for name in ("settings.csv", "followers.csv"):
        (blog / name).write_text("secret@mail.example", encoding="utf-8")
    (top / "Profile" / "profile.csv").write_text("Real Name", encoding="utf-8")
    (top / "Comments" / "Another" / "feed.atom").write_text(xml, encoding="utf-8")
    for name, content in pictures:
        (album / name).write_bytes(content)
        (album / f"{name}.json").write_text('{"filename": "x"}', encoding="utf-8")
    return folder / "Takeout"
