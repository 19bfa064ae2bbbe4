"""The first day of a bureau: tables, organisations, administrator, a directory that lists it."""

import json
import secrets
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from rich.console import Console

from liaison.cli import people_file
from liaison.cli.at_the_machine import command_line
from liaison.cli.people_file import PersonLine
from liaison.cli.setting_up import Plan
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.exchange import keymaking
from liaison.exchange import services as exchange
from liaison.exchange.services import card as cards
from liaison.identity import services as identity
from liaison.lib.wire import directory
from liaison.lib.wire.keys import load_private
from liaison.search import warming

TERM = timedelta(days=365)
DAY = timedelta(days=1)
CARD = "card.json"
out = Console(highlight=False, soft_wrap=True)


def give(person_id: UUID, organisation: str, role: str, days: int) -> None:
    """Give a person a chair from now on; no organisation named is this bureau."""
    now = clock.now()
    identity.give_chair(
        command_line(),
        person_id=person_id,
        organisation=organisation or settings.NODE.organisation,
        role=role,
        valid_from=now,
        valid_until=now + days * DAY,
        now=now,
    )


def add_people(listed: Iterable[PersonLine], password: str) -> None:
    """Add the people of a file with their chairs, in the caller's transaction."""
    for person in listed:
        added = identity.add_person(
            command_line(),
            sign_in_name=person.sign_in_name,
            name=person.name,
            password=password,
            language="en",
            mail=person.mail,
            now=clock.now(),
        )
        for chair in person.chairs:
            give(added.pk, chair.organisation, chair.role, chair.days)


def make_tables(shared: Path | None) -> None:
    """Make the empty tables, or copy those the first bureau of a demonstration made just now.

    Args:
        shared: a file of empty tables: copied if it is there, else made for the others. None is
            the rule: every bureau makes its own.

    Raises:
        CommandRefused: this bureau's database is no file.
    """
    if shared is None:
        call_command("migrate", verbosity=0, interactive=False)
        return
    if connection.vendor != "sqlite":
        raise CommandRefused("--tables", "is for databases that are files")
    if shared.exists():
        shutil.copyfile(shared, connection.settings_dict["NAME"])
        return
    call_command("migrate", verbosity=0, interactive=False)
    part = shared.with_suffix(".part")
    with closing(sqlite3.connect(part)) as target:
        connection.connection.backup(target)
    # whoever waits for it sees all of it or nothing
    part.replace(shared)


def open_bureau(plan: Plan) -> None:
    """Fill a new home's database and trust folder.

    Args:
        plan: what `liaison init` was told.

    Raises:
        Refusal: an id, a name, the password or one of the files is not acceptable.
    """
    listed = people_file.read(plan.people) if plan.people else ()
    make_tables(plan.tables)
    actor, now = command_line(), clock.now()
    password = plan.password or secrets.token_urlsafe(16)
    with transaction.atomic():
        if plan.organisations is not None:
            identity.load_organisations(actor, file=plan.organisations, now=now)
        else:
            identity.found_bureau(actor, name=plan.name, country=plan.country, now=now)
        person = identity.add_person(
            actor,
            sign_in_name=plan.administrator,
            name=plan.administrator,
            password=password,
            language="en",
            now=now,
        )
        identity.give_chair(
            actor,
            person_id=person.pk,
            organisation=plan.organisation,
            role="administrator",
            valid_from=now,
            valid_until=now + TERM,
            now=now,
        )
        add_people(listed, password)
    parent = plan.organisation.rpartition("/")[0]
    made = cards.card(name=plan.name, parent=parent, desks=cards.own_desks(actor), now=now)
    trust_folder = settings.NODE.trust_folder
    (trust_folder / CARD).write_text(json.dumps(made, indent=1))
    root = trust_folder / keymaking.ROOT_PRIVATE
    # a sub-bureau speaks by its parent's word: a directory of its own making cannot hold that
    if root.exists() and not parent:
        claims = cards.directory_claims([made], version=int(now.timestamp()), now=now)
        token = directory.sign(claims, by=load_private(root.read_bytes()).newest)
        exchange.install_directory(actor, token=token, now=now)
    if not plan.demo:  # whose code is compiled, and which has four more to make
        out.print("Preparing the search for this machine ...", markup=False)
        warming.read()
    _tell(plan, "" if plan.password else password)


def _command() -> str:
    """Return how this command was called, for whoever copies it."""
    return sys.argv[0] if Path(sys.argv[0]).name == "liaison" else "liaison"


def _tell(plan: Plan, password: str) -> None:
    out.print(f"{plan.name} is ready in {plan.home}", markup=False)
    out.print(f"  start it      {_command()} serve --home {plan.home}", markup=False)
    out.print(f"  sign in       {settings.NODE.text('staff.address')}", markup=False)
    out.print(f"  administrator {plan.administrator}", markup=False)
    if password:
        out.print(f"  password      {password}   (shown this once)", markup=False)
    out.print(f"  card          {plan.home / 'trust' / CARD}   (for other bureaus)", markup=False)
