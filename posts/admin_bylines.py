"""Bylines in the newsroom, and how one is given up: merged, reassigned or retired in one step."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, ngettext

from posts import bylines
from posts.admin_press import PublishingAdmin
from posts.forms_bylines import WAYS, HandOverForm, retire
from posts.models import Byline


@admin.register(Byline)
class BylineAdmin(PublishingAdmin):
    put, remove = staticmethod(bylines.put), staticmethod(bylines.remove)
    actions = ["merge", "reassign", "retire"]
    list_display = ["name", "slug", "signed"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        found: QuerySet[Byline] = super().get_queryset(request)
        # Counting drops the order that the model gives; the search in a post's form needs one.
        return found.annotate(signed=Count("post")).order_by("name")

    @admin.display(description=gettext_lazy("posts"), ordering="signed")
    def signed(self, byline: Any) -> int:
        return int(byline.signed)

    @admin.action(description=gettext_lazy("Merge into one"), permissions=["change", "delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Byline]) -> HttpResponse | None:
        return self._hand_over(request, queryset, "merge")

    @admin.action(description=gettext_lazy("Give all posts to another"), permissions=["change"])
    def reassign(self, request: HttpRequest, queryset: QuerySet[Byline]) -> HttpResponse | None:
        return self._hand_over(request, queryset, "reassign")

    @admin.action(description=gettext_lazy("Retire"), permissions=["change", "delete"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Byline]) -> HttpResponse | None:
        return self._hand_over(request, queryset, "retire")

    def _hand_over(
        self, request: HttpRequest, queryset: QuerySet[Byline], name: str
    ) -> HttpResponse | None:
        """Ask who takes the posts over; once that is answered, do it and tell how many."""
        way = WAYS[name]
        form = HandOverForm(way, queryset, request.POST if "sure" in request.POST else None)
        if form.is_valid():
            self._act(request, queryset, name, form.cleaned_data["to"])
            return None
        context = self.admin_site.each_context(request) | {
            "title": way.title,
            "way": way,
            "name": name,
            "form": form,
            "bylines": queryset,
            "opts": self.model._meta,
        }
        status = 422 if form.is_bound else 200
        return render(request, "admin/posts/byline/hand_over.html", context, status=status)

    def _act(self, request: HttpRequest, queryset: QuerySet[Byline], name: str, to: Any) -> None:
        act = retire if name == "retire" else WAYS[name].act
        given = list(queryset.exclude(pk=to.pk) if to else queryset)
        count = sum(act(byline, to) for byline in given)
        if to is not None:
            self.log_change(request, to, [{"changed": {"fields": ["posts"]}}])
        done = ngettext("%(count)d post changed.", "%(count)d posts changed.", count)
        self.message_user(request, done % {"count": count}, messages.SUCCESS)
