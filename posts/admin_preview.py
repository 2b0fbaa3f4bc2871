"""What stands between a draft and its readers, in the newsroom: check, preview, secret links."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from posts import checking, preview, previewing
from posts.addresses import absolute
from posts.forms_checking import TICK
from posts.models import Post


def _days() -> list[tuple[int, str]]:
    return [(n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in preview.LIVES]


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("The link works for"),
        choices=_days,
        coerce=int,
        initial=preview.LIVES[0],
    )


class Checking(admin.ModelAdmin):
    """Asks about what was found in a post, shows it as readers will see it, and makes and ends
    secret links to that.
    """

    def get_urls(self) -> list[URLPattern]:
        both = require_http_methods(["GET", "HEAD", "POST"])
        rooms: list[tuple[str, Any, str]] = [
            ("preview/", require_safe(self.preview), "preview"),
            ("links/", both(self.links), "links"),
            ("links/<int:link>/end/", require_POST(self.end_link), "end_link"),
        ]
        guard = self.admin_site.admin_view
        own = [
            path(f"<path:pk>/{where}", guard(view), name=f"posts_post_{name}")
            for where, view, name in rooms
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what the check asks about what was typed, or finds in what is stored."""
        form, post = context["adminform"].form, context.get("original")
        stored = checking.check(post) if post and not form.is_bound else []
        context |= {"findings": stored, "checked": form}
        return super().render_change_form(request, context, *args, **kwargs)

    def question(self, request: HttpRequest, posts: QuerySet[Post]) -> HttpResponse | None:
        """Return a page that asks about what was found in posts that go back to readers.

        None where nothing was, or where somebody has looked at it.
        """
        gone = Post.State.WITHDRAWN
        looks = ((post, checking.check(post) if post.state == gone else []) for post in posts)
        found = [(post, checking.needing(some)) for post, some in looks]
        marks = {mark for _post, some in found for finding in some for mark in finding.marks}
        if marks <= set(request.POST.get(TICK, "").split()):
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Before readers see it"),
            "opts": self.opts,
            "found": found,
            "marks": " ".join(sorted(marks)),
        }
        return render(request, "admin/posts/post/restore.html", context)

    def preview(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Answer with a stored post, in any state, as its readers will see it."""
        return previewing.page(request, self._asked(request, pk, self.has_view_permission))

    def links(self, request: HttpRequest, pk: str) -> HttpResponse:
        """List the open links of a post; a POST makes one and tells its address, this once."""
        post = self._asked(request, pk, self.has_change_permission)
        form = LinkForm(request.POST if request.method == "POST" else None)
        address = ""
        if form.is_valid():
            token = preview.make(post, form.cleaned_data["days"])
            address = absolute(reverse("preview", args=[token]))
        context = self.admin_site.each_context(request) | {
            "title": _("Preview links"),
            "subtitle": str(post),
            "opts": self.opts,
            "post": post,
            "form": LinkForm() if address else form,
            "address": address,
            "links": post.preview_links.open(),
            "of_use": post.state in {Post.State.DRAFT, Post.State.SCHEDULED},
        }
        status = 422 if form.errors else 200
        return render(request, "admin/posts/post/links.html", context, status=status)

    def end_link(self, request: HttpRequest, pk: str, link: int) -> HttpResponse:
        post = self._asked(request, pk, self.has_change_permission)
        post.preview_links.filter(pk=link).delete()
        self.message_user(request, _("The link leads nowhere now."), messages.SUCCESS)
        return redirect("admin:posts_post_links", post.pk)

    def _asked(self, request: HttpRequest, pk: str, may: Any) -> Post:
        """Return the post of an address. Raises Http404, or PermissionDenied."""
        post: Post | None = self.get_object(request, unquote(pk))
        if post is None:
            raise Http404
        if not may(request, post):
            raise PermissionDenied
        return post
