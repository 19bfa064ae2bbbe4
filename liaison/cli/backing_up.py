"""`liaison backup`: a bureau that runs, as one sealed file; and looking whether a file is one."""

import hashlib
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from liaison.cli import recovery_file, starting, unpacking
from liaison.cli.starting import DEFAULT_HOME
from liaison.core.errors import CommandRefused

app = typer.Typer(add_completion=False, rich_markup_mode=None)
out = Console(highlight=False, soft_wrap=True)
# beside the file until all of it is on the disk: what has the final name is whole
HALF = ".part"


@app.callback(invoke_without_command=True)
def backup(
    context: typer.Context,
    home: Annotated[Path, typer.Option(help="home of the bureau", envvar="LIAISON_HOME")] = (
        DEFAULT_HOME
    ),
    to: Annotated[Path | None, typer.Option(help="the new file")] = None,
    key_to: Annotated[
        Path | None,
        typer.Option(help="first backup: a new file for the recovery key, else it is shown"),
    ] = None,
) -> None:
    """Make an encrypted backup of a bureau, which may go on working meanwhile."""
    if context.invoked_subcommand is not None:
        return
    if to is None:
        raise CommandRefused("--to", "must name the new file")
    make(home, to, key_to=key_to)


def make(home: Path, to: Path, *, key_to: Path | None) -> None:
    """Make a backup.

    Args:
        home: of the bureau.
        to: the new file.
        key_to: at the first backup, a new file for the recovery key.

    Raises:
        CommandRefused: no backup can or should be written there, or the database is not sound.
    """
    check_target(to, home)
    starting.start(home)
    public = recovery_file.public_half(home, key_to=key_to)
    half = to.with_name(to.name + HALF)
    try:
        facts = starting.module("snapshot").write(home.resolve(), half, public)
        settle(half, to)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    starting.module("snapshot").note(facts)
    out.print(f"{to}: {facts.size} bytes, what the bureau held at {facts.made_at:%F %T} UTC")
    if facts.missing:
        out.print(f"  {facts.missing} files were erased while it was made and are not in it")
    out.print(f"  sha256 {facts.digest}", markup=False)


@app.command()
def check(
    file: Path,
    key_file: Annotated[
        Path | None, typer.Option(help="file with the recovery key, else it is asked for")
    ] = None,
) -> None:
    """Open a backup from beginning to end and compare everything with what was signed."""
    if not file.is_file():
        raise CommandRefused(str(file), "is not a file")
    found = unpacking.look(file, recovery_file.private_key(key_file))
    about = found.about
    out.print(f"{file} is whole", markup=False)
    out.print(f"  bureau    {about.organisation}", markup=False)
    out.print(f"  made      {about.made_at}", markup=False)
    out.print(f"  database  {about.engine}", markup=False)
    out.print(f"  parts     {found.parts}, {found.size} bytes", markup=False)
    out.print(f"  log       {found.log_size} entries, key {found.log_key}", markup=False)


def check_target(to: Path, home: Path) -> None:
    """Refuse a place where no backup can or should be written, before any work.

    Raises:
        CommandRefused: it exists, its folder does not, or it is inside the home.
    """
    if to.exists():
        raise CommandRefused(str(to), "exists; no backup is written over anything")
    if not to.parent.is_dir():
        raise CommandRefused(str(to.parent), "is not a folder; nothing was written")
    if to.resolve().is_relative_to(home.resolve()):
        raise CommandRefused(str(to), "is inside the home: it would be lost with it")


def settle(half: Path, to: Path) -> None:
    """Give a durable file its name; the folder's entry is made durable as well."""
    # a link refuses to replace what somebody else has put there meanwhile
    os.link(half, to)
    half.unlink()
    handle = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(file: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
