import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tips.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("public", models.CharField(max_length=80)),
                ("sealed_private", models.BinaryField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_key",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received_on", models.DateField(verbose_name="day")),
                ("last_action_on", models.DateField()),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("reading", "reading"),
                            ("answer", "needs an answer"),
                            ("used", "used"),
                            ("closed", "closed"),
                        ],
                        default="new",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("kinds", models.CharField(blank=True, max_length=100, verbose_name="kinds")),
                (
                    "size_class",
                    models.CharField(
                        choices=[
                            ("small", "under 1 MB"),
                            ("medium", "under 20 MB"),
                            ("large", "20 MB and more"),
                        ],
                        max_length=6,
                        verbose_name="size",
                    ),
                ),
                ("public", models.CharField(max_length=80)),
                ("lookup", models.CharField(max_length=64, unique=True)),
                ("reply_key", models.BinaryField(max_length=32)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assignee",
                    ),
                ),
            ],
            options={
                "verbose_name": "tip",
                "verbose_name_plural": "tips",
                "ordering": ["-received_on", "id"],
                "permissions": [("read_tip", "Can open and answer tips")],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("received_on", models.DateField()),
                ("sealed", models.BinaryField()),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="envelopes",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Wrap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("box", models.BinaryField()),
                (
                    "desk_key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wraps",
                        to="tips.deskkey",
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wraps",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "sealed",
                    models.FileField(
                        storage=tips.models.sealed_storage, upload_to=tips.models.random_name
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="tips.envelope",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("envelope", "place"), name="one_attachment_a_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("place", models.PositiveSmallIntegerField()),
                ("sealed_for_source", models.BinaryField()),
                ("sealed_for_desk", models.BinaryField()),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("tip", "place"), name="one_reply_a_place")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.UniqueConstraint(
                fields=("tip", "place"), name="one_envelope_a_place"
            ),
        ),
    ]
