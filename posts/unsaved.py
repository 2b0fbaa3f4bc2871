"""What somebody typed at the desk and has not saved; who else has the same form open."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from blogsite.lib import journal
from posts.history import Autosave, Editing
from posts.models import Post

RETENTION: Final = timedelta(days=30)  # of what nobody came back to
PRESENT: Final = timedelta(minutes=2)  # since somebody was seen with a form
LEFT_OUT: Final = "csrfmiddlewaretoken"


def keep(user: Any, post: Post | None, typed: QueryDict) -> None:
    """Keep a form as it is typed now, in the place of what was kept of it before."""
    fields = typed.copy()
    fields.pop(LEFT_OUT, None)
    Autosave.objects.update_or_create(
        user=user, post=post, defaults={"typed": fields.urlencode(), "kept_at": timezone.now()}
    )


def of(user: Any, post: Post | None) -> Autosave | None:
    return Autosave.objects.filter(user=user, post=post).first()


def forget(user: Any, post: Post | None) -> None:
    """Forget what was kept, because it is saved or not wanted."""
    Autosave.objects.filter(user=user, post=post).delete()


def see(user: Any, post: Post) -> None:
    """Note that somebody has a post's form open."""
    Editing.objects.update_or_create(user=user, post=post, defaults={"seen_at": timezone.now()})


def leave(user: Any, post: Post) -> None:
    Editing.objects.filter(user=user, post=post).delete()


def others(user: Any, post: Post) -> QuerySet[Editing]:
    """Return who else has had a post's form open within the last minutes."""
    now = Editing.objects.filter(post=post, seen_at__gt=timezone.now() - PRESENT)
    return now.exclude(user=user).select_related("user").order_by("-seen_at")


def purge() -> int:
    """Forget what nobody came back to, and who was here; return how many texts."""
    now = timezone.now()
    Editing.objects.filter(seen_at__lt=now - PRESENT).delete()
    count = Autosave.objects.filter(kept_at__lt=now - RETENTION).delete()[0]
    journal.forget(Autosave._meta.db_table)
    return count
