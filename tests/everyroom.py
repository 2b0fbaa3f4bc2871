"""Somebody who may do everything opens every room of the desk, and keeps what is answered."""

import html
import re
from urllib.parse import urljoin

from django.contrib.auth.models import User
from django.test import Client, override_settings
from django_otp.oath import totp

from blogsite import second_step
from blogsite.emergency import TOOLS
from comments import intake
from comments.models import Comment, Report, WordList
from posts import history, preview, publishing
from posts.models import Byline, Label, Photo
from tests.posts.factories import make_post
from tests.samples import dirty_jpeg
from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tips import desk, sealing

LINK = re.compile(r'<a [^>]*href="([^"]*)"')
LEFT_OUT = ("/logout/", "/jsi18n/", "/r/", "/files/")
ADMIN, TIPS = "/admin/", "/admin/tips/tip/"
WRONG = {"text": "", "status": "none", "recipient": "none", "headline": "", "sure": ""}


def walk_the_desk(walk, post):
    """Fill the desk's rooms around a post and visit them all."""
    walk.get("/admin/login/")
    walk.post("/admin/login/", {"username": "ada", "password": "wrong"}, 200, "wrong")
    ada = User.objects.create_superuser("ada", "", "north-bridge-at-noon")
    walk.client.force_login(ada)
    fill_the_queue(post)
    tip = open_the_tips(walk, ada)
    crawl(walk)
    hold_back(walk, ada)
    give_up(walk)
    step_twice(walk, ada)
    hurry(walk)
    leave(walk, tip)


def fill_the_queue(post):
    """Let readers write what every lane is for, and report a comment."""
    burst = "The ferry stopped running in May and nobody from the county has said a word of it."
    parent = Comment.objects.approved().filter(post=post).first()
    for body in (burst, f"{burst}!", "He lives at Calle Hidalgo 12, call 868 123 4567 <now>"):
        intake.receive(Comment(post=post, name="<Ana>", body=body))
    intake.receive(Comment(post=post, parent=parent, body="I saw it too."))
    WordList.objects.create(name="<Names>", language="es", lane=1, words="halcon*")
    Report.objects.create(comment=parent, reason="private", words="He is my <cousin>.")


def open_the_tips(walk, ada):
    """Make a key, open it, and return a tip that it opens."""
    closed, *_ = make_tip()
    walk.get(f"{TIPS}unlock/")
    walk.post(f"{TIPS}unlock/", {"passphrase": "short"}, 422, "too short")
    desk.make_key(ada, PASSPHRASE)
    walk.post(f"{TIPS}unlock/", {"passphrase": "wrong"}, 422, "wrong")
    tip, *_ = make_tip("Call 868 123 4567", ["https://a.example/?b=1"], [dirty_jpeg().data, b"a"])
    desk.reply(tip, "Which <day>?\n\nThanks.")
    desk.note(tip, "Ask <her> again", "mo")
    walk.client.post(f"{TIPS}unlock/", {"passphrase": PASSPHRASE})
    walk.get(f"{TIPS}{closed.pk}/", 403)
    closed.destroy()
    for name in ("replies", "notes", "status", "bundle", "draft"):
        walk.post(f"{TIPS}{tip.pk}/{name}/", WRONG, 422, "wrong")
    _identity, recipient = sealing.new_key()
    with override_settings(TIP_RAM_BUDGET=0):
        walk.post(f"{TIPS}{tip.pk}/bundle/", {"recipient": recipient}, 503, "no room")
    return tip


def crawl(walk):
    """Follow every link below /admin/, to one page of each kind."""
    waiting, seen = [ADMIN], set()
    while waiting:
        path = waiting.pop()
        kind = re.sub(r"[^/]*\d[^/]*", "*", path)
        if kind in seen or not path.startswith(ADMIN) or any(part in path for part in LEFT_OUT):
            continue
        seen.add(kind)
        links = LINK.findall(walk.get(path, follow=True))
        waiting += [
            urljoin(path, html.unescape(link)).split("#")[0].split("?")[0] for link in links
        ]
    walk.get("/admin/posts/")
    walk.get("/admin/password_change/done/")
    walk.get("/admin/comments/comment/queue/?lane=1")
    walk.get("/admin/posts/photo/pick/?q=nothing")
    walk.post("/admin/posts/photo/pick/", {"alt": ""}, 422, "no picture")


