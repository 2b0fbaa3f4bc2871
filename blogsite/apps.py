"""The two roles of this package as a Django app: its commands and roles, and the desk's admin."""

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin import apps
from django.contrib.auth.signals import user_logged_in


class BlogsiteConfig(AppConfig):
    name = "blogsite"
    default = True

    def ready(self) -> None:
        from blogsite import checks  # noqa: F401, PLC0415  registers the system checks


class DeskConfig(apps.AdminConfig):
    default_site = "blogsite.admin.Desk"
    default = False

    def ready(self) -> None:
        super().ready()
        from django.contrib.auth.models import User  # noqa: PLC0415
        from django_otp.plugins.otp_static.models import StaticDevice  # noqa: PLC0415
        from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

        from blogsite import people, sessions  # noqa: PLC0415

        user_logged_in.connect(sessions.note_login)
        # Their own pages would show an administrator everybody's secrets.
        admin.site.unregister([StaticDevice, TOTPDevice, User])
        admin.site.register(User, people.PeopleAdmin)
