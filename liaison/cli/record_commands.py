"""`liaison records`: bring documents in from a file, withdraw one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from liaison.cli.first_day import command_line
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.exchange import selectors as exchange
from liaison.records import csvfile, services
from liaison.records.states import WithdrawalReason
from liaison.records.types import ImportReport, ParsedRow, Reject

out = Console(highlight=False, soft_wrap=True)
records = typer.Typer(no_args_is_help=True, help="Travel documents.")


@records.command("import")
def import_file(
    file: Path,
    to: Annotated[
        list[str] | None, typer.Option(help="only these bureaus may hold copies; else all")
    ] = None,
    nobody: Annotated[bool, typer.Option("--to-nobody", help="send no copies")] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="where refused lines go; else FILE.rejects.csv")
    ] = None,
) -> None:
    """Import stolen, lost and revoked travel documents from a CSV file.

    The columns are described in docs/how-to/import-documents.md. Importing the same file again
    changes nothing.
    """
    if not file.is_file():
        raise CommandRefused(str(file), "is not a file; nothing was imported")
    refused = rejects or file.with_suffix(".rejects.csv")
    if refused.resolve() == file.resolve() or not refused.parent.is_dir():
        reason = "must be another file, in a folder that exists; nothing was imported"
        raise CommandRefused(f"--rejects {refused}", reason)
    now = clock.now()
    recipients = [] if nobody else (to or list(exchange.bureaus(now)))
    with file.open("rb") as stream:
        survey = csvfile.survey(stream)
        stream.seek(0)
        with _progress() as progress:
            task = progress.add_task(file.name, total=survey.lines)
            report = services.import_documents(
                command_line(),
                rows=_counted(stream, progress, task),
                source_digest=survey.digest,
                recipients=recipients,
                now=now,
            )
    _tell(report, refused)
    if report.rejects:
        raise typer.Exit(1)


@records.command("withdraw")
def withdraw(
    document: str,
    reason: Annotated[WithdrawalReason, typer.Option()],
    note: Annotated[str, typer.Option(help="for the log")] = "",
) -> None:
    """Withdraw a document of this bureau: every copy abroad is recalled."""
    try:
        document_id = UUID(document)
    except ValueError:
        raise CommandRefused(document, "is not the id of a document") from None
    services.withdraw(
        command_line(), document_id=document_id, reason=reason, note=note, now=clock.now()
    )
    out.print("withdrawn; every copy is recalled", markup=False)


def _counted(stream: BinaryIO, progress: Progress, task: TaskID) -> Iterator[ParsedRow | Reject]:
    for row in csvfile.read(stream, today=clock.now().date()):
        yield row
        progress.advance(task)


def _tell(report: ImportReport, rejects: Path) -> None:
    out.print(
        f"{report.created} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{len(report.rejects)} refused; {report.messages} messages queued",
        markup=False,
    )
    if report.rejects:
        with rejects.open("w", encoding="utf-8", newline="") as stream:
            csvfile.write_rejects(stream, report.rejects)
        out.print(f"refused lines, each with its reason: {rejects}", markup=False)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=False,
    )
