"""The tables of the paper: bylines, labels, photos, pages, posts."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import posts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Byline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="slug")),
                ("about", models.TextField(blank=True, verbose_name="about")),
            ],
            options={
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?!\\.{1,2}(/|$))[^/\\x00-\\x1f?#\\\\]+(/(?!\\.{1,2}(/|$))[^/\\x00-\\x1f?#\\\\]+)*\\Z",
                                "A label cannot begin or end with a slash or hold ? # \\.",
                            )
                        ],
                        verbose_name="name",
                    ),
                ),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=posts.models.random_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                ("widths", models.JSONField(default=list, editable=False)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="For those who cannot see it.",
                        max_length=300,
                        verbose_name="description",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False, verbose_name="says nothing that the text does not"
                    ),
                ),
                ("caption", models.TextField(blank=True, verbose_name="caption")),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                ("source", models.URLField(blank=True, max_length=500, verbose_name="source")),
                ("graphic", models.BooleanField(default=False, verbose_name="graphic")),
                (
                    "graphic_reason",
                    models.CharField(
                        blank=True,
                        help_text="Stands on the veil.",
                        max_length=200,
                        verbose_name="what it shows",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="slug")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="body")),
                ("body_html", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["slug", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "slug"), name="posts_page_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("headline", models.CharField(max_length=200, verbose_name="headline")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Made from the headline when empty.",
                        max_length=120,
                        verbose_name="slug",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        default=None,
                        editable=False,
                        max_length=160,
                        null=True,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("standfirst", models.TextField(blank=True, verbose_name="standfirst")),
                ("body", models.TextField(blank=True, verbose_name="body")),
                ("body_html", models.TextField(blank=True, editable=False)),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: draft. Future: scheduled.",
                        null=True,
                        verbose_name="published",
                    ),
                ),
                (
                    "revised_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="revised"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "comments_open",
                    models.BooleanField(default=True, verbose_name="comments are open"),
                ),
                (
                    "bylines",
                    models.ManyToManyField(blank=True, to="posts.byline", verbose_name="bylines"),
                ),
                (
                    "labels",
                    models.ManyToManyField(blank=True, to="posts.label", verbose_name="labels"),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="posts.photo",
                        verbose_name="lead photo",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="posts.photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "ordering": ["-published_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["language", "-published_at", "-id"],
                        name="posts_listing",
                    ),
                    models.Index(fields=["published_at"], name="posts_due"),
                ],
            },
        ),
    ]
