"""The record of decisions is append-only: the database itself refuses to change or delete a row.

Whoever may alter the tables can drop the triggers; no code path and no SQL injection of rows can
rewrite what was decided. SQLite fires no trigger for a row that INSERT OR REPLACE puts away, and
PostgreSQL none of a row for TRUNCATE: both are refused by triggers of their own. The migrations
that install them call `seal`.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "comments_decision"
SAYS = "decisions are append-only"
SEAL = {
    "sqlite": [
        f"CREATE TRIGGER decision_kept_{verb} BEFORE {verb} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for verb in ("UPDATE", "DELETE")
    ]
    + [
        f"CREATE TRIGGER decision_kept_REPLACE BEFORE INSERT ON {TABLE}"  # noqa: S608  our own names
        f" WHEN NEW.id IN (SELECT id FROM {TABLE})"
        f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION decision_kept() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        f"CREATE TRIGGER decision_kept BEFORE UPDATE OR DELETE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION decision_kept()",
        f"CREATE TRIGGER decision_all_kept BEFORE TRUNCATE ON {TABLE}"
        " FOR EACH STATEMENT EXECUTE FUNCTION decision_kept()",
    ],
}
UNSEAL = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS decision_kept_{verb}" for verb in ("UPDATE", "DELETE", "REPLACE")
    ],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS decision_kept ON {TABLE}",
        f"DROP TRIGGER IF EXISTS decision_all_kept ON {TABLE}",
        "DROP FUNCTION IF EXISTS decision_kept()",
    ],
}


def seal(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers; KeyError for a database that is neither SQLite nor PostgreSQL."""
    _run(connection, [*UNSEAL[connection.vendor], *SEAL[connection.vendor]])


def unseal(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers: for a migration backwards, and for tests that empty the tables."""
    _run(connection, UNSEAL[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
