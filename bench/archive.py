"""Imports a large synthetic archive and prints items a second and the most memory used.

    python -m bench.archive [--posts 20000] [--comments 300000] [--format takeout|blogger|wxr]
                            [--keep FOLDER]

The archive is invented from a fixed seed: Spanish and English, accents, emoji, one post with a
tenth of all comments, comments before their posts, spam, removed and held ones. It is imported
into an SQLite database of its own by the command that operators use, in a process of its own.
"""

import argparse
import os
import random
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOG = "1000000000000000001"
BEGAN = datetime(2009, 3, 1, tzinfo=UTC)
LINES = {
    "es": "la noche anterior los vecinos del puente oyeron motores y nadie quiso abrir la puerta"
    " después llegó la policía señaló a tres jóvenes según el informe años más tarde también"
    " acequia camión teléfono corazón mañana pequeño ¿quién? 🌵 que de en el y por con",
    "en": "the night before neighbours of the bridge heard engines and nobody would open the door"
    " then police arrived and named three young men as the report said years later also 🌵"
    " ditch lorry telephone heart morning small who of to in that was for with",
}  # fmt: skip
WORDS = {language: line.split() for language, line in LINES.items()}
HEADS = {
    "takeout": "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
    " xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-"
    f"{BLOG}</id><title>Invented</title>",
    "blogger": "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
    " xmlns:thr='http://purl.org/syndication/thread/1.0'"
    " xmlns:gd='http://schemas.google.com/g/2005'>"
    f"<id>tag:blogger.com,1999:blog-{BLOG}.archive</id>",
    "wxr": '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:excerpt="https://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="https://wordpress.org/export/1.2/">'
    "<channel><wp:base_blog_url>http://old.example</wp:base_blog_url>",
}
TAILS = {"takeout": "</feed>", "blogger": "</feed>", "wxr": "</channel></rss>"}
dice = random.Random(7)  # noqa: S311  invented text, the same on every run


def words(language: str, count: int) -> str:
    return " ".join(dice.choices(WORDS[language], k=count))


def body(language: str) -> str:
    blocks = [f"{words(language, 60)} <b>{words(language, 4)}</b>." for _turn in range(6)]
    picture = (
        '<table class="tr-caption-container"><tbody><tr><td><a href="http://1.bp.blogspot.com/'
        'a/s1600/foto.jpg"><img src="http://1.bp.blogspot.com/a/s320/foto.jpg" /></a></td></tr>'
        f'<tr><td class="tr-caption">{words(language, 8)}</td></tr></tbody></table>'
    )
    return picture + "<br /><br />".join(blocks) + '<a name="more"></a><br />'


