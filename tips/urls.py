"""Addresses of the tip line, in both editions."""

from django.urls import path

from tips import returning, views

app_name = "tips"
urlpatterns = [
    path("tips/", views.submit, {"language": "en"}, name="submit"),
    path("es/denuncias/", views.submit, {"language": "es"}, name="submit"),
    path("tips/return/", returning.comeback, {"language": "en"}, name="return"),
    path("es/denuncias/regreso/", returning.comeback, {"language": "es"}, name="return"),
]
