"""Addresses of the form's own pages, below the address of a post."""

from django.urls import re_path

from comments import views

app_name = "comments"
POST = r"^(?P<path>[0-9]{4}/[0-9]{2}/[^/]+\.html)"
urlpatterns = [
    re_path(POST + r"/comment$", views.submit, name="submit"),
    re_path(POST + r"/comment/held$", views.held, name="held"),
]
