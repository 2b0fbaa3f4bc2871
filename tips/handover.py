"""The ways out of the tips' room: a bundle for another computer, a draft for the paper."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from blogsite.lib.raster import Unreadable
from posts.models import Post
from tips import bundles, desk, handling, lending, promotion, sealing
from tips.deskforms import ExportForm
from tips.doors import for_readers, page, with_key
from tips.models import Tip
from tips.promotionform import PromotionForm
from tips.scrub import Unscrubbable
from tips.uploads import RamFile


@with_key
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def export(request: HttpRequest, key: desk.OpenKey, pk: UUID) -> HttpResponseBase:
    """Hand out a tip as a bundle of age files, sealed to the key that is asked for."""
    tip = get_object_or_404(Tip, pk=pk)
    form = ExportForm(request.POST or None, initial={"recipient": settings.TIP_OFFLINE_KEY})
    if form.is_valid():
        try:
            identity = desk.tip_identity(tip, key)
            packed = bundles.sealed_to(tip, identity, form.cleaned_data["recipient"])
        except (desk.Locked, sealing.Tampered):
            raise PermissionDenied from None
        except lending.Full:
            return page(request, "full", {"title": _("Try again in a moment")}, 503)
        return _bundle(request, tip, packed)
    context = {"tip": tip, "form": form, "title": _("Take the tip to another computer")}
    return page(request, "export", context, 422 if form.is_bound else 200)


@for_readers
@require_POST
def ciphertext(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand out a tip as it is stored: for the offline key, which is opened nowhere here."""
    tip = get_object_or_404(Tip, pk=pk)
    try:
        return _bundle(request, tip, bundles.as_stored(tip))
    except lending.Full:
        return page(request, "full", {"title": _("Try again in a moment")}, 503)


def _bundle(request: HttpRequest, tip: Tip, packed: RamFile) -> FileResponse:
    handling.opened(tip, cast(User, request.user), tip.envelopes.count(), exported=True)
    response = FileResponse(packed, content_type="application/x-tar")
    response["Content-Disposition"] = 'attachment; filename="tip.tar"'
    response["Cache-Control"] = "no-store"
    return response


@with_key
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def promote(request: HttpRequest, key: desk.OpenKey, pk: UUID) -> HttpResponseBase:
    """Make a draft of chosen pictures and the desk's own words. The tip does not note it."""
    tip = get_object_or_404(Tip, pk=pk)
    try:
        opened = desk.open_tip(tip, key)
    except (desk.Locked, sealing.Tampered):
        raise PermissionDenied from None
    form = PromotionForm(request.POST or None, opened)
    if form.is_valid():
        try:
            return _promoted(request, form)
        except lending.Full:
            return page(request, "full", {"title": _("Try again in a moment")}, 503)
        except (Unscrubbable, Unreadable, sealing.Tampered):
            form.add_error(None, _("A picture could not be cleaned again. Choose without it."))
    context = {"tip": tip, "form": form, "title": _("Make a draft post")}
    return page(request, "promote", context, 422 if form.is_bound else 200)


def _promoted(request: HttpRequest, form: PromotionForm) -> HttpResponse:
    user = cast(User, request.user)
    writes = user.has_perm("posts.change_post")
    owner = user if writes and not user.has_perm("posts.edit_any_post") else None
    with form.opened_pictures() as pictures:
        wanted = form.cleaned_data
        post: Post = promotion.promote(
            wanted["language"], wanted["headline"], wanted["text"], pictures, owner
        )
    context = {
        "title": _("The draft is made"),
        "headline": post.headline,
        "post": post if writes else None,
    }
    return page(request, "promoted", context)
