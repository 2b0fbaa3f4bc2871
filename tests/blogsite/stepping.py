"""What people do with a second step: read a code off their app, fill the login form."""

from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.newsroom import PASSWORD


def code(user):
    """Return what the app of this person shows now."""
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key):06d}"


def wrong(user):
    return f"{(int(code(user)) + 500_000) % 10**6:06d}"


def text(response):
    return response.content.decode()


def enter(password=PASSWORD, **more):
    """Fill the login form as Rae; return the answer of a browser that nobody used before."""
    form = {"username": "rae", "password": password, "next": "/admin/"} | more
    return Client().post("/admin/login/", form)
