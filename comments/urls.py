"""Addresses below that of a post, and of what is about comments as a whole."""

from django.urls import path, re_path

from blogsite.lib.editions import Language
from comments import feeds, views
from posts.syndication import FORMATS

app_name = "comments"
POST = r"^(?P<path>[0-9]{4}/[0-9]{2}/[^/]+\.html)"
KIND = rf"(?P<kind>{'|'.join(FORMATS)})"
english, spanish = {"language": Language.EN.value}, {"language": Language.ES.value}
urlpatterns = [
    re_path(POST + r"$", views.post, name="post"),
    re_path(POST + r"/comment$", views.submit, name="submit"),
    re_path(POST + r"/comments/(?P<numbers>[0-9]{1,9}-[0-9]{1,9})/$", views.page, name="page"),
    re_path(POST + r"/comments/(?P<mark>c?[0-9]{1,40})$", views.one, name="one"),
    re_path(POST + r"/comments/(?P<number>[1-9][0-9]{0,8})/report$", views.report, name="report"),
    re_path(POST + r"/comments/feed/$", feeds.of_post, name="feed-of-post"),
    re_path(POST + rf"/comments/feed/{KIND}/$", feeds.of_post, name="feed-of-post-kind"),
    path("comment-status/", views.status, english, name="status"),
    path("es/estado-de-comentario/", views.status, spanish, name="status"),
    path("feeds/comments/default", feeds.of_edition, english, name="feed"),
    path("feeds/comments/full", feeds.of_edition, english),
    path("comments/feed/", feeds.of_edition, english),  # where WordPress had it
    path("es/feeds/comments/default", feeds.of_edition, spanish, name="feed"),
    re_path(rf"^feed/{KIND}/comments/$", feeds.of_edition, english, name="feed-kind"),
    re_path(rf"^es/feed/{KIND}/comments/$", feeds.of_edition, spanish, name="feed-kind"),
    re_path(
        r"^feeds/(?P<number>[0-9]{1,24})/comments/(?:default|full|summary)$", feeds.of_old_post
    ),
]
