"""Who may read tips, and nothing else about them: no name, address or password is in these models.

They look at the tables of django.contrib.auth, which the source process does not load. The
database role of that process may read these columns only (deploy/source-role.sql).
"""

from django.db import models


class ContentType(models.Model):
    app_label = models.CharField(max_length=100)

    class Meta:
        managed = False
        db_table = "django_content_type"


class Permission(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.DO_NOTHING)
    codename = models.CharField(max_length=100)

    class Meta:
        managed = False
        db_table = "auth_permission"


class Group(models.Model):
    permissions = models.ManyToManyField(Permission, db_table="auth_group_permissions")

    class Meta:
        managed = False
        db_table = "auth_group"


class Person(models.Model):
    """A member of the paper's staff, as far as sealing to them needs it."""

    id = models.AutoField(primary_key=True)
    is_active = models.BooleanField()
    is_superuser = models.BooleanField()
    groups = models.ManyToManyField(Group, through="Membership")
    user_permissions = models.ManyToManyField(Permission, through="Grant")

    class Meta:
        managed = False
        db_table = "auth_user"


class Membership(models.Model):
    user = models.ForeignKey(Person, on_delete=models.DO_NOTHING)
    group = models.ForeignKey(Group, on_delete=models.DO_NOTHING)

    class Meta:
        managed = False
        db_table = "auth_user_groups"


class Grant(models.Model):
    user = models.ForeignKey(Person, on_delete=models.DO_NOTHING)
    permission = models.ForeignKey(Permission, on_delete=models.DO_NOTHING)

    class Meta:
        managed = False
        db_table = "auth_user_user_permissions"
