"""What a reader sees: the form's own page, and the page that says that a comment is held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from blogsite.lib import bodies, editions
from comments import intake
from comments.forms import CommentForm
from posts.models import Post


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, path: str) -> HttpResponse:
    """Show the form of a post, or take a comment: 422 when invalid, 429 over the flow limits."""
    post = get_object_or_404(Post.objects.live(), path=path)
    with editions.in_language(request, post.language):
        if not post.comments_open:
            return _closed(request, post)
        form = CommentForm(request.POST if request.method == "POST" else None, post=post)
        status = 422 if form.is_bound else 200
        if form.is_valid():
            if intake.has_room(post):
                intake.receive(form.instance)
                return redirect("comments:held", path)
            status = 429
            form.add_error(None, _("Very many comments are arriving. Send yours again in an hour."))
        return render(request, "comments/submit.html", {"post": post, "form": form}, status=status)


def _closed(request: HttpRequest, post: Post) -> HttpResponse:
    typed = bodies.typed_words(request) if request.method == "POST" else []
    return render(request, "comments/closed.html", {"post": post, "typed": typed}, status=403)


@cache_control(no_store=True)
@require_safe
def held(request: HttpRequest, path: str) -> HttpResponse:
    """Say that a comment has arrived and waits; the address tells nothing about it."""
    post = get_object_or_404(Post.objects.live(), path=path)
    with editions.in_language(request, post.language):
        return render(request, "comments/held.html", {"post": post})
