"""Forget secret links that lead nowhere any more: run daily."""

from django.core.management.base import BaseCommand

from posts.models import PreviewLink


class Command(BaseCommand):
    help = "Delete preview links that have expired. Run daily; safe to repeat."

    def handle(self, **options: object) -> None:
        count, _models = PreviewLink.objects.expired().delete()
        self.stdout.write(f"{count} expired preview links were deleted.")
