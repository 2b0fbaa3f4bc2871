"""What all tests share: a page store of their own, a database that is whole, no silent skip."""

import gc
import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from comments import records
from tests.backups import age_key, stocked  # noqa: F401  fixtures
from tests.beginning import (  # noqa: F401  fixtures
    django_db_keepdb,
    django_db_modify_db_settings,
    migrated,
)
from tests.copies import edition  # noqa: F401  a fixture
from tests.fronting import fronted  # noqa: F401  a fixture
from tests.nobody import interpreter  # noqa: F401  a fixture
from tests.serving import browser, page, server  # noqa: F401  fixtures

# Most of what a run makes stays to its end: to look through it all the time is a fifth of its work.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path):
    """Give each test a page store of its own: a page that one test stored is news to the next."""
    with override_settings(PAGES_DIR=tmp_path / "pages"):
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Choose the tests of this database, and let those of real transactions keep what migrations
    wrote (groups, fixed pages).
    """
    other = [item for item in items if not _concerns(item, connection.vendor)]
    items[:] = [item for item in items if item not in other]
    config.hook.pytest_deselected(items=other)
    for item in items:
        if _transactional(item):
            whole = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(whole, append=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test of real transactions, whose tables Django empties, write them anew."""
    emptied = _transactional(item)
    if emptied:  # the record of decisions lets nobody empty it
        with item.config.stash[blocking_manager_key].unblock():
            records.unseal(connection)
    result = yield
    if emptied and nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            records.seal(connection)
            cache.clear()
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result


def _concerns(item, database):
    """Tell whether a test has to do with a database; what asks none is tried with SQLite alone."""
    if any(item.get_closest_marker(name) for name in {"sqlite", "postgresql"} - {database}):
        return False
    asking = item.get_closest_marker("django_db") or {"db", "paper"} & set(item.fixturenames)
    return bool(asking) or database == "sqlite"


def _transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything must be tried (CI=true), a skip is a failure."""
    report = yield
    strict = os.environ.get("CI") == "true"
    if report.skipped and strict and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where CI=true: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _language_of_the_site():
    """Begin in the site's own language, whatever an earlier test of this process left behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run what waits for a commit at the end of a block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def spanish_is_compiled():
    """Say plainly what is missing when Spanish words are tested without `make tools`."""
    path = settings.LOCALE_PATHS[0] / "es" / "LC_MESSAGES" / "django.mo"
    assert path.exists(), "run `make tools` first: it compiles the translations"
