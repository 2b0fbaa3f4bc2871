"""How several people write at one desk: each sees their own posts, an editor everybody's."""

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from posts import history
from posts.admin_revisions import EVERY, Revisions
from posts.models import Post


class Writing(Revisions):
    """Posts have owners; what is not yours you do not see, unless you are an editor."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        found: QuerySet[Post] = super().get_queryset(request)
        return found & Post.objects.editable_by(request.user)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return None if request.user.has_perm(EVERY) else ["owner"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk} | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        if not change and "owner" not in form.fields:
            obj.owner_id = request.user.pk
        form.before = history.written(Post.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        history.keep(form.instance, form.before, request.user)
