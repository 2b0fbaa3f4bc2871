"""Other programs look at cleaned documents: LibreOffice opens them, ExifTool finds nobody."""

import io
import json
import os
import subprocess

import pypdfium2
import pytest

from tests.programs import program
from tests.samples_odf import OPEN, content, dirty_odt
from tests.samples_odf_more import dirty_odp, dirty_ods
from tests.samples_office import packed
from tests.samples_sheets import dirty_xlsx
from tests.samples_slides import dirty_pptx
from tests.samples_word import dirty_docx
from tests.tips.scrub.harmless import is_harmless
from tips.scrub import odf, ooxml

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
MAKERS = (dirty_docx, dirty_xlsx, dirty_pptx, dirty_odt, dirty_ods, dirty_odp)
# What ExifTool says of any zip or picture: its own name, sizes, structure.
HARMLESS = (
    "ExifTool", "File", "System", "ZIP", "Composite", "PNG", "JFIF", "XML-TableName", "SourceFile",
)  # fmt: skip


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    """Return the papers and the folder where each was put after cleaning, under a plain name."""
    folder = tmp_path_factory.mktemp("papers")
    papers = {}
    for number, paper in enumerate(maker() for maker in MAKERS):
        module = odf if "opendocument" in paper.media_type else ooxml
        module.scrub(io.BytesIO(paper.data), out := io.BytesIO())
        path = folder / f"paper{number}.{paper.name.rpartition('.')[2]}"
        path.write_bytes(out.getvalue())
        papers[path] = paper
    return papers


def test_libreoffice_opens_every_one_and_shows_its_words(cleaned, tmp_path):
    command = [program("soffice"), "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    surroundings = os.environ | {"HOME": str(tmp_path)}
    subprocess.run(
        [*command, *map(str, cleaned)],
        env=surroundings,
        check=True,
        capture_output=True,
        timeout=300,
    )
    for path, paper in cleaned.items():
        with pypdfium2.PdfDocument(tmp_path / f"{path.stem}.pdf") as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
            drawn = [thing for page in document for thing in page.get_objects()]
        words = "".join(" ".join(pages).split())
        assert [text for text in paper.keeps if "".join(text.split()) not in words] == []
        assert any(thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for thing in drawn)


def test_exiftool_finds_no_tag_that_names_anybody(cleaned):
    command = [program("exiftool"), "-json", "-a", "-G1", "-ee", "-u", *map(str, cleaned)]
    output = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    for report in json.loads(output):
        told = {tag: value for tag, value in report.items() if not tag.startswith(HARMLESS)}
        assert told == {}
        named = {tag for tag, value in report.items() if not is_harmless(tag, value)}
        assert named <= {"SourceFile"}
        dates = {value for tag, value in report.items() if "ModifyDate" in tag and "ZIP" in tag}
        assert dates <= {"1980:01:01 00:00:00"}
        assert "MARK" not in repr(report)


def test_libreoffice_works_out_the_formulas_of_a_cleaned_spreadsheet(tmp_path):
    rows = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="20"/>'
        '<table:table-cell office:value-type="float" office:value="0" '
        'table:formula="of:=[.A1]*2+2"><text:p>0</text:p></table:table-cell></table:table-row>'
    )
    table = f'<table:table table:name="Uno">{rows}</table:table>'
    parts = {
        "mimetype": OPEN + "spreadsheet",
        "content.xml": content("spreadsheet", table),
        "META-INF/manifest.xml": "<manifest/>",
    }
    odf.scrub(io.BytesIO(packed(parts)), out := io.BytesIO())
    (tmp_path / "suma.ods").write_bytes(out.getvalue())
    command = [program("soffice"), "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    surroundings = os.environ | {"HOME": str(tmp_path)}
    paths = [str(tmp_path / "suma.ods")]
    subprocess.run([*command, *paths], env=surroundings, check=True, timeout=120)
    assert (tmp_path / "suma.csv").read_text().strip() == "20,42"
