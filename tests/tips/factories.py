"""People of the tip desk, tips and files in memory, for tests."""

import io

from tests.newsroom import member as make_user
from tips import desk, intake, receipts
from tips.models import Tip

PASSPHRASE = "seven dogs cross the bridge"


def make_reader(passphrase=PASSPHRASE):
    """Return a member of the tip desk and their open key."""
    user = make_user("Tip desk")
    return user, desk.make_key(user, passphrase)


def memory(data):
    return io.BytesIO(data)


def make_tip(message="The lorries pass at two.", links=(), files=(), language="en"):
    """Take in a tip; return it, its receipt's words and what became of the files."""
    accepted = intake.receive(message, links, [memory(data) for data in files], language)
    tip = Tip.objects.get(lookup=receipts.read(accepted.receipt).lookup)
    return tip, accepted.receipt, accepted.reports
