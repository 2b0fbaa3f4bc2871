"""Forms of the newsroom: a post, a page."""

from typing import Any

from django import forms
from django.forms import Script
from django.templatetags.static import static
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from blogsite.lib.markup import typed
from posts.forms_checking import Checked
from posts.forms_words import WordsForm
from posts.forms_writing import WritingForm
from posts.models import Page, Photo, Post

LONGEST_NUMBER = 18  # digits of a photo's number that a database takes
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
    "Figure": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
}


class BodyWidget(AdminProseEditorWidget):  # type: ignore[misc]
    """The editor, with photos chosen on its own page."""

    def get_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().get_config()
        modules = ["desk/figures.js", "desk/pasting.js"]
        return config | {"js_modules": [static(module) for module in modules]}


class PhotoInput(forms.TextInput):
    """The number of a photo, shown as that photo and chosen in a dialog where there are scripts."""

    template_name = "posts/widgets/photo.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        number = str(context["widget"]["value"] or "")
        known = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
        context["widget"]["photo"] = Photo.objects.filter(pk=number).first() if known else None
        return context


class BodyForm(forms.ModelForm):
    """A form whose body is written in the editor; it is cleaned when it is published."""

    body = ProseEditorFormField(
        label=gettext_lazy("Body"),
        required=False,
        widget=BodyWidget,
        config={"extensions": EXTENSIONS},
    )

    def clean_body(self) -> str:
        return typed(self.cleaned_data["body"])


class PostForm(WritingForm, Checked, WordsForm, BodyForm):
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
