"""The database role of the tip line: a source's whole journey works with it, and nothing more."""

import re
import subprocess
import sys

import psycopg
import pytest

from tests import newsroom
from tests.programs import program
from tests.serving import ROOT, Server, free_port
from tests.tips import wire
from tests.visitor import Visitor
from tips import desk, receipts
from tips.models import Tip

pytestmark = pytest.mark.postgresql
FORBIDDEN = [
    "SELECT username FROM auth_user", "SELECT password FROM auth_user",
    "SELECT email FROM auth_user",
    "SELECT sealed_private FROM tips_deskkey", "SELECT sealed FROM tips_envelope",
    "SELECT box FROM tips_wrap", "SELECT sealed_for_desk FROM tips_reply",
    "SELECT assignee_id FROM tips_tip", "SELECT sealed FROM tips_note",
    "SELECT user_id FROM tips_opening", "INSERT INTO tips_note (id) VALUES (gen_random_uuid())",
    "SELECT reply_key FROM tips_tip",
    "UPDATE tips_tip SET lookup = ''", "UPDATE tips_deskkey SET public = ''",
    "INSERT INTO tips_deskkey (id) VALUES (gen_random_uuid())",
    "UPDATE tips_reply SET sealed_for_source = ''", "INSERT INTO auth_user (id) VALUES (1)",
    "SELECT 1 FROM posts_post", "SELECT 1 FROM comments_comment", "SELECT 1 FROM django_session",
    "DELETE FROM auth_user", "CREATE TABLE mine (a int)", "TRUNCATE tips_tip",
    "COPY auth_user TO PROGRAM 'cat'", "SELECT 1 FROM cache",
]  # fmt: skip


def answer_all():
    """Let the desk answer every tip; return how many there were."""
    for tip in Tip.objects.all():
        desk.reply(tip, "¿Qué día lo vio?")
    return Tip.objects.count()


def lookup_of(receipt):
    return receipts.read(receipt).lookup


@pytest.fixture(scope="module")
def role(server):
    """Make the role in the server's own database; return the address that it logs in with."""
    sql = ["-v", "ON_ERROR_STOP=1", "-q", "-f", str(ROOT / "deploy" / "source-role.sql")]
    for _ in range(2):  # safe to repeat
        subprocess.run([program("psql"), server.database, *sql], check=True, capture_output=True)
    return re.sub(r"//[^@]*@", "//paper_source@", server.database)


@pytest.fixture(scope="module")
def source(server, role, migrated, tmp_path_factory):
    """Serve the tip line alone, with its own role, beside the paper's server."""
    _databases, _like, static = migrated
    served = Server(tmp_path_factory.mktemp("source"), role, static, free_port())
    served.environment |= {
        name: server.environment[name] for name in ("SECRET_KEY", "TIP_PEPPER", "VAR_DIR")
    } | {"TIPS_PER_HOUR": "1"}
    with served.printed.open("ab") as out:
        served.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn_source.conf.py"],
            cwd=ROOT, env=served.environment, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    served.wait()
    yield served
    served.stop()


def test_the_journey_of_a_source_needs_no_more(server, source):
    server.call(newsroom.people)
    headers, body = wire.form(wire.marked(20_000), message="first")
    status, page = wire.post(source.url, "/es/denuncias/", headers, body)
    assert status == 200, source.printed.read_text()
    receipt = re.search(r'class="receipt">([^<]+)<', page)[1]
    assert server.call(answer_all) == 1
    visitor = Visitor(source.url)
    back = visitor.post("/es/denuncias/regreso/", {"receipt": receipt})
    assert (back.status, "¿Qué día lo vio?" in back.text) == (200, True)
    stay, reply = (re.search(rf'name="{name}" value="([^"]+)"', back.text)[1]
                   for name in ("stay", "forget"))  # fmt: skip
    added = visitor.post("/tips/return/", {"stay": stay, "add": "", "message": "second"})
    assert added.status == 200
    gone = visitor.post("/tips/return/", {"stay": stay, "forget": reply})
    assert (gone.status, "¿Qué día" in gone.text) == (200, False)
    asked = visitor.get("/tips/")
    letters = server.call(newsroom.captcha_letters, key=asked.hidden["captcha_key"])
    form = asked.hidden | {"person": "", "captcha_picture": letters}
    assert 'type="file"' in visitor.post("/tips/", form).text
    assert visitor.get(f"/captcha/{asked.hidden['captcha_key']}.png").status == 410
    deleted = visitor.post("/tips/return/", {"stay": stay, "delete": "", "sure": "on"})
    assert deleted.status == 200
    assert server.call(answer_all) == 0


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_role_can_do_nothing_else(role, source, statement):
    with psycopg.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_no_right_is_granted_that_the_list_does_not_name(server, role):
    with psycopg.connect(server.database) as connection:
        rows = connection.execute(
            "SELECT DISTINCT table_name FROM information_schema.column_privileges"
            " WHERE grantee = 'paper_source'"
        ).fetchall()
    assert {name for (name,) in rows} == {
        "auth_user", "auth_user_groups", "auth_user_user_permissions", "auth_group",
        "auth_group_permissions", "auth_permission", "django_content_type", "tips_deskkey",
        "tips_tip", "tips_envelope", "tips_attachment", "tips_wrap", "tips_reply", "tips_note",
        "tips_opening", "captcha_captchastore",
    }  # fmt: skip
