"""A visitor who asks for every kind of public page in both editions, and keeps the answers."""

import html
from contextlib import suppress

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.shortcuts import render
from django.test import Client, RequestFactory, override_settings
from django.urls import Resolver404
from django.utils import timezone, translation

from blogsite import errors
from blogsite.lib.forms import StampField
from comments import codes, gates
from comments.models import Comment
from posts import bylines, publishing
from posts.models import Post
from posts.stories import DayOfReads, Origin, Part, Series, Source, Translation
from tests import copies
from tests.comments.factories import filled_form, make_comment, reject, solved_captcha
from tests.posts.factories import make_byline, make_post
from tests.samples import RAR, dirty_jpeg
from tests.tips.factories import make_reader
from tests.visitor import HIDDEN
from tips import desk, receipts
from tips.models import Tip

NAMES = {
    "en": ("", "/tips/", "/tips/return/", "/comment-status/"),
    "es": ("/es", "/es/denuncias/", "/es/denuncias/regreso/", "/es/estado-de-comentario/"),
}


class Walk:
    """Asks like a browser; `pages` are HTML answers by name, `routes` where they came from."""

    def __init__(self):
        self.client, self.pages, self.routes = Client(), {}, set()

    def get(self, path, status=200, **more):
        return self.keep(f"GET {path}", self.client.get(path, **more), status)

    def post(self, path, form, status=200, why="", **more):
        return self.keep(f"POST {path} {why}", self.client.post(path, form, **more), status)

    def keep(self, name, response, status):
        assert response.status_code == status, (name, response.status_code)
        assert response["Content-Type"] == "text/html; charset=utf-8", name
        with suppress(AttributeError, Resolver404):  # made without a client; at no address
            self.routes.add(response.resolver_match.route)
        self.pages[name] = response.content.decode()
        return self.pages[name]


def walk_everywhere(first):
    """Visit the paper of tests.copies, whose first English post is given; return the Walk."""
    walk, pair = Walk(), Translation.objects.get(english=first)
    copies.talk(pair.spanish)
    bylines.retire(make_byline("Ana Ruiz", slug="ana-ruiz"))
    for language in NAMES:
        walk.get(NAMES[language][1], 503)  # no desk yet
    make_reader()
    for language, post in (("en", pair.english), ("es", pair.spanish)):
        tell_more(post)
        read_lists(walk, post)
        read_post(walk, post)
        comment(walk, post)
        report_and_ask(walk, post)
        come_back(walk, language, send_tip(walk, language))
        be_refused(walk, language)
    return walk


def tell_more(post):
    """Give a post all that a post can have: a series around it, sources, an origin, doubt."""
    series = Series.objects.create(
        language=post.language, name="The “river” & us", slug="river", about="One.\n\nTwo."
    )
    for number in range(1, 8):  # more than a list shows at once
        more = {"language": post.language, "published_at": post.published_at, "lead": post.lead}
        part = post if number == 2 else make_post(**more)
        Part.objects.create(series=series, post=part, place=number)
    Source.objects.create(post=post, title="File <12>", link="https://court.example/?a=1&b=2")
    Source.objects.create(post=post, title="Two neighbours")
    Origin.objects.create(post=post, name="El Diario", link="https://diario.example/")
    Post.objects.filter(pk=post.pk).update(unverified=True)
    post.refresh_from_db()
    publishing.refresh(post)


def read_lists(walk, post):
    base = NAMES[post.language][0]
    front = walk.get(f"{base}/")
    walk.get(html.unescape(front.split('rel="next" href="')[1].split('"')[0]))
    year, month, _slug = post.path.split("/")
    for path in (
        "labels/", "corrections/", "series/river/", "by/ines-cantu/", "search/label/Rivers",
        f"{year}/", f"{year}/{month}/", "p/about.html", "p/comment-policy.html",
        "p/send-a-tip.html", "search", "search?q=quiet", "search?q=nothingatall",
        "search?q=%22quiet+street%22&label=Rivers&by=ines-cantu&since=2001-01-01&page=2",
    ):  # fmt: skip
        walk.get(f"{base}/{path}")
    with override_settings(COUNT_READS="alone"):
        walk.get(f"{base}/popular/?empty")
        DayOfReads.objects.create(post=post, day=timezone.localdate(), reads=10)
        walk.get(f"{base}/popular/")
    walk.get(f"{base}/search?q=x&since=never&label=%3Cnone%3E&by=nobody", 422)


