"""Office documents: they are read, cleaned to nothing, keep what a reader sees, refuse rubbish."""

import base64
import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.samples_odf import dirty_odt
from tests.samples_odf_more import dirty_odp, dirty_ods
from tests.samples_sheets import dirty_xlsx
from tests.samples_slides import dirty_pptx
from tests.samples_word import dirty_docx
from tests.tips.test_scrub import memfile
from tips.scrub import Kind, Unscrubbable, clean, odf, ooxml

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
PAPERS = {
    maker.__name__: maker()
    for maker in (dirty_docx, dirty_xlsx, dirty_pptx, dirty_odt, dirty_ods, dirty_odp)
}
each = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


def module(paper):
    return odf if "opendocument" in paper.media_type else ooxml


def scrubbed(paper):
    report = module(paper).scrub(io.BytesIO(paper.data), out := io.BytesIO())
    return out.getvalue(), report


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoken(data):
    """Return the words of a document, without its tags."""
    parts = [part for name, part in members(data).items() if name.endswith(".xml")]
    joined = b" ".join(parts).decode("utf-8")
    return re.sub(r"<[^>]+>", "", joined)


@each
def test_it_reads_and_finds_what_is_there(paper):
    found = module(paper).inspect(io.BytesIO(paper.data))
    expected = {Kind.AUTHOR, Kind.DATES, Kind.COMMENT, Kind.HISTORY, Kind.THUMBNAIL, Kind.PLACE}
    assert expected <= set(found)


@each
def test_it_cleans_to_nothing(paper):
    data, report = scrubbed(paper)
    assert module(paper).inspect(io.BytesIO(data)) == {}
    whole = b"\n".join([data, *members(data).values(), *map(str.encode, members(data))])
    for mark in paper.marks:
        text = mark.decode("latin-1")
        forms = (mark, text.encode("utf-16-le"), text.encode("utf-16-be"), base64.b64encode(mark))
        assert not any(form in whole for form in forms), mark
    assert report.removed[Kind.AUTHOR] > 5
    assert "MARK" not in repr(report.as_dict())


@each
def test_what_a_reader_sees_stays(paper):
    words = spoken(scrubbed(paper)[0])
    assert [text for text in paper.keeps if text not in words] == []


@each
def test_cleaning_twice_gives_the_same_bytes(paper):
    once, again = scrubbed(paper)[0], scrubbed(paper)[0]
    assert once == again


@each
def test_a_clean_document_stays_clean_and_whole(paper):
    once = scrubbed(paper)[0]
    module(paper).scrub(io.BytesIO(once), out := io.BytesIO())
    assert module(paper).inspect(out) == {}
    assert sorted(spoken(out.getvalue()).split()) == sorted(spoken(once).split())


@each
def test_pictures_stay_and_open(paper):
    pictures = [
        data
        for name, data in members(scrubbed(paper)[0]).items()
        if "image" in name or "Pictures" in name
    ]
    assert pictures
    assert all(len(data) > 500 for data in pictures)


@each
def test_the_package_says_no_date_and_nothing_beside_its_members(paper):
    with zipfile.ZipFile(io.BytesIO(scrubbed(paper)[0])) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert not entry.extra
            assert not entry.comment
        assert not archive.comment


@each
def test_no_relationship_and_no_declared_type_leads_to_nothing(paper):
    parts = members(scrubbed(paper)[0])
    if "[Content_Types].xml" in parts:
        declared = re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"])
        assert {name.decode() for name in declared} <= set(parts)
        ids = {name: set(re.findall(rb'\br:\w+="(rId\d+)"', data)) for name, data in parts.items()}
        for name, used in ids.items():
            folder, _, local = name.rpartition("/")
            made = parts.get(f"{folder}/_rels/{local}.rels", b"")
            assert used <= set(re.findall(rb' Id="(rId\d+)"', made))
    else:
        listed = re.findall(rb'full-path="([^"]+)"', parts["META-INF/manifest.xml"])
        names = set(parts) - {"mimetype", "META-INF/manifest.xml"}
        assert {name.decode() for name in listed if not name.endswith(b"/")} == names
        assert next(iter(parts)) == "mimetype"


@each
def test_a_document_that_is_cut_anywhere_is_refused(paper):
    for place in range(0, len(paper.data) - 30, len(paper.data) // 20):
        with pytest.raises(Unscrubbable):
            module(paper).scrub(io.BytesIO(paper.data[:place]), io.BytesIO())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(PAPERS)), st.floats(0, 1), st.integers(1, 255))
def test_a_flipped_bit_never_leaves_a_mark(name, where, bits):
    paper = PAPERS[name]
    data = bytearray(paper.data)
    data[int(where * (len(data) - 1))] ^= bits
    try:
        module(paper).scrub(io.BytesIO(bytes(data)), out := io.BytesIO())
    except Unscrubbable:
        return
    assert module(paper).inspect(out) == {}
    assert b"MARK" not in b"\n".join(members(out.getvalue()).values())


@each
def test_it_cleans_behind_all_fences_too(paper):
    with memfile(paper.data) as source, memfile() as sink:
        report = clean(source, sink, ".docx")
        sink.seek(0)
        assert module(paper).inspect(sink) == {}
    assert report.media_type == paper.media_type
    assert report.misnamed == (not paper.name.endswith(".docx"))
