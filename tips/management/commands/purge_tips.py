"""Deletes tips that the desk has not touched for TIP_RETENTION."""

from django.core.management.base import BaseCommand

from tips.models import Tip


class Command(BaseCommand):
    help = "Delete tips older than TIP_RETENTION, keys first. Run daily; safe to repeat."

    def handle(self, **options: object) -> None:
        count = 0
        for tip in Tip.objects.expired().iterator():
            tip.destroy()
            count += 1
        self.stdout.write(f"{count} tips deleted")
