"""Forget what was refused: run daily."""

from django.core.management.base import BaseCommand

from comments.purging import purge_rejected


class Command(BaseCommand):
    help = "Destroy the text of comments rejected over REJECTED_RETENTION days ago. Run daily."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"The text of {purge_rejected()} rejected comments was destroyed.")
