"""The recovery key at the command line: made at the first backup, typed or read at a restore."""

import base64
import binascii
import os
import sys
from pathlib import Path

import typer

from liaison.cli.errors import HomeRefused
from liaison.core.errors import CommandRefused
from liaison.exchange.keymaking import write_private
from liaison.lib.archive import recovery

# in the home: what backups are sealed to; opens nothing
PUBLIC = "recovery.pub"
VARIABLE = "LIAISON_RECOVERY_KEY"


def public_half(home: Path, *, key_to: Path | None) -> bytes:
    """Return what backups of this home are sealed to; the first time, make it and show the key.

    Args:
        home: of the bureau.
        key_to: a new file for the private key instead of the terminal.

    Raises:
        CommandRefused: the key would be shown to nobody, or the file exists.
        HomeRefused: what stands in the home is no recovery key.
    """
    file = home / PUBLIC
    if file.exists():
        return _read(file)
    if key_to is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CommandRefused(
            "--key-to", "must be given: there is no terminal to show the recovery key at"
        )
    private = recovery.new_private()
    words = recovery.write(private)
    public = recovery.public_of(private)
    if key_to is not None:
        if key_to.exists():
            raise CommandRefused(str(key_to), "exists; nothing was written over it")
        write_private(key_to, f"{words}\n".encode())
    # shown first: whoever breaks off here has made no backup that nobody can open
    _show(words, public, key_to)
    write_private(file, base64.b64encode(public) + b"\n")
    return public


def private_key(file: Path | None) -> bytes:
    """Return the recovery key: of a file, of the environment, or typed.

    Raises:
        KeyMalformed: it is none.
        CommandRefused: nobody gave one.
    """
    if file is not None:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return recovery.read(opened.read(recovery.MAX_TEXT))
    said = os.environ.get(VARIABLE, "")
    if not said:
        if not sys.stdin.isatty():
            raise CommandRefused("--key-file", f"or {VARIABLE} must give the recovery key")
        said = str(typer.prompt("Recovery key", hide_input=True))
    return recovery.read(said)


def _read(file: Path) -> bytes:
    try:
        found = base64.b64decode(file.read_bytes().strip(), validate=True)
    except (OSError, binascii.Error) as error:
        raise HomeRefused(file, "cannot be read") from error
    if len(found) != recovery.KEY_BYTES:
        raise HomeRefused(file, "holds no recovery key")
    return found


def _show(words: str, public: bytes, key_to: Path | None) -> None:
    place = str(key_to) if key_to else words
    typer.echo("A recovery key was made. Whoever has it can read every backup of this bureau;")
    typer.echo("without it no backup can ever be opened. Keep it off this machine, twice.")
    typer.echo(f"  recovery key  {place}   ({'move it away' if key_to else 'shown this once'})")
    typer.echo(f"  its id        {recovery.key_id(public)}")
