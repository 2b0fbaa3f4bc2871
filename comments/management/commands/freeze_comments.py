"""Take no more comments anywhere on the site, in one action; or take them again."""

from django.core.management.base import BaseCommand, CommandParser

from comments import gates


class Command(BaseCommand):
    help = "Take no more comments on any post. With --thaw, take them again. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--thaw", action="store_true", help="Take comments again.")

    def handle(self, **options: object) -> None:
        changed = gates.thaw() if options["thaw"] else gates.freeze()
        state = "taken" if options["thaw"] else "not taken"
        self.stdout.write(f"Comments are {state}{' from now on' if changed else ', as before'}.")
