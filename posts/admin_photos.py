"""The library of photos: found, described, cut around what matters, kept while used."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib import bodies
from posts import photos, publishing
from posts.admin_picking import Picking, in_words, progress
from posts.admin_press import PublishingAdmin
from posts.forms_photos import PhotoForm
from posts.models import Page, Photo, Post
from posts.templatetags.posts import picture


@admin.register(Photo)
class PhotoAdmin(Picking, PublishingAdmin):
    form = PhotoForm
    put, remove = staticmethod(publishing.put_photo), staticmethod(publishing.remove_photo)
    fields = [
        "picture", "making", "shown", "cut", "used", "address", "alt", "decorative", "caption",
        "credit", "source", "licence", "focus", "graphic", "graphic_reason",
    ]  # fmt: skip
    list_display = ["__str__", "thumbnail", "credit", "licence", "graphic"]
    list_filter = ["graphic"]
    list_per_page = 40
    readonly_fields = ["making", "shown", "cut", "used", "address"]
    search_fields = ["alt", "caption", "credit", "source", "licence"]
    search_help_text = gettext_lazy("Description, caption, credit, source or licence")
    show_full_result_count = False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.announced = bodies.length(request)
        return form

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Photo | None:
        photo: Any = super().get_object(request, *args, **kwargs)
        if photo:
            photo.seen_by = request.user
        return cast(Photo | None, photo)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody put another picture, veil or caption into what is not theirs to edit."""
        may = super().has_change_permission(request, obj)
        if not may or obj is None or request.user.has_perm("posts.edit_any_post"):
            return may
        if not hasattr(obj, "is_theirs"):  # asked several times for one page
            holders = photos.holders(obj)
            obj.is_theirs = _theirs(holders, request.user) == {*holders}
        return bool(obj.is_theirs)

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        """Leave out what only a photo that is there has, and the file from who may only look."""
        fields = super().get_fields(request, obj)
        if obj is None:
            return [name for name in fields if name not in self.readonly_fields]
        return fields if self.has_change_permission(request, obj) else fields[1:]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        publishing.put_photo(obj, form.cleaned_data.get("picture"))

    def get_deleted_objects(self, objs: Iterable[Photo], request: HttpRequest) -> Any:
        """Let nothing be deleted that a post or page shows: say which."""
        found, counts, needed, _leading = super().get_deleted_objects(objs, request)
        return (
            found,
            counts,
            needed,
            [line for photo in objs for line in _uses(photo, request.user)],
        )

    @admin.display(description=gettext_lazy("files"))
    def making(self, obj: Photo) -> str:
        """Say how far the files of a photo are made; readers get those that are there."""
        files = len(obj.files())
        return progress(obj) or in_words(obj, files, files)

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown(self, obj: Photo) -> str:
        return render_to_string("posts/_picture.html", picture(obj, "20rem")) if obj.pk else "-"

    @admin.display(description=gettext_lazy("as lists show it"))
    def cut(self, obj: Photo) -> str:
        if not obj.focus:
            return _("whole")
        return render_to_string("posts/_picture.html", picture(obj, "20rem", cut=True))

    @admin.display(description=gettext_lazy("shown by"))
    def used(self, obj: Photo) -> str | SafeString:
        lines = _uses(obj, obj.seen_by)  # type: ignore[attr-defined]
        found = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
        return format_html("<ul>{}</ul>", found) if found else _("no post or page")

    @admin.display(description=gettext_lazy("line to paste"))
    def address(self, obj: Photo) -> str | SafeString:
        """Show what puts this photo into a body, for who works with the HTML."""
        return format_html("<code>{}</code>", f'<figure><img src="{obj.large}"></figure>')

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, obj: Photo) -> str | SafeString:
        if obj.graphic:  # nobody has to look at it to find it
            return format_html("{} {}", obj.graphic_reason, progress(obj))
        image = '<img src="{}" alt="" width="120" loading="lazy"> {}'
        return format_html(image, obj.small, progress(obj))


def _uses(photo: Photo, user: Any) -> list[str | SafeString]:
    """Return what shows a photo, a line each; of posts that this person may not see, no name."""
    holders = photos.holders(photo)
    theirs = _theirs(holders, user)
    return [
        _("a post of somebody else")
        if isinstance(holder, Post) and holder not in theirs
        else _linked(holder)
        for holder in holders
    ]


def _theirs(holders: list[Post | Page], user: Any) -> set[Post | Page]:
    """Return those of these posts that this person may edit."""
    keys = [each.pk for each in holders if isinstance(each, Post)]
    return set(Post.objects.editable_by(user).filter(pk__in=keys).only("pk"))


def _linked(thing: Model) -> SafeString:
    """Return a post or page by its kind and name, linked to where it is edited."""
    meta = thing._meta
    link = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])
    return format_html('{}: <a href="{}">{}</a>', capfirst(meta.verbose_name), link, thing)
