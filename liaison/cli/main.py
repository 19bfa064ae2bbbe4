"""`liaison`: what can be done without a node stands here, the rest waits until one is chosen.

A command that needs a bureau's tables names its home (`--home`, else `LIAISON_HOME`, else
`var/bureau`); Django is started for that home, and only then are the rooms imported.
"""

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Annotated

import django
import typer
from rich.console import Console

from liaison.cli import serving, setting_up
from liaison.cli.demo import command as demo_command
from liaison.core.errors import CommandRefused, Refusal
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.wire.errors import WireRefusal

DEFAULT_HOME = Path("var/bureau")
HOME_OPTION = "--home"
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
    "pass-time": "demonstration only: pretend that hours have passed",
}

# what the house refuses, and what its libraries refuse: one line for the person, no traceback
REFUSALS = (
    Refusal,
    IdsRefusal,
    LedgerRefusal,
    WireRefusal,
    setting_up.HomeRefused,
    serving.PortTaken,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=__doc__,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def _asked(option: str, words: str) -> str:
    """Ask the person for what an option did not say.

    Raises:
        CommandRefused: there is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise CommandRefused(option, "must be given, there is no terminal to ask at")
    return str(typer.prompt(words))


def start(home: Path) -> None:
    """Start Django for the node that lives in `home`.

    Raises:
        SettingRefused: there is no node, or its settings are wrong.
    """
    if not (home / "liaison.toml").exists():
        raise CommandRefused(str(home), "is not the home of a bureau: run liaison init")
    os.environ["LIAISON_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
    django.setup()


@app.command()
def init(
    home: Annotated[Path, typer.Option(help="folder of the new bureau")] = DEFAULT_HOME,
    organisation: Annotated[
        str, typer.Option(help="id of the bureau: lower case, such as beijing")
    ] = "",
    name: Annotated[str, typer.Option(help="name of the bureau")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166 alpha-3 code of its country")] = "",
    administrator: Annotated[
        str, typer.Option(help="what the first administrator signs in as")
    ] = "administrator",
    password: Annotated[
        str,
        typer.Option(
            envvar="LIAISON_INIT_PASSWORD",
            help="at least 12 characters; else one is made and shown once",
        ),
    ] = "",
    organisations: Annotated[
        Path | None, typer.Option(help="file of organisations, see resources/organisations")
    ] = None,
    roots: Annotated[
        Path | None,
        typer.Option(help="public keys that sign the trust directory; else a root of its own"),
    ] = None,
    staff_port: Annotated[int, typer.Option(min=1, max=65535)] = 8400,
    federation_port: Annotated[int, typer.Option(min=1, max=65535)] = 8401,
    federation_name: Annotated[
        str, typer.Option(help="host name or address other bureaus dial")
    ] = "127.0.0.1",
    staff_name: Annotated[
        str, typer.Option(help="host name people type in the browser")
    ] = "localhost",
    relay: Annotated[
        str, typer.Option(help="bureau that keeps what is meant for us while we do not answer")
    ] = "",
    inbound: Annotated[bool, typer.Option(help="whether other bureaus can call us at all")] = True,
    pull_seconds: Annotated[
        int, typer.Option(min=0, max=86400, help="how often to fetch from the relay; 0: never")
    ] = 0,
    demo: Annotated[bool, typer.Option("--demo", hidden=True)] = False,
) -> None:
    """Make a new bureau: keys, settings, database, first administrator."""
    plan = setting_up.Plan(
        home=home,
        organisation=organisation or _asked("--organisation", "Id of the bureau, such as beijing"),
        name=name or _asked("--name", "Name of the bureau"),
        country=country,
        administrator=administrator,
        password=password,
        organisations=organisations,
        roots=roots,
        staff_port=staff_port,
        federation_port=federation_port,
        staff_name=staff_name,
        federation_name=federation_name,
        demo=demo,
        relay=relay,
        inbound=inbound,
        pull_seconds=pull_seconds,
    )
    setting_up.make_home(plan)
    try:
        start(home)
        _room("first_day").open_bureau(plan)
    except BaseException:
        setting_up.forget_home(home)
        raise


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


app.command("demo", help="Five bureaus on this machine, and their story.")(demo_command.demo)


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
    start(home)
    command = [str(context.info_name), *arguments]
    # without its own standalone mode the command returns the status it would have exited with
    status = _room("node_commands").app(command, standalone_mode=False)
    if status:
        raise typer.Exit(int(status))


for _name, _words in NEEDS_NODE.items():
    app.command(_name, help=_words, context_settings=PASS_ON, add_help_option=False)(_pass_on)


def _parts(argument: str) -> list[str]:
    """Return `--home=DIR` as the two words `--home DIR`."""
    return argument.split("=", 1) if argument.startswith(HOME_OPTION + "=") else [argument]


def _room(module: str) -> ModuleType:
    """Import a module that names tables, which exist only now."""
    return importlib.import_module(f"liaison.cli.{module}")


def main() -> None:
    """Run one command; a refusal is one line and status 2, never a traceback."""
    # whatever a bureau writes is its own: database, logs, rejects
    os.umask(0o077)
    try:
        status = app(standalone_mode=False)
    except REFUSALS as refusal:
        errors.print(f"liaison: {refusal}", style="bold red", markup=False)
        sys.exit(2)
    except OSError as error:
        errors.print(f"liaison: {error}", style="bold red", markup=False)
        sys.exit(2)
    except typer.Exit as ended:
        sys.exit(ended.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        errors.print("liaison: stopped", markup=False)
        sys.exit(130)
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        sys.exit(2)
    sys.exit(status or 0)


if __name__ == "__main__":
    main()
