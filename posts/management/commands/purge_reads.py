"""Forget how often posts were read a month ago, or ever where nobody counts any more: run daily."""

from django.core.management.base import BaseCommand

from posts import popular


class Command(BaseCommand):
    help = "Delete old numbers of reads, all when COUNT_READS is off. Run daily; safe to repeat."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{popular.purge()} old numbers of reads were deleted.")
