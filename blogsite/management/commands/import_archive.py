"""Bring a whole blog along: Google Takeout of Blogger, Blogger's older backup, WordPress's WXR."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from blogsite.lib.editions import Language
from blogsite.management.importing import Archive
from blogsite.management.progress import Progress
from posts.darkroom import Darkroom
from posts.importers import Albums, Feed, Refused, Report, Source, find, importer
from posts.importing import Press

SHOWN = 20  # lines of each list on the screen; the file given by --report has more


class Command(BaseCommand):
    help = (
        "Import posts, pages, comments and pictures of a Blogger or WordPress archive. Safe to stop"
        " and to repeat: what is there already is left or brought up to date. Nothing is fetched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("archive", type=Path, help="A backup's file, or a takeout's folder.")
        add("--dry-run", action="store_true", help="Look and report; write nothing.")
        add("--blog", default="", help="Which blog of a takeout with several.")
        add("--pictures", type=Path, help="Folder of pictures (WordPress: uploads).")
        languages = "Language of every post; else guessed from the words of each."
        add("--language", choices=Language.values, default="", help=languages)
        add("--byline", default="", help="One byline for all, instead of their authors.")
        hosts = "A name of the old blog: links to it become links here. May be repeated."
        add("--host", action="append", default=[], help=hosts)
        add("--report", type=Path, help="File for the report.")

    def handle(self, **options: object) -> None:
        """Import and print the report. Raises CommandError for what is not read."""
        report = Report()
        try:
            source = find(Path(str(options["archive"])), str(options["blog"]))
            self._take(source, options, report)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OSError, OperationalError) as failure:
            raise CommandError(f"{failure}\nMend that and run it again: it goes on.") from failure
        finally:
            self._say(report, options)

    def _take(self, source: Source, options: dict[str, object], report: Report) -> None:
        dry = bool(options["dry_run"])
        given = options["pictures"]
        albums = Albums.under(Path(str(given)) if given else source.albums)
        for name in source.ignored:
            report.note("not read: about the account, not the blog", name)
        hosts = options["host"] if isinstance(options["host"], list) else []
        press = Press(
            Darkroom(albums, report, dry), report, dry, str(options["language"]),
            str(options["byline"]), frozenset(host.lower() for host in hosts),
        )  # fmt: skip
        module = importer(Feed(source.feed))
        size = source.feed.stat().st_size * module.READINGS
        progress = Progress(size, sys.stderr)
        self.stdout.write(f"{module.NAME}: {source.feed.name}, {len(albums):,} pictures")
        records = module.read(Feed(source.feed, progress.add), report)
        Archive(press, report, dry, progress).take(records)

    def _say(self, report: Report, options: dict[str, object]) -> None:
        first = ["Dry run: nothing was written."] if options["dry_run"] else []
        self.stdout.write("\n".join([*first, *report.lines(SHOWN)]))
        if options["report"]:
            path = Path(str(options["report"]))
            path.write_text("\n".join([*first, *report.lines(), ""]), encoding="utf-8")
