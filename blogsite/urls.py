"""Addresses of the site: includes only."""

from captcha.views import captcha_image
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(
        r"^captcha/(?P<key>[0-9a-f]{40})\.png$", captcha_image, {"scale": 1}, name="captcha-image"
    ),
    path(settings.ADMIN_PATH.lstrip("/"), admin.site.urls),
    path("", include("tips.urls")),
    path("", include("comments.urls")),
    path("", include("posts.urls")),
]
handler400 = "blogsite.errors.bad_request"
handler403 = "blogsite.errors.forbidden"
handler404 = "blogsite.errors.not_found"
handler500 = "blogsite.errors.broken"
