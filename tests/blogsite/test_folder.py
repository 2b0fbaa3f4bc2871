"""A folder of files that vouch for each other: brought up to date, signed, verified."""

import subprocess
from io import BytesIO

import pytest

from blogsite.lib.minisign import PrivateKey, Unsigned
from blogsite.survival.folder import Folder, Refused, verify

KEY = PrivateKey.generate()
FILES = {"index.html": b"Home", "2026/05/one.html": b"One", "media/photos/a/480.jpg": b"Picture"}


def fill(root, files, key=KEY):
    folder = Folder(root)
    for name, content in files.items():
        folder.put(name, content)
    folder.close(key, "copy of 2026-11-24")
    return folder


def faults(root):
    return verify(root, KEY.public)[2]


def test_a_whole_copy_is_genuine(tmp_path):
    assert fill(tmp_path / "copy", FILES).written == 3
    assert verify(tmp_path / "copy", KEY.public) == ("copy of 2026-11-24", 3, [])
    check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
    subprocess.run(check, cwd=tmp_path / "copy", check=True)


def test_only_what_changed_is_written_and_what_went_is_removed(tmp_path):
    fill(tmp_path, FILES)
    before = (tmp_path / "index.html").stat().st_mtime_ns
    assert fill(tmp_path, FILES).written == 0
    assert (tmp_path / "index.html").stat().st_mtime_ns == before
    folder = fill(tmp_path, {"index.html": b"Home", "2026/06/two.html": b"Two"})
    assert (folder.written, folder.removed) == (1, 2)
    assert not (tmp_path / "2026/05").exists()
    assert not (tmp_path / "media").exists()
    assert faults(tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_found(tmp_path, name):
    fill(tmp_path, FILES)
    content = bytearray((tmp_path / name).read_bytes())
    content[-1] ^= 1
    (tmp_path / name).write_bytes(content)
    assert faults(tmp_path) == [f"{name}: changed"]
    assert fill(tmp_path, FILES).written == 1  # the next export mends it
    assert faults(tmp_path) == []


def test_what_is_missing_added_or_a_link_is_found(tmp_path):
    root = tmp_path / "copy"
    fill(root, FILES)
    (root / "index.html").unlink()
    (root / "2026" / "tips.html").write_text("Send your tip here")
    (root / "elsewhere").symlink_to(tmp_path)
    (root / "2026/05/one.html").unlink()
    (tmp_path / "one").write_bytes(b"One")
    (root / "2026/05/one.html").symlink_to(tmp_path / "one")
    assert faults(root) == [
        "2026/05/one.html: missing", "index.html: missing",
        "2026/tips.html: not of this copy", "elsewhere: not of this copy",
    ]  # fmt: skip


def test_a_list_that_was_not_signed_is_not_believed(tmp_path):
    fill(tmp_path, FILES)
    (tmp_path / "index.html").write_bytes(b"Hole")
    fill(tmp_path, FILES | {"index.html": b"Hole"}, PrivateKey.generate())
    with pytest.raises(Unsigned, match="another key"):
        faults(tmp_path)
    fill(tmp_path, FILES, None)
    with pytest.raises(Unsigned, match="missing"):
        faults(tmp_path)
    fill(tmp_path, FILES)
    with (tmp_path / "SHA256SUMS").open("a") as file:
        file.write(f"{'0' * 64}  more.html\n")
    with pytest.raises(Unsigned, match="does not fit"):
        faults(tmp_path)


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(Refused, match="other things"):
        Folder(tmp_path)


@pytest.mark.parametrize("line", ["../../etc/passwd", "/etc/passwd", "a//b", "./a", "a b"])
def test_a_list_never_leads_out_of_its_folder(tmp_path, line):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {line}\n")
    with pytest.raises(Refused):
        Folder(tmp_path)
    with pytest.raises(Refused):
        Folder(tmp_path / "new").put(line, b"")


def test_two_things_never_share_a_name(tmp_path):
    folder = Folder(tmp_path)
    folder.put("a.html", b"1")
    with pytest.raises(Refused, match="Two things"):
        folder.put("a.html", b"2")


def test_what_never_changes_is_copied_once_and_mended(tmp_path):
    def bring():
        folder = Folder(tmp_path)
        if not folder.has("photo.jpg"):
            folder.copy("photo.jpg", BytesIO(b"Picture"))
        folder.close(KEY, "")
        return folder.written

    assert [bring(), bring()] == [1, 0]
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    assert [bring(), bring()] == [1, 0]
    assert faults(tmp_path) == []
