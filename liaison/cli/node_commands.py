"""Commands of a bureau: worker, records, audit, user, trust. Imported once Django is started."""

import json
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import connection, transaction
from rich.console import Console

from liaison.audit import verification
from liaison.casework import services as casework
from liaison.cli import access_commands, people_file, upgrading
from liaison.cli.at_the_machine import command_line, confirm
from liaison.cli.first_day import add_people, give
from liaison.cli.record_commands import records, reindex
from liaison.cli.trust_commands import trust
from liaison.core import clock, logs
from liaison.core.errors import CommandRefused
from liaison.core.sockets import PERIODIC
from liaison.core.worker import Worker
from liaison.identity import selectors as people
from liaison.identity import services as identity
from liaison.search import warming

out = Console(highlight=False)
app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
audit = typer.Typer(no_args_is_help=True, help="The tamper-evident log.")
user = typer.Typer(no_args_is_help=True, help="People and their chairs.")
app.add_typer(records, name="records")
app.command("reindex")(reindex)
app.command("upgrade")(upgrading.upgrade)
app.add_typer(audit, name="audit")
app.add_typer(user, name="user")
app.add_typer(access_commands.delegation, name="delegation")
app.add_typer(trust, name="trust")
app.add_typer(access_commands.machine, name="machine")


@app.command()
def worker() -> None:
    """Run the worker of this bureau until it is told to stop."""
    logs.name_process("worker")
    found = Worker(
        clock=clock.now,
        lease=timedelta(seconds=settings.NODE.number("worker.lease_seconds")),
        threads=settings.NODE.number("worker.threads"),
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: found.stop())
    # a job that reads names cold would hold the database's one writer for a second
    warming.read()
    found.run()


@app.command("pass-time")
def pass_time(
    hours: Annotated[int, typer.Option(min=1, max=24 * 365, help="how many hours")],
) -> None:
    """Pretend once that hours have passed for the clocks of requests; demonstration only."""
    if not settings.NODE.demo:
        raise CommandRefused("pass-time", "is for demonstrations: real clocks cannot be pushed")
    now = clock.now()
    casework.pretend_hours(command_line(), hours=hours, now=now)
    PERIODIC["casework.clocks"].run(now)


@audit.command("verify")
def audit_verify(
    as_json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
) -> None:
    """Recompute the whole log; status 1 if anything in it is not what it was."""
    report = verification.verify(now=clock.now())
    if as_json:
        sys.stdout.write(json.dumps(_report(report)) + "\n")
    else:
        _print_report(report)
    if not report.ok:
        raise typer.Exit(1)


@user.command("add")
def user_add(
    sign_in_name: str,
    name: Annotated[str, typer.Option(prompt=True)],
    password: Annotated[
        str,
        typer.Option(
            prompt=True, hide_input=True, confirmation_prompt=True, envvar="LIAISON_INIT_PASSWORD"
        ),
    ],
    organisation: Annotated[str, typer.Option(help="id; else this bureau")] = "",
    role: Annotated[str, typer.Option(help="see resources/roles.toml")] = "frontline_officer",
    days: Annotated[int, typer.Option(min=1, max=730, help="how long the chair is valid")] = 365,
    mail: Annotated[str, typer.Option(help="where they read mail; optional")] = "",
) -> None:
    """Add a person and give them a chair; both or neither."""
    actor, now = command_line(), clock.now()
    with transaction.atomic():
        person = identity.add_person(
            actor,
            sign_in_name=sign_in_name,
            name=name,
            password=password,
            language="en",
            mail=mail,
            now=now,
        )
        give(person.pk, organisation, role, days)
    out.print(f"{name} signs in as {sign_in_name}: {role}, {days} days", markup=False)


@user.command("load")
def user_load(
    file: Path,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, envvar="LIAISON_INIT_PASSWORD")
    ],
) -> None:
    """Add the people of a TOML file, all with the same first password; all or nobody."""
    listed = people_file.read(file)
    with transaction.atomic():
        add_people(listed, password)
    out.print(f"{len(listed)} people added", markup=False)


@user.command("chair")
def user_chair(
    sign_in_name: str,
    organisation: Annotated[str, typer.Option(help="id; else this bureau")] = "",
    role: Annotated[str, typer.Option()] = "frontline_officer",
    days: Annotated[int, typer.Option(min=1, max=730)] = 365,
) -> None:
    """Give a person another chair, or a new term to one they hold."""
    person = people.person_by_sign_in_name(command_line(), sign_in_name, now=clock.now())
    confirm(f"{person.name} gets the chair {role} for {days} days")
    give(person.pk, organisation, role, days)
    out.print(f"{sign_in_name}: {role}, {days} days", markup=False)


@user.command("end")
def user_end(sign_in_name: str) -> None:
    """End every chair a person holds, now: they can still sign in and may do nothing."""
    actor, now = command_line(), clock.now()
    person = people.person_by_sign_in_name(actor, sign_in_name, now=clock.now())
    confirm(f"Every chair of {person.name} ends now")
    ended = identity.end_chairs(actor, person_id=person.pk, now=now)
    out.print(f"{sign_in_name}: chairs ended: {ended}", markup=False)


@user.command("password")
def user_password(
    sign_in_name: str,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Set a new password for a person who lost theirs."""
    actor = command_line()
    person = people.person_by_sign_in_name(actor, sign_in_name, now=clock.now())
    confirm(f"{person.name} can sign in with the password you typed and is told so")
    identity.set_password(actor, person_id=person.pk, password=password, now=clock.now())
    out.print(f"{sign_in_name}: a new password is set", markup=False)


def _report(report: verification.Report) -> dict[str, object]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "sequenced": report.sequenced,
        "pending": report.pending,
        "erased_payloads": report.erased_payloads,
        "checkpoints": report.checkpoints,
        "failures": [
            {"kind": found.kind.value, "sequence": found.sequence, "detail": found.detail}
            for found in report.failures
        ],
    }


def _print_report(report: verification.Report) -> None:
    word = "The log is what it was." if report.ok else "THE LOG IS NOT WHAT IT WAS."
    out.print(word, style="bold green" if report.ok else "bold red")
    out.print(
        f"{report.entries} entries, {report.sequenced} in the tree, {report.pending} waiting, "
        f"{report.erased_payloads} erased, {report.checkpoints} checkpoints "
        f"({connection.vendor})",
        markup=False,
    )
    for found in report.failures:
        place = "" if found.sequence is None else f" at {found.sequence}"
        out.print(f"  {found.kind.value}{place}: {found.detail}", markup=False)
