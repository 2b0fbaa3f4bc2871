"""The page on which the editor of a text chooses a photo or uploads one; how far one is made.

It stands in a frame of the editor's page: the only page of the desk that may be framed.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from posts import making
from posts.models import Photo

PICKED = 60  # photos on the page that an editor chooses from


class Picking(admin.ModelAdmin):
    """A library of photos that can be chosen from."""

    def get_urls(self) -> list[URLPattern]:
        pick, made = self.admin_site.admin_view(self.pick), self.admin_site.admin_view(self.made)
        return [
            path("pick/", pick, name="posts_photo_pick"),
            path("<int:key>/made/", made, name="posts_photo_made"),
            *super().get_urls(),
        ]

    @method_decorator(xframe_options_sameorigin)
    def pick(self, request: HttpRequest) -> HttpResponse:
        """Show the newest photos, or those that are searched for, and take in a new one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_add = self.has_add_permission(request)
        if request.method == "POST" and not may_add:
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = self.get_form(request)(*sent) if may_add else None
        if form is not None and form.is_valid():
            photo = self._add(request, form)
            return redirect(f"{reverse('admin:posts_photo_pick')}?new={photo.pk}")
        context = self.admin_site.each_context(request) | self._choice(request) | {"form": form}
        return render(request, "admin/posts/photo/pick.html", context, status=422 if sent else 200)

    def _add(self, request: HttpRequest, form: Any) -> Photo:
        photo: Photo = form.save(commit=False)
        self.save_model(request, photo, form, change=False)
        self.log_addition(request, photo, [{"added": {}}])
        return photo

    def _choice(self, request: HttpRequest) -> dict[str, Any]:
        query = request.GET.get("q", "")
        found, _duplicates = self.get_search_results(request, self.get_queryset(request), query)
        return {
            "title": _("Choose a photo"),
            "photos": [(photo, progress(photo)) for photo in found[:PICKED]],
            "query": query,
            "new": request.GET.get("new", ""),
            "is_popup": True,
        }

    @method_decorator(require_safe)
    def made(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say how many of a photo's files are made, to the page that shows it."""
        photo = get_object_or_404(Photo, pk=key)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        done, files = making.made(photo)
        ended = photo.due_at is None or making.is_stuck(photo)
        said = in_words(photo, done, files)
        return JsonResponse({"made": done, "all": files, "said": said, "ended": ended})


def in_words(photo: Photo, done: int, files: int) -> str:
    """Say how far a photo is made, `done` of `files`."""
    if photo.due_at is None:
        line = ngettext("The one file is made.", "All %(files)d files are made.", files)
    elif making.is_stuck(photo):
        line = _("Only %(done)d of %(files)d files could be made. Choose the picture again.")
    else:
        line = _("%(done)d of %(files)d files are made.")
    return line % {"done": done, "files": files}


def progress(photo: Photo) -> str:
    """Return how far a photo is made, as HTML that looks again by itself; "" when it is whole."""
    if photo.due_at is None:
        return ""
    done, files = making.made(photo)
    context = {
        "photo": photo,
        "done": done,
        "files": files,
        "said": in_words(photo, done, files),
        "stuck": making.is_stuck(photo),
    }
    return render_to_string("admin/posts/photo/_progress.html", context)
