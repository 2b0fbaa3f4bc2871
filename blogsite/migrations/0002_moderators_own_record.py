"""Moderators read the record of their own decisions; the whole record is an administrator's."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def narrow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _permissions(apps).remove(*_whole_record(apps))


def widen(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _permissions(apps).add(*_whole_record(apps))


def _permissions(apps: Apps):
    return apps.get_model("auth", "Group").objects.get(name="Moderator").permissions


def _whole_record(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        codename="view_decision", content_type__app_label="comments"
    )


class Migration(migrations.Migration):
    dependencies = [("blogsite", "0001_roles")]

    operations = [migrations.RunPython(narrow, widen)]
