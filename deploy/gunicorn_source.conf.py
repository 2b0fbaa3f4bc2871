"""How gunicorn serves the tip line alone (blogsite.settings_source): see gunicorn.conf.py.

One process, so that its budget of memory and its counts are those of the whole tip line; more
threads than nginx lets forms in at one time, so that pages are read while uploads crawl.
"""

import os
from importlib import util
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "blogsite.settings_source"
_spec = util.spec_from_file_location("paper_conf", Path(__file__).with_name("gunicorn.conf.py"))
_paper = util.module_from_spec(_spec)
_spec.loader.exec_module(_paper)
globals().update({name: value for name, value in vars(_paper).items() if name[0] != "_"})

workers = int(os.environ.get("SOURCE_WORKERS") or 1)
threads = int(os.environ.get("SOURCE_THREADS") or 40)
_paper.life = int(os.environ.get("SOURCE_LIFE") or 2_000)  # short: its memory goes with it


def on_starting(server: Any) -> None:
    """Empty no page store: the paper's own server does."""


def worker_exit(server: Any, worker: Any) -> None:
    """Note nothing: tip pages are never stored."""


def child_exit(server: Any, worker: Any) -> None:
    """Empty no page store either."""


def post_worker_init(worker: Any) -> None:
    """Silence threads; there is no clock of posts here."""
    _paper.end_at_once(worker)
    _paper.silence_threads()
    _paper.open_enough()
    _paper.leave_no_core()
