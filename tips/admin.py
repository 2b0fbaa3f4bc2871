"""The tips' room in the admin: a list that opens nothing, and the desk's own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from tips import inbox
from tips.models import READ_TIP, Tip

KINDS = {
    "message": _("message"),
    "links": _("links"),
    "image": _("pictures"),
    "text": _("text files"),
}


@admin.register(Tip)
class TipAdmin(admin.ModelAdmin):
    list_display = ["received_on", "language", "what", "size_class", "status", "assignee"]
    list_filter = ["status", "language"]
    list_select_related = ["assignee"]
    show_full_result_count = False
    actions = None

    @admin.display(description=_("kinds"))
    def what(self, tip: Tip) -> str:
        return ", ".join(str(KINDS.get(kind, kind)) for kind in tip.kinds.split())

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
            ("unlock/", inbox.unlock, "unlock"),
            ("lock/", inbox.lock, "lock"),
            ("<uuid:pk>/", inbox.read, "change"),
            ("<uuid:pk>/files/<uuid:file>/", inbox.attachment, "file"),
            ("<uuid:pk>/replies/", inbox.reply, "reply"),
            ("<uuid:pk>/status/", inbox.status, "status"),
            ("<uuid:pk>/deletion/", inbox.deletion, "deletion"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=f"tips_tip_{name}")
            for route, view, name in pages
        ]
