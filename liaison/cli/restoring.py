"""`liaison restore`: a new home from a backup; nothing of it runs or has its name before the end.

Everything is unpacked and verified in a folder beside the new home; there the database is brought
to this program's form and the log says that it was restored; then the folder gets its name.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from liaison.cli import recovery_file, serving, starting, unpacking
from liaison.cli.errors import HomeRefused
from liaison.cli.unpacking import About, Unpacked
from liaison.core.errors import CommandRefused
from liaison.core.node import NodeSettings, load
from liaison.lib.archive.parts import Part

app = typer.Typer(add_completion=False, rich_markup_mode=None)
out = Console(highlight=False, soft_wrap=True)
DATABASE = "database.sqlite3"
# a folder with this file was begun and not finished: no bureau is served from it
UNFINISHED = serving.UNFINISHED
REASON_MOST = 200
WHERE = "compare it with what another bureau reads in `liaison trust show`"


@app.command()
def restore(
    file: Path,
    home: Annotated[Path, typer.Option(help="the new home: no folder, or an empty one")],
    reason: Annotated[str, typer.Option(help="why, in a few words; other bureaus read it")],
    key_file: Annotated[
        Path | None, typer.Option(help="file with the recovery key, else it is asked for")
    ] = None,
    log_key: Annotated[
        str, typer.Option(help="of the bureau, as another one's `liaison trust show` has it")
    ] = "",
) -> None:
    """Make a new home from a backup; the log and the other bureaus are told of it."""
    if not file.is_file():
        raise CommandRefused(str(file), "is not a file")
    if not 1 <= len(reason) <= REASON_MOST or not reason.isprintable():
        raise CommandRefused("--reason", f"must be a line of at most {REASON_MOST} characters")
    if not log_key and not sys.stdin.isatty():
        raise CommandRefused("--log-key", "must name the key of the bureau's log; " + WHERE)
    check_home(home)
    private = recovery_file.private_key(key_file)
    with alone(home):
        _restore(file, private, home, reason=reason, log_key=log_key)


def _restore(file: Path, private: bytes, home: Path, *, reason: str, log_key: str) -> None:
    folder = begin(home)
    try:
        found = unpack(file, private, folder)
        check_log_key(found, log_key)
        check_alone(folder, found.about)
        starting.start(folder)
        by = starting.module("at_the_machine").account()
        starting.module("reloading").reload(folder, found, reason=reason, by=by)
        settle(folder, home)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tell(home, found)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep other restores out of the folder that the home shall stand in, until this one ends.

    Raises:
        HomeRefused: another one works there: it would be taken for one that was left unfinished.
    """
    parent = home.absolute().parent
    handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            reason = "another restore works in this folder; nothing was changed"
            raise HomeRefused(parent, reason) from error
        yield
    finally:
        os.close(handle)


def check_log_key(found: Unpacked, said: str) -> None:
    """Refuse a backup that a person does not know to be of their bureau.

    Whoever has the public half of the recovery key, which opens nothing, can make a whole backup
    of a bureau of their own. The log's key inside it tells: other bureaus know the true one.

    Args:
        found: the backup.
        said: the beginning of the key's fingerprint; empty: the person is asked.

    Raises:
        CommandRefused: it is signed by another key, or the person did not say yes.
    """
    if not said:
        out.print(f"{found.about.organisation}, {found.about.made_at}", markup=False)
        out.print(f"  signed by log key {found.log_key}; {WHERE}", markup=False)
        if not typer.confirm("Is this the key of the bureau's log?"):
            raise CommandRefused("--log-key", "was not confirmed; nothing was restored")
    elif "".join(said.split()).lower() != found.log_key:
        reason = f"is not {found.log_key}, which signed this backup; nothing was restored"
        raise CommandRefused("--log-key", reason)


def check_home(home: Path) -> None:
    """Refuse a home that holds anything: a bureau is never restored over another, or over itself.

    Raises:
        HomeRefused: it is not empty, or no folder.
    """
    if home.is_symlink():
        raise HomeRefused(home, "is a link; nothing was changed")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise HomeRefused(home, "is not empty; choose another folder, nothing was changed")
    if not home.absolute().parent.is_dir():
        raise HomeRefused(home.absolute().parent, "is not a folder; nothing was changed")


def begin(home: Path) -> Path:
    """Make the folder beside the new home; one that an earlier try left is removed.

    Raises:
        HomeRefused: something else has its name.
    """
    folder = home.absolute().parent / f".{home.name}.restoring"
    if folder.exists():
        if not (folder / UNFINISHED).exists():
            raise HomeRefused(folder, "is in the way; nothing was changed")
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    (folder / UNFINISHED).write_text("a restore that has not ended; remove this folder\n")
    return folder


def unpack(file: Path, private: bytes, folder: Path) -> Unpacked:
    """Unpack every part into the folder and verify all of it.

    Raises:
        ArchiveRefusal: it is not exactly what was written.
        OSError: there is no room.
    """

    def keep(part: Part) -> None:
        path = place_of(part.name, folder)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as opened:
            for chunk in part.chunks:
                opened.write(chunk)
            opened.flush()
            os.fsync(opened.fileno())

    return unpacking.look(file, private, keep=keep)


def place_of(name: str, folder: Path) -> Path:
    """Return where a part belongs; its name has the closed form of the archive."""
    kind, _, rest = name.partition("/")
    if name == DATABASE:
        return folder / "liaison.sqlite3"
    if kind == "files":
        return folder / "files" / rest[:2] / rest
    if kind == "tables":
        return folder / "tables" / rest
    return folder / rest


def check_alone(folder: Path, about: About) -> NodeSettings:
    """Refuse settings that do not fit, and a machine on which the bureau seems to run.

    Raises:
        SettingRefused: the settings are wrong.
        CommandRefused: they are of another bureau or another kind of database.
        PortTaken: somebody listens where this bureau would: two nodes of one bureau speak with two
            tongues.
    """
    settings = load(folder, os.environ)
    if settings.organisation != about.organisation:
        raise CommandRefused(
            "node.organisation", f"must be {about.organisation}, as in the backup"
        )
    engine = "sqlite" if settings.text("database.url") == "sqlite" else "postgresql"
    if engine != about.engine:
        raise CommandRefused("database.url", f"must be of {about.engine}, as the backup is")
    for name in ("staff", "federation"):
        serving.check_port(
            settings.text(f"{name}.host"), settings.number(f"{name}.port"), f"{name}.port"
        )
    return settings


def settle(folder: Path, home: Path) -> None:
    """Give the finished folder its name."""
    (folder / UNFINISHED).unlink()
    if home.exists():
        home.rmdir()
    folder.rename(home)
    handle = os.open(home.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tell(home: Path, found: Unpacked) -> None:
    made = datetime.fromisoformat(found.about.made_at)
    out.print(f"{found.about.organisation} is restored in {home}", markup=False)
    out.print(f"  it knows what it knew at {made:%F %T} UTC; the other bureaus bring the rest")
    if found.missing:
        out.print(f"  files that were erased while the backup was made: {len(found.missing)}")
    out.print(
        "  everybody signs in anew; chairs, keys of machines and passwords are those of then"
    )
    out.print("  what this bureau erased since must be erased again: liaison records, people")
    out.print(f"  start it      liaison serve --home {home}", markup=False)