def hold_back(walk, ada):
    """See a draft as its readers will, and be asked about it wherever it could go out."""
    draft = make_post(headline="Not out yet", body="<p>868 123 4567</p>", published_at=None)
    own, before = f"/admin/posts/post/{draft.pk}/", history.written(draft)
    walk.get(f"{own}preview/")
    walk.post(f"{own}links/", {"days": "1"}, 200, "made")
    walk.get(f"/preview/{preview.make(draft, 1)}/")
    gone = make_post(headline="Taken back", body=draft.body)
    publishing.withdraw(gone)
    chosen = {"_selected_action": [gone.pk], "action": "restore"}
    walk.post("/admin/posts/post/", chosen, 200, "asked")
    draft.body = "<p>Nobody to call</p>"
    publishing.put(draft)
    history.keep(draft, before, ada)
    first = draft.revisions.last()
    walk.get(f"{own}revisions/{first.pk}/")
    walk.post(f"{own}revisions/{first.pk}/restoration/", {}, 200, "asked")


def give_up(walk):
    """Ask for everything that takes something over, and answer wrongly."""
    for kind, action in (
        ("byline", "merge"), ("byline", "reassign"), ("byline", "retire"), ("label", "merge"),
    ):  # fmt: skip
        rows = {"byline": Byline, "label": Label}[kind].objects.values_list("pk", flat=True)
        chosen = {"_selected_action": list(rows[:2]), "action": action}
        walk.post(f"/admin/posts/{kind}/", chosen, 200, action)
    walk.post("/admin/posts/byline/", chosen | {"action": "merge", "sure": "yes"}, 422, "wrong")

    walk.get(f"/admin/posts/photo/{Photo.objects.first().pk}/delete/")
    walk.post("/admin/posts/photo/add/", {"alt": "", "graphic": "on"}, 200, "wrong")
    walk.post("/admin/posts/post/add/", {"headline": ""}, 200, "wrong")


def step_twice(walk, ada):
    """Set a second step up, wrongly first, and look at one's sessions and at somebody else's."""
    page = "/admin/second-step/"
    walk.client.post(page, {"do": "begin"})
    walk.get(page)
    walk.post(page, {"do": "off", "code": ""}, 422, "wrong")
    key = second_step.begun(ada).bin_key
    walk.post(page, {"do": "confirm", "code": f"{totp(key):06d}"}, 200, "codes")
    walk.get(page)
    Client().force_login(ada)
    walk.get("/admin/sessions/")
    somebody = User.objects.create_user("somebody", is_staff=True)
    second_step.begin(somebody)
    second_step.confirm(somebody, f"{totp(second_step.begun(somebody).bin_key):06d}")
    Client().force_login(somebody)
    walk.get(f"/admin/people/{somebody.pk}/")


def hurry(walk):
    for tool in TOOLS:
        walk.get(f"/admin/emergency/{tool.name}/")
    walk.post("/admin/emergency/hide/", {"post": "none"}, 422, "wrong")
    walk.post("/admin/emergency/retire/", {}, 422, "wrong")


def leave(walk, tip):
    """Make a draft of a tip, take a colleague off the desk, and end all sessions."""
    colleague, _key = make_reader()
    leaving = f"{TIPS}desk/{colleague.pk}/leaving/"
    walk.get(leaving)
    walk.post(leaving, {"sure": "on"}, 200, "sure")
    walk.post(f"{TIPS}desk/{colleague.pk}/locks/", {}, 200, "locks")
    draft = {"headline": "Lo visto", "language": "es", "text": "Ours.", "picture_1": "on"}
    walk.post(f"{TIPS}{tip.pk}/draft/", draft | {"alt_1": "A ferry"}, 200, "made")
    walk.post("/admin/emergency/sessions/", {}, 200, "ended")
