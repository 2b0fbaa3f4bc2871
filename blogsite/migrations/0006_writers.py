"""Editors may edit everybody's posts; a reporter's posts, by the desk's own log, are theirs."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADDED = 1  # the log's mark of an addition


def give(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("posts")
    # Permissions are made after all migrations; the group needs this one now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    _permissions(apps).add(*_right(apps))


def take(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _permissions(apps).remove(*_right(apps))


def hand_over(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let who added a post own it: until now everybody edited everything."""
    posts = apps.get_model("posts", "Post").objects
    added = apps.get_model("admin", "LogEntry").objects.filter(
        action_flag=ADDED, content_type__app_label="posts", content_type__model="post"
    )
    for post, user in added.order_by("pk").values_list("object_id", "user"):
        posts.filter(pk=post).update(owner=user)


def _permissions(apps: Apps):
    return apps.get_model("auth", "Group").objects.get(name="Editor").permissions


def _right(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        codename="edit_any_post", content_type__app_label="posts"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("blogsite", "0005_stories"),
        ("posts", "0009_writing"),
    ]
    operations = [
        migrations.RunPython(give, take),
        migrations.RunPython(hand_over, migrations.RunPython.noop),
    ]
