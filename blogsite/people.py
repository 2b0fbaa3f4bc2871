"""Logins in the admin: an administrator hires people; only a superuser touches superusers."""

from typing import Any

from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

# Whoever could set these would be a superuser the next moment.
UNBOUND = {"is_superuser", "user_permissions"}


class PeopleAdmin(UserAdmin):
    """Django's own, but that nobody can give themselves or others more than a group's rights."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return found
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f not in UNBOUND]})
            for title, options in found
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, somebody: Any) -> bool:
    return somebody is None or not somebody.is_superuser or bool(request.user.is_superuser)
