"""What a hostile file cannot do, with all fences of this machine around it."""

import os
import time

import pytest

from tests.tips.scrub import fenced
from tests.tips.scrub.fenced import attack
from tips.scrub import FENCES, HELD, Reason, _fence, _sandbox, _warm, fences
from tips.scrub._warm import WARM

MEGABYTE = 1 << 20
SMALL = {"SECONDS": 1, "OUTPUT": 8 * MEGABYTE, "MEMORY": 256 * MEGABYTE}


@pytest.fixture(scope="module", autouse=True)
def _hostile():
    """Let one starter with attacks in it serve the module; what it cleans is what it is told."""
    patch = pytest.MonkeyPatch()
    patch.setattr(_fence, "SECONDS", SMALL["SECONDS"])
    patch.setattr(_warm, "start_of", lambda module: fenced.command(module, **SMALL))
    WARM.down()
    yield
    WARM.down()
    patch.undo()


def test_every_fence_stands_here():
    assert fences() == list(FENCES)
    assert set(fences(quick=True)) == set(FENCES)
    assert all(fences & set(FENCES) for fences in HELD.values())


REFUSED = (
    "open", "make", "reopen", "list", "stat", "internet", "unix", "netlink", "memory file",
    "fork", "program", "kill parent", "root", "code", "more processor", "spoil",
)  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_file_may_not_do_is_refused(name):
    assert attack(name).startswith("refused "), name


def test_a_file_cannot_touch_the_server():
    assert attack(f"kill:{os.getpid()}").startswith("refused ")


def test_a_child_cannot_outlive_its_starter():
    assert attack("outlive") == "-1 13"


@pytest.mark.parametrize("name", ["exec", "mount", "trace", "namespace", "ring"])
def test_what_only_an_attack_would_do_ends_it(name):
    assert attack(name) == Reason.CRASH


LIMITED = {
    "eat": Reason.MEMORY, "out of memory": Reason.MEMORY, "fill": Reason.OUTPUT,
    "spin": Reason.TIME, "spin in threads": Reason.TIME,
    "abort": Reason.CRASH, "leave": Reason.CRASH, "fail": Reason.CRASH,
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITED)
def test_what_goes_over_a_limit_or_breaks_is_a_refusal_with_its_reason(name):
    begin = time.monotonic()
    assert attack(name) == LIMITED[name]
    assert time.monotonic() - begin < _sandbox.WALL_SECONDS - 10  # by its own limit


def test_a_file_that_sleeps_is_ended_and_gone(monkeypatch):
    monkeypatch.setattr(_sandbox, "WALL_SECONDS", 0.3)
    starter = fenced.starter()
    before = set(fenced.children(starter))
    assert attack("sleep") == Reason.TIME
    assert fenced.starter() == starter
    assert len(before & set(fenced.children(starter))) < len(before)


def test_threads_are_few():
    said = attack("threads")
    assert said.startswith("refused at ")
    assert 8 <= int(said.rpartition(" ")[2]) < 200


LIES = (
    "unknown kind", "endless count", "nothing", "list of nothing", "words", "long", "deep",
    "invented reason",
)  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_rubbish_for_an_answer_is_a_refusal(name):
    assert attack(name) == Reason.CRASH


def test_counts_are_held_within_bounds():
    assert list(attack("odd counts").removed.values()) == [0, 100_000]


def test_a_child_holds_its_file_its_sink_its_line_and_nothing_else():
    assert attack("descriptors") == "[0, 1, 2, 3]"


def test_a_child_knows_nothing_of_the_surroundings(monkeypatch):
    WARM.down()
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "hidden")
    said = attack("surroundings")
    assert "hidden" not in said
    assert "LANG" in said


def test_nothing_of_one_file_reaches_the_next():
    for name in "abcdef":
        assert attack(f"behind:{name}") == f"['{name}'] {name}"
