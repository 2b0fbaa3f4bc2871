"""The house rules that a reader of the code relies on: sizes, names, arrows, plug-ins."""

import ast
import inspect
import re
import subprocess
from pathlib import Path

import pytest

from blogsite.lib import plugins

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("blogsite", "posts", "comments", "tips")
TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md",
    "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "bench", "blogsite",
    "comments", "deploy", "docs", "locale", "manage.py", "posts", "pyproject.toml",
    "requirements", "templates", "tests", "tips",
}  # fmt: skip
BUCKETS = {"utils", "helpers", "services", "managers", "common", "signals", "misc", "tools"}
MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, STYLE_BYTES = 250, 25, 60, 14_000
EVENTS = r"on(click|load|error|submit|focus|blur|change|input|key\w+|mouse\w+|pointer\w+|toggle)="
SCRIPTED = re.compile(rf'<script(?! type="application/ld\+json")|\b{EVENTS}|javascript:')
# Spelled so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
FOREIGN = re.compile(
    r"pyp[i]\.org|pytho[n]hosted|npm[j]s\.|deb\.d[e]bian|--index-ur[l]|/wor[k]/|/tm[p]/team|/roo[t]/"
)


def listed(*patterns):
    """Return the repository's files (committed, and new ones that are not ignored)."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for name in names.splitlines() if (path := ROOT / name).is_file())


def modules():
    return [path for path in listed("*.py") if path.relative_to(ROOT).parts[0] in PACKAGES]


def trees():
    """Yield (name, lines, syntax tree) of every module that people wrote."""
    for path in modules():
        if "migrations" not in path.parts:
            yield name(path), text(path).splitlines(), ast.parse(text(path))


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def text(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(path):
    return str(path.relative_to(ROOT))


def test_the_top_level_holds_only_what_the_design_names():
    assert {path.relative_to(ROOT).parts[0] for path in listed()} <= TOP_LEVEL


def test_every_module_is_read_in_one_sitting():
    long = {name: len(lines) for name, lines, _tree in trees() if len(lines) > MODULE_LINES}
    for path in listed("tests/*.py", "deploy/*.py", "bench/*.py"):
        if (length := len(text(path).splitlines())) > MODULE_LINES:
            long[name(path)] = length
    assert long == {}


def test_every_function_is_short():
    long = {
        f"{module}:{node.name}": length
        for module, _lines, tree in trees()
        for node in functions(tree)
        if (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_every_template_is_short_and_runs_no_script():
    templates = listed("templates/*.html")
    assert templates
    long = [name(path) for path in templates if len(text(path).splitlines()) > TEMPLATE_LINES]
    assert long == []
    public = [path for path in templates if "admin" not in path.parts]
    assert [name(path) for path in public if SCRIPTED.search(text(path))] == []


def test_one_stylesheet_fits_the_first_packets():
    public = [path for path in listed("*.css") if "desk" not in path.parts]
    assert [name(path) for path in public] == ["blogsite/static/css/site.css"]
    assert public[0].stat().st_size <= STYLE_BYTES
    assert not re.search(r"@import|url\(|@font-face", text(public[0]))


def test_no_module_is_a_bucket():
    assert [name(path) for path in modules() if {path.stem, *path.parts} & BUCKETS] == []


def test_nothing_is_left_unfinished():
    files = [path for path in listed() if path.suffix in {".py", ".html", ".css", ".sh", ".md"}]
    assert [name(path) for path in files if UNFINISHED.search(text(path))] == []


def test_no_registry_and_no_machine_is_named():
    assert [name(path) for path in listed() if FOREIGN.search(text(path))] == []


def test_imports_stand_at_the_top():
    inner = [
        f"{module}:{node.lineno}"
        for module, lines, tree in trees()
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and "noqa" not in lines[node.lineno - 1]
    ]
    assert inner == []


def test_sql_is_written_by_the_orm_or_with_a_cursor():
    found = [
        f"{module}:{node.lineno}"
        for module, _lines, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"raw", "extra", "RawSQL"}
    ]
    assert found == []


def test_save_has_one_job():
    overridden = [
        f"{module}:{node.name}"
        for module, _lines, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(part, ast.FunctionDef) and part.name == "save" for part in node.body)
    ]
    assert overridden == []


@pytest.mark.parametrize("module", plugins.load("tips.scrub"), ids=lambda module: module.__name__)
def test_every_scrubber_keeps_the_contract(module):
    assert module.__doc__
    assert all("/" in kind and endings for kind, endings in module.MEDIA_TYPES.items())
    assert list(inspect.signature(module.scrub).parameters) == ["source", "sink"]
    assert list(inspect.signature(module.inspect).parameters) == ["source"]
