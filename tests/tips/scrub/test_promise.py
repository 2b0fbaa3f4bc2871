"""Nothing passes on a scrubber's word: whatever it hands back is looked at again by another."""

import pytest

from tests.tips.scrub.test_referee import SAMPLES, sample
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Report, Unscrubbable, _sandbox, clean

CLEAN = {"samples-webp-moving", "samples-png-moving"}  # nothing is planted in them
DIRTY = [name for name in SAMPLES if name not in CLEAN]


def leaks(media_type, source, sink, **_settings):
    """Do as a scrubber that forgot everything: the file itself, and a clean report."""
    source.seek(0)
    sink.write(source.read())
    return Report(media_type)


def refused(data, result=b""):
    raised = pytest.raises(Unscrubbable)
    with memfile(data) as source, memfile(result) as sink, raised as refusal:
        clean(source, sink)
    return refusal.value.reason


@pytest.mark.parametrize("name", DIRTY)
def test_a_scrubber_that_leaks_is_found_out(name, monkeypatch):
    monkeypatch.setattr(_sandbox, "scrub", leaks)
    assert refused(sample(SAMPLES[name]).data) == Reason.RESIDUE


@pytest.mark.parametrize("name", DIRTY[:1])
def test_a_scrubber_that_says_it_made_another_kind_is_found_out(name, monkeypatch):
    monkeypatch.setattr(_sandbox, "scrub", lambda *_all, **_more: Report("text/plain"))
    assert refused(sample(SAMPLES[name]).data, b"\x89PNG\r\n\x1a\n") == Reason.RESIDUE
