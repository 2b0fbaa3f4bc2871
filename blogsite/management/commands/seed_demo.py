"""Load the demo newspaper once: posts, comments, tips, and a login for each room of the desk."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from blogsite.demo import people, press, readers, stories, tipsters
from posts.models import Post


class Command(BaseCommand):
    help = "Load a small invented newspaper into an empty site. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-photos", action="store_true", help="Words only; much quicker.")

    def handle(self, **options: object) -> None:
        logins = Path(settings.VAR_DIR) / "demo-logins.txt"
        if Post.objects.exists():
            self.stdout.write("This site has posts already; nothing was loaded.")
        else:
            self.stdout.write("Drawing and loading the demo newspaper, about half a minute …")
            self.stdout.flush()
            with transaction.atomic():
                self._load(logins, with_photos=not options["no_photos"])
        if logins.exists():
            self.stdout.write(logins.read_text(encoding="utf-8"))

    def _load(self, logins: Path, *, with_photos: bool) -> None:
        """Load everything, or nothing: the logins are on disk before they are committed."""
        passwords = people.hire()
        passphrase = people.give_desk_key()
        posts = press.print_editions(with_photos)
        stories.tell()
        coming = Post.objects.drafts() | Post.objects.scheduled()
        coming.update(owner=User.objects.get(username="reporter"))
        moderator = User.objects.get(username="moderator")
        approved, held = readers.write_comments(moderator)
        given = tipsters.send_tips()
        people.keep_private(logins, _letter(passwords, passphrase, given))
        self.stdout.write(
            f"{posts} posts, {approved} comments published, {held} held, {len(given)} tips"
        )


def _letter(passwords: dict[str, str], passphrase: str, given: list[str]) -> str:
    """Return what a visitor to the demo needs: logins, the desk's passphrase, the receipts."""
    lines = [f"Demo logins for {settings.SITE_URL}{settings.ADMIN_PATH}", ""]
    lines += [f"  {name:<10} {password}" for name, password in passwords.items()]
    lines += ["", "Passphrase of the tip desk's key (login tipdesk):", "", f"  {passphrase}", ""]
    lines += ["Receipts of the demo tips; the first has a reply from the desk:", ""]
    lines += [f"  {receipt}" for receipt in given]
    return "\n".join(lines) + "\n"