def moment(minutes: int) -> str:
    return (BEGAN + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def post(kind: str, number: int, inside: str) -> str:
    language = "es" if number % 3 == 0 else "en"
    when, title = moment(number * 400), escape(words(language, 9))
    path = f"/{when[:4]}/{when[5:7]}/{language}-{number}.html"
    if kind == "wxr":
        stamp = when[:19].replace("T", " ")
        return (
            f"<item><title>{title}</title><link>http://old.example{path[:8]}/{number}/</link>"
            f"<content:encoded><![CDATA[{body(language)}]]></content:encoded>"
            f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{stamp}</wp:post_date_gmt>"
            "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
            f'<category domain="category" nicename="topic-{number % 40}">Topic {number % 40}'
            f"</category>{inside}</item>"
        )
    common = (
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.post-{number}</id><title>{title}</title>"
        f"<content type='html'>{escape(body(language))}</content><published>{when}</published>"
        f"<updated>{when}</updated><author><name>Reporter {number % 9}</name></author>"
        f"<category scheme='http://www.blogger.com/atom/ns#' term='Topic {number % 40}'/>"
    )
    if kind == "takeout":
        return (
            f"{common}<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>"
            f"<blogger:filename>{path}</blogger:filename><link/><enclosure/><blogger:trashed/>"
            "<blogger:location><blogger:name>Somewhere</blogger:name></blogger:location></entry>"
        )
    return (
        f"{common}<category scheme='http://schemas.google.com/g/2005#kind'"
        " term='http://schemas.google.com/blogger/2008/kind#post'/>"
        f"<link rel='alternate' type='text/html' href='http://old.blogspot.com{path}'/></entry>"
    )


def comment(kind: str, number: int, about: int, parent: int) -> str:
    language = "es" if dice.random() < 0.5 else "en"
    when, text = moment(about * 400 + number % 380), words(language, dice.randint(5, 40))
    state = dice.choices(("LIVE", "SPAM_COMMENT", "PENDING_MODERATION"), (96, 3.8, 0.2))[0]
    if kind == "wxr":
        approved = {"LIVE": "1", "SPAM_COMMENT": "spam"}.get(state, "0")
        return (
            f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Ana"
            f"</wp:comment_author><wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>"
            f"<wp:comment_date_gmt>{when[:19].replace('T', ' ')}</wp:comment_date_gmt>"
            f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
            f"<wp:comment_approved>{approved}</wp:comment_approved>"
            f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )
    common = (
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.post-{number}</id>"
        f"<content type='html'>{escape(text)}\n{escape(text[:40])}</content>"
        f"<published>{when}</published><author><name>{'Ana Ñ' if number % 4 else ''}</name>"
        "</author>"
    )
    if kind == "takeout":
        answered = parent or ""
        return (
            f"{common}<blogger:type>COMMENT</blogger:type><blogger:status>{state}</blogger:status>"
            f"<blogger:parent>tag:blogger.com,1999:blog-{BLOG}.post-{about}</blogger:parent>"
            f"<blogger:inReplyTo>{answered}</blogger:inReplyTo><blogger:trashed/></entry>"
        )
    related = f"<link rel='related' href='http://x/feeds/{about}/comments/default/{parent}'/>"
    return (
        f"{common}<category scheme='http://schemas.google.com/g/2005#kind'"
        " term='http://schemas.google.com/blogger/2008/kind#comment'/>"
        f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-{BLOG}.post-{about}'/>"
        f"{related if parent else ''}</entry>"
    )


def pieces(kind: str, posts: int, comments: int) -> Iterator[str]:
    """Yield an archive; comments stand before their posts but in WXR, where they are inside."""
    share = max(1, round((comments - comments // 10) / posts))
    last = 10_000_000
    for number in range(1, posts + 1):
        count = share + (comments // 10 if number == posts // 2 else 0)
        inside = []
        for turn in range(count):
            last += 1
            parent = last - 1 - dice.randrange(turn) if turn > 1 and dice.random() < 0.3 else 0
            inside.append(comment(kind, last, number, parent))
        if kind != "wxr":
            yield "".join(inside)
        yield post(kind, number, "".join(inside))


def write(path: Path, kind: str, posts: int, comments: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADS[kind])
        file.writelines(pieces(kind, posts, comments))
        file.write(TAILS[kind])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--comments", type=int, default=300_000)
    parser.add_argument("--format", choices=sorted(HEADS), default="takeout")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        archive = folder / f"{options.format}.xml"
        write(archive, options.format, options.posts, options.comments)
        environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "blogsite.settings", "ENV_FILE": os.devnull,
            "VAR_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(48),
            "TIP_PEPPER": secrets.token_urlsafe(48), "SITE_URL": "http://127.0.0.1",
        }  # fmt: skip
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environ, check=True)
        subprocess.run([*manage, "createcachetable", "-v0"], cwd=ROOT, env=environ, check=True)
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*manage, "import_archive", archive], cwd=ROOT, env=environ, check=True)
        wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        text = archive.read_text(encoding="utf-8")
        marks = ("</entry>", "</item>", "</wp:comment>")
        items, size = sum(map(text.count, marks)), archive.stat().st_size / 2**20
        print(f"{items:,} items, {size:.0f} MB: {wall:.0f} s, {items / wall:,.0f} a second")  # noqa: T201
        print(f"CPU {cpu:.0f} s, {items / cpu:,.0f} a second; memory {after.ru_maxrss // 1024} MB")  # noqa: T201


if __name__ == "__main__":
    main()
