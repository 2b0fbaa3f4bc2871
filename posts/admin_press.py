"""What the rooms of the newsroom share: the press saves and deletes, one thing at a time."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from blogsite.lib.folding import pattern
from posts.history import Revision
from posts.stories import Correction, Origin, Part, Source, Translation

MOST_WORDS = 12  # of a search
GOING = (Correction, Origin, Part, Revision, Source, Translation)  # with a post, by their names


class Searched(admin.ModelAdmin):
    """Rooms in which "ines" finds Inés, with either database."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what has every word of a search in one of the fields that are searched."""
        for word in search_term.split()[:MOST_WORDS]:
            found = Q()
            for field in self.get_search_fields(request):
                found |= Q(**{f"{field}__iregex": pattern(word)})
            queryset = queryset.filter(found)
        return queryset, False


class PublishingAdmin(Searched):
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
