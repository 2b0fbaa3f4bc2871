"""Addresses of the source process: the tip pages, and the picture of a question."""

from captcha.views import captcha_image
from django.urls import URLPattern, URLResolver, include, path, re_path

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(
        r"^captcha/(?P<key>[0-9a-f]{40})\.png$", captcha_image, {"scale": 1}, name="captcha-image"
    ),
    path("", include("tips.urls")),
]
handler400 = "blogsite.errors.bad_request"
handler403 = "blogsite.errors.forbidden"
handler404 = "blogsite.errors.not_found"
handler500 = "blogsite.errors.broken"
