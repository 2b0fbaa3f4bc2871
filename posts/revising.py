"""What is done with a revision: look at what differs, restore it, destroy what is older."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from blogsite.lib import journal
from blogsite.lib.editions import Language
from posts import differing, figures, history, publishing
from posts.differing import IN, OUT, Change, Part
from posts.history import Autosave, Revision, Written
from posts.models import Byline, Label, Photo, Post

RESTORED: Final = ("headline", "standfirst", "body", "language", "unverified")
NAMED: Final = {"lead": Photo, "bylines": Byline, "labels": Label}


class Difference(NamedTuple):
    """A field that differs: `parts` of a short one; of the body, `changes` by block.

    A body whose changes do not show in words has neither.
    """

    label: str
    parts: list[Part]
    changes: list[Change]


def label(name: str) -> str:
    """Return what a field of a post is called at the desk."""
    return str(capfirst(Post._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def differences(before: Written, after: Written) -> Iterator[Difference]:
    for name in history.differing(before, after):
        old, new = before.get(name, ""), after.get(name, "")
        if name == "body":
            yield Difference(label(name), [], differing.compare(old, new))
        elif name in {"headline", "standfirst"}:
            yield Difference(label(name), differing.lines(old, new), [])
        else:
            both = [Part(OUT, _shown(name, old)), Part(IN, _shown(name, new))]
            yield Difference(label(name), [part for part in both if part.words], [])


def _shown(name: str, value: Any) -> str:
    """Return the value of a field as people read it; what it names may be gone."""
    if name in NAMED:
        keys = value if isinstance(value, list) else [value] if value else []
        found = NAMED[name]._default_manager.in_bulk(keys)
        return ", ".join(str(found.get(key, _("(deleted since)"))) for key in keys)
    if name == "published_at":
        moment = value and timezone.localtime(datetime.fromisoformat(value))
        return date_format(moment, "DATETIME_FORMAT") if moment else _("draft")
    if name == "language":
        return str(dict(Language.choices).get(value, value))
    return value if isinstance(value, str) else _("yes") if value else _("no")


@transaction.atomic
def restore(revision: Revision, by: Any) -> Post:
    """Let a post say what it said in a revision; what it says now stays among its revisions.

    When, where and under which byline readers find it does not change: a name that was withheld
    since does not come back. Photos and labels that are gone are left out.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=revision.post_id)
    before = history.written(post)
    publishing.put(restored(post, revision))
    labels = Label.objects.filter(pk__in=revision.written["labels"])
    publishing.assign(post, bylines=list(post.bylines.all()), labels=labels)
    history.keep(post, before, by)
    return post


def restored(post: Post, revision: Revision) -> Post:
    """Give a post the words and lead photo of a revision, without saving it; return it."""
    found = revision.written
    for name in RESTORED:
        setattr(post, name, found[name])
    if not post.path:
        post.slug = found["slug"]
    if found["lead"] is None or Photo.objects.filter(pk=found["lead"]).exists():
        post.lead_id = found["lead"]
    return post


def is_whole(revision: Revision) -> bool:
    """Tell whether the photos and labels of a revision are all there still."""
    found = revision.written
    wanted = {*figures.tokens(found["body"])}
    leads = {found["lead"]} - {None}
    return (
        Photo.objects.filter(token__in=wanted).count() == len(wanted)
        and Photo.objects.filter(pk__in=leads).count() == len(leads)
        and Label.objects.filter(pk__in=found["labels"]).count() == len(found["labels"])
    )


def destroy_older(revision: Revision) -> int:
    """Destroy what is older than a revision: revisions, unsaved texts, old headlines in the log.

    Returns how many revisions.
    """
    with transaction.atomic():
        post = revision.post
        count, _models = post.revisions.filter(pk__lt=revision.pk).delete()
        Autosave.objects.filter(post=post, kept_at__lt=revision.made_at).delete()
        kind = ContentType.objects.get_for_model(Post)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(post.pk))
        entries.update(object_repr=str(post)[:200])
    tables = (Revision, Autosave, LogEntry)
    journal.forget(*(model._meta.db_table for model in tables))
    return count
