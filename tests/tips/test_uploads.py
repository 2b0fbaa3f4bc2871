"""Uploads go to memory within a budget, lose their names at once, and leave nothing behind."""

import io
import os
from contextlib import ExitStack

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from tips import scrub
from tips.scrub import Reason
from tips.scrub._warm import WARM
from tips.uploads import BUDGET, RamFile, taken

BOUNDARY = "xXx"


def body(*files, message="hello"):
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="message"\r\n\r\n{message}\r\n']
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: image/secret-type\r\n\r\n{content}\r\n"
        for name, content in files
    ]
    return "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()


def request(data, **headers):
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return RequestFactory().post("/tips/", data, content_type=kind, **headers)


@pytest.fixture(autouse=True)
def _all_is_given_back():
    scrub.warm()  # its line stays open
    before = len(os.listdir("/proc/self/fd"))
    yield
    assert BUDGET.held == 0
    assert len(os.listdir("/proc/self/fd")) == before


def test_name_and_type_are_gone_and_the_ending_is_kept_for_the_sniffer():
    with taken(request(body(("my holiday.JPG", "content")))) as arrival:
        (file,) = arrival.files.getlist("files")
        assert file.read() == b"content"
        assert (file.name, file.content_type, file.ending) == ("file", "", ".jpg")
        assert "holiday" not in repr(vars(file))
        assert "secret" not in repr(vars(file))
        assert arrival.words["message"] == "hello"


@pytest.mark.parametrize("name", ["../../bin/gpg", "..", "/etc/passwd", "a" * 5000, "x.\x00jpg"])
def test_a_name_is_no_weapon(name):
    with taken(request(body((name, "content")))) as arrival:
        for file in arrival.files.getlist("files"):
            assert file.name == "file"
            assert len(file.ending) <= 9
            assert "/" not in file.ending


def test_the_file_is_memory_and_no_file_system_has_it():
    with RamFile() as file:
        assert os.readlink(f"/proc/self/fd/{file.fileno()}").startswith("/memfd:")


def test_a_file_over_the_limit_is_dropped_and_the_others_are_kept(settings):
    settings.TIP_FILE_BYTES = 1000
    with taken(request(body(("a.txt", "x" * 5000), ("b.txt", "small")))) as arrival:
        large, small = arrival.files.getlist("files")
        assert (arrival.status, large.refused, small.refused) == (200, Reason.SIZE, None)
        assert large.read() == b""


def test_files_over_the_number_are_refused_one_by_one(settings):
    settings.TIP_FILES = 2
    with taken(request(body(*[("a.txt", "x")] * 4))) as arrival:
        refused = [file.refused for file in arrival.files.getlist("files")]
        assert refused == [None, None, Reason.NUMBER, Reason.NUMBER]


def test_files_over_the_number_take_no_descriptors(settings):
    settings.TIP_FILES = 2
    before = len(os.listdir("/proc/self/fd"))
    with taken(request(body(*[("a.txt", "x")] * 99))) as arrival:
        assert len(arrival.files.getlist("files")) == 99
        assert len(os.listdir("/proc/self/fd")) == before + 2


def test_a_form_over_the_total_gives_its_words_back(settings):
    settings.TIP_TOTAL_BYTES, settings.FORM_BYTES = 4000, 1000
    with taken(request(body(("a.txt", "x" * 8000)))) as arrival:
        assert arrival.status == 413
        assert arrival.words["message"] == "hello"
        assert not arrival.files


def test_of_a_form_far_over_the_total_only_the_words_at_its_start_are_read(settings):
    settings.TIP_TOTAL_BYTES, settings.FORM_BYTES = 1000, 1000
    far = request(body(("a.txt", "x" * 8000)))
    with taken(far) as arrival:
        assert (arrival.status, arrival.words["message"]) == (413, "hello")
        assert not arrival.files
        assert len(far.read()) > 7000


def test_over_the_budget_is_later_and_gives_the_words_back(settings):
    settings.TIP_RAM_BUDGET = 5000
    assert BUDGET.take(4000)
    with taken(request(body(("a.txt", "x" * 2000)))) as arrival:
        assert (arrival.status, arrival.words["message"]) == (503, "hello")
    BUDGET.give(4000)
    with taken(request(body(("a.txt", "x" * 2000)))) as arrival:
        assert arrival.status == 200
        assert 2000 < BUDGET.held <= 5000


def test_large_forms_that_hold_all_they_may_leave_room_for_words(settings):
    large, small = body(("a.txt", "x" * 900)), body(("a.txt", "x" * 800))
    settings.TIP_FILE_BYTES, settings.FORM_BYTES = 0, len(small)
    settings.TIP_RAM_BUDGET = 16 * len(large)
    with ExitStack() as stack:
        arrivals = [stack.enter_context(taken(request(large))) for _ in range(16)]
        assert [arrival.status for arrival in arrivals] == [200] * 15 + [503]
        assert stack.enter_context(taken(request(small))).status == 200


def test_a_body_that_breaks_off_or_is_no_form_is_said_so():
    for broken in (b"garbage", body(("a.txt", "x"))[:-30]):
        with taken(request(broken)) as arrival:
            assert arrival.status in {200, 400}
    no_boundary = RequestFactory().post("/tips/", b"x", content_type="multipart/form-data")
    with taken(no_boundary) as arrival:
        assert arrival.status == 400


def test_too_many_fields_and_too_long_a_text_are_413(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    with taken(request(body(message="x" * 2000))) as arrival:
        assert arrival.status == 413
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    with taken(request(body(*[("a.txt", "x")] * 3))) as arrival:
        assert arrival.status == 413


def test_a_view_that_fails_gives_its_memory_back():
    with pytest.raises(RuntimeError), taken(request(body(("a.txt", "x")))):
        raise RuntimeError


@pytest.mark.parametrize("cut", [1, 30, 4000, 5100])
def test_a_form_that_breaks_off_is_never_taken_for_a_whole_one(cut):
    whole = body(("a.txt", "x" * 5000))
    broken = request(whole).environ | {"wsgi.input": io.BytesIO(whole[:-cut])}
    with taken(WSGIRequest(broken)) as arrival:
        assert arrival.status == 400


def test_django_never_parses_a_tip_with_handlers_of_its_own():
    sent = request(body(("a.txt", "x")))
    with taken(sent) as arrival:
        assert [type(file) for file in arrival.files.getlist("files")] == [RamFile]
        assert not sent.FILES
        assert not sent.POST


def test_the_first_file_wakes_what_cleans_while_it_travels():
    WARM.down()
    with taken(request(body())):
        assert WARM._process is None
    with taken(request(body(("a.jpg", "content")))):
        assert WARM._process is not None


def test_a_file_that_is_done_with_makes_room_for_its_cleaned_copy():
    with taken(request(body(("a.txt", "x" * 5000), ("b.txt", "y" * 3000)))) as arrival:
        held = BUDGET.held
        first, _second = arrival.files.getlist("files")
        first.close()
        assert BUDGET.held == held - 5000
        first.close()
        assert BUDGET.held == held - 5000