def read_post(walk, post):
    own = post.get_absolute_url()
    walk.get(own)
    walk.get(f"{own}/comments/3-4/")
    veiled = make_post(
        language=post.language, published_at=post.published_at, body=post.body, comments_open=False
    )
    walk.get(veiled.get_absolute_url())
    walk.get(f"{veiled.get_absolute_url()}/comment", 403)


def comment(walk, post):
    form = f"{post.get_absolute_url()}/comment"
    walk.get(form)
    walk.get(f"{form}?to=1")
    walk.post(form, {"name": "A" * 200, "body": ""}, 422, "empty")
    walk.post(f"{form}?to=1", filled_form(post, captcha_picture="no"), 422, "a wrong answer")
    walk.post(form, filled_form(post))
    with override_settings(COMMENTS_PER_POST=0):
        walk.post(form, filled_form(post), 429, "too many")
    gates.freeze()
    walk.post(form, filled_form(post), 403, "frozen")
    walk.get(f"{post.get_absolute_url()}?frozen")
    gates.thaw()


def report_and_ask(walk, post):
    said = Comment.objects.approved().filter(post=post).earliest("number")
    page = f"{post.get_absolute_url()}/comments/{said.number}/report"
    walk.get(page)
    walk.post(page, {}, 422, "empty")
    stamp = StampField(subject=f"report:{said.pk}", life=settings.COMMENT_TOKEN_LIFE).fresh()
    filled = {"reason": "private", "words": "He <knows> me.", "website": "", "token": stamp}
    walk.post(page, filled | solved_captcha("report"))
    asking = NAMES[post.language][3]
    walk.get(asking)
    walk.post(asking, {"code": ""}, 422, "empty")
    walk.post(asking, {"code": "ABCD-ABCD-ABCD-ABCD"}, 404, "unknown")
    for state in ("held", "published", "refused", "removed"):
        code, code_hash = codes.issue()
        sent = make_comment(
            post=post, code_hash=code_hash, approved=state in ("published", "removed")
        )
        if state in ("refused", "removed"):
            reject(sent)
        walk.post(asking, {"code": code}, 200, state)


def send_tip(walk, language):
    page = NAMES[language][1]
    walk.get(page)
    walk.post(page, {"message": ""}, 422, "empty")
    files = [SimpleUploadedFile("a", data) for data in (dirty_jpeg().data, RAR)]
    sent = walk.post(page, {"message": "Seen <at> two", "files": files}, 200, "a receipt")
    walk.post(page, {"files": [SimpleUploadedFile("a", RAR)]}, 422, "only a refused file")
    with override_settings(TIP_FILE_BYTES=100):
        walk.post(page, {"files": [SimpleUploadedFile("a", b"x" * 200)]}, 413, "a large file")
    with override_settings(TIPS_PER_HOUR=0):
        walk.get(f"{page}?question")
        walk.post(page, {"message": "Seen <at> two"}, 429, "a question")
    return sent.split('class="receipt"')[1].partition(">")[2].partition("<")[0]


def come_back(walk, language, words):
    page = NAMES[language][2]
    walk.get(page)
    walk.post(page, {"receipt": "no such words", "message": "typed <b>"}, 422, "unknown")
    desk.reply(Tip.objects.get(lookup=receipts.read(words).lookup), "Which <day>?\n\nThanks.")
    opened = walk.post(page, {"receipt": words}, 200, "opened")
    stay = {"stay": dict(HIDDEN.findall(opened))["stay"]}
    walk.post(page, stay | {"add": ""}, 422, "nothing added")
    files = [SimpleUploadedFile("a", RAR)]
    walk.post(page, stay | {"add": "", "message": "more", "files": files}, 200, "added")
    walk.post(page, stay | {"delete": ""}, 422, "unsure")
    walk.post(page, stay | {"delete": "", "sure": "on"}, 200, "deleted")


def be_refused(walk, language):
    base, tips, *_rest = NAMES[language]
    walk.get(f"{base}/nothing/here/", 404)
    walk.get(f"{base}/by/ana-ruiz/", 410)
    foreign = {"origin": "https://elsewhere.example"}
    walk.post(tips, {"message": "<kept>"}, 403, "from another site", headers=foreign)
    with override_settings(FORM_BYTES=10):
        asking = NAMES[language][3]
        walk.post(asking, {"code": "<a long code>"}, 413, "too long")
    request = RequestFactory().get(f"{base}/")
    for answer in (errors.bad_request, errors.forbidden):
        response = answer(request, None)
        walk.keep(f"{response.status_code} {language}", response, response.status_code)
    walk.keep(f"500 {language}", errors.broken(request), 500)
    with translation.override(language):
        for status in (429, 503):
            walk.keep(
                f"{status} {language}", render(request, f"{status}.html", status=status), status
            )
