"""What the rooms of the newsroom share: the press saves and deletes, one thing at a time."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class PublishingAdmin(admin.ModelAdmin):
    """Saves and deletes by the functions of posts.publishing, one object at a time."""

    put: Callable[[Any], None]
    remove: Callable[[Any], None]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.put(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)
