"""The newsroom: what reporters and editors write goes to the page through posts.publishing."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blogsite.lib import bodies
from posts import publishing
from posts.admin_stories import Merging, inlines
from posts.forms import PageForm, PhotoForm, PostForm
from posts.models import Byline, Label, Page, Photo, Post
from posts.querysets import PostQuerySet
from posts.templatetags.posts import picture

PICKED = 60  # photos in the window that an editor chooses from


def importmap_source(media: Media) -> str:
    """Return the CSP source of the one inline script of the editor: its import map, by hash."""
    render = getattr(media, "render_importmap", list)  # a page without an editor has none
    text = "".join(render())
    content = text[text.find(">") + 1 : text.rfind("</script>")]
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f" 'sha256-{digest}'" if text else ""


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


class EditorAdmin(PublishingAdmin):
    """A text written in the editor."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().render_change_form(request, context, *args, **kwargs)
        response.script_source = importmap_source(context["media"])  # type: ignore[attr-defined]
        return response


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Post.State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        posts = cast(PostQuerySet, queryset)
        states = {
            Post.State.DRAFT: posts.drafts,
            Post.State.SCHEDULED: posts.scheduled,
            Post.State.LIVE: posts.live,
            Post.State.WITHDRAWN: posts.withdrawn,
        }
        chosen = self.value()
        return states[Post.State(chosen)]() if chosen in Post.State.values else queryset


@admin.register(Post)
class PostAdmin(EditorAdmin):
    form = PostForm
    put, remove = staticmethod(publishing.put), staticmethod(publishing.remove)
    actions = ["withdraw", "restore"]
    autocomplete_fields = ["lead", "bylines", "labels"]
    list_display = ["headline", "shown_state", "language", "published_at"]
    list_filter = [StateFilter, "language", "comments_open"]
    list_per_page = 50
    search_fields = ["headline", "standfirst"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        posts: QuerySet[Post] = super().get_queryset(request)
        return posts.defer("body_html")

    def get_inlines(self, request: HttpRequest, obj: Post | None = None) -> list[Any]:
        return list(inlines(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        publishing.refresh(form.instance)

    def get_view_on_site_url(self, obj: Post | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.state == Post.State.LIVE else None

    @admin.display(description=gettext_lazy("state"), ordering="published_at")
    def shown_state(self, obj: Post) -> str:
        return str(obj.state.label)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, publishing.withdraw)

    @admin.action(description=gettext_lazy("Give back to readers"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, publishing.restore)

    def _each(self, request: HttpRequest, queryset: QuerySet[Post], act: Any) -> None:
        posts = list(queryset)
        for post in posts:
            act(post)
            self.log_change(request, post, [{"changed": {"fields": ["withdrawn_at"]}}])
        done = ngettext("%(count)d post changed.", "%(count)d posts changed.", len(posts))
        self.message_user(request, done % {"count": len(posts)}, messages.SUCCESS)


@admin.register(Page)
class PageAdmin(EditorAdmin):
    form = PageForm
    put, remove = staticmethod(publishing.put_page), staticmethod(publishing.remove_page)
    list_display = ["title", "slug", "language"]
    list_filter = ["language"]


@admin.register(Label)
class LabelAdmin(Merging, PublishingAdmin):
    put, remove = staticmethod(publishing.put_label), staticmethod(publishing.remove_label)
    search_fields = ["name"]


@admin.register(Byline)
class BylineAdmin(PublishingAdmin):
    put, remove = staticmethod(publishing.put_byline), staticmethod(publishing.remove_byline)
    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


@admin.register(Photo)
class PhotoAdmin(PublishingAdmin):
    form = PhotoForm
    put, remove = staticmethod(publishing.put_photo), staticmethod(publishing.remove_photo)
    fields = [
        "picture", "shown", "address", "alt", "decorative", "caption", "credit", "source",
        "graphic", "graphic_reason",
    ]  # fmt: skip
    list_display = ["__str__", "thumbnail", "credit", "graphic"]
    list_filter = ["graphic"]
    list_per_page = 40
    readonly_fields = ["shown", "address"]
    search_fields = ["alt", "caption", "credit"]
    show_full_result_count = False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.announced = bodies.length(request)
        return form

    def get_urls(self) -> list[URLPattern]:
        pick = self.admin_site.admin_view(self.pick)
        return [path("pick/", pick, name="posts_photo_pick"), *super().get_urls()]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """Show the newest photos to the editor of a body, which asked for one in a new window."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = request.GET.get("q", "")
        found, _duplicates = self.get_search_results(request, self.get_queryset(request), query)
        context = self.admin_site.each_context(request) | {
            "title": _("Choose a photo"),
            "photos": found[:PICKED],
            "query": query,
            "is_popup": True,
        }
        return render(request, "admin/posts/photo/pick.html", context)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        publishing.put_photo(obj, form.cleaned_data.get("picture"))

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown(self, obj: Photo) -> str:
        return render_to_string("posts/_picture.html", picture(obj, "20rem")) if obj.pk else "-"

    @admin.display(description=gettext_lazy("line to paste"))
    def address(self, obj: Photo) -> str | SafeString:
        """Show what puts this photo into a body, for who works with the HTML."""
        line = f'<figure><img src="{obj.large}"></figure>' if obj.pk else ""
        return format_html("<code>{}</code>", line) if line else "-"

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, obj: Photo) -> str | SafeString:
        if obj.graphic:  # nobody has to look at it to find it
            return obj.graphic_reason
        return format_html('<img src="{}" alt="" width="120">', obj.small)
