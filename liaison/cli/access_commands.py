"""Commands of access: sub-bureaus and machines. Imported once Django is started."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from django.conf import settings
from django.db import transaction
from rich.console import Console

from liaison.cli.at_the_machine import command_line, confirm
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.identity import selectors, services
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.types import MachineFacts, MachinePlan

# a line is never cut: ids in it are there to be copied
out = Console(highlight=False, soft_wrap=True)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MOST_DAYS = 366
MOST_HOURS = 720

delegation = typer.Typer(no_args_is_help=True, help="What sub-bureaus decide for themselves.")
machine = typer.Typer(no_args_is_help=True, help="Machines and their keys.")


@delegation.command("load")
def delegation_load(file: Path) -> None:
    """Put the delegations of a TOML file in force; all or none."""
    confirm(f"Every delegation of {file} is put in force")
    changed = services.load_delegations(command_line(), file=file, now=clock.now())
    out.print(f"delegations put in force: {changed}", markup=False)


@delegation.command("list")
def delegation_list() -> None:
    """Show every delegation, newest first."""
    for one in selectors.delegations(command_line(), now=clock.now()):
        terms = one.terms
        state = "in_force" if one.in_force else one.state.value
        rights = " ".join(sorted(terms.rights))
        until = f"{terms.valid_until:%Y-%m-%d}"
        sees = terms.oversight.value
        out.print(
            f"{one.id}  {terms.sub_bureau}  {state}  until {until}  desk sees {sees}  {rights}",
            markup=False,
        )


@delegation.command("withdraw")
def delegation_withdraw(
    delegation_id: UUID, why: Annotated[str, typer.Option(help="the sub-bureau reads it")]
) -> None:
    """Withdraw a delegation at once."""
    confirm(f"Delegation {delegation_id} ends now")
    services.withdraw_delegation(
        command_line(), delegation_id=delegation_id, note=why, now=clock.now()
    )
    out.print("withdrawn", markup=False)


@machine.command("add")
def machine_add(
    name: str,
    role: Annotated[str, typer.Option(help="a role of machines, see resources/roles.toml")],
    place: Annotated[str, typer.Option(help="where it stands, in words")],
    organisation: Annotated[str, typer.Option(help="id; else this bureau")] = "",
    days: Annotated[int, typer.Option(min=1, max=MOST_DAYS)] = 365,
) -> None:
    """Give a machine access and print its first key, once."""
    actor, now = command_line(), clock.now()
    if role not in MACHINE_ROLES:
        raise CommandRefused("--role", f"must be one of {', '.join(MACHINE_ROLES)}")
    plan = MachinePlan(
        name=name,
        organisation=organisation or settings.NODE.organisation,
        role=role,
        scope=MACHINE_ROLES[role].permissions,
        place=place,
        expires_at=now + days * DAY,
    )
    confirm(f"{name} gets access to {plan.organisation} as {role} for {days} days, and a key")
    with transaction.atomic():
        found = services.propose_machine(actor, plan=plan, now=now)
        services.validate_machine(actor, machine_id=found, now=now)
        token = services.make_machine_key(actor, machine_id=found, overlap=0 * HOUR, now=now)
    sys.stdout.write(token + "\n")


@machine.command("rotate")
def machine_rotate(
    name: str,
    overlap: Annotated[
        int, typer.Option(min=0, max=MOST_HOURS, help="hours the old key still opens")
    ] = 168,
) -> None:
    """Make another key for a machine, named by its name or id, and print it, once."""
    found = _found(name)
    confirm(f"{found.plan.name} gets another key; the old one opens for {overlap} hours")
    token = services.make_machine_key(
        command_line(), machine_id=UUID(found.id), overlap=overlap * HOUR, now=clock.now()
    )
    sys.stdout.write(token + "\n")


@machine.command("revoke")
def machine_revoke(name: str, why: Annotated[str, typer.Option()]) -> None:
    """End a machine's access at once."""
    found = _found(name)
    confirm(f"The keys of {found.plan.name} open nothing any more")
    services.revoke_machine(command_line(), machine_id=UUID(found.id), note=why, now=clock.now())
    out.print(f"{found.plan.name}: its keys open nothing any more", markup=False)


@machine.command("list")
def machine_list() -> None:
    """Show every machine, its keys without their secrets, and when it was last used."""
    for one in selectors.machines(command_line(), now=clock.now()):
        plan = one.plan
        used = "never" if one.last_used_at is None else f"{one.last_used_at:%Y-%m-%d %H:%M}"
        keys = " ".join(key.id for key in one.keys)
        until = f"{plan.expires_at:%Y-%m-%d}"
        out.print(
            f"{one.id}  {plan.name}  {plan.role}@{plan.organisation}  {one.state.value}  "
            f"until {until}  keys {keys or 'none'}  last used {used}",
            markup=False,
        )


def _found(name: str) -> MachineFacts:
    """Return the one machine with access of this name or id.

    Raises:
        CommandRefused: none, or several of that name.
    """
    found = [
        one
        for one in selectors.machines(command_line(), now=clock.now())
        if one.open and name in {one.id, one.plan.name}
    ]
    if len(found) != 1:
        raise CommandRefused(name, f"names {len(found)} machines with access; say an id")
    return found[0]
