"""The record of decisions refuses to be emptied or overwritten by other words, too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from comments import records


def seal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    records.seal(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_closing")]

    # Backwards, 0004 removes all that there is.
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
