"""`liaison upgrade`: the tables of an older Liaison in the form of this one, after a backup.

Also what keeps a program from working with tables that a newer one has made.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from rich.console import Console

from liaison.cli import backing_up
from liaison.core.errors import CommandRefused

out = Console(highlight=False, soft_wrap=True)


def upgrade(
    *,
    backup: Annotated[Path | None, typer.Option(help="new file for the backup made first")] = None,
    key_to: Annotated[
        Path | None, typer.Option(help="first backup: a new file for the recovery key")
    ] = None,
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="begin without a way back")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="only say whether the tables have this one's form")
    ] = False,
) -> None:
    """Bring the tables of an older Liaison into the form of this one, after a backup.

    Stop the bureau first: its processes expect the form they were started with.
    """
    if check:
        check_form()
        out.print("The database has the form of this Liaison.")
        return
    check_not_newer(MigrationLoader(connection).applied_migrations)
    plan = planned()
    if not plan:
        out.print("The database has the form of this Liaison; nothing was done.")
        return
    if backup is not None:
        backing_up.make(Path(settings.NODE.home), backup, key_to=key_to)
    elif not without_backup:
        raise CommandRefused("--backup", "must name a file for a backup, or --without-backup")
    for app, name in plan:
        out.print(f"  {app} {name}", markup=False)
    migrate()
    out.print(f"{len(plan)} steps; the database has the form of this Liaison.")


def planned() -> list[tuple[str, str]]:
    """Return the steps from the tables that are there to this program's, in their order."""
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    return [(step.app_label, step.name) for step, _ in executor.migration_plan(targets)]


def check_form() -> None:
    """Refuse tables of another form than this program's: it would fail on them, or spoil them.

    Raises:
        CommandRefused: an older or a newer Liaison made them.
    """
    check_not_newer(MigrationLoader(connection).applied_migrations)
    plan = planned()
    if plan:
        app, name = plan[0]
        reason = f"is not done, and {len(plan) - 1} more: run liaison upgrade"
        raise CommandRefused(f"step {app} {name} of the database", reason)


def migrate() -> None:
    """Do them."""
    call_command("migrate", verbosity=0, interactive=False)


def check_not_newer(applied: Iterable[tuple[str, str]]) -> None:
    """Refuse tables that have had steps this program does not know.

    Raises:
        CommandRefused: a newer Liaison made them; nothing was changed.
    """
    known = MigrationLoader(None, ignore_no_migrations=True)
    steps = known.disk_migrations.keys()
    replaced = {key for one in known.disk_migrations.values() for key in one.replaces}
    ours = {app for app, _ in steps}
    # an application that this program no longer has left its rows behind; that is no newer form
    strange = sorted(
        key for key in applied if key[0] in ours and key not in steps and key not in replaced
    )
    if strange:
        app, name = strange[0]
        raise CommandRefused(
            f"{app} {name}", "was made by a newer Liaison: install that one; nothing was changed"
        )
