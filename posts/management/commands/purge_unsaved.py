"""Forget unsaved texts that nobody came back to: run daily."""

from django.core.management.base import BaseCommand

from posts.unsaved import purge


class Command(BaseCommand):
    help = "Forget texts kept at the desk and not saved for 30 days. Run daily."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{purge()} unsaved texts were forgotten.")
