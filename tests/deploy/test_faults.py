"""Whatever breaks, nothing that was sent is written: faults and refusals in every source view.

The tables are dropped under the running servers, so that each view fails for real.
"""

import os
import re
import secrets
import time

import pytest
from django.db import connection

from tests import newsroom
from tests.tips import wire
from tests.visitor import Visitor

MARK = f"fault{secrets.token_hex(12)}"
PERSON = {"User_Agent": MARK, "Referer": f"https://{MARK}.example/", "Cookie": f"a={MARK}",
          "X_Forwarded_For": MARK, "Accept_Language": MARK}  # fmt: skip
PATHS = ("/tips/", "/es/denuncias/", "/tips/return/", "/es/denuncias/regreso/")
FIELDS = {"message": MARK, "links": f"https://{MARK}.example", "receipt": f"{MARK} one two"}
FILES = [("files", f"{MARK}.txt", f"text/{MARK}", f"content {MARK}".encode())]

PLACES = re.compile(r"django\.request \w+ \w+:\d+( < \w+:\d+)*")  # and no message


def break_the_database():
    """Take the tips' tables away; every view of sources asks them."""
    with connection.cursor() as cursor:
        for table in ("deskkey", "tip"):
            cursor.execute(f"ALTER TABLE tips_{table} RENAME TO tips_{table}_gone")


def languages(path):
    return f'lang="{"es" if path.startswith("/es/") else "en"}"'


def broken_forms(url):
    """Yield (headers, body) that are no form, each with the mark in it."""
    kind = "multipart/form-data; boundary="
    yield {"Content-Type": f"{kind}{MARK}"}, f"garbage {MARK}".encode()
    yield {"Content-Type": "multipart/form-data"}, MARK.encode()
    yield {"Content-Type": f"{kind}é{MARK}"}, MARK.encode()
    yield {"Content-Type": f"{kind}{'b' * 300}"}, MARK.encode()
    yield {"Content-Type": "application/json"}, f'{{"a": "{MARK}"}}'.encode()
    base64 = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{MARK}"\r\n' \
        f"Content-Transfer-Encoding: base64\r\n\r\n{MARK}*\r\n--b--\r\n"  # fmt: skip
    yield {"Content-Type": f"{kind}b"}, base64.encode()
    yield {"Content-Type": "application/x-www-form-urlencoded"}, b"a=1&" * 3000 + MARK.encode()
    for charset in (MARK, "hex", "undefined"):
        yield {"Content-Type": f"{kind}b; charset={charset}"}, base64.replace("*", "=").encode()


@pytest.fixture(scope="module")
def haul(fronted):
    """Refuse and break everything; return the statuses and all that was printed or written."""
    began = time.time()
    fronted.call(newsroom.people)
    person = Visitor(fronted.url, **PERSON)
    refused, broken, wrong_language = [], [], []
    for path in PATHS:
        for headers, body in broken_forms(fronted.url):
            refused.append(wire.post(fronted.url, f"{path}?{MARK}", headers, body)[0])
        refused.append(Visitor(fronted.url, Sec_Fetch_Site="cross-site").post(path, FIELDS).status)
        refused.append(person.get(f"{path}?q={MARK}").status)
        refused.append(person.get(f"{path}{MARK}/").status)
        refused.append(person._ask("GET", path, None, {"Host": f"{MARK}.example"}).status)
    fronted.call(break_the_database)
    for path in PATHS:
        for files in ((), FILES):
            answer = person.post(path, FIELDS, files)
            broken.append(answer.status)
            wrong_language += [] if languages(path) in answer.text else [path]
    broken.append(person.get("/tips/").status)
    fronted.stop()
    written = {}
    for root in (fronted.folder, "/tmp", "/dev/shm"):  # noqa: S108
        written |= dict(_written(_below(root), began))
    written |= dict(_written(fronted.database_files(), began))
    return refused, broken, wrong_language, written


def _below(root):
    for folder, _folders, names in os.walk(root):
        yield from (os.path.join(folder, name) for name in names)


def _written(paths, began):
    for path in paths:
        try:
            if os.path.isfile(path) and os.path.getmtime(path) >= began - 1:
                with open(path, "rb") as file:
                    yield str(path), file.read()
        except OSError:
            continue


def test_each_fault_is_a_plain_page_in_the_pages_language(haul):
    refused, broken, wrong_language, _written = haul
    assert set(refused) <= {200, 400, 403, 404, 413, 422}
    assert set(broken) == {500}
    assert wrong_language == []


def test_no_fault_writes_or_prints_what_was_sent(haul, fronted):
    *_statuses, written = haul
    looks = {MARK.encode(), MARK.encode("utf-16-le"), MARK.encode().hex().encode()}
    assert [path for path, data in written.items() if any(look in data for look in looks)] == []
    assert b"OperationalError" in written[str(fronted.printed)] or \
        b"ProgrammingError" in written[str(fronted.printed)]  # fmt: skip


def test_what_was_printed_is_kinds_and_places(haul, fronted):
    own = ("Starting", "Listening", "Using", "Booting", "Handling", "Worker", "Shutting")
    lines = [line.split("] ")[-1] for line in fronted.printed.read_text().splitlines()]
    for line in lines:
        assert line.startswith((*own, "nginx: [")) or PLACES.fullmatch(line), line
