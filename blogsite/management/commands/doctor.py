"""Looks at the machine and the settings for what the promises rest on, and says what it found."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tips import scrub, sealing
from tips.models import DeskKey
from tips.scrub import Unscrubbable

Finding = tuple[bool, str]  # whether it is well, and the words

SWAPS = Path("/proc/swaps")
DEVICES = Path("/sys/block")
MEGABYTE = 2**20


class Command(BaseCommand):
    help = "Say what stands around files, where memory may be written to a disk, keys and limits."

    def handle(self, **options: object) -> None:
        """Print a line for each finding. Raises CommandError when one is not well."""
        findings = [*_fences(), *_swap(), *_keys(), *_limits()]
        for well, words in findings:
            style = self.style.SUCCESS if well else self.style.WARNING
            self.stdout.write(style(f"{'ok  ' if well else 'LOOK'} {words}"))
        if look := sum(not well for well, _words in findings):
            raise CommandError(f"{look} to look at")


def _fences() -> Iterator[Finding]:
    """Ask a process that is ready for a file what surrounds it."""
    try:
        standing = set(scrub.fences())
    except Unscrubbable:
        yield False, "cleaning: no process can be had; every file would be refused"
        return
    for name in scrub.FENCES:
        yield name in standing, f"cleaning: {name} {'stands' if name in standing else 'is missing'}"
    for what, fences in scrub.HELD.items():
        if not fences & standing:
            yield False, f"cleaning: a hostile file could reach {what}"


def _swap() -> Iterator[Finding]:
    """A tip in memory may be written to a swap device: none, or a sealed one."""
    try:
        devices = [line.split()[0] for line in SWAPS.read_text().splitlines()[1:]]
    except OSError:
        yield False, "swap: cannot be read"
        return
    if not devices:
        yield True, "swap: none"
    for device in devices:
        sealed = _never_in_clear(Path(device))
        yield sealed, f"swap: {device} {'holds nothing' if sealed else 'may hold tips'} in clear"


def _never_in_clear(device: Path) -> bool:
    """Tell compressed memory and encrypted devices from disks, by the kernel's own names."""
    name = device.resolve().name
    try:
        return (DEVICES / name / "dm" / "uuid").read_text().startswith("CRYPT-")
    except OSError:
        return name.startswith("zram")


def _keys() -> Iterator[Finding]:
    try:
        keys = DeskKey.objects.usable().count()
    except DatabaseError:
        yield False, "keys: the database does not answer, or `manage.py migrate` was not run"
    else:
        yield keys > 0, f"keys: {keys} desk members can open tips"
    if not settings.TIP_OFFLINE_KEY:
        yield False, "keys: TIP_OFFLINE_KEY is not set; with the desk's keys, tips are lost"
        return
    try:
        sealing.recipient(settings.TIP_OFFLINE_KEY)
    except sealing.UnusableKey:
        yield False, "keys: TIP_OFFLINE_KEY is not an age recipient"
    else:
        yield True, "keys: tips are sealed to TIP_OFFLINE_KEY too"


def _limits() -> Iterator[Finding]:
    for name in ("TIP_FILE_BYTES", "TIP_TOTAL_BYTES", "TIP_RAM_BUDGET", "TIP_KDF_MEMORY"):
        yield True, f"limits: {name} is {getattr(settings, name) // MEGABYTE} MB"
    enough = settings.TIP_RAM_BUDGET >= settings.TIP_TOTAL_BYTES
    yield enough, f"limits: the largest tip {'fits' if enough else 'does not fit'} the budget"
