"""Render what is stored as finished HTML anew: after an update that changed a template."""

from django.core.management.base import BaseCommand

from comments import printing
from comments.models import Comment
from posts import publishing


class Command(BaseCommand):
    help = "Render every stored body, card and comment anew. Readers see no gap meanwhile."

    def handle(self, **options: object) -> None:
        printing.reprint(Comment.objects.all())
        publishing.reprint()
        self.stdout.write("Everything was rendered anew.")
