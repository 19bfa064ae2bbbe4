"""Commands of access: what is delegated to sub-bureaus. Imported once Django is started."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from liaison.cli.first_day import command_line
from liaison.core import clock
from liaison.identity import selectors, services

out = Console(highlight=False)
delegation = typer.Typer(no_args_is_help=True, help="What sub-bureaus decide for themselves.")


@delegation.command("load")
def delegation_load(file: Path) -> None:
    """Put the delegations of a TOML file in force; all or none."""
    changed = services.load_delegations(command_line(), file=file, now=clock.now())
    out.print(f"delegations put in force: {changed}", markup=False)


@delegation.command("list")
def delegation_list() -> None:
    """Show every delegation, newest first."""
    table = Table("id", "sub-bureau", "state", "rights", "desk sees", "until")
    for one in selectors.delegations(command_line(), now=clock.now()):
        terms = one.terms
        state = "in_force" if one.in_force else one.state.value
        rights = " ".join(sorted(terms.rights))
        until = f"{terms.valid_until:%Y-%m-%d}"
        table.add_row(one.id, terms.sub_bureau, state, rights, terms.oversight.value, until)
    out.print(table)


@delegation.command("withdraw")
def delegation_withdraw(
    delegation_id: UUID, why: Annotated[str, typer.Option(help="the sub-bureau reads it")]
) -> None:
    """Withdraw a delegation at once."""
    services.withdraw_delegation(
        command_line(), delegation_id=delegation_id, note=why, now=clock.now()
    )
    out.print("withdrawn", markup=False)
