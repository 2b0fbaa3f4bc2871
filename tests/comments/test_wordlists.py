"""Word lists in the admin: who keeps them, and which lines are taken."""

import pytest
from django.urls import reverse

from comments.models import WordList
from comments.wordlists import LINES, WordListForm
from tests.newsroom import member

pytestmark = pytest.mark.django_db


def form(words, **fields):
    return WordListForm({"name": "Sale", "language": "", "lane": 3, "words": words} | fields)


def test_lines_are_kept_once_each_without_blanks():
    typed = form(" buena   paga \n\ncristal*\r\nbuena paga\n")
    assert typed.is_valid()
    assert typed.save().words == "buena paga\ncristal*"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("good\n???", "“???” cannot be looked for"),
        ("one two three four five six seven eight nine ten eleven", "1 to 10 words"),
        ("x" * 101, "100 characters"),
        ("a*", "before a star"),
        ("\n".join(f"word{number}" for number in range(LINES + 1)), "At most 2000 lines."),
    ],
)
def test_a_line_that_cannot_be_found_is_refused_with_its_name(words, said):
    assert said in str(form(words).errors["words"])


def test_editors_keep_the_lists_and_what_they_typed_is_kept_on_an_error(client):
    client.force_login(member("Editor"))
    url = reverse("admin:comments_wordlist_add")
    sent = {"name": "Sale", "language": "es", "lane": "1", "words": "cristal\n???"}
    answer = client.post(url, sent)
    assert "cristal" in answer.content.decode()
    assert client.post(url, sent | {"words": "cristal"}).status_code == 302
    assert "cristal" in WordList.objects.get().words
    assert client.get(reverse("admin:comments_wordlist_changelist")).status_code == 200


@pytest.mark.parametrize("group", ["Moderator", "Reporter"])
def test_others_do_not_see_them_unless_they_are_allowed_to(client, group):
    client.force_login(member(group))
    assert client.get(reverse("admin:comments_wordlist_changelist")).status_code == 403
