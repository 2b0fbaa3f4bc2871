"""The tip line as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TipsConfig(AppConfig):
    name = "tips"
    verbose_name = _("Tips")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tips import checks  # noqa: F401, PLC0415  registers the system checks
