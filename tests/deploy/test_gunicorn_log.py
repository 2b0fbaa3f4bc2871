"""gunicorn's own log: its life in words; of what a client sent, the kind and place of a fault."""

import logging
import sys
import threading
from importlib import util

import pytest
from gunicorn.config import Config

from tests.serving import ROOT

MARK = "what a client sent"
LEVELS = ["critical", "error", "exception", "warning", "info", "debug"]


@pytest.fixture
def conf():
    spec = util.spec_from_file_location("paper_conf", ROOT / "deploy" / "gunicorn.conf.py")
    conf = util.module_from_spec(spec)
    spec.loader.exec_module(conf)
    return conf


@pytest.fixture
def logger(conf, caplog):
    """Return the servers' logger; what it would print is in caplog's text."""
    logger = conf.PlaceLogger(Config())
    logger.error_log.addHandler(caplog.handler)
    logger.error_log.setLevel(logging.DEBUG)
    yield logger
    logger.error_log.removeHandler(caplog.handler)


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_of_a_request_is_printed(logger, caplog, level):
    say = getattr(logger, level)
    say("Invalid request from ip=%s: %s", MARK, MARK)
    say(f"Error handling request {MARK}")
    logger.log(logging.ERROR, MARK)
    logger.access(MARK, MARK, {"RAW_URI": MARK}, 1)
    assert caplog.text == ""


@pytest.mark.parametrize("level", LEVELS[:3])
def test_a_fault_is_its_kind_and_place(logger, caplog, level):
    try:
        raise ValueError(MARK)
    except ValueError:
        getattr(logger, level)("Error handling request %s", f"/tips/?{MARK}", exc_info=True)
    (record,) = caplog.records
    assert record.getMessage().startswith("ValueError < test_a_fault_is_its_kind_and_place:")
    assert MARK not in caplog.text


def test_no_line_of_a_request_is_kept_and_no_socket_of_control_is_opened(conf):
    assert (conf.accesslog, conf.control_socket_disable) == (None, True)


def test_its_own_life_is_told(logger, caplog):
    logger.info("Booting worker with pid: %s", 7)
    assert [record.getMessage() for record in caplog.records] == ["Booting worker with pid: 7"]


def test_a_thread_that_fails_prints_its_kind_alone(conf, capsys, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # put back at the end
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    conf.silence_threads()
    failing = threading.Thread(target=int, args=[MARK])
    failing.start()
    failing.join()
    assert capsys.readouterr().err == "thread ValueError\n"
