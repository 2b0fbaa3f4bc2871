"""Editors keep the word lists; a moderator may be given the same permissions one by one."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_editors_keep_lists(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("comments")
    # Permissions are made after all migrations; the group needs these now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    lists = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="comments", content_type__model="wordlist"
    )
    apps.get_model("auth", "Group").objects.get(name="Editor").permissions.add(*lists)


class Migration(migrations.Migration):
    dependencies = [("blogsite", "0002_moderators_own_record"), ("comments", "0006_memory")]
    operations = [migrations.RunPython(let_editors_keep_lists, migrations.RunPython.noop)]
