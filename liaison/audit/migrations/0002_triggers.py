"""Triggers: the log grows and is never rewritten, and every new leaf waits for its place.

Whoever owns the database can drop a trigger. They then still cannot sign a checkpoint, and
verification tells. A later migration that rebuilds one of these tables on SQLite loses its
triggers and has to install them again.
"""

from typing import Any

from django.db import migrations

# table: columns that identify a row, for SQLite (see `refused`)
GROWING = {
    "audit_leaf": ("id",),
    "audit_sequenced": ("sequence", "leaf_id"),
    "audit_checkpoint": ("size",),
}
# Its rows may go (erasure), but never change.
ERASABLE = {"audit_payload": ("leaf_id",)}

POSTGRESQL_FUNCTIONS = [
    """
    CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        filled boolean := true;
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
                INTO filled;
        END IF;
        IF NOT filled THEN
            RETURN NULL; -- nothing is lost where nothing is
        END IF;
        RAISE EXCEPTION 'audit: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    """
    CREATE FUNCTION audit_leaf_waits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO audit_waiting (leaf_id) SELECT id FROM fresh;
        RETURN NULL;
    END
    $$
    """,
]
POSTGRESQL_WAITS = (
    "CREATE TRIGGER audit_leaf_waits AFTER INSERT ON audit_leaf "
    "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_leaf_waits()"
)
SQLITE_WAITS = (
    "CREATE TRIGGER audit_leaf_waits AFTER INSERT ON audit_leaf "
    "BEGIN INSERT INTO audit_waiting (leaf_id) VALUES (NEW.id); END"
)


def install(apps: Any, schema_editor: Any) -> None:
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    names = [(table, f"{table}_no_{verb}") for table, verb in refused(vendor)]
    for table, name in [*names, ("audit_leaf", "audit_leaf_waits")]:
        on = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {name}{on}", params=None)
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_append_only(), audit_leaf_waits()", params=None)


def refused(vendor: str) -> list[tuple[str, str]]:
    """Return what each table refuses."""
    # TRUNCATE would empty a table without touching a row; SQLite has no such verb.
    # REPLACE deletes the old row on SQLite without asking its triggers; PostgreSQL has none.
    extra = "truncate" if vendor == "postgresql" else "replace"
    growing = [(table, verb) for table in GROWING for verb in ("update", "delete", extra)]
    return growing + [(table, verb) for table in ERASABLE for verb in ("update", extra)]


def statements(vendor: str) -> list[str]:
    """Return the statements that install the triggers."""
    if vendor == "postgresql":
        refusing = [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
            for table, verb in refused(vendor)
        ]
        return [*POSTGRESQL_FUNCTIONS, POSTGRESQL_WAITS, *refusing]
    if vendor == "sqlite":
        return [SQLITE_WAITS, *(sqlite_trigger(table, verb) for table, verb in refused(vendor))]
    message = f"the audit log has no triggers for {vendor}"
    raise NotImplementedError(message)


def sqlite_trigger(table: str, verb: str) -> str:
    columns = {**GROWING, **ERASABLE}[table]
    before, when = verb.upper(), ""
    if verb == "replace":
        same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        before, when = "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
    return (
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {before} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, 'audit: {verb} of {table} is refused'); END"
    )


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
