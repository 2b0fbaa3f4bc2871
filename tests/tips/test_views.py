"""What a source sees: the form, the receipt, the way back; no cookie, no store, no lost text."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.samples import RAR, dirty_jpeg
from tests.tips.factories import make_reader, make_tip
from tips import desk, receipts
from tips.models import Tip
from tips.scrub import endings

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]
PAGES = {"en": ("/tips/", "/tips/return/"), "es": ("/es/denuncias/", "/es/denuncias/regreso/")}


def file(data=b"words", name="secretname.txt"):
    return SimpleUploadedFile(name, data, "text/secret-type")


def receipt_in(response):
    return re.search(r'class="receipt"[^>]*>([^<]+)<', response.content.decode())[1].strip()


def stay_in(response):
    return re.search(r'name="stay" value="([^"]+)"', response.content.decode())[1]


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_answer_in_their_language_and_are_not_stored(client, language):
    make_reader()
    for path in PAGES[language]:
        response = client.get(path)
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


def test_the_form_names_every_kind_that_can_be_cleaned(client):
    make_reader()
    page = client.get("/tips/").content.decode()
    help_text = page.partition("We can clean: ")[2].partition(". ")[0]
    assert help_text.split(", ") == sorted({ending.upper() for ending in endings().values()})
    offered = re.search(r'accept="([^"]+)"', page)[1].split(",")
    assert offered == sorted(set(offered))
    assert {"image/heic", ".heic", "video/mp2t", ".mts", ".dav", ".w64"} <= set(offered)


@pytest.mark.parametrize("language", PAGES)
def test_the_page_promises_the_terms_that_the_purge_keeps(client, language, settings):
    make_reader()
    settings.TIP_RETENTION, settings.TIP_UNREAD_RETENTION = timedelta(71), timedelta(17)
    page = client.get(PAGES[language][0]).content.decode()
    day = {"en": "days", "es": "días"}[language]
    assert f"71 {day}" in page
    assert f"17 {day}" in page


def test_without_a_desk_the_page_says_so(client):
    assert client.get("/tips/").status_code == 503
    response = client.post("/tips/", {"message": "my only copy"})
    assert response.status_code == 503
    assert "my only copy" in response.content.decode()


@pytest.mark.parametrize("language", PAGES)
def test_a_tip_is_answered_by_a_receipt_and_what_became_of_the_files(client, language):
    _user, key = make_reader()
    path, back = PAGES[language]
    files = [file(dirty_jpeg().data), file(RAR)]
    sent = {"message": "seen at two", "links": "https://a.example\n\n b", "files": files}
    response = client.post(path, sent)
    assert response.status_code == 200
    assert not response.cookies
    tip = Tip.objects.get()
    assert receipts.read(receipt_in(response)).lookup == tip.lookup
    (words,) = desk.open_tip(tip, key).envelopes
    assert (words["message"], words["links"]) == ("seen at two", ["https://a.example", "b"])
    assert len(words["attachments"]) == 1
    assert "secretname" not in response.content.decode() + repr(words)
    assert back in response.content.decode()


BAD = {
    "nothing": ({}, 422),
    "spaces": ({"message": " \n\u200b"}, 422),
    "too long": ({"message": "x" * 1_000_000}, 422),
    "too many links": ({"links": "x" * 30_000}, 422),
    "trap": ({"message": "kept", "website": "spam"}, 422),
    "only a refused file": ({"files": [file(RAR)]}, 422),
    "only an empty file": ({"files": [file(b"")]}, 422),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_tip_is_refused_with_its_text_kept(client, name):
    make_reader()
    fields, status = BAD[name]
    response = client.post("/tips/", fields)
    assert response.status_code == status
    page = response.content.decode()
    assert fields.get("message", "").strip()[:50] in page
    assert "This was not sent yet." in page.partition('role="alert"')[2].partition("</div>")[0]
    assert page.index('role="alert"') < page.index('class="standfirst"')  # not screens below
    assert page.partition("<title>")[2].strip().startswith("Not sent yet")
    assert not Tip.objects.exists()


def test_no_browser_cuts_off_the_end_of_what_is_pasted(client):
    make_reader()
    page = client.get("/tips/").content.decode()
    assert page.count("<textarea") == 2
    assert "maxlength" not in page


def test_the_trap_says_so_where_people_see_it(client):
    make_reader()
    page = client.post("/es/denuncias/", {"message": "kept", "website": "spam"}).content.decode()
    assert "Se llenó un campo oculto" in page.partition('name="message"')[0]


@pytest.mark.parametrize("text", ["a\x00b", "\x07\x1b[2J ok", "\u202eevil ok", "עברית ok", "👩‍❤️‍👨"])
def test_odd_characters_are_neutralised_or_kept(client, text):
    make_reader()
    response = client.post("/tips/", {"message": text, "links": "<script>x</script>"})
    assert response.status_code == 200


def test_a_file_that_is_too_large_alone_is_413_and_the_text_of_a_large_form_is_kept(
    client, settings
):
    make_reader()
    settings.TIP_FILE_BYTES = 100
    assert client.post("/tips/", {"files": [file(b"x" * 200)]}).status_code == 413
    settings.TIP_TOTAL_BYTES, settings.FORM_BYTES = 1000, 0
    response = client.post("/tips/", {"message": "kept", "files": [file(b"x" * 2000)]})
    assert (response.status_code, "kept" in response.content.decode()) == (413, True)
    settings.TIP_TOTAL_BYTES, settings.TIP_RAM_BUDGET = 3000, 3000
    settings.TIP_RAM_BUDGET = 200
    response = client.post("/tips/", {"message": "kept", "files": [file(b"x" * 2000)]})
    assert (response.status_code, "kept" in response.content.decode()) == (413, True)


@pytest.mark.parametrize("path", [page for pages in PAGES.values() for page in pages])
@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(client, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", [page for pages in PAGES.values() for page in pages])
def test_a_form_from_another_site_is_refused(client, path):
    make_reader()
    for header in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(path, {"message": "kept"}, headers=header).status_code == 403
    assert not Tip.objects.exists()


def opened(client, receipt, **more):
    return client.post("/es/denuncias/regreso/", {"receipt": receipt} | more)


def test_a_receipt_opens_the_replies_and_nothing_that_was_sent(client):
    make_reader()
    tip, receipt, _ = make_tip("sent in confidence")
    desk.reply(tip, "¿Qué <b>día</b> lo vio?")
    response = opened(client, receipt.upper().replace(" ", " - "))
    text = response.content.decode()
    assert response.status_code == 200
    assert "¿Qué &lt;b&gt;día&lt;/b&gt; lo vio?" in text
    assert "sent in confidence" not in text
    assert receipt not in text
    assert not response.cookies


def test_a_reply_that_cannot_be_opened_does_not_hide_the_others(client):
    make_reader()
    tip, receipt, _ = make_tip()
    broken = desk.reply(tip, "first")
    desk.reply(tip, "second")
    tip.replies.filter(pk=broken.pk).update(sealed_for_source=b"nonsense")
    response = opened(client, receipt)
    assert (response.status_code, "second" in response.content.decode()) == (200, True)


def test_wrong_expired_and_deleted_receipts_get_one_page(client, settings):
    make_reader()
    expired, first, _ = make_tip()
    old = expired.received_on - settings.TIP_RETENTION * 2
    Tip.objects.filter(pk=expired.pk).update(last_action_on=old)
    deleted, second, _ = make_tip()
    deleted.destroy()
    tried = ("wrong words here", first, second)
    answers = [opened(client, words) for words in tried]
    assert {answer.status_code for answer in answers} == {422}
    assert {len(answer.content) for answer in answers} == {len(answers[0].content)}
    texts = [answer.content.decode().split("<!-- ")[0] for answer in answers]
    # Each gives back what was typed in it, once, and is the same page but for that.
    assert [text.count(words) for text, words in zip(texts, tried, strict=True)] == [1, 1, 1]
    assert len({text.replace(words, "") for text, words in zip(texts, tried, strict=True)}) == 1
    assert client.post("/tips/return/", {}).status_code == 422
    assert client.post("/tips/return/", {"receipt": "x" * 5000}).status_code == 422
    assert client.post("/tips/return/", {"receipt": "\x00"}).status_code == 422


def test_more_is_added_from_the_open_page(client):
    _user, key = make_reader()
    tip, receipt, _ = make_tip("first")
    stay = stay_in(opened(client, receipt))
    response = client.post(
        "/tips/return/", {"stay": stay, "add": "", "message": "second", "files": [file()]}
    )
    assert response.status_code == 200
    assert [e["message"] for e in desk.open_tip(tip, key).envelopes] == ["first", "second"]
    empty = client.post("/tips/return/", {"stay": stay, "add": ""})
    assert empty.status_code == 422
    assert "This was not sent yet." in empty.content.decode().partition("<h2>")[0]


def test_an_old_page_asks_for_the_receipt_again_and_gives_the_text_back(client):
    response = client.post("/tips/return/", {"stay": "AAAA", "add": "", "message": "kept text"})
    assert (response.status_code, "kept text" in response.content.decode()) == (422, True)


def test_deleting_asks_once_and_is_real(client):
    make_reader()
    other, *_ = make_tip()
    tip, receipt, _ = make_tip()
    tip.held = True  # the desk's hold binds the desk alone
    tip.save()
    stay = stay_in(opened(client, receipt))
    assert client.post("/tips/return/", {"stay": stay, "delete": ""}).status_code == 422
    page = client.post("/tips/return/", {"stay": stay, "delete": ""}).content.decode()
    assert ("Nothing was deleted." in page, "This was not sent yet." in page) == (True, False)
    response = client.post("/tips/return/", {"stay": stay, "delete": "", "sure": "on"})
    assert response.status_code == 200
    assert list(Tip.objects.all()) == [other]
    assert opened(client, receipt).status_code == 422
