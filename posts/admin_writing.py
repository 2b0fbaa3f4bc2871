"""How several people write at one desk: whose post it is, who is at it, what nobody may lose."""

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from posts import history, unsaved
from posts.admin_revisions import EVERY, Revisions
from posts.admin_stories import of_the_desk
from posts.admin_unsaved import Unsaved
from posts.forms import PhotoInput
from posts.models import Post

BESIDE = {"opened", "over"}  # fields of the form that its own template places


class Writing(Unsaved, Revisions):
    """Posts have owners; what is not yours you do not see, unless you are an editor."""

    list_select_related = ["owner"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        found: QuerySet[Post] = super().get_queryset(request)
        return found & Post.objects.editable_by(request.user)

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = super().get_list_display(request)
        return [*shown, "owner"] if request.user.has_perm(EVERY) else shown

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return None if request.user.has_perm(EVERY) else ["owner"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name not in BESIDE]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.kept = self.continued(request, obj)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given = {"owner": request.user.pk, "language": of_the_desk()}
        return given | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "lead":
            kwargs["widget"] = PhotoInput(attrs={"inputmode": "numeric", "size": 8})
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        post: Post | None = context.get("original")
        may_write = self.has_change_permission(request, post) if post else True
        if may_write:
            context |= self.unsaved_context(request, post)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        if not change and not {"owner"} <= form.fields.keys() & form.data.keys():
            obj.owner_id = request.user.pk
        form.before = history.written(Post.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        post = form.instance
        history.keep(post, form.before, request.user)
        unsaved.forget(request.user, post if change else None)
        unsaved.leave(request.user, post)
