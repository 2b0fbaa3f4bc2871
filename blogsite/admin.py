"""The desk: Django's admin with a front page that says what waits."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from posts.models import Post
from tips.models import Tip

SHOWN_UP_TO = 999  # nobody needs the exact length of a longer queue, and counting it costs


class Desk(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("What waits")
    enable_nav_sidebar = False

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits in the rooms that this person may enter."""
        return super().index(request, (extra_context or {}) | {"waiting": waiting_for(request)})


def waiting_for(request: HttpRequest) -> dict[str, Any]:
    """Return what waits, by room; rooms that this user may not enter are left out.

    Keys: comments (number, at most SHOWN_UP_TO + 1), oldest (moment or None), scheduled (the next
    five posts), tips (number), going (number of tips that are deleted soon because nobody opened
    them). Nothing of a tip is opened.
    """
    waiting: dict[str, Any] = {"up_to": SHOWN_UP_TO}
    if request.user.has_perm("comments.moderate_comment"):
        pending = Comment.objects.pending()
        waiting["comments"] = pending.order_by()[: SHOWN_UP_TO + 1].count()
        oldest = pending.order_by("received_at", "id").values_list("received_at", flat=True)
        waiting["oldest"] = oldest.first()
    if request.user.has_perm("posts.view_post"):
        coming = Post.objects.filter(published_at__gt=timezone.now(), withdrawn_at=None)
        waiting["scheduled"] = coming.order_by("published_at").only("headline", "published_at")[:5]
    if request.user.has_perm("tips.read_tip"):
        waiting["tips"] = Tip.objects.filter(status=Tip.Status.NEW).count()
        waiting["going"] = Tip.objects.going().count()
    return waiting
