"""Administrators: the rooms of editors and moderators, and the logins; not what is sealed."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LOGINS = ["view_user", "add_user", "change_user"]


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("auth")
    # Permissions are made after all migrations; the group needs these now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, _made = groups.get_or_create(name="Administrator")
    group.permissions.add(
        *permissions.filter(group__name__in=["Editor", "Moderator"]),
        *permissions.filter(content_type__app_label="auth", codename__in=LOGINS),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("blogsite", "0006_writers"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
