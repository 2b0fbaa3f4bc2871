"""`manage.py rebuild_search`: index every post anew."""

from django.core.management.base import BaseCommand
from django.db import transaction

from posts import search


class Command(BaseCommand):
    help = "Build the search index anew from every published post. Safe to repeat."

    def handle(self, **options: object) -> None:
        with transaction.atomic():
            count = search.rebuild()
        self.stdout.write(f"{count} posts indexed")
