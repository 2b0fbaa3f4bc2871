"""The desk: Django's admin with a front page that says what waits."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("What waits")
    enable_nav_sidebar = False
