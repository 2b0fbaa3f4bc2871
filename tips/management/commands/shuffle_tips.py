"""Takes order and time out of how tips are stored."""

from django.core.management.base import BaseCommand

from tips import erasure, shuffling


class Command(BaseCommand):
    help = (
        "Move the rows of tips to places of chance and write their sealed files anew, all at one"
        " time. Run daily, at an hour that tells nothing; safe to repeat."
    )

    def handle(self, **options: object) -> None:
        rows, files = shuffling.shuffle_rows(), shuffling.shuffle_files()
        self.stdout.write(f"{rows} rows and {files} files shuffled")
        if not erasure.compact():
            self.stderr.write("The database is in use: it is rewritten at the next run.")
