"""How several people write at one desk: each sees their own posts, an editor everybody's."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from posts.models import Post

EVERY = "posts.edit_any_post"


class Writing(admin.ModelAdmin):
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
        super().save_model(request, obj, form, change)
