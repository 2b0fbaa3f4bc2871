"""The revisions of a post at the desk: listed, compared, restored, destroyed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from posts import checking, history, revising
from posts.findings import Finding
from posts.forms_checking import marks, unseen
from posts.history import Revision
from posts.models import Post

EVERY = "posts.edit_any_post"
PAGE = 50  # revisions


class Revisions(admin.ModelAdmin):
    """Whoever sees a post sees its revisions; who may change it restores one."""

    def get_urls(self) -> list[URLPattern]:
        wrap, own = self.admin_site.admin_view, "<int:pk>/revisions/"
        return [
            path(own, wrap(require_safe(self.revisions)), name="posts_post_revisions"),
            path(f"{own}<int:number>/", wrap(require_safe(self.revision)), name="posts_revision"),
            path(
                f"{own}<int:number>/restoration/",
                wrap(require_POST(self.restore_revision)),
                name="posts_revision_restoration",
            ),
            path(
                f"{own}<int:number>/destruction/",
                wrap(require_POST(self.destroy_older)),
                name="posts_revision_destruction",
            ),
            *super().get_urls(),
        ]

    def revisions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List who saved what, the newest first, or those before the one named in `before`."""
        post = self._post(request, pk)
        found = post.revisions.defer("body", "rest").select_related("by")
        before = request.GET.get("before", "")
        if before.isascii() and before.isdigit() and len(before) <= 18:
            found = found.filter(pk__lt=int(before))
        rows = list(found.annotate(size=Length("body"))[: PAGE + 1])
        labels = {name: revising.label(name) for name in history.FIELDS}
        told = [(row, [labels.get(name, name) for name in row.changed]) for row in rows[:PAGE]]
        context = {"rows": told, "older": rows[PAGE - 1].pk if rows[PAGE:] else None}
        return self._page(request, post, "revisions", _("Revisions"), context)

    def revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show what a revision changed, and what has changed since."""
        return self._told(request, *self._found(request, pk, number))

    def _told(
        self, request: HttpRequest, post: Post, revision: Revision, asked: Sequence[Finding] = ()
    ) -> HttpResponse:
        earlier = post.revisions.filter(pk__lt=revision.pk).first()
        before = earlier.written if earlier else revision.written
        context = {
            "revision": revision,
            "first": earlier is None,
            "made": list(revising.differences(before, revision.written)),
            "since": list(revising.differences(revision.written, history.written(post))),
            "asked": asked,
            "marks": marks(asked),
            "may_restore": self.has_change_permission(request, post),
            "may_destroy": earlier is not None and request.user.has_perm(EVERY),
        }
        return self._page(request, post, "revision", _("Revision"), context)

    def restore_revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        post, revision = self._found(request, pk, number)
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        again = revising.restored(Post.objects.get(pk=pk), revision)
        asked = checking.asked(post, again, checking.check(again))
        if unseen(asked, request.POST):
            return self._told(request, post, revision, asked)
        post = revising.restore(revision, request.user)
        self.log_change(request, post, _("Restored a revision."))
        if revising.is_whole(revision):
            self.message_user(request, _("The text is what it was in that revision."))
        else:
            said = _("The words are back; a photo or label of them is gone and left out.")
            self.message_user(request, said, messages.WARNING)
        return redirect("admin:posts_post_change", post.pk)

    def destroy_older(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        post, revision = self._found(request, pk, number)
        if not request.user.has_perm(EVERY):
            raise PermissionDenied
        count = revising.destroy_older(revision)
        self.log_change(request, post, _("Destroyed older revisions."))
        done = ngettext(
            "%(count)d revision was destroyed.", "%(count)d revisions were destroyed.", count
        )
        self.message_user(request, done % {"count": count}, messages.SUCCESS)
        return redirect("admin:posts_post_revisions", post.pk)

    def _post(self, request: HttpRequest, pk: int) -> Post:
        post: Post | None = self.get_object(request, str(pk))
        if post is None or not self.has_view_or_change_permission(request, post):
            raise Http404
        return post

    def _found(self, request: HttpRequest, pk: int, number: int) -> tuple[Post, Revision]:
        post = self._post(request, pk)
        return post, get_object_or_404(post.revisions.select_related("by", "post"), pk=number)

    def _page(
        self, request: HttpRequest, post: Post, name: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        whole = self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": str(post),
            "post": post,
            "opts": self.opts,
        }
        return render(request, f"admin/posts/post/{name}.html", whole | context)
