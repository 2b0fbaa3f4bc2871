"""What a reader sees: pages of a thread, and the form pages to comment, to report and to ask."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from blogsite import pages
from blogsite.lib import bodies, budget, editions
from comments import codes, gates, intake, permalinks, reports, threads
from comments.forms import CodeForm, CommentForm, ReportForm
from comments.models import Comment
from posts import views as posts_views
from posts.models import Post

unstored = cache_control(no_store=True)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def post(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with a post; lead Blogger's links to one of its comments to the page that shows it."""
    if moment := request.GET.get("showComment"):
        return redirect(permalinks.by_moment(path, moment) or f"/{path}", permanent=True)
    year, month, slug = path.removesuffix(".html").split("/")
    posts = gates.with_doors(Post.objects.all())
    return posts_views.post(request, int(year), int(month), slug, posts)


@require_safe
@pages.stored
def page(request: HttpRequest, path: str, numbers: str) -> HttpResponse:
    """Answer with a later page of a thread; its address names the numbers on it."""
    found = get_object_or_404(Post.objects.live(), path=path)
    first, last = threads.span(max(1, int(numbers.partition("-")[0])))
    if numbers != f"{first}-{last}":
        raise Http404
    if first == 1:
        return redirect(found.get_absolute_url(), permanent=True)
    thread = threads.page(found, first)
    if not thread.numbers:
        raise Http404
    with editions.in_language(request, found.language):
        return render(request, "comments/thread.html", {"post": found, "thread": thread})


@require_safe
def one(request: HttpRequest, path: str, mark: str) -> HttpResponse:
    """Lead to a comment by its number or by the id that it had at its old address."""
    found = get_object_or_404(Post.objects.live(), path=path)
    comment = permalinks.by_mark(found, mark)
    if comment is None:
        raise Http404
    return redirect(comment.get_absolute_url())


@unstored
@form_page
def submit(request: HttpRequest, path: str) -> HttpResponse:
    """Show the form of a post, or take a comment: 422 when invalid, 429 over the flow limits."""
    found = get_object_or_404(Post.objects.live(), path=path)
    with editions.in_language(request, found.language):
        door = gates.door(found)
        if door.gate != gates.Gate.OPEN:
            return _closed(request, found, door)
        wanted = request.GET.get("to")
        parent = permalinks.answered(found, wanted) if wanted else None
        form = CommentForm(
            request.POST if request.method == "POST" else None, post=found, parent=parent
        )
        if wanted and parent is None and form.is_bound:
            form.add_error(None, _("The comment that you answer is gone. Send yours by itself."))
        if form.is_valid() and (code := _received(form)):
            return render(request, "comments/held.html", {"post": found, "code": code})
        context = {"post": found, "form": form, "parent": parent}
        return render(request, "comments/submit.html", context, status=_refusal(form))


def _received(form: CommentForm) -> str:
    """Hold a comment and return its status code, or "" and an error where there is no room."""
    if not intake.has_room(form.instance.post):
        form.add_error(None, _("Very many comments are arriving. Send yours again in an hour."))
        form.busy = True
        return ""
    code, form.instance.code_hash = codes.issue()
    intake.receive(form.instance)
    return code


def _refusal(form: CommentForm | ReportForm) -> int:
    """Return the status of a form page: 429 where there was no room, 422 for errors, else 200."""
    if form.busy:
        return 429
    return 422 if form.is_bound else 200


def _closed(request: HttpRequest, found: Post, door: gates.Door) -> HttpResponse:
    typed = bodies.typed_words(request) if request.method == "POST" else []
    context = {"post": found, "typed": typed, "door": door}
    return render(request, "comments/closed.html", context, status=403)


@unstored
@form_page
def report(request: HttpRequest, path: str, number: str) -> HttpResponse:
    """Take what a reader has against a published comment; the comment stays as it is."""
    found = get_object_or_404(Post.objects.live(), path=path)
    comments = Comment.objects.approved().filter(post=found).select_related("post")
    comment = get_object_or_404(comments, number=int(number))
    with editions.in_language(request, found.language):
        form = ReportForm(request.POST if request.method == "POST" else None, comment=comment)
        context = {"post": found, "comment": comment, "form": form}
        if form.is_valid():
            if reports.has_room():
                reports.file(form.instance)
                return render(request, "comments/reported.html", context)
            form.add_error(None, _("Very many reports are arriving. Send yours again in an hour."))
            form.busy = True
        return render(request, "comments/report.html", context, status=_refusal(form))


@unstored
@form_page
def status(request: HttpRequest, language: str) -> HttpResponse:
    """Tell a sender what became of a comment: 404 for an unknown code, 429 over the limit."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    answer, code = None, 422 if form.is_bound else 200
    if form.is_valid():
        answer, code = _answer(form)
    return render(request, "comments/status.html", {"form": form, "answer": answer}, status=code)


def _answer(form: CodeForm) -> tuple[codes.Answer | None, int]:
    """Return what became of a comment and the status of the page; errors go into the form."""
    if not budget.spend("codes", settings.CODES_PER_SITE, intake.HOUR):
        form.add_error(None, _("Very many people are asking. Try again in an hour."))
        return None, 429
    if answer := codes.ask(form.cleaned_data["code"]):
        return answer, 200
    form.add_error("code", _("No comment has this code. Compare it sign by sign."))
    return None, 404
