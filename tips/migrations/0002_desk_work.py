import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from tips import tally


def reckon_what_is_there(apps, schema_editor):
    """Give the tips that came before a tally, and the day of opening to those worked on."""
    tips = apps.get_model("tips", "Tip").objects
    for tip in tips.only("pk").iterator():
        envelopes = tip.envelopes.order_by("place").values_list("sealed", flat=True)
        tips.filter(pk=tip.pk).update(tally=tally.of(str(tip.pk), envelopes))
    tips.exclude(status="new").update(opened_on=F("last_action_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("tips", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="tip",
            options={
                "default_permissions": ("view",),
                "ordering": ["-received_on", "id"],
                "permissions": [
                    ("read_tip", "Can open and answer tips"),
                    ("manage_desk", "Can take people off the tip desk"),
                ],
                "verbose_name": "tip",
                "verbose_name_plural": "tips",
            },
        ),
        migrations.AddField(
            model_name="tip",
            name="held",
            field=models.BooleanField(default=False, verbose_name="legal hold"),
        ),
        migrations.AddField(
            model_name="tip",
            name="opened_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="tip",
            name="tally",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="wrap",
            name="desk_key",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="wraps",
                to="tips.deskkey",
            ),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("tip", "place"), name="one_note_a_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seen", models.PositiveSmallIntegerField()),
                ("exported", models.BooleanField(default=False)),
                ("relocked", models.BooleanField(default=False)),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="tips.tip",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tip_openings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("tip", "user"), name="one_opening_a_user")
                ],
            },
        ),
        migrations.RunPython(reckon_what_is_there, migrations.RunPython.noop),
    ]
