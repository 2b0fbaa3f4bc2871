"""Where a desk member's open key is, and how the shut one is sealed: known functions, no copies."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13
from nacl.secret import SecretBox

from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tips import desk

pytestmark = pytest.mark.django_db
LIST = "/admin/tips/tip/"
SALT, MEMORY = 16, 8  # bytes of what stands before the box
PASSES = 3


@pytest.mark.parametrize("memory", [1 << 20, 4 << 20])
def test_the_passphrase_is_stretched_by_argon2id_over_the_memory_that_is_set(settings, memory):
    settings.TIP_KDF_MEMORY = memory
    _user, key = make_reader()
    sealed = bytes(key.desk_key.sealed_private)
    assert int.from_bytes(sealed[SALT : SALT + MEMORY], "big") == memory
    derived = crypto_pwhash_alg(
        SecretBox.KEY_SIZE, PASSPHRASE.encode(), sealed[:SALT], PASSES, memory,
        crypto_pwhash_ALG_ARGON2ID13,
    )  # fmt: skip
    assert SecretBox(derived).decrypt(sealed[SALT + MEMORY :]).decode() == key.identity
    settings.TIP_KDF_MEMORY = 2 << 20  # what is sealed already opens with its own
    assert desk.unlock(key.desk_key, PASSPHRASE).identity == key.identity


def test_over_https_the_open_key_travels_by_https_alone(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    user, _key = make_reader()
    client.force_login(user)
    answer = client.post(LIST + "unlock/", {"passphrase": PASSPHRASE}, secure=True)
    cookie = answer.cookies["__Secure-tips-key"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    tip, *_ = make_tip()
    assert client.get(f"{LIST}{tip.pk}/", secure=True).status_code == 200


def test_the_open_key_is_in_no_table_session_or_cache_and_no_page(client):
    user, key = make_reader()
    client.force_login(user)
    client.post(LIST + "unlock/", {"passphrase": PASSPHRASE})
    tip, *_ = make_tip("", [], [b"words"])
    page = client.get(f"{LIST}{tip.pk}/")
    assert page.status_code == 200
    opened = desk.tip_identity(tip, key)
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            kept += [repr(row) for row in cursor.fetchall()]
    kept += [repr(getattr(cache, "_cache", "")), page.content.decode()]
    kept += [str(page.headers), client.cookies["tips-key"].value]
    for secret in (key.identity, opened, PASSPHRASE, key.identity.lower()):
        assert not any(secret in text for text in kept)
