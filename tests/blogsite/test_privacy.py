"""What a public request may bring, what every answer carries, what is never written down."""

import json
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory, override_settings
from django.test.client import BOUNDARY, encode_multipart
from django.views.debug import get_exception_reporter_class

from blogsite import privacy

# What is not found may be an old address: that question goes to the database.
pytestmark = [pytest.mark.urls("tests.blogsite.probes"), pytest.mark.django_db]
FORM = "application/x-www-form-urlencoded"
PERSON = {
    "REMOTE_ADDR": "198.51.100.7",
    "REMOTE_PORT": "40001",
    "REMOTE_HOST": "kiosk.example",
    "REMOTE_USER": "rea@kiosk",
    "HTTP_USER_AGENT": "ReasPhone/1.0",
    "HTTP_REFERER": "https://elsewhere.example/",
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_REAL_IP": "203.0.113.9",
    "HTTP_FORWARDED": "for=203.0.113.9",
    "HTTP_VIA": "proxy.example",
    "HTTP_CF_CONNECTING_IP": "203.0.113.9",
    "HTTP_COOKIE": "desk=reas-cookie",
    "HTTP_ACCEPT_LANGUAGE": "nah",
    "HTTP_X_ANYTHING": "reas-own",
    "HTTP_AUTHORIZATION": "Basic cmVh",
}
TRACES = [
    "198.51.100.7",
    "203.0.113.9",
    "40001",
    "kiosk",
    "reas-",
    "ReasPhone",
    "elsewhere.",
    "nah",
]
ANSWERS = [
    ("GET", "/seen/", {}, 200),
    ("GET", "/stored/", {}, 200),
    ("HEAD", "/seen/", {}, 200),
    ("GET", "/nothing-here", {}, 404),
    ("GET", "/broken/", {}, 500),
    ("TRACE", "/seen/", {}, 405),
    ("GET", "/seen/", {"HTTP_HOST": "evil.example"}, 400),
    ("POST", "/seen/", {"HTTP_ORIGIN": "https://evil.example"}, 403),
    ("GET", "/static/css/site.css", {}, 404),
]


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def test_a_public_view_learns_nothing_about_who_asks(reader):
    answer = reader.get("/seen/", **PERSON).json()
    assert [trace for trace in TRACES if trace in str(answer)] == []
    assert answer["cookies"] == {}
    assert not answer["person"]


def test_a_public_view_still_learns_what_it_needs(reader):
    meta = reader.get("/seen/?a=b", HTTP_IF_NONE_MATCH='"x"', HTTP_ACCEPT_ENCODING="gzip").json()[
        "meta"
    ]
    assert meta["QUERY_STRING"] == "a=b"
    assert (meta["HTTP_IF_NONE_MATCH"], meta["HTTP_ACCEPT_ENCODING"]) == ('"x"', "gzip")


def test_the_desk_knows_who_is_there(reader, db):
    answer = reader.get("/admin/seen/").json()
    assert answer["person"]


@pytest.mark.parametrize(("method", "path", "headers", "status"), ANSWERS)
def test_every_answer_is_dressed(reader, method, path, headers, status):
    response = reader.generic(method, path, **headers)
    assert response.status_code == status
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "script" not in response["Content-Security-Policy"]
    for directive in ("form-action", "base-uri", "frame-ancestors", "object-src"):
        assert directive in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cache-Control"] == ("no-store" if status in {404, 500} else "no-cache")
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not response.cookies
    assert "Strict-Transport-Security" not in response


@pytest.mark.parametrize(
    "method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "BREW"]
)
def test_methods_that_no_page_uses_are_refused(reader, method):
    response = reader.generic(method, "/seen/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


def test_an_unknown_host_is_refused(reader):
    assert reader.get("/seen/", HTTP_HOST="evil.example").status_code == 400
    assert reader.get("/seen/", HTTP_X_FORWARDED_HOST="evil.example").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_a_form_from_another_site_is_refused_and_its_words_given_back(reader, headers):
    form = {"body": "What I saw at the bridge", "token": "t0k3n"}
    response = reader.post("/seen/", form, **headers)
    assert response.status_code == 403
    assert "What I saw at the bridge" in response.text
    assert "t0k3n" not in response.text


def test_a_refused_form_answers_in_the_language_of_its_page(reader, spanish_is_compiled):
    response = reader.post("/es/seen/", {"body": "lo que vi"}, HTTP_ORIGIN="null")
    assert 'lang="es"' in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "http://testserver"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"},
    ],
)
def test_a_form_of_our_own_is_taken(reader, headers):
    answer = reader.post("/seen/", {"body": "words"}, **headers)
    assert answer.json()["words"] == {"body": "words"}


