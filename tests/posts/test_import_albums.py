"""Which picture of an archive an address showed: the right one, or none."""

import pytest

from tests.posts.test_import_shapes import album

UPLOADS = "https://paper.example/wp-content/uploads/"


@pytest.mark.parametrize(
    ("there", "address"),
    [
        ("IMG_2145.JPG", "http://1.bp.blogspot.com/-a/s1600/IMG_2045.JPG"),
        ("IMG_45.jpg", "http://1.bp.blogspot.com/-a/s1600/IMG_2045.jpg"),
        ("IMG_2045.jpg", "http://1.bp.blogspot.com/-a/s1600/IMG_45.jpg"),
        ("Casa_2B.jpg", "http://1.bp.blogspot.com/-a/s1600/casa.jpg"),
        ("foto.jpg", "http://1.bp.blogspot.com/-a/s1600/foto%281%29.jpg"),
    ],
)
def test_another_picture_is_never_taken_for_one_that_is_missing(tmp_path, there, address):
    assert album(tmp_path, there).match(address) == (None, False)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("IMG_2045.jpg", "IMG_2045.jpg"), ("IMG_2145.jpg", "IMG_2145.jpg"),
        ("map%20a.jpg", "map a.jpg"), ("map_a.jpg", "map_a.jpg"), ("both.png", "both.png"),
        ("own-300x200.jpg", "own-300x200.jpg"), ("own.jpg", "own.jpg"),
    ],
)  # fmt: skip
def test_the_nearest_spelling_is_taken(tmp_path, address, wanted):
    names = {
        "IMG_2045.jpg", "IMG_2145.jpg", "map a.jpg", "map_a.jpg", "both.png", "both.jpg",
        "own.jpg", "own-300x200.jpg",
    }  # fmt: skip
    found = album(tmp_path, *sorted(names)).match(f"http://1.bp.blogspot.com/-a/s320/{address}")
    assert found == (tmp_path / wanted, False)


@pytest.mark.parametrize("name", ["x.jpg", "x-300x200.jpg", "x-1024x683.jpg", "x-scaled.jpg"])
@pytest.mark.parametrize("folder", ["2014/05/", ""])
def test_the_sizes_of_an_upload_are_one_picture(tmp_path, folder, name):
    """WordPress keeps every size of a picture beside it: the whole one is the one to take."""
    names = [f"{folder}x{size}.jpg" for size in ("-150x150", "", "-1024x683", "-300x200")]
    albums = album(tmp_path, *names, "2013/01/x.jpg", "2013/01/x-300x200.jpg")
    if not folder:
        albums = album(tmp_path / "flat", *names)
    found, doubtful = albums.match(UPLOADS + folder + name)
    assert (found and found.name, found and found.parent.name) == ("x.jpg", folder[5:7] or "flat")
    assert not doubtful


def test_the_largest_size_stands_for_an_upload_that_is_gone(tmp_path):
    albums = album(tmp_path, "2014/05/x-150x150.jpg", "2014/05/x-640x480.jpg")
    (tmp_path / "2014/05/x-640x480.jpg").write_bytes(b"x" * 99)
    assert albums.match(f"{UPLOADS}2014/05/x-300x200.jpg")[0].name == "x-640x480.jpg"
