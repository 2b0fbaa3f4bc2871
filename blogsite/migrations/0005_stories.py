"""What belongs to a post is its writers' to add; series are the editors'."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ANY = ("view", "add", "change", "delete")
WRITING = {
    "source": ANY, "origin": ANY, "translation": ANY, "correction": ("view", "add"),
    "series": ("view",), "part": ("view",),
}  # fmt: skip
ROOMS = {
    "Reporter": WRITING,
    "Editor": WRITING | {"correction": ANY, "series": ANY, "part": ANY},
}


def let_them_in(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("posts")
    # Permissions are made after all migrations; the groups need these now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for name, rooms in ROOMS.items():
        codes = [f"{verb}_{model}" for model, verbs in rooms.items() for verb in verbs]
        wanted = permissions.filter(content_type__app_label="posts", codename__in=codes)
        apps.get_model("auth", "Group").objects.get(name=name).permissions.add(*wanted)


class Migration(migrations.Migration):
    dependencies = [("blogsite", "0004_editors_end_sessions"), ("posts", "0008_series")]
    operations = [migrations.RunPython(let_them_in, migrations.RunPython.noop)]
