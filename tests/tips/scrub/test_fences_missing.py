"""Where the kernel or a container has not every fence, the others hold the same things."""

import os
import socket

import pytest

from tests.tips.scrub import fenced
from tests.tips.scrub.fenced import attack
from tips.scrub import FENCES, HELD, _fence, _warm, fences
from tips.scrub._warm import WARM

MISSING = {
    "around": {_fence.NETWORK, _fence.NAMES},
    "landlock": {_fence.LANDLOCK},
    "filter": {_fence.FILTER},
}
FILES = ("open", "make", "list", "kill parent", "spoil", "root")


@pytest.fixture(params=[["around"], ["landlock"], ["filter"], ["around", "landlock"]], ids="+".join)
def without(request, monkeypatch):
    command = fenced.command(without=request.param)
    monkeypatch.setattr(_warm, "start_of", lambda module: command)
    WARM.down()
    yield set().union(*(MISSING[name] for name in request.param))
    WARM.down()


def test_files_and_network_are_held_all_the_same(without):
    assert set(fences()) == set(FENCES) - without
    assert {name: attack(name).split()[0] for name in FILES} == dict.fromkeys(FILES, "refused")
    assert attack(f"kill:{os.getpid()}").startswith("refused")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert attack(f"connect:{server.getsockname()[1]}").startswith("refused")


def test_only_programs_need_the_filter():
    alone = {what for what, names in HELD.items() if names == {_fence.FILTER}}
    assert alone == {"programs"}
