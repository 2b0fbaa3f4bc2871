"""Teach the likelihood what moderators decided since the last time."""

from django.core.management.base import BaseCommand

from comments import learning


class Command(BaseCommand):
    help = "Learn from settled decisions. Run hourly, or by the thread that empties the outbox."

    def handle(self, **options: object) -> None:
        count = 0
        while some := learning.catch_up():
            count += some
        self.stdout.write(f"{count} decisions looked at")
