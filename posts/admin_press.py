"""What the rooms of the newsroom share: the press saves and deletes, one thing at a time."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from posts.history import Revision
from posts.stories import Correction, Origin, Part, Source, Translation

GOING = (Correction, Origin, Part, Revision, Source, Translation)  # with a post, by their names


class PublishingAdmin(admin.ModelAdmin):
    """Saves and deletes by the functions of posts.publishing, one object at a time."""

    put: Callable[[Any], None]
    remove: Callable[[Any], None]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.put(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name what goes, and count what goes with it; how tables are joined is nobody's matter."""
        _found, counts, needed, protected = super().get_deleted_objects(objs, request)
        models: list[Any] = [*self.admin_site._registry, *GOING]
        named = {str(model._meta.verbose_name_plural) for model in models}
        told = {name: count for name, count in counts.items() if str(name) in named}
        return [str(each) for each in objs], told, needed, protected

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)
