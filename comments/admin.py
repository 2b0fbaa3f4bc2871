"""The comments' part of the admin: the queue in place of a list, and the record of decisions."""

from typing import Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blogsite.lib.admin import ReadOnlyAdmin
from comments import cards, desk, queue, reported
from comments.models import Closing, Comment, Decision
from comments.wordlists import WordListAdmin
from posts.admin import PostAdmin
from posts.admin_stories import Omissible

__all__ = ["CommentAdmin", "DecisionAdmin", "WordListAdmin"]

LISTED = 10_000  # rows that a list counts and pages through; older ones are found by filter


class ClosingInline(admin.StackedInline):
    """When a post stops taking comments: for whoever may change the post, on its own page."""

    model = Closing
    formset = Omissible
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("posts.change_post")

    has_add_permission = has_view_permission = has_change_permission


PostAdmin.inlines = [*PostAdmin.inlines, ClosingInline]


class BoundedPaginator(Paginator):
    """Pages of a list whose whole length is never counted."""

    @cached_property
    def count(self) -> int:
        return cast(QuerySet, self.object_list)[:LISTED].count()


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        own = [
            path("queue/", guard(queue.page), name="comments_comment_queue"),
            path("queue/sweep/", guard(desk.sweep), name="comments_comment_sweep"),
            path("queue/undo/", guard(desk.undo), name="comments_comment_undo"),
            path("queue/habits/", guard(desk.habits), name="comments_comment_habits"),
            path("reported/", guard(reported.page), name="comments_comment_reported"),
            path(
                "<int:pk>/reported/<int:last>/",
                guard(reported.settle),
                name="comments_comment_settle",
            ),
            path("<int:pk>/redaction/", guard(desk.redact), name="comments_comment_redaction"),
            path("<int:pk>/change/", guard(queue.one), name="comments_comment_change"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the queue: Django's list would not show the texts."""
        return redirect("admin:comments_comment_queue")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return queue.may_moderate(request)

    has_module_permission = has_view_permission


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "verdict", "reason", "moderator", "words"]
    list_display_links = None
    list_filter = ["verdict", "reason"]
    list_select_related = ["comment", "moderator"]
    show_full_result_count = False
    paginator = BoundedPaginator

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        """Return what this user may see: a moderator's own decisions, or with the right all."""
        rows = super().get_queryset(request)
        whole = request.user.has_perm("comments.view_decision")
        return rows if whole else rows.filter(moderator=request.user.pk)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return super().has_view_permission(request) or queue.may_moderate(request)

    has_module_permission = has_view_permission

    @admin.display(description=_("comment"))
    def words(self, decision: Decision) -> SafeString:
        """Return the beginning of the comment, linked to where it can be decided again."""
        link = reverse("admin:comments_comment_change", args=[decision.comment_id])
        return format_html('<a href="{}">{}</a>', link, cards.glimpse(decision.comment))
