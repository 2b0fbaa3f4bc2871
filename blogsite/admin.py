"""The desk: Django's admin with a front page that says what waits."""

from contextlib import suppress
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.i18n import JavaScriptCatalog

from blogsite import emergency, logins
from comments import chart, figures
from posts.models import Post
from tips.models import Tip

# Sentences of Django's own that our catalogue says otherwise: its Spanish takes a "nota" for a man.
SAID_OTHERWISE = (
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The %(name)s “%(obj)s” was deleted successfully."),
    gettext_noop(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the'
        " following related items will be deleted:"
    ),
    gettext_noop(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following"
        " objects and their related items will be deleted:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related"
        " objects, but your account doesn't have permission to delete the following types of"
        " objects:"
    ),
    gettext_noop("You may edit it again below."),
)


class Desk(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("What waits")
    enable_nav_sidebar = False
    login_form = logins.LoginForm

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Return the words of scripts, with those of the editor: Django has only its own here."""
        return cast(HttpResponse, JavaScriptCatalog.as_view()(request))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits in the rooms that this person may enter."""
        shown = {"waiting": waiting_for(request), "emergencies": emergency.allowed(request)}
        return super().index(request, (extra_context or {}) | shown)

    def get_urls(self) -> list[Any]:
        place = "r/<path:content_type_id>/<path:object_id>/"
        own = [path(place, self.admin_view(view_on_site), name="view_on_site")]
        own += [
            path(f"emergency/{tool.name}/", self.admin_view(tool.view), name=tool.url_name)
            for tool in emergency.TOOLS
        ]
        own += [
            path("second-step/", self.admin_view(logins.second_step), name="second_step"),
            path("sessions/", self.admin_view(logins.own_sessions), name="own_sessions"),
            path("people/<int:pk>/", self.admin_view(logins.person), name="person"),
        ]
        return own + super().get_urls()


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Lead to what readers see; where a post will be is told in its own form and nowhere else."""
    with suppress(ObjectDoesNotExist, ValueError):
        if ContentType.objects.get(pk=content_type_id).model_class() is Post:
            raise Http404
    return shortcut(request, content_type_id, object_id)


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
        coming = Post.objects.editable_by(request.user).scheduled()
        waiting["scheduled"] = coming.order_by("published_at").only("headline", "published_at")[:5]
    if request.user.has_perm("tips.read_tip"):
        waiting["tips"] = Tip.objects.filter(status=Tip.Status.NEW).count()
        waiting["going"] = Tip.objects.going().count()
    return waiting
