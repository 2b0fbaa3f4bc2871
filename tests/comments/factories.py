"""Readers' comments, people who decide on them, and forms filled in as a reader would."""

from captcha.models import CaptchaStore
from django.conf import settings
from django.contrib.auth.models import Permission, User

from blogsite.lib.forms import StampField, challenge
from comments.models import Comment
from tests.posts.factories import make_post

ORIGIN = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


def make_comment(**fields):
    """A held comment on a post of its own; `approved=True` for one that readers see."""
    approved = fields.pop("approved", False)
    fields = {"name": "Rea", "body": "The ferry stopped running in May."} | fields
    comment = Comment.objects.create(post=fields.pop("post", None) or make_post(), **fields)
    return approve(comment) if approved else comment


def make_moderator(username="mo"):
    """Somebody who may do one thing: decide on comments."""
    user, made = User.objects.get_or_create(username=username, is_staff=True)
    if made:
        user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


def approve(comment, moderator=None):
    moderator = moderator or make_moderator()
    comment.decide("approved", moderator=moderator, seen=comment.text_hash, was=comment.status)
    return comment


def reject(comment, moderator=None, reason="spam"):
    comment.decide(
        "rejected",
        moderator=moderator or make_moderator(),
        reason=reason,
        seen=comment.text_hash,
        was=comment.status,
    )
    return comment


def solved_captcha(subject="comment"):
    """A challenge as the form `subject` shows it, with its picture's letters read right."""
    key = challenge(subject).key
    row = CaptchaStore.objects.get(hashkey=key)
    return {"captcha_key": key, "captcha_picture": row.challenge, "captcha_question": ""}


def stamp_for(post):
    """The hidden stamp that the form of this post carries just now."""
    return StampField(subject=f"comment:{post.pk}", life=settings.COMMENT_TOKEN_LIFE).fresh()


def filled_form(post, **fields):
    """All that a browser sends for a comment which is in order."""
    typed = {"name": "Rea", "body": "The ferry stopped running in May.", "website": ""}
    return typed | {"token": stamp_for(post)} | solved_captcha() | fields
