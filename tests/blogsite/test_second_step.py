"""The second step of a login: who has one gives a code, once, and every mistake sounds the same."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from blogsite import second_step
from tests.blogsite.stepping import code, enter, text, wrong
from tests.newsroom import PASSWORD, member

pytestmark = pytest.mark.django_db


def said(response):
    """Return what a refused login says, without what was typed into it."""
    assert response.status_code == 200
    return re.findall(r'<p class="errornote".*?</p>', text(response), re.DOTALL)


def test_without_a_second_step_a_password_is_enough(rae):
    assert enter().status_code == 302
    assert enter(code="123456").status_code == 302


def test_with_one_a_login_takes_the_code_of_now(rae, stepped):
    assert enter(code=code(rae)).status_code == 302


@pytest.mark.parametrize("typed", ["", "12345", "no code", "\0", "x" * 41])
def test_nothing_else_opens_it(rae, stepped, typed):
    assert enter(code=typed).status_code == 200
    assert not Client().get("/admin/").wsgi_request.user.is_authenticated


def test_every_mistake_has_one_answer(rae, stepped):
    answers = [enter("wrong"), enter("wrong", code=code(rae)), enter(), enter(code="abcdefgh")]
    answers += [enter(code=wrong(rae)), enter(code=code(rae))]  # the last one comes too soon
    first, *others = [said(answer) for answer in answers]
    assert len(first) == 1
    assert others == [first] * 5


def test_a_code_works_once(rae, stepped, clock):
    used = code(rae)
    assert enter(code=used).status_code == 302
    assert enter(code=used).status_code == 200
    clock.shift(60)
    assert enter(code=code(rae)).status_code == 302


def test_after_wrong_codes_even_the_right_one_has_to_wait(rae, stepped, clock):
    for _number in range(3):
        enter(code=wrong(rae))
        clock.shift(5)
    clock.shift(-4)
    enter(code=wrong(rae))
    assert enter(code=code(rae)).status_code == 200
    clock.shift(60)
    assert enter(code=code(rae)).status_code == 302


def test_a_wrong_password_uses_no_code_up_and_makes_nobody_wait(rae, stepped):
    for _number in range(5):
        enter("wrong", code="000000")
    assert TOTPDevice.objects.get().throttling_failure_count == 0
    assert enter(code=code(rae)).status_code == 302


def test_a_recovery_code_opens_it_once_however_it_is_typed(rae, stepped, clock):
    assert len(set(stepped)) == 10
    typed = f" {stepped[0][:4].upper()} {stepped[0][4:]} "
    assert enter(code=typed).status_code == 302
    assert second_step.codes_left(rae) == 9
    assert enter(code=typed).status_code == 200
    clock.shift(60)
    assert enter(code=stepped[1]).status_code == 302


def test_a_wrong_recovery_code_does_not_make_the_app_wait(rae, stepped):
    enter(code="aaaaaaaa")
    assert enter(code=code(rae)).status_code == 302


def test_the_operator_helps_who_lost_everything(rae, stepped, capsys):
    second_step.renew_codes(rae)
    call_command("addstatictoken", "rae")
    assert enter(code=capsys.readouterr().out.strip()).status_code == 302


def test_somebody_else_s_code_is_a_wrong_one(rae, stepped, clock):
    mo = member("Moderator", "mo", password=PASSWORD)
    second_step.begin(mo)
    others = second_step.confirm(mo, code(mo))
    clock.shift(60)
    for typed in (code(mo), others[0]):
        assert enter(code=typed).status_code == 200
        clock.shift(60)
