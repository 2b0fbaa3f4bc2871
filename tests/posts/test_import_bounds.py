"""Hostile and broken archives: refused or mended, never more memory than an entry takes."""

import time
import tracemalloc

import pytest

from posts.importers import Feed, Refused, Report, shape
from posts.importers._words import LONGEST_COMMENT, comment
from posts.importers._xml import CHUNK, LARGEST_ENTRY, entries
from tests.archives import backup, entry, old_entry, read, remark, takeout

BOMB = '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "before", ["", "<!-- <feed> -->", "<?x <feed ?>\n", "<!-- a --><!-- b -->"]
)
def test_a_document_type_is_refused_wherever_it_hides(tmp_path, before):
    xml = takeout(entry(1)).replace("<feed", before + BOMB + "<feed", 1)
    with pytest.raises(Refused, match="document type"):
        read(tmp_path, xml)


def test_an_entity_that_nobody_declared_is_nothing(tmp_path):
    [post], _report = read(tmp_path, takeout(entry(1)).replace("Story", "&xxe;Story"))
    assert post.title == "Story 1"


def test_no_file_is_read_for_an_archive(tmp_path):
    (tmp_path / "secret").write_text("a secret")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path}/secret"/>'
    records, _report = read(tmp_path, takeout(entry(1, extra=include)))
    assert "a secret" not in repr(records)


@pytest.mark.parametrize(
    "inside",
    ["<a>" * 400 + "</a>" * 400, "<b/>" * (LARGEST_ENTRY // 4 + CHUNK), "x" * (11 * 2**20)],
    ids=["deep", "many", "long"],
)
def test_what_is_too_deep_or_too_large_is_refused(tmp_path, inside):
    with pytest.raises(Refused):
        read(tmp_path, takeout(entry(1), f"<entry>{inside}</entry>", entry(2)))


def test_a_file_cut_off_is_said_to_be(tmp_path):
    xml = takeout(entry(1), entry(2))
    records, report = read(tmp_path, xml[: xml.rindex("<content")])
    assert [record.id for record in records] == ["1"]
    assert report.listed["LOOK: the file is cut off or damaged"]


def test_bytes_that_are_no_text_are_mended(tmp_path):
    xml = takeout(entry(1, title="Caf\x00é\x0b")).encode().replace("é".encode(), b"\xff")
    [post], report = read(tmp_path, xml)
    assert post.title == "Caf\ufffd"
    assert report.counts["LOOK: letters of no known encoding, lost"] == 1
    assert report.counts["mended: characters that XML does not allow"] == 2


def test_another_encoding_is_read_or_refused(tmp_path):
    xml = backup(old_entry(1, content="Año")).replace("UTF-8", "ISO-8859-1")
    [post], _report = read(tmp_path, xml.encode("latin1"))
    assert post.body == "Año"
    with pytest.raises(Refused):
        read(tmp_path, backup(old_entry(1)).encode("utf-16"))


@pytest.mark.parametrize("shift", range(14))
def test_chunks_may_cut_anything(tmp_path, shift):
    filler = "a" * (CHUNK - 700 + shift)
    records, _report = read(tmp_path, takeout(entry(1, content=filler), *(
        remark(n, 1, content="ñ & &#8; <br/> ]]&gt; é") for n in range(2, 9)
    )))  # fmt: skip
    assert len(records) == 8
    assert {record.body for record in records[1:]} == {"ñ &  \n]]> é"}


@pytest.mark.parametrize("tag", ["div", "DIV", "blockquote"])
def test_a_body_nested_without_end_takes_no_time_to_speak_of(tag):
    began = time.process_time()
    found = shape(f"<{tag}>" * 60_000 + "words", picture=lambda *_: "", link=lambda link: link)
    assert time.process_time() - began < 3
    assert found == "<p>words</p>"


@pytest.mark.parametrize("part", ["<script", "<a ", "<a href='x'>", "<br", "</p>"])
def test_a_comment_without_end_takes_no_time_to_speak_of(part):
    began = time.process_time()
    assert len(comment(part * 400_000)) <= LONGEST_COMMENT
    assert time.process_time() - began < 3


def test_entries_are_gone_once_read(tmp_path):
    path = tmp_path / "large.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(takeout("@").partition("@")[0])
        file.writelines(entry(n, content="palabra " * 2000) for n in range(1500))
        file.write("</feed>")
    assert path.stat().st_size > 20 * 2**20
    tracemalloc.start()
    found = sum(1 for _entry in entries(Feed(path), ("entry",), Report()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 1500
    assert peak < 4 * 2**20
