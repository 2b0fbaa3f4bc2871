"""Every dirty sample of every family, judged by ExifTool and by a search for what was planted.

A family joins by its samples alone: `dirty()` in a module tests/samples_<family>.py, which returns
a list of Sample; a table of builders there does as well.
"""

import base64
import functools
import importlib
import io
import json
import pkgutil
import re
import subprocess
import zipfile
import zlib

import pytest

import tests
from tests.programs import program
from tests.samples import Sample
from tests.tips.scrub.harmless import is_harmless
from tips.scrub import endings, scrubbers, type_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
TABLES = ("DIRTY", "FILMS", "SOUNDS")
SEEN = set()  # tables: a module may import that of another
PLANTED = [b"CANARY", b"MARK"]  # how every mark begins


def samples():
    """Return every dirty sample by name, of every module tests/samples*.py."""
    found = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(tests.__path__)):
        if module.startswith("samples"):
            found |= _of(module, importlib.import_module(f"tests.{module}"))
    return found


def _of(name, module):
    """Return the builders of one module by name."""
    builders = {}
    for table in (getattr(module, table) for table in TABLES if hasattr(module, table)):
        if id(table) not in SEEN:  # each lives as long as its module: no other has its number
            builders |= {f"{name}-{key}": build for key, build in table.items()}
        SEEN.add(id(table))
    if hasattr(module, "dirty"):
        made = module.dirty()
        for number, one in enumerate(made if isinstance(made, list) else [made]):
            builders[f"{name}-dirty-{number}"] = functools.partial(_same, one)
    return builders


def _same(made):
    return made


def sample(build):
    """Return what a builder makes as a Sample: some give bytes, some bytes and their marks."""
    made = build()
    if isinstance(made, Sample):
        return made
    data, marks = made if isinstance(made, tuple) else (made, [])
    return Sample("sample", data, type_of(io.BytesIO(data)), list(marks))


SAMPLES = samples()


@functools.cache
def cleaned(name):
    dirty = sample(SAMPLES[name])
    report = scrubbers()[dirty.media_type].scrub(io.BytesIO(dirty.data), out := io.BytesIO())
    return dirty, out.getvalue(), report


def layers(data, depth=4):
    """Yield a file's bytes, and again those of every packed stream and zip member inside them."""
    yield data
    if not depth:
        return
    for start in (found.start() for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)):
        try:
            unpacked = zlib.decompressobj().decompress(data[start:], 1 << 24)
        except zlib.error:
            continue
        if len(unpacked) > 16:
            yield from layers(unpacked, depth - 1)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield from layers(archive.read(member), depth - 1)


def shapes(mark):
    """Return a mark as it may be written: plain, in UTF-16, in base64 at each offset, in hex."""
    text = mark.decode("latin-1")
    yield from (mark, text.encode("utf-16-le"), text.encode("utf-16-be"), mark.hex().encode())
    for offset in range(3):
        packed = base64.b64encode(bytes(offset) + mark)
        yield packed[-(-offset * 4 // 3) + bool(offset) : len(packed) // 4 * 4 - 4]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_that_was_planted_is_found_in_the_output(name):
    dirty, data, _report = cleaned(name)
    marks = [mark for mark in dirty.marks if len(mark) > 3] + PLANTED
    wanted = {shape for mark in marks for shape in shapes(mark) if len(shape) > 3}
    assert [shape for layer in layers(data) for shape in wanted if shape in layer] == []


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Let ExifTool read every output in one go; return its tags by the sample's name."""
    folder = tmp_path_factory.mktemp("judged")
    paths = {}
    for number, name in enumerate(SAMPLES):
        _dirty, data, report = cleaned(name)
        path = folder / f"{number}.{endings()[report.media_type]}"
        path.write_bytes(data)
        paths[str(path)] = name
    command = [program("exiftool"), "-a", "-G1", "-ee", "-u", "-j", "-n", *paths]
    said = subprocess.run(command, capture_output=True, check=False, text=True).stdout
    return {paths[tags.pop("SourceFile")]: tags for tags in json.loads(said)}


@pytest.mark.parametrize("name", SAMPLES)
def test_exiftool_finds_nothing_that_identifies(name, judged):
    assert {tag: value for tag, value in judged[name].items() if not is_harmless(tag, value)} == {}


def test_the_referee_sees_what_is_in_dirty_files(tmp_path):
    """Who finds nothing anywhere would pass everything."""
    path = tmp_path / "dirty.webp"
    path.write_bytes(SAMPLES["samples-webp"]().data)
    command = [program("exiftool"), "-a", "-G1", "-u", "-j", "-n", str(path)]
    said = subprocess.run(command, capture_output=True, check=False, text=True).stdout
    (tags,) = json.loads(said)
    assert sum(not is_harmless(tag, value) for tag, value in tags.items()) > 20


def test_every_family_has_a_sample():
    tried = {sample(build).media_type for build in SAMPLES.values()}
    known = {kind: module.__name__ for kind, module in scrubbers().items()}
    assert set(known.values()) - {known[kind] for kind in tried} == set()
