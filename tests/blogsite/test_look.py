import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404
from django.test import RequestFactory, override_settings

from blogsite import errors

STYLES = settings.BASE_DIR / "blogsite" / "static" / "css"
CSS = (STYLES / "site.css").read_text()
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PUBLIC = [path for path in TEMPLATES if "admin" not in path.parts]
LAYERS = "@layer reset, tokens, base, layout, components, utilities;"
DARK = "@media (prefers-color-scheme: dark)"
# What is written on what: text needs 4.5 (WCAG AA), the words of a post 7 (AAA).
PAIRS = [
    ("ink", "paper", 7), ("ink", "tint", 7), ("ink", "mark", 7), ("soft", "paper", 7),
    ("soft", "tint", 4.5), ("soft", "mark", 4.5), ("accent", "paper", 4.5), ("accent", "tint", 4.5),
    ("accent", "mark", 4.5), ("paper", "ink", 7), ("paper", "accent", 4.5), ("on-band", "band", 7),
    ("edge", "paper", 3),
]  # fmt: skip
ERRORS = ["400", "403", "403_form", "404", "413", "429", "500", "503"]


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def rules() -> str:
    return re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)


def tokens(scheme: str) -> dict[str, str]:
    light, dark = rules().split(DARK, 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return (
        found
        if scheme == "light"
        else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.split("}", 1)[0]))
    )


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_one_style_sheet_fits_in_the_first_answer():
    assert [path.name for path in STYLES.iterdir()] == ["site.css"]
    assert len(CSS.encode()) <= 14_000


def test_the_style_sheet_is_layered_and_flat():
    css = rules()
    assert css.lstrip().startswith(LAYERS)
    assert set(re.findall(r"@layer (\w+) \{", css)) == set(re.findall(r"\w+", LAYERS)[1:])
    assert "!important" not in css
    assert not re.findall(r"#[\w-]+[^;{}]*\{", css), "a rule for an id"


def test_the_style_sheet_asks_for_nothing_more():
    assert not re.search(r"@import|@font-face|url\(", CSS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("upon", "ground", "least"), PAIRS)
def test_words_stand_out_from_their_ground(scheme, upon, ground, least):
    found = tokens(scheme)
    assert contrast(found[upon], found[ground]) >= least


def test_dark_mode_changes_tokens_only():
    assert CSS.count(DARK) == 1
    assert set(re.findall(r"--([\w-]+):", rules().split(DARK)[1].split("}")[0])) <= set(
        tokens("light")
    )


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_a_public_template_runs_nothing_and_styles_nothing_itself(path):
    text = path.read_text()
    scripts = re.findall(r"<script[^>]*>", text)
    assert set(scripts) <= {'<script type="application/ld+json">'}
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|csrf_token", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_read_in_one_sitting(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 60
    assert any("{#" in line for line in lines[:2]), "says what it needs in its first lines"


@pytest.mark.parametrize("code", ERRORS)
def test_every_refusal_has_a_page(code):
    assert settings.BASE_DIR / "templates" / f"{code}.html" in TEMPLATES


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_an_error_page_has_its_status_and_is_kept_nowhere(view, status):
    response = view(RequestFactory().get("/nowhere/"), Http404())
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert b'<html lang="en">' in response.content


def test_an_error_page_speaks_the_language_of_its_address():
    response = errors.not_found(RequestFactory().get("/es/nada/"), Http404())
    assert b'<html lang="es">' in response.content


def test_an_error_page_is_dressed_like_any_other(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert "Vary" not in response.headers


def test_the_page_of_a_fault_needs_no_database():
    response = errors.broken(RequestFactory().get("/"))  # any query would fail this test
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


def test_a_sentence_remains_when_even_the_page_of_a_fault_breaks():
    broken = {"staticfiles": {"BACKEND": settings.STORAGES["staticfiles"]["BACKEND"] + "Gone"}}
    with override_settings(STORAGES=settings.STORAGES | broken):
        response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert response.content.decode() == errors.LAST_WORDS


def test_words_of_a_refused_form_come_back_escaped(client, db):
    typed = {"body": "My <b>words</b>"}
    response = client.post("/tips/", typed, headers={"origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert b"My &lt;b&gt;words&lt;/b&gt;</textarea>" in response.content
