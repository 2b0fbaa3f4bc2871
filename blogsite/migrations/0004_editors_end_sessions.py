"""Editors may end every session; the right is Django's own, to delete sessions."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("sessions")
    # Permissions are made after all migrations; the group needs this one now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    _permissions(apps).add(*_right(apps))


def take(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _permissions(apps).remove(*_right(apps))


def _permissions(apps: Apps):
    return apps.get_model("auth", "Group").objects.get(name="Editor").permissions


def _right(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        codename="delete_session", content_type__app_label="sessions"
    )


class Migration(migrations.Migration):
    dependencies = [("blogsite", "0003_word_lists"), ("sessions", "0001_initial")]
    operations = [migrations.RunPython(give, take)]
