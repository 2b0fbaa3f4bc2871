"""The rooms of the desk: one group for each role, with exactly its permissions."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WRITING = [
    "posts.view_post", "posts.add_post", "posts.change_post",
    "posts.view_photo", "posts.add_photo", "posts.change_photo",
    "posts.view_label", "posts.view_byline",
]  # fmt: skip
EDITING = [
    "posts.delete_post", "posts.delete_photo",
    "posts.add_label", "posts.change_label", "posts.delete_label",
    "posts.add_byline", "posts.change_byline", "posts.delete_byline",
    "posts.view_page", "posts.add_page", "posts.change_page",
]  # fmt: skip
ROLES: dict[str, list[str]] = {
    "Reporter": WRITING,
    "Editor": WRITING + EDITING,
    "Moderator": ["comments.moderate_comment", "comments.view_comment", "comments.view_decision"],
    "Tip desk": ["tips.read_tip", "tips.view_tip"],
}


def make_groups(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for label in ("posts", "comments", "tips"):
        config = apps.get_app_config(label)
        # Permissions are made after all migrations; the groups of this one need them now.
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission").objects.select_related(
            "content_type"
        )
    }
    for name, wanted in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions[code] for code in wanted)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("posts", "__first__"),
        ("comments", "__first__"),
        ("tips", "__first__"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
