"""Forms of the newsroom: a post, a page, a photo."""

from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from blogsite.lib.raster import Unreadable
from posts import photos
from posts.models import Page, Photo, Post

# What blogsite.lib.markup lets through, and no more.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "HardBreak": True,
    "HorizontalRule": True,
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Image": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
}


class BodyForm(forms.ModelForm):
    """A form whose body is written in the editor; it is cleaned when it is published."""

    body = ProseEditorFormField(
        label=gettext_lazy("Body"),
        required=False,
        widget=AdminProseEditorWidget,
        config={"extensions": EXTENSIONS},
    )

    class Media:
        js = ("desk/figures.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:  # not in the form of somebody who may only look
            figure = {"pickerUrl": reverse("admin:posts_photo_pick")}
            extensions = EXTENSIONS | {"Figure": figure}
            self.fields["body"].widget.config = {"extensions": extensions}


class PostForm(BodyForm):
    class Meta:
        model = Post
        fields = [
            "headline", "standfirst", "body", "lead", "bylines", "labels", "language",
            "published_at", "slug", "comments_open", "unverified",
        ]  # fmt: skip


class PageForm(BodyForm):
    class Meta:
        model = Page
        fields = ["title", "slug", "language", "body"]


class PhotoForm(forms.ModelForm):
    """A photo's words and, once, its picture; the file itself is never kept."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, GIF or AVIF. Only its pixels are kept: no place, device or date."
        ),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}
        ),
    )
    source = forms.URLField(
        label=gettext_lazy("Source"), required=False, assume_scheme="https", max_length=500
    )
    announced = 0  # bytes of the whole request, set by the admin

    class Meta:
        model = Photo
        fields = ["alt", "decorative", "caption", "credit", "source", "graphic", "graphic_reason"]

    def clean_picture(self) -> Any:
        """Return bare pixels, or None when there is no new file."""
        file: UploadedFile | None = self.cleaned_data.get("picture")
        most = settings.PHOTO_BYTES
        # A longer request is read to its end, but its file is dropped before it comes here.
        if self.announced > most or (file and (file.size or 0) > most):
            limit = {"limit": most // 2**20}
            raise forms.ValidationError(_("The file is larger than %(limit)d MB.") % limit)
        if file is None:
            if self.instance.pk is None:
                raise forms.ValidationError(_("Choose a picture."))
            return None
        try:
            return photos.read(BytesIO(file.read()))
        except Unreadable as error:
            raise forms.ValidationError(
                _("This is no picture that we can read, or one with too many pixels.")
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("alt") and not cleaned.get("decorative"):
            self.add_error("alt", _("Describe the photo, or say that it is decorative."))
        if cleaned.get("graphic") and not cleaned.get("graphic_reason"):
            self.add_error("graphic_reason", _("Say what it shows: this stands on the veil."))
        return cleaned
