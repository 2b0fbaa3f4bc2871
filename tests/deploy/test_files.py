"""The files of deploy/ as an operator installs them: each is read by the program it is for."""

import os
import re
import subprocess

import pytest

from blogsite import privacy
from tests.programs import program
from tests.serving import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("systemd/*.service"))
MOST_EXPOSED = 1.5  # of 10, as systemd-analyze counts
FENCED = {
    "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "PrivateNetwork=yes",
    "CapabilityBoundingSet=", "RestrictAddressFamilies=AF_UNIX", "MemoryDenyWriteExecute=yes",
    "LimitCORE=1", "IPAddressDeny=any",
}  # fmt: skip


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def directives(text):
    return re.sub(r"(?m)#.*$", "", text)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_fenced_in(unit):
    assert set(unit.read_text().splitlines()) >= FENCED
    code, said = run(program("systemd-analyze"), "security", "--offline=yes",
                     f"--threshold={int(MOST_EXPOSED * 10)}", "--no-pager", str(unit))  # fmt: skip
    assert code == 0, said


def test_units_sockets_and_timers_are_understood():
    files = [str(path) for path in DEPLOY.glob("systemd/*.*")]
    _code, said = run(program("systemd-analyze"), "verify", *files)
    ours = [line for line in said.splitlines() if "is not executable" not in line]
    assert [line for line in ours if "/systemd/paper" in line] == []


@pytest.mark.parametrize("name", ["paper.service", "paper-source.service"])
def test_a_file_that_takes_all_memory_ends_alone(name):
    """Unless told so, systemd stops a whole unit of which the kernel ended one process."""
    lines = (DEPLOY / "systemd" / name).read_text().splitlines()
    assert "OOMPolicy=continue" in lines
    assert "Restart=on-failure" in lines


def test_the_tip_line_writes_no_journal():
    text = (DEPLOY / "systemd" / "paper-source.service").read_text()
    assert {"StandardOutput=null", "StandardError=null", "MemorySwapMax=0"} <= set(
        text.splitlines()
    )


def test_the_journal_counts_no_tips_of_a_night():
    lines = (DEPLOY / "systemd" / "paper-purge.service").read_text().splitlines()
    assert "StandardOutput=null" in lines
    assert not [line for line in lines if line.startswith("StandardError")]  # faults are told


def test_tor_accepts_its_file(tmp_path):
    text = (DEPLOY / "torrc").read_text()
    assert "HiddenServicePoWDefensesEnabled 1" in text
    hidden = tmp_path / "service"
    hidden.mkdir(mode=0o700)
    file = tmp_path / "torrc"
    file.write_text(text.replace("/var/lib/tor/paper", str(hidden)))
    code, said = run(program("tor"), "-f", str(file), "--DataDirectory", str(tmp_path / "data"),
                     "--verify-config")  # fmt: skip
    assert (code, "Configuration was valid" in said) == (0, True), said
    warned = [line for line in said.splitlines() if "[warn]" in line]
    assert [line for line in warned if "running Tor as root" not in line] == []


def test_nginx_accepts_its_file_as_it_is(tmp_path):
    """With TLS, every server and every path; only the folders and the user are this test's."""
    for name in ("run", "tls"):
        (tmp_path / name).mkdir()
    key, chain = tmp_path / "tls" / "privkey.pem", tmp_path / "tls" / "fullchain.pem"
    subject = "/CN=paper.example"
    asked = ["req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", subject]
    code, said = run(program("openssl"), *asked, "-keyout", str(key), "-out", str(chain))
    assert code == 0, said
    main = (DEPLOY / "nginx" / "nginx.conf").read_text()
    for old, new in {
        "/etc/paper/tls": str(tmp_path / "tls"), "/run/paper": str(tmp_path / "run"),
        "/run/nginx.pid": str(tmp_path / "pid"),
        "listen 80": "listen 127.0.0.1:0" if os.getuid() else "listen 80",
        "user www-data;": "",
    }.items():  # fmt: skip
        main = main.replace(old, new)
    included = tmp_path / "nginx"
    included.mkdir()
    for path in (DEPLOY / "nginx").glob("*.conf"):
        text = main if path.name == "nginx.conf" else path.read_text()
        (included / path.name).write_text(text.replace("/srv/paper/deploy/nginx", str(included)))
    code, said = run(program("nginx"), "-t", "-q", "-c", str(included / "nginx.conf"), "-p",
                     str(tmp_path))  # fmt: skip
    assert code == 0, said


def test_nginx_logs_nothing_and_buffers_no_tip():
    main = directives((DEPLOY / "nginx" / "nginx.conf").read_text())
    site = directives((DEPLOY / "nginx" / "site.conf").read_text())
    assert "access_log off;" in main
    assert "error_log /dev/null crit;" in main
    assert not re.search(r"(access|error)_log (?!off|/dev/null)", main + site)
    tips = site.partition("location ~ ^/(?:tips|es/denuncias)/ {")[2].partition("\n}")[0]
    assert {"proxy_request_buffering off;", "proxy_pass http://source;"} <= {
        line.strip() for line in tips.splitlines()
    }
    assert "$remote_addr" not in main + site
    assert "$binary_remote_addr" not in main + site


def test_the_headers_of_nginx_are_those_of_django():
    text = "".join((DEPLOY / "nginx" / f"{name}.conf").read_text() for name in ("headers", "dress"))
    given = dict(re.findall(r'add_header (\S+) "?([^"\n]*?)"?(?: always)?;$', text, re.MULTILINE))
    assert given.pop("Strict-Transport-Security") == "$hsts"
    assert given.pop("Onion-Location") == "$onion_location"
    expected = privacy.EVERYWHERE | {"Content-Security-Policy": privacy.PUBLIC_CSP}
    assert given == expected
