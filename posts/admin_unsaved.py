"""Unsaved texts at the desk: kept every few seconds, offered again, discarded."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogsite.lib import bodies
from posts import unsaved
from posts.models import Post

CONTINUE = "continue"  # asks for a form filled with what was typed before


class Unsaved(admin.ModelAdmin):
    """One text for each person and post, and one for a new post; it never touches the post."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        kept = wrap(require_http_methods(["GET", "POST"])(self.keep))
        discarded = wrap(require_POST(self.discard))
        return [
            path("unsaved/", kept, name="posts_unsaved"),
            path("unsaved/discarded/", discarded, name="posts_unsaved_discarded"),
            path("<int:pk>/unsaved/", kept, name="posts_unsaved"),
            path("<int:pk>/unsaved/discarded/", discarded, name="posts_unsaved_discarded"),
            *super().get_urls(),
        ]

    def keep(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep a form that is not saved; an empty one only says that somebody still has it open.

        A GET answers with a token for whoever had to log in again beside an open form.
        """
        post = self._written(request, pk)
        if request.method != "POST":
            return JsonResponse({"token": get_token(request)})
        if bodies.length(request) > settings.AUTOSAVE_BYTES:
            limit = {"limit": settings.AUTOSAVE_BYTES // 1024}
            said = _("Not kept: this is more than %(limit)d KB. Save it.") % limit
            return JsonResponse({"said": said}, status=413)
        if post is not None:
            unsaved.see(request.user, post)
        if not request.POST:
            return JsonResponse({})
        unsaved.keep(request.user, post, request.POST)
        moment = date_format(timezone.localtime(), "TIME_FORMAT")
        return JsonResponse({"said": _("Kept at %(time)s, not saved yet.") % {"time": moment}})

    def discard(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        post = self._written(request, pk)
        unsaved.forget(request.user, post)
        self.message_user(request, _("What you had not saved is discarded."), messages.SUCCESS)
        return redirect("admin:posts_post_change", pk) if pk else redirect("admin:posts_post_add")

    def _written(self, request: HttpRequest, pk: int | None) -> Post | None:
        """Return the post that this person writes, None for a new one."""
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        post: Post | None = self.get_object(request, str(pk))
        if post is None:
            raise Http404
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        return post

    def continued(self, request: HttpRequest, post: Post | None) -> QueryDict | None:
        """Return what was typed before, when the form is to be filled with it."""
        if request.method != "GET" or CONTINUE not in request.GET:
            return None
        found = unsaved.of(request.user, post)
        return QueryDict(found.typed) if found else None

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Fill the rows beside a text with what was typed in them, too."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        kept = self.continued(request, obj if obj.pk else None)
        return given if kept is None else given | {"data": kept}

    def unsaved_context(self, request: HttpRequest, post: Post | None) -> dict[str, Any]:
        """Return what the form of a post tells about unsaved texts, and note that it is open."""
        keys = [post.pk] if post else []
        context: dict[str, Any] = {
            "keep_at": reverse("admin:posts_unsaved", args=keys),
            "discard_at": reverse("admin:posts_unsaved_discarded", args=keys),
            "unsaved": unsaved.of(request.user, post) if request.method == "GET" else None,
            "continued": CONTINUE in request.GET,
        }
        if post is not None:
            context["others"] = list(unsaved.others(request.user, post))
            unsaved.see(request.user, post)
        return context
