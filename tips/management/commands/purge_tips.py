"""Deletes tips that the desk has left, and what is left of tips that are gone."""

from django.core.management.base import BaseCommand

from blogsite.lib.forms import forget_questions
from tips import erasure


class Command(BaseCommand):
    help = (
        "Delete tips after TIP_RETENTION, or TIP_UNREAD_RETENTION when nobody opened them, keys"
        " first, and rewrite the database without them. Run daily; safe to repeat."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{erasure.purge()} tips deleted")
        files = erasure.sweep()
        if files.deleted:
            self.stdout.write(f"{files.deleted} files without a tip deleted")
        if files.stuck:
            self.stderr.write(f"{files.stuck} files without a tip cannot be deleted: see the store")
        forget_questions()
        if missing := erasure.missing():
            self.stderr.write(f"{missing} files of tips are missing from the store")
        if not erasure.compact():
            self.stderr.write("The database is in use: its free pages are erased at the next run.")
