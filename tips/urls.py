"""Addresses of the tip line, in both editions."""

from django.urls import path

from tips import views

app_name = "tips"
urlpatterns = [
    path("tips/", views.submit, {"language": "en"}, name="submit"),
    path("es/denuncias/", views.submit, {"language": "es"}, name="submit"),
    path("tips/return/", views.comeback, {"language": "en"}, name="return"),
    path("es/denuncias/regreso/", views.comeback, {"language": "es"}, name="return"),
]
