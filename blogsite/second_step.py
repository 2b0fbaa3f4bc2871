"""The second step of a login, beside the password: a code from an app, or a recovery code.

An app is told neither the paper's name nor the login: a phone that is taken must not say whose
desk it opens. Each code works once; after a wrong one the next is looked at later and later.
"""

from base64 import b32encode
from typing import Any

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 10  # recovery codes
DIGITS = 6  # of an app's code; a recovery code has 8 letters and digits
LABEL = "desk"


def is_on(user: Any) -> bool:
    """Tell whether somebody has to give a code to log in."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def passes(user: User, code: str) -> bool:
    """Tell whether a code is right now, and use it up; a wrong one makes the next wait."""
    code = _bare(code)
    kind = TOTPDevice if len(code) == DIGITS else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    return bool(code and device and verify_token(user, device.persistent_id, code))


def begin(user: User) -> None:
    """Make a new secret, which is good for nothing before it is confirmed."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def begun(user: User) -> TOTPDevice | None:
    """Return what waits to be confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).last()


@transaction.atomic
def confirm(user: User, code: str) -> list[str]:
    """Turn the second step on with the app's first code; return the recovery codes, or none."""
    User.objects.select_for_update().get(pk=user.pk)  # of two windows, one is first
    device = begun(user)
    if device is None or is_on(user):
        return []
    if verify_token(user, device.persistent_id, _bare(code)) is None:
        return []
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    return renew_codes(user)


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """Return ten new recovery codes; the old ones are good for nothing any more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    """Return how many recovery codes were not used yet."""
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def turn_off(user: User) -> None:
    """Forget the secret and the recovery codes: the password alone opens the desk again."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def secret(device: TOTPDevice) -> str:
    """Return a secret as apps take it by hand: 32 letters and digits, in groups of four."""
    whole = b32encode(device.bin_key).decode()
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def link(device: TOTPDevice) -> str:
    """Return the address that an app on this device opens; it names no paper and no login."""
    return f"otpauth://totp/{LABEL}?secret={secret(device).replace(' ', '')}"


def picture(device: TOTPDevice) -> SafeString:
    """Return the link as a QR code in SVG, dark on white whatever the page's colours are."""
    drawn = segno.make_qr(link(device)).svg_inline(scale=5, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308  drawn here, of letters and digits


def _bare(code: str) -> str:
    return "".join(code.split()).lower()
