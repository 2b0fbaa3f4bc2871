"""The page about cleaning says what the modules say, and each module says all of it."""

import pytest
from django.conf import settings

from tips.scrub import _coverage, scrubbers

PAGE = settings.BASE_DIR / "docs" / "scrubbing.md"


def test_the_page_holds_the_table_of_today():
    page = PAGE.read_text(encoding="utf-8")
    renew = "run python -m tips.scrub._coverage docs/scrubbing.md"
    assert _coverage.renewed(page) == page, renew


@pytest.mark.parametrize("family", _coverage.families(), ids=lambda family: family.name)
def test_each_module_says_what_comes_out_and_what_does_not(family):
    assert [column for column in _coverage.COLUMNS if not family.words.get(column)] == []


def test_the_table_names_every_type_that_can_be_cleaned():
    told = {kind: ends for family in _coverage.families() for kind, ends in
            family.media_types.items()}  # fmt: skip
    assert told == {kind: module.MEDIA_TYPES[kind] for kind, module in scrubbers().items()}


def test_a_page_without_a_place_for_the_table_is_not_written():
    with pytest.raises(ValueError, match="no place"):
        _coverage.renewed("# Cleaning files\n")
