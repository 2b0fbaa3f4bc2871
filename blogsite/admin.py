"""The desk: Django's admin with a front page that says what waits."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogsite import emergency
from comments import chart, figures
from posts.models import Post
from tips.models import Tip


class Desk(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("What waits")
    enable_nav_sidebar = False

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits in the rooms that this person may enter."""
        shown = {"waiting": waiting_for(request), "emergencies": emergency.allowed(request)}
        return super().index(request, (extra_context or {}) | shown)

    def get_urls(self) -> list[Any]:
        own = [
            path(f"emergency/{tool.name}/", self.admin_view(tool.view), name=tool.url_name)
            for tool in emergency.TOOLS
        ]
        return own + super().get_urls()


def waiting_for(request: HttpRequest) -> dict[str, Any]:
    """Return what waits, by room; rooms that this user may not enter are left out.

    Keys: comments (Figures), chart (of the last thirty days), scheduled (the next five posts),
    tips (number), going (number of tips that are deleted soon because nobody opened them).
    Nothing of a tip is opened.
    """
    waiting: dict[str, Any] = {}
    if request.user.has_perm("comments.moderate_comment"):
        waiting["comments"] = figures.of(cast(User, request.user))
        waiting["chart"] = chart.draw(chart.last_days())
    if request.user.has_perm("posts.view_post"):
        coming = Post.objects.filter(published_at__gt=timezone.now(), withdrawn_at=None)
        waiting["scheduled"] = coming.order_by("published_at").only("headline", "published_at")[:5]
    if request.user.has_perm("tips.read_tip"):
        waiting["tips"] = Tip.objects.filter(status=Tip.Status.NEW).count()
        waiting["going"] = Tip.objects.going().count()
    return waiting
