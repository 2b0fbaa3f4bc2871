"""The search of a copy: what its index knows, how it is cut into files, which script may run."""

import hashlib
import re
from base64 import b64encode

import pytest

from blogsite.survival import finding
from tests.copies import contents, index_of, run
from tests.posts.factories import make_post

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def copy(edition, tmp_path_factory):
    """Return a copy that no test changes."""
    folder = tmp_path_factory.mktemp("stick") / "copy"
    run("export_site", folder)
    return folder


def words_of(copy, language="en"):
    files = index_of(copy, language)
    return {word for name, data in files.items() if isinstance(data, dict) for word in data}


def test_the_policy_lets_in_the_one_script_of_the_search_and_what_it_loads(copy):
    for name in ("search.html", "es/search.html"):
        (script,) = re.findall(r"<script>(.*?)</script>", (copy / name).read_text(), re.DOTALL)
        mark = b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = f"default-src 'none'; script-src 'sha256-{mark}' 'strict-dynamic';"
        assert policy in (copy / name).read_text()
        assert not re.search(r"innerHTML|eval|fetch|XMLHttp|document\.write|https?:", script)


def test_the_index_knows_words_names_and_topics_of_its_edition(copy, edition):
    english, spanish = words_of(copy), words_of(copy, "es")
    assert {"ferry", "nobody", "theirs", "ines", "cantu", "rivers", "quien", "cjng"} <= english
    assert {"transbordador", "que", "ines", "rivers"} <= spanish
    assert ("ferry" in spanish, "transbordador" in english) == (False, False)
    number = len(index_of(copy)["posts-0"]) - 1  # the newest
    assert sum(int(apart, 16) for apart in index_of(copy)["fe"]["ferry"].split()) == number
    file, headline, date, names, topics = index_of(copy)["posts-0"][number]
    assert (file, headline, names) == (edition.path, "The ferry stops", "Inés Cantú")
    assert date.endswith(edition.path[:4])
    assert "Rivers" in topics


def test_the_index_knows_nothing_that_is_hidden_or_veiled(copy):
    for language in ("en", "es"):
        known = " ".join(words_of(copy, language))
        for unseen in ("mark", "unpublished", "road", "covered", "answer"):  # veiled: by the road
            assert unseen not in known


def test_many_posts_are_shared_out_over_files_and_only_new_ones_change_them(
    edition, tmp_path, monkeypatch
):
    monkeypatch.setattr(finding, "TOGETHER", 5)
    run("export_site", tmp_path / "copy")
    before = contents(tmp_path / "copy")
    files = index_of(tmp_path / "copy")
    assert [len(files[f"posts-{turn}"]) for turn in range(3)] == [5, 5, 4]
    make_post(headline="Žluté — мост 大阪 ½", published_at=edition.published_at)
    run("export_site", tmp_path / "copy")
    after = contents(tmp_path / "copy")
    same = [name for name in before if name.startswith("words/") and before[name] == after[name]]
    assert {"words/en/posts-0.js", "words/en/posts-1.js", "words/en/fe.js"} <= {*same}
    files = index_of(tmp_path / "copy")
    assert len(files["posts-2"]) == 5
    for name, word in (("zl", "zlute"), ("u43c-43e", "мост"), ("u5927-962a", "大阪")):
        assert word in files[name]
