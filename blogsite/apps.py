"""The two roles of this package as a Django app: its commands and roles, and the desk's admin."""

from django.apps import AppConfig
from django.contrib.admin import apps


class BlogsiteConfig(AppConfig):
    name = "blogsite"
    default = True

    def ready(self) -> None:
        from blogsite import checks  # noqa: F401, PLC0415  registers the system checks


class DeskConfig(apps.AdminConfig):
    default_site = "blogsite.admin.Desk"
    default = False
