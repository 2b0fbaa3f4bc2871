"""The source process as a Django app: it stands where the whole site's apps stand otherwise."""

from django.apps import AppConfig


class SourceConfig(AppConfig):
    name = "blogsite.source"
    label = "source"

    def ready(self) -> None:
        from blogsite import checks as everywhere  # noqa: F401, PLC0415  registers the checks
        from blogsite.source import checks  # noqa: F401, PLC0415
