"""Forms of the newsroom: a post, a page."""

from typing import Any

from django import forms
from django.forms import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from posts.forms_checking import Checked
from posts.forms_writing import WritingForm
from posts.models import Page, Post

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


class PostForm(WritingForm, Checked, BodyForm):
    class Media:
        js = (Script("desk/writing.js", defer=True),)

    class Meta:
        model = Post
        fields = [
            "headline", "standfirst", "body", "lead", "bylines", "labels", "language",
            "published_at", "slug", "comments_open", "unverified", "owner",
        ]  # fmt: skip


class PageForm(BodyForm):
    class Meta:
        model = Page
        fields = ["title", "slug", "language", "body"]
