"""The way to the page: clean, render, give an address, save, index, forget what is stale."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from PIL.Image import Image

from blogsite import pages
from blogsite.lib import embeds
from blogsite.lib.markup import clean
from posts import cards, figures, labels, notes, photos, placing, related, search, showing
from posts.models import Byline, Label, Page, Photo, Post

SEEN = ("headline", "standfirst", "body", "lead_id")  # a change of these is a revision


def pages_showing(post: Post) -> set[str]:
    """Return the stored pages that show a post as the database has it now; none unless live."""
    return showing.of_post(post)


@contextmanager
def forgetting(shown: Callable[[], set[str]]) -> Iterator[None]:
    """Change something in one transaction and forget the pages that show it, before and after."""
    with transaction.atomic():
        before = shown()
        yield
        if paths := before | shown():
            pages.forget(*paths)


@contextmanager
def _following(post: Post) -> Iterator[None]:
    """Change a post and let all that is made of it follow: card, notes, relations, counts."""
    carried = labels.of(post)
    with forgetting(lambda: showing.of_post(post)):
        yield
        itself = Post.objects.filter(pk=post.pk)
        cards.write(itself)
        notes.write(itself)
        related.write(post)
        labels.recount(carried | labels.of(post))


def put(post: Post) -> None:
    """Save a post and all that follows from it. Its bylines and labels are set apart: assign()."""
    with _following(post):
        stored = Post.objects.filter(pk=post.pk).first()
        post.body = clean(post.body, post.language)
        if stored and stored.state == Post.State.LIVE and _differ(stored, post):
            post.revised_at = timezone.now()
        placing.place(post, stored)
        photos.hold_unfinished(figures.tokens(post.body), post.lead_id)
        render(post)
        post.save()
        search.index(post)


def assign(post: Post, *, bylines: Iterable[Byline] = (), labels: Iterable[Label] = ()) -> None:
    """Give a saved post exactly these bylines and labels."""
    with _following(post):
        post.bylines.set(bylines)
        post.labels.set(labels)


def refresh(post: Post, carried: Iterable[int] = ()) -> None:
    """Bring lists and pages up to date, after what belongs to a post was set some other way.

    `carried` are the keys of the labels that it had before: those are counted anew too.
    """
    with _following(post):
        labels.recount(carried)


def reprint() -> None:
    """Render everything that is stored in pieces anew: needed when a template has changed."""
    for post in Post.objects.select_related("lead").iterator(chunk_size=cards.BATCH):
        render(post)
        post.save(update_fields=["body_html", "preview"])
    cards.write(Post.objects.all())
    notes.write(Post.objects.all())
    related.rebuild()
    labels.recount(Label.objects.values_list("pk", flat=True))
    for page in Page.objects.all():
        _render_page(page)
        page.save(update_fields=["body_html"])
    pages.forget_all()


def withdraw(post: Post) -> None:
    """Take a post away from readers; its address stays its own."""
    post.withdrawn_at = timezone.now()
    put(post)


def restore(post: Post) -> None:
    """Give a withdrawn post back to readers, at its old date and address."""
    post.withdrawn_at = None
    put(post)


def remove(post: Post) -> None:
    """Delete a post for good."""
    carried = labels.of(post)
    with forgetting(lambda: showing.of_post(post)):
        search.remove(post)
        post.delete()
        labels.recount(carried)


def put_label(label: Label) -> None:
    """Save a label. Relations are chosen by its key: another name changes none of them."""
    with forgetting(lambda: showing.of_label(label)):
        labels.save(label)


def merge_label(label: Label, into: Label) -> None:
    """Let another label take over a label's posts and address."""
    with _relating(label, into):
        labels.merge(label, into)


def remove_label(label: Label) -> None:
    with _relating(label):
        label.delete()


@contextmanager
def _relating(*changed: Label) -> Iterator[None]:
    """Change labels, and choose anew what the posts that carry them name as related."""
    with transaction.atomic():
        carrying = labels.carrying(changed)
        with forgetting(
            lambda: related.named_by(carrying).union(*(showing.of_label(each) for each in changed))
        ):
            yield
            related.rebuild(carrying)


def put_photo(photo: Photo, image: Image | None = None) -> None:
    """Save a photo's words and veil, with another picture if given; render what holds it anew."""
    with forgetting(lambda: showing.of_photo(photo)):
        known, old = photo.pk is not None, photo.token
        photos.hold_posts(photo)
        if image is None:
            photos.caption(photo)
        else:
            photos.expose(photo, image)
        if known and photo.token != old:
            photos.rename(old, photo.token)
        _render_holders(photo)


def complete_photo(photo: Photo) -> bool:
    """Let readers have every format of a photo that is held, see posts.making.

    False, and nothing is changed, when it was changed or taken over meanwhile.
    """
    with forgetting(lambda: showing.of_photo(photo)):
        photos.hold_posts(photo)
        if not photos.complete(photo):
            return False
        _render_holders(photo)
    return True


def move_photo(photo: Photo) -> None:
    """Give a photo new addresses; whoever kept the old ones finds nothing there."""
    with forgetting(lambda: showing.of_photo(photo)):
        old = photo.token
        photos.hold_posts(photo)
        photos.move(photo)
        photos.rename(old, photo.token)
        _render_holders(photo)


def remove_photo(photo: Photo) -> None:
    """Delete a photo and its files. Raises ProtectedError while a post or page shows it."""
    with transaction.atomic():
        if holders := photos.holders(photo):
            raise ProtectedError(_("A post or page shows this photo."), set(holders))
        photo.delete()


def put_page(page: Page) -> None:
    with forgetting(lambda: showing.of_page(page)):
        page.body = clean(page.body, page.language)
        photos.hold_unfinished(figures.tokens(page.body))
        _render_page(page)
        page.save()


def remove_page(page: Page) -> None:
    with forgetting(lambda: showing.of_page(page)):
        page.delete()


def _differ(stored: Post, post: Post) -> bool:
    return any(getattr(stored, name) != getattr(post, name) for name in SEEN)


def render(post: Post) -> None:
    """Write the body as it is shown, and choose the photo for previews: never a graphic one."""
    order = figures.tokens(post.body)
    photos_in = Photo.objects.filter(token__in=order) if order else ()
    known = {photo.token: photo for photo in photos_in}
    with translation.override(post.language):
        post.body_html = embeds.as_cards(figures.expand(post.body, known.values()))
    candidates = [post.lead, *(known.get(token) for token in order)]
    post.preview = next((photo for photo in candidates if photo and not photo.graphic), None)


def _render_page(page: Page) -> None:
    held = Photo.objects.filter(token__in=figures.tokens(page.body))
    with translation.override(page.language):
        page.body_html = embeds.as_cards(figures.expand(page.body, held))


def _render_holders(photo: Photo) -> None:
    """Render the posts and pages that hold a photo anew, after it has changed."""
    held = Q(body__contains=photo.token) | Q(lead=photo.pk)
    for post in Post.objects.filter(held).select_related("lead"):
        render(post)
        post.save(update_fields=["body_html", "preview"])
    cards.write(Post.objects.filter(held))
    for page in Page.objects.filter(body__contains=photo.token):
        _render_page(page)
        page.save(update_fields=["body_html"])
