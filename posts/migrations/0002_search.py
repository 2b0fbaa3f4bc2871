"""The full-text index of each language: FTS5 in SQLite, tsvector and GIN in PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LANGUAGES = ("en", "es")
SQLITE = (
    "CREATE VIRTUAL TABLE posts_search_{language} USING fts5("
    "headline, text, tokenize = 'unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "CREATE TABLE posts_search_{language} (post_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX posts_search_{language}_words ON posts_search_{language} USING gin (words)",
)


def create(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for language in LANGUAGES:
        for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
            editor.execute(statement.format(language=language))


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for language in LANGUAGES:
        editor.execute(f"DROP TABLE posts_search_{language}")


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_first")]

    operations = [migrations.RunPython(create, drop)]
