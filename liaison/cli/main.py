"""`liaison`: what can be done without a node stands here, the rest waits until one is chosen.

A command that needs a bureau's tables names its home (`--home`, else `LIAISON_HOME`, else
`var/bureau`); Django is started for that home, and only then are the rooms imported.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from liaison.cli import serving, starting
from liaison.cli.errors import HomeRefused, PortTaken
from liaison.cli.starting import DEFAULT_HOME
from liaison.core.errors import CommandRefused, Refusal
from liaison.lib.archive.errors import ArchiveRefusal
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.wire.errors import WireRefusal

HOME_OPTION = "--home"
REFUSED, STOPPED = 2, 130
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
NEEDS_NODE = {
    "worker": "run the worker: it seals, sends, delivers and keeps the log",
    "records": "import documents from a file, withdraw one",
    "reindex": "build the index of records again from what is stored",
    "audit": "verify and show the tamper-evident log",
    "user": "add people, give and end chairs, set passwords",
    "delegation": "what sub-bureaus decide for themselves: load, list, withdraw",
    "machine": "keys of border systems and agencies: add, rotate, revoke, list",
    "trust": "whom this bureau trusts: card, sign, install, show",
    "upgrade": "bring the tables of an older Liaison into this one's form, after a backup",
    "pass-time": "demonstration only: pretend that hours have passed",
}

# one command each, in a module that nobody else has to import
ALONE = {
    "init": ("founding", "make a new bureau: keys, settings, database, people"),
    "restore": ("restoring", "a new home from a backup; other bureaus are told of it"),
    "backup": ("backing_up", "make an encrypted backup of a bureau that runs; check one"),
    "batch": ("batch", "run many commands of one bureau with one start, from standard input"),
    "demo": ("demo.command", "five bureaus on this machine, and their story"),
    "names": ("names_commands", "names of files: compare them, look for one among millions"),
}

# what the house refuses, and what its libraries refuse: one line for the person, no traceback
REFUSALS = (
    Refusal,
    ArchiveRefusal,
    IdsRefusal,
    LedgerRefusal,
    WireRefusal,
    HomeRefused,
    PortTaken,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=__doc__,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def serve(
    home: Annotated[Path, typer.Option(help="home of the bureau")] = DEFAULT_HOME,
    only: Annotated[
        str, typer.Option(help="one process instead of all: staff, federation or worker")
    ] = "",
) -> None:
    """Run a bureau: staff site, federation listener and worker, restarted if one dies."""
    if not (home / "liaison.toml").exists():
        raise CommandRefused(str(home), "is not the home of a bureau: run liaison init")
    serving.serve(home.resolve(), only=only)


def _alone(context: typer.Context) -> None:
    """Import the module of one command, and let it read the rest of the line."""
    name = str(context.info_name)
    command = starting.module(ALONE[name][0]).app
    _leave(command(context.args, prog_name=f"liaison {name}", standalone_mode=False))


def _pass_on(context: typer.Context) -> None:
    """Start the node, then let the command's own module read the rest of the line."""
    arguments = [part for argument in context.args for part in _parts(argument)]
    home = Path(os.environ.get("LIAISON_HOME", DEFAULT_HOME))
    if HOME_OPTION in arguments:
        place = arguments.index(HOME_OPTION)
        if place + 1 == len(arguments):
            raise CommandRefused(HOME_OPTION, "needs the folder of a bureau")
        home = Path(arguments[place + 1])
        del arguments[place : place + 2]
    starting.start(home)
    command = [str(context.info_name), *arguments]
    _leave(starting.module("node_commands").app(command, standalone_mode=False))


def _leave(status: object) -> None:
    """End with the status of a command, which returns it without its own standalone mode.

    Raises:
        Exit: it is not 0.
    """
    if status:
        raise typer.Exit(int(str(status)))


for _name, (_, _words) in ALONE.items():
    app.command(_name, help=_words, context_settings=PASS_ON, add_help_option=False)(_alone)
for _name, _words in NEEDS_NODE.items():
    app.command(_name, help=_words, context_settings=PASS_ON, add_help_option=False)(_pass_on)


def _parts(argument: str) -> list[str]:
    """Return `--home=DIR` as the two words `--home DIR`."""
    return argument.split("=", 1) if argument.startswith(HOME_OPTION + "=") else [argument]


def _say(words: object, *, wrong: bool = True) -> None:
    """Print one line for the person, where errors go."""
    typer.secho(f"liaison: {words}", err=True, fg="red" if wrong else None, bold=wrong)


def run(words: Sequence[str] | None = None) -> int:
    """Run one command and return its status; a refusal is one line, never a traceback.

    Args:
        words: of the command; else those this process was called with.
    """
    try:
        status = app(words and list(words), standalone_mode=False)
    except (*REFUSALS, OSError) as refusal:
        _say(refusal)
        return REFUSED
    except typer.Exit as ended:
        return ended.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _say("stopped", wrong=False)
        return STOPPED
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        return REFUSED
    return int(status or 0)


def main() -> None:
    """Run one command and end with its status."""
    # whatever a bureau writes is its own: database, logs, rejects
    os.umask(0o077)
    sys.exit(run())


if __name__ == "__main__":
    main()
