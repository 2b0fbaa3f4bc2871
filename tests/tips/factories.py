"""People of the tip desk, tips and files in memory, for tests."""

import io
from itertools import count

from django.contrib.auth.models import Group, User

from tips import desk, intake, receipts
from tips.models import Tip

PASSPHRASE = "seven dogs cross the bridge"
number = count(1)


def make_user(role=None, **fields):
    """Return a member of staff, in a role's group where one is named."""
    user = User.objects.create_user(f"person{next(number)}", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


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
