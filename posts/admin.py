"""The newsroom: what reporters and editors write goes to the page through posts.publishing."""

import base64
import hashlib
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, ngettext

from posts import labels, publishing
from posts.admin_bylines import BylineAdmin
from posts.admin_photos import PhotoAdmin
from posts.admin_press import PublishingAdmin
from posts.admin_preview import Checking
from posts.admin_revisions import EVERY
from posts.admin_stories import SIDES, Merging, inlines
from posts.admin_writing import Writing
from posts.forms import PageForm, PostForm
from posts.models import Label, Page, Post
from posts.querysets import PostQuerySet

__all__ = ["BylineAdmin", "LabelAdmin", "PageAdmin", "PhotoAdmin", "PostAdmin"]


def importmap_source(media: Media) -> str:
    """Return the CSP source of the one inline script of the editor: its import map, by hash."""
    render = getattr(media, "render_importmap", list)  # a page without an editor has none
    text = "".join(render())
    content = text[text.find(">") + 1 : text.rfind("</script>")]
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f" 'sha256-{digest}'" if text else ""


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
class PostAdmin(Writing, Checking, EditorAdmin):
    form = PostForm
    put, remove = staticmethod(publishing.put), staticmethod(publishing.remove)
    actions = ["withdraw", "restore"]
    autocomplete_fields = ["bylines", "labels"]
    raw_id_fields = ["lead"]
    list_display = ["headline", "shown_state", "language", "published_at"]
    list_filter = [StateFilter, "language", "comments_open"]
    list_per_page = 50
    search_fields = ["headline", "standfirst"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        posts: QuerySet[Post] = super().get_queryset(request)
        return posts.defer("body_html")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Post], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Offer for a translation what is in its language."""
        side = SIDES.get(request.GET.get("field_name", ""))
        asked = queryset.filter(language=side) if side else queryset
        return super().get_search_results(request, asked, search_term)

    def get_inlines(self, request: HttpRequest, obj: Post | None = None) -> list[Any]:
        return [*super().get_inlines(request, obj), *inlines(obj, request.POST)]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        carried = labels.of(form.instance)
        super().save_related(request, form, formsets, change)
        publishing.refresh(form.instance, carried)

    def get_view_on_site_url(self, obj: Post | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.state == Post.State.LIVE else None

    @admin.display(description=gettext_lazy("state"), ordering="published_at")
    def shown_state(self, obj: Post) -> str:
        return str(obj.state.label)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, publishing.withdraw)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        """What was taken from readers, perhaps in danger, comes back by an editor's hand alone."""
        return request.user.has_perm(EVERY)

    @admin.action(description=gettext_lazy("Give back to readers"), permissions=["restore"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> HttpResponse | None:
        if question := self.question(request, queryset):
            return question
        self._each(request, queryset, publishing.restore)
        return None

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
