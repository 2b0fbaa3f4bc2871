"""Hostile PDFs end within the limits: refused with a reason, or clean and plain."""

from io import BytesIO

import pytest

from tests.samples_pdf_hostile import HARMLESS_OR_REFUSED, REFUSED
from tests.tips.scrub.test_pdf import pages
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, clean, pdf

TOLD = {Reason.BOMB, Reason.BROKEN, Reason.PIXELS}


@pytest.mark.parametrize("build", REFUSED, ids=lambda build: build.__name__)
def test_what_has_no_end_is_refused_within_the_limits(build):
    with (
        memfile(build()) as source,
        memfile() as sink,
        pytest.raises(Unscrubbable) as refusal,
    ):
        clean(source, sink)
    assert refusal.value.reason in TOLD


@pytest.mark.parametrize("as_pictures", [False, True])
@pytest.mark.parametrize("build", HARMLESS_OR_REFUSED, ids=lambda build: build.__name__)
def test_what_lies_is_refused_or_plain(build, as_pictures):
    with memfile(build()) as source, memfile() as sink:
        try:
            clean(source, sink, as_pictures=as_pictures)
            reason = None
        except Unscrubbable as refusal:
            reason = refusal.reason
        sink.seek(0)
        data = sink.read()
    if reason:
        assert reason in TOLD
        return
    assert not pdf.inspect(BytesIO(data))
    assert len(pages(data)) == 1
