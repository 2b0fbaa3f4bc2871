"""Signatures that the stock program takes, made and checked here."""

import subprocess
from io import BytesIO

import pytest

from blogsite.lib.minisign import PrivateKey, PublicKey, Unsigned
from tests.programs import program

# Published beside the program by its author: his key, and what it says about the word "test".
AUTHOR = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
SAYS = """untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1556193335\tfile:test
y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==
"""


def signed(content=b"All of it.", comment="copy of 2026-11-24"):
    key = PrivateKey.generate()
    return key, key.sign(BytesIO(content), comment)


def test_a_signature_that_the_program_made_is_taken():
    comment = PublicKey.read(AUTHOR).check(BytesIO(b"test"), SAYS)
    assert comment == "timestamp:1556193335\tfile:test"
    with pytest.raises(Unsigned):
        PublicKey.read(AUTHOR).check(BytesIO(b"Test"), SAYS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("copy of 2026-11-24", "copy of 2026-11-25"), ("trusted comment: copy", "copy"),
        ("RU", "RW"), ("\n", ""), ("=", ""),
    ],
)  # fmt: skip
def test_a_changed_signature_is_refused(old, new):
    key, signature = signed()
    assert key.public.check(BytesIO(b"All of it."), signature) == "copy of 2026-11-24"
    with pytest.raises(Unsigned):
        key.public.check(BytesIO(b"All of it."), signature.replace(old, new))


def test_the_key_of_somebody_else_is_refused():
    key, signature = signed()
    other = PrivateKey.generate()
    for public in (other.public, PublicKey(key.number, other.public.point)):
        with pytest.raises(Unsigned):
            public.check(BytesIO(b"All of it."), signature)


def test_a_private_key_is_for_its_owner_alone_and_never_written_over(tmp_path):
    key, path = PrivateKey.generate(), tmp_path / "paper.key"
    key.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert PrivateKey.read(path) == key
    with pytest.raises(FileExistsError):
        key.write(path)
    path.chmod(0o640)
    with pytest.raises(Unsigned, match="chmod 600"):
        PrivateKey.read(path)


@pytest.mark.parametrize("text", ["", "nothing", "untrusted comment: x\nRWQ=\n", f"x\n{AUTHOR}\n"])
def test_what_is_no_private_key_is_said(tmp_path, text):
    path = tmp_path / "paper.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(Unsigned):
        PrivateKey.read(path)


def test_a_damaged_private_key_is_not_used(tmp_path):
    key, path = PrivateKey.generate(), tmp_path / "paper.key"
    key.write(path)
    text = path.read_text()
    place = len(text) // 2 + 10
    path.write_text(text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :])
    with pytest.raises(Unsigned):
        PrivateKey.read(path)


def test_the_stock_program_takes_our_keys_and_signatures(tmp_path):
    stock = program("minisign")
    content, path = tmp_path / "list", tmp_path / "paper.key"
    content.write_bytes(b"All of it.")
    key = PrivateKey.generate()
    key.write(path)
    with content.open("rb") as file:
        (tmp_path / "list.minisig").write_text(key.sign(file, "copy of 2026-11-24"))
    check = [stock, "-Vm", str(content), "-P", str(key.public)]
    done = subprocess.run(check, capture_output=True, text=True, check=True)
    assert "copy of 2026-11-24" in done.stdout
    sign = [stock, "-Sm", str(content), "-s", str(path), "-t", "by the program"]
    subprocess.run(sign, capture_output=True, check=True)
    signature = (tmp_path / "list.minisig").read_text()
    assert key.public.check(BytesIO(b"All of it."), signature) == "by the program"
