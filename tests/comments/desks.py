"""The moderators' desk in tests: its addresses, and what a browser sends from its pages."""

import re

from django.urls import reverse


def url(name="queue", *args):
    return reverse(f"admin:comments_comment_{name}", args=args)


def token(*comments):
    """What the queue's form carries for one card: a comment, or the members of a cluster."""
    return ",".join(f"{comment.pk}-{comment.text_hash}" for comment in comments)


def send(desk, comment, mark="approved", **fields):
    """Press a button of one card."""
    form = {"cards": token(comment), "was": comment.status, "only": f"{comment.pk}:{mark}"}
    return desk.post(url("sweep"), form | fields)


def sweep(desk, *comments, **marks):
    """Send a page of cards: all marked "approved" but those in `marks`, such as c7="spam"."""
    form = {"cards": " ".join(token(comment) for comment in comments)}
    form |= {f"mark-{c.pk}": marks.get(f"c{c.pk}", "approved") for c in comments}
    return desk.post(url("sweep"), form)


def said(desk, response):
    """Follow an answer to its page and return what that says at the top."""
    page = desk.get(response.headers["Location"].partition("#")[0]).content.decode()
    return " ".join(re.findall(r"<li class=\"(?:success|warning|error)\">(.*?)</li>", page, re.S))
