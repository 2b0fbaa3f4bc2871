"""The tip desk's day in Spanish and without JavaScript, from the first unlock to the draft."""

import tarfile

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from tests import newsroom
from tests.browser.conftest import seat
from tests.samples import dirty_jpeg
from tests.tips.factories import make_tip, make_user
from tips import sealing
from tips.models import Tip

pytestmark = pytest.mark.browser
WORDS = "El ferry cruza de noche. Llama al 868 123 4567."
LIST = "/admin/tips/tip/"


def newcomer():
    """Add a member of the tip desk who has no key yet."""
    user = make_user("Tip desk", username="nadia")
    user.password = make_password(newsroom.PASSWORD)
    user.save()


def send():
    return str(make_tip(WORDS, ["https://x.com/u/status/1?s=20"], [dirty_jpeg().data])[0].pk)


@pytest.fixture(scope="module", autouse=True)
def desk(server, posts):
    server.call(newcomer)


@pytest.fixture
def window(browser, server):
    context = browser.new_context(
        java_script_enabled=False, base_url=server.url, locale="es-MX", accept_downloads=True
    )
    context.set_default_timeout(20_000)  # milliseconds
    yield context.new_page()
    context.close()


def log_in(page, name):
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(newsroom.PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.locator("#logout-form")).to_be_visible()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def make_key(page):
    page.goto(LIST + "unlock/")
    page.get_by_label("Frase de paso para las denuncias").fill(newsroom.PASSPHRASE)
    page.locator("[name=again]").fill(newsroom.PASSPHRASE)
    press(page, "Crear mi clave")


def test_a_day_at_the_desk(window, server, tmp_path):
    page = window
    log_in(page, "nadia")
    make_key(page)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    tip = server.call(send)
    page.goto(LIST)
    expect(page.locator("#result_list")).to_contain_text("sin leer")
    page.locator(f"a[href*='{tip}']").click()
    expect(page.get_by_text("El ferry cruza de noche.")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("868 123 4567 (número de teléfono)")
    expect(page.locator("code")).to_have_text("https://x.com/u/status/1")
    expect(page.locator("main img, #content img").first).to_be_visible()
    page.get_by_label("Respuesta a la fuente").fill("¿Qué noche?")
    press(page, "Enviar la respuesta")
    page.get_by_label("Nota para la mesa").fill("Como en junio.")
    press(page, "Guardar la nota")
    expect(page.get_by_text("Como en junio.")).to_be_visible()
    page.locator("#status_status").select_option(label="usada")
    press(page, "Guardar")
    expect(page.get_by_text("· usada")).to_be_visible()
    take_away(page, tmp_path)
    make_a_draft(page, tip)
    page.goto(f"{LIST}{tip}/")
    page.locator("[name=sure]").check()
    press(page, "Borrar la denuncia")
    expect(page.locator("h1")).to_be_visible()
    assert not server.call(left, tip=tip)


def left(tip):
    return Tip.objects.filter(pk=tip).exists()


def take_away(page, folder):
    page.get_by_role("link", name="Llevar la denuncia a otra computadora").click()
    page.locator("[name=recipient]").fill("esto no es")
    press(page, "Guardar el paquete")
    expect(page.locator(".errorlist")).to_be_visible()
    page.locator("[name=recipient]").fill(sealing.new_key()[1])
    with page.expect_download() as saved:
        press(page, "Guardar el paquete")
    saved.value.save_as(folder / "tip.tar")
    with tarfile.open(folder / "tip.tar") as tar:
        assert {"tip/README.txt", "tip/words-0.age"} <= set(tar.getnames())


def make_a_draft(page, tip):
    page.goto(f"{LIST}{tip}/draft/")
    page.locator("[name=headline]").fill("El ferry de noche")
    page.locator("[name=picture_0]").check()
    page.locator("[name=alt_0]").fill("Un ferry en el muelle")
    press(page, "Crear el borrador")
    expect(page.get_by_text("«El ferry de noche»")).to_be_visible()


def test_a_locked_desk_asks_for_the_passphrase_again(window, server):
    page = window
    seat(page, server, "dea")
    tip = server.call(send)
    page.goto(f"{LIST}{tip}/")
    page.get_by_label("Frase de paso para las denuncias").fill("cinco palabras que no son estas")
    press(page, "Abrir con clave")
    expect(page.locator(".errorlist")).to_be_visible()
    page.get_by_label("Frase de paso para las denuncias").fill(newsroom.PASSPHRASE)
    press(page, "Abrir con clave")
    expect(page.get_by_text("El ferry cruza de noche.")).to_be_visible()
    press(page, "Cerrar")
    expect(page).to_have_url(server.url + LIST)
    page.goto(f"{LIST}{tip}/")
    expect(page.get_by_label("Frase de paso para las denuncias")).to_be_visible()
