"""Decisions become append-only in the database itself."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from comments import records


def seal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    records.seal(editor.connection)


def unseal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    records.unseal(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_desk")]

    operations = [migrations.RunPython(seal, unseal)]
