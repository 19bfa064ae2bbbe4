"""`liaison trust`: cards, delegations, directories. Imported once Django is started."""

import hashlib
import json
import sys
from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.table import Table

from liaison.cli.at_the_machine import command_line, confirm
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.exchange import keymaking, selectors, services
from liaison.exchange.services import card as cards
from liaison.identity import selectors as people
from liaison.lib.wire import directory, limits
from liaison.lib.wire.canonical import JsonObject, decode
from liaison.lib.wire.entry import parse_entry
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import load_private

CARD_BYTES = 64 * 1024
DIRECTORY_BYTES = 8 * 1024 * 1024
DAY = timedelta(days=1)

out = Console(highlight=False, soft_wrap=True)
trust = typer.Typer(no_args_is_help=True, help="Whom this bureau trusts.")
To = Annotated[Path, typer.Option("--out", help="where the file goes")]
Withdrawals = Annotated[
    list[Path] | None, typer.Option("--withdrawal", help="what trust withdraw wrote; repeatable")
]


@trust.command("card")
def trust_card(
    name: Annotated[str, typer.Option(help="name of the bureau")] = "",
    withdrawal: Withdrawals = None,
) -> None:
    """Print this bureau's card: what the signer of the directory is asked to list."""
    actor = command_line()
    made = cards.card(
        name=name or people.own_bureau().name,
        parent=settings.NODE.organisation.rpartition("/")[0],
        desks=cards.own_desks(actor),
        withdrawals=[_token(file) for file in withdrawal or ()],
        now=clock.now(),
    )
    sys.stdout.write(json.dumps(made, indent=1) + "\n")


@trust.command("delegate")
def trust_delegate(
    card_file: Path,
    to: To,
    scope: Annotated[
        list[str] | None,
        typer.Option(help="a room whose messages it may send, such as casework; else all"),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=731)] = 365,
) -> None:
    """Vouch for a sub-bureau: its card, with this bureau's signed delegation in it."""
    made = _card(card_file)
    now = clock.now()
    confirm(f"This bureau vouches for {made['id']} for {days} days")
    token = services.delegate(
        command_line(),
        subject=str(made["id"]),
        scope=scope or ["all"],
        valid_from=now,
        valid_until=now + days * DAY,
        now=now,
    )
    own = settings.NODE.organisation
    to.write_text(json.dumps({**made, "parent": own, "delegation": token}, indent=1))
    out.print(f"{own} vouches for {made['id']} for {days} days: {to}", markup=False)


@trust.command("withdraw")
def trust_withdraw(subject: str, to: To) -> None:
    """Take back every delegation to a sub-bureau: a signed word for the next directory."""
    confirm(f"This bureau vouches for {subject} no longer")
    token = services.withdraw_delegation(command_line(), subject=subject, now=clock.now())
    to.write_text(token)
    out.print(f"withdrawn from {subject}, once a directory carries it: {to}", markup=False)


@trust.command("sign")
def trust_sign(
    card_files: list[Path],
    to: Annotated[Path, typer.Option("--out", help="where the signed directory goes")],
    root_file: Annotated[
        Path | None, typer.Option("--root", help="private root keys; else this node's")
    ] = None,
    withdrawal: Withdrawals = None,
) -> None:
    """Sign a directory that lists these cards."""
    root = root_file or settings.NODE.trust_folder / keymaking.ROOT_PRIVATE
    if not root.exists():
        raise CommandRefused(str(root), "this node has no root: another one signs its directory")
    now = clock.now()
    moment = int(now.timestamp())
    confirm(f"The root of this node signs a directory of {len(card_files)} bureaus")
    listed = [_read(file) for file in card_files]
    try:
        listed = cards.with_withdrawals(listed, [_token(file) for file in withdrawal or ()])
        claims = cards.directory_claims(listed, version=moment, now=now)
        token = directory.sign(claims, by=load_private(root.read_bytes()).newest)
    except WireRefusal as refusal:
        raise CommandRefused("cards", str(refusal)) from refusal
    services.note_signed(
        command_line(),
        version=moment,
        organisations=[str(one["id"]) for one in listed],
        now=now,
    )
    to.write_text(token)
    out.print(f"version {claims['version']} lists {len(listed)} bureaus: {to}", markup=False)
    _tell_refused(directory.parse(claims).at(moment))


@trust.command("install")
def trust_install(file: Path) -> None:
    """Accept a newer directory, signed by a root this node trusts."""
    if not file.is_file() or file.stat().st_size > DIRECTORY_BYTES:
        raise CommandRefused(str(file), "is not a file of a directory's size")
    token = file.read_text(encoding="ascii", errors="replace").strip()
    now = clock.now()
    confirm(f"{file} decides from now on which bureaus are trusted")
    found = services.install_directory(command_line(), token=token, now=now)
    out.print(f"version {found.version} rules, {len(found.entries)} bureaus", markup=False)
    _tell_refused(found.at(int(now.timestamp())))


@trust.command("show")
def trust_show() -> None:
    """Show the bureaus of the directory that rules, with the fingerprints to compare by voice."""
    found = selectors.directory(clock.now())
    table = Table("bureau", "name", "address", "desks", "relay", "certificate", "signing key")
    for entry in found.entries.values():
        signing = [key.kid[:16] for key in entry.keys if key.use == "sig"]
        pins = [pin[:16] for pin in entry.tls_pins]
        desks = [desk.address or desk.id for desk in entry.desks]
        table.add_row(
            entry.id,
            entry.name,
            entry.endpoint,
            ", ".join(desks),
            entry.relay,
            " ".join(pins),
            " ".join(signing),
        )
    out.print(table)
    # in lines of their own: a narrow table would break them
    for entry in found.entries.values():
        out.print(f"{entry.id}: log key {log_fingerprint(entry.log_key)}", markup=False)
    _tell_refused(found)


def log_fingerprint(log_key: str) -> str:
    """Return the beginning of a log key's fingerprint, as `liaison backup check` shows it."""
    raw = urlsafe_b64decode(log_key + "=" * (-len(log_key) % 4))
    return hashlib.sha256(raw).hexdigest()[:16]


def _tell_refused(found: directory.Directory) -> None:
    for one in found.refused.values():
        out.print(f"not trusted: {one.reason.subject}: {one.reason.reason}", markup=False)


def _card(file: Path) -> JsonObject:
    made = _read(file)
    try:
        parse_entry(made)
    except WireRefusal as refusal:
        raise CommandRefused(str(file), f"is not a card: {refusal}") from refusal
    return made


def _read(file: Path) -> JsonObject:
    try:
        return decode(file.read_bytes()[: CARD_BYTES + 1], limit=CARD_BYTES)
    except (OSError, WireRefusal) as error:
        raise CommandRefused(str(file), f"is not a card: {error}") from error


def _token(file: Path) -> str:
    try:
        with file.open(encoding="ascii", errors="replace") as opened:
            return opened.read(limits.TOKEN_CHARACTERS + 1).strip()
    except OSError as error:
        raise CommandRefused(str(file), "cannot be read") from error
