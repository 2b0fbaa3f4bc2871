"""A PDF sent as a tip: its pages reach the desk, and the answer says what was taken out."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.samples import dirty_jpeg
from tests.samples_pdf import SHOWN, dirty
from tests.samples_pdf_kinds import locked
from tests.tips.factories import make_reader, make_tip
from tests.tips.scrub.test_pdf import marks, words
from tests.tips.test_scrub import memfile
from tips import desk
from tips.scrub import Change, Reason, clean

pytestmark = pytest.mark.django_db


def received(key, tip):
    (envelope,) = desk.open_tip(tip, key).envelopes
    label, content = desk.open_attachment(envelope["attachments"][0], key)
    with content:
        return label.name, content.read()


def test_the_desk_reads_the_words_of_a_pdf_and_no_mark():
    _user, key = make_reader()
    tip, _receipt, _reports = make_tip("", [], [dirty()])
    name, data = received(key, tip)
    assert name == "file-1.pdf"
    assert SHOWN in words(data)[0]
    assert marks(data) == set()


def test_an_operator_may_have_pages_drawn(settings):
    settings.TIP_PDF_AS_PICTURES = True
    _user, key = make_reader()
    tip, _receipt, (outcome,) = make_tip("", [], [dirty()])
    _name, data = received(key, tip)
    assert words(data) == [""]
    assert outcome.report.changed == (Change.REENCODED,)


def test_only_documents_are_drawn_as_pages():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert clean(source, sink, "jpg", as_pictures=True).media_type == "image/jpeg"


def test_a_locked_pdf_is_refused_with_its_reason():
    make_reader()
    _tip, _receipt, (outcome,) = make_tip("words", [], [locked(user="secret")])
    assert outcome.refused is Reason.ENCRYPTED


def test_the_answer_says_what_was_taken_out_and_what_stays(client):
    make_reader()
    files = [
        SimpleUploadedFile("informe.pdf", dirty(), "application/pdf"),
        SimpleUploadedFile("cerrado.pdf", locked(user="secret"), "application/pdf"),
    ]
    response = client.post("/tips/", {"message": "two files", "files": files})
    said = unescape(response.content.decode())
    for phrase in (
        "earlier versions (1)", "built again from its visible content",
        "scripts, actions and links", "another file hidden inside",
        "text that is white, covered or outside the page", "It is locked with a password.",
    ):  # fmt: skip
        assert phrase in said
    assert "CANARY" not in said
    assert "informe" not in said
