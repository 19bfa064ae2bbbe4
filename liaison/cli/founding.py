"""`liaison init`: what a new bureau is told, its files first, then its database."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from liaison.cli import starting
from liaison.cli.setting_up import Plan, forget_home, make_home
from liaison.cli.starting import DEFAULT_HOME
from liaison.core.errors import CommandRefused

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def _asked(option: str, words: str) -> str:
    """Ask the person for what an option did not say.

    Raises:
        CommandRefused: there is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise CommandRefused(option, "must be given, there is no terminal to ask at")
    return str(typer.prompt(words))


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
    people: Annotated[
        Path | None,
        typer.Option(help="file of people to add at once, with the administrator's password"),
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
    tables: Annotated[Path | None, typer.Option(hidden=True)] = None,
) -> None:
    """Make a new bureau: keys, settings, database, first administrator, perhaps its people."""
    plan = Plan(
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
        people=people,
        tables=tables,
    )
    make_home(plan)
    try:
        starting.start(home)
        starting.module("first_day").open_bureau(plan)
    except BaseException:
        forget_home(home)
        raise