def charsets():
    names = ["hex", "idna", "undefined", "punycode", "utf-16", "nonsense"]
    return [f"; {word}{name}" for name in names for word in ("charset=", "Charset *=utf-8''")]


@pytest.mark.parametrize("charset", charsets())
@pytest.mark.parametrize("kind", [f"multipart/form-data; boundary={BOUNDARY}", FORM])
def test_a_charset_that_the_client_claims_is_not_followed(kind, charset):
    """Some would break the page, and punycode takes minutes for a form of two megabytes."""
    words = {"body": "¿quién?"}
    body = urlencode(words).encode() if kind == FORM else encode_multipart(BOUNDARY, words)
    asked = RequestFactory().generic("POST", "/seen/?q=a", body, content_type=kind)
    asked.environ["CONTENT_TYPE"] += charset
    statuses = []
    application = privacy.in_utf8(WSGIHandler())
    answer = application(asked.environ, lambda status, headers: statuses.append(status))
    assert json.loads(b"".join(answer))["words"] == words
    assert statuses == ["200 OK"]


def test_a_body_larger_than_a_form_is_refused_with_its_words(reader):
    with override_settings(FORM_BYTES=1000, DATA_UPLOAD_MAX_MEMORY_SIZE=2**20):
        response = reader.post("/seen/", {"body": "long " * 400})
    assert response.status_code == 413
    assert "long long" in response.text


@pytest.mark.parametrize("length", ["9" * 5000, "-5", "abc", ""])
def test_a_nonsense_length_breaks_nothing(reader, length):
    assert reader.generic("POST", "/seen/", b"", CONTENT_LENGTH=length).status_code in {200, 413}


def test_https_is_kept_to_except_on_the_onion(reader):
    onion = "http://paperpaper.onion"
    with override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=34_560_000,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        ALLOWED_HOSTS=["paper.example", "paperpaper.onion"],
        ONION_URL=onion,
    ):
        plain = Client().get("/seen/?q=1", HTTP_HOST="paper.example")
        assert (plain.status_code, plain["Location"]) == (301, "https://paper.example/seen/?q=1")
        asked = {"HTTP_HOST": "paper.example", "HTTP_X_FORWARDED_PROTO": "https"}
        safe = Client().get("/seen/?q=%C3%A9", **asked)
        assert int(safe["Strict-Transport-Security"].split(";")[0].split("=")[1]) >= 31_536_000
        assert safe["Onion-Location"] == f"{onion}/seen/?q=%C3%A9"
        hidden = Client().get("/seen/", HTTP_HOST="paperpaper.onion")
        assert hidden.status_code == 200
        assert "Strict-Transport-Security" not in hidden
        assert "Onion-Location" not in hidden


def test_an_error_leaves_its_place_and_not_its_words(reader, capsys):
    response = reader.post("/broken/", {"body": "the name of a source"}, **PERSON)
    assert response.status_code == 500
    assert "source" not in response.text
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("django.request ValueError broken:")
    assert len(printed.err.splitlines()) == 1
    assert [trace for trace in ["source", "/broken", *TRACES] if trace in printed.err] == []


@pytest.mark.parametrize(("method", "path", "headers", "status"), ANSWERS)
def test_what_goes_well_or_is_refused_leaves_no_line(reader, capsys, method, path, headers, status):
    if status != 500:
        reader.generic(method, path, **(PERSON | headers))
        assert capsys.readouterr() == ("", "")


def test_an_error_report_holds_no_request(rf):
    request = rf.post("/broken/", {"body": "the name of a source"}, **PERSON)
    reporter = get_exception_reporter_class(request)(request, ValueError, ValueError("name"), None)
    assert reporter.get_traceback_text() == reporter.get_traceback_html() == "ValueError"
    assert reporter.get_traceback_data() == {"exception_type": "ValueError", "frames": []}


def test_only_addresses_below_the_admins_path_are_the_desk(rf):
    assert privacy.is_desk(rf.get("/admin/"))
    assert privacy.is_desk(rf.get("/admin/login/"))
    assert not privacy.is_desk(rf.get("/administration/"))
    assert not privacy.is_desk(rf.get("/es/admin/"))
