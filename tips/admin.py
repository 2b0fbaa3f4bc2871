"""The tips' room in the admin: a list that opens nothing, and the desk's own pages."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from tips import doors, handling, handover, inbox, members
from tips.models import READ_TIP, SOON, Tip

KINDS = {
    "message": _("message"),
    "links": _("links"),
    "image": _("pictures"),
    "audio": _("sound"),
    "video": _("video"),
    "text": _("text files"),
    "application": _("documents"),
}


class UnreadFilter(admin.SimpleListFilter):
    title = _("unread by me")
    parameter_name = "unread"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tip]) -> QuerySet[Tip]:
        return queryset.filter(Q(("unread", True))) if self.value() == "yes" else queryset


@admin.register(Tip)
class TipAdmin(admin.ModelAdmin):
    list_display = [
        "received_on", "unread", "language", "what", "size_class", "status", "assignee", "hold",
    ]  # fmt: skip
    list_filter = [UnreadFilter, "status", "language", "held"]
    list_select_related = ["assignee"]
    show_full_result_count = False
    actions = None

    @admin.display(description=_("kinds"))
    def what(self, tip: Tip) -> str:
        return ", ".join(str(KINDS.get(kind, kind)) for kind in tip.kinds.split())

    @admin.display(description=_("unread by me"))
    def unread(self, tip: Tip) -> str:
        return str(_("unread")) if getattr(tip, "unread", False) else ""

    @admin.display(description=_("legal hold"), ordering="held")
    def hold(self, tip: Tip) -> str:
        return str(_("held")) if tip.held else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tip]:
        return handling.with_unread(super().get_queryset(request), cast(User, request.user))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the tips, and warn of those that go soon because nobody opened them."""
        more = {
            "going": Tip.objects.going().count(),
            "days": SOON.days,
            "offline": settings.TIP_OFFLINE_ONLY,
        }
        return super().changelist_view(request, (extra_context or {}) | more)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(READ_TIP)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(READ_TIP)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """Only the list and the desk's pages: Django's own would log who read which tip."""
        pages: list[tuple[str, Any, str]] = [
            ("", self.changelist_view, "changelist"),
            ("unlock/", doors.unlock, "unlock"),
            ("lock/", doors.lock, "lock"),
            ("desk/", members.listing, "members"),
            ("desk/<int:user>/tips/", members.share, "share"),
            ("desk/<int:user>/leaving/", members.offboard, "offboard"),
            ("desk/<int:user>/locks/", members.relock, "relock"),
            ("<uuid:pk>/", inbox.read, "change"),
            ("<uuid:pk>/files/<uuid:file>/", inbox.attachment, "file"),
            ("<uuid:pk>/replies/", inbox.reply, "reply"),
            ("<uuid:pk>/notes/", inbox.note, "note"),
            ("<uuid:pk>/status/", inbox.status, "status"),
            ("<uuid:pk>/bundle/", handover.export, "export"),
            ("<uuid:pk>/ciphertext/", handover.ciphertext, "ciphertext"),
            ("<uuid:pk>/draft/", handover.promote, "promote"),
            ("<uuid:pk>/deletion/", inbox.deletion, "deletion"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=f"tips_tip_{name}")
            for route, view, name in pages
        ]
