"""`liaison records`: bring records in from a file, open them to queries, withdraw one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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

from liaison.cli.at_the_machine import command_line, confirm
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.exchange import selectors as exchange
from liaison.records import csvfile, recordfile, services
from liaison.records.csvfile import Survey
from liaison.records.fields import draft_of
from liaison.records.states import RecordKind, WithdrawalReason
from liaison.records.types import ImportReport, ParsedRecord, Reject
from liaison.search import services as search

FILES_EVERY = 5000  # records, between two times of writing the files of the index
out = Console(highlight=False, soft_wrap=True)
records = typer.Typer(no_args_is_help=True, help="Records of persons, documents and things.")


@records.command("import")
def import_file(
    file: Path,
    to: Annotated[
        list[str] | None, typer.Option(help="only these bureaus may hold copies; else all")
    ] = None,
    kind: Annotated[RecordKind, typer.Option(help="what the file is about")] = (
        RecordKind.TRAVEL_DOCUMENT
    ),
    not_to: Annotated[
        list[str] | None, typer.Option(help="these bureaus must never receive the new records")
    ] = None,
    nobody: Annotated[bool, typer.Option("--to-nobody", help="send no copies")] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(help="where refused lines go; else beside FILE, ending .rejects.csv"),
    ] = None,
) -> None:
    """Import records from a CSV file, or from one with a JSON object a line (.jsonl).

    The columns are described in docs/how-to/import-documents.md and import-records.md. Importing
    the same file again changes nothing.
    """
    if not file.is_file():
        raise CommandRefused(str(file), "is not a file; nothing was imported")
    refused = rejects or file.with_suffix(".rejects.csv")
    if refused.resolve() == file.resolve() or not refused.parent.is_dir():
        reason = "must be another file, in a folder that exists; nothing was imported"
        raise CommandRefused(f"--rejects {refused}", reason)
    now = clock.now()
    recipients = [] if nobody else (to or list(exchange.bureaus(now)))
    form = Form(kind, json_lines=file.suffix == ".jsonl")
    with file.open("rb") as stream:
        survey = form.survey(stream)
        stream.seek(0)
        with _progress() as progress:
            task = progress.add_task(file.name, total=survey.lines)
            report = services.import_records(
                command_line(),
                kind=kind,
                rows=_counted(form.rows(stream, now.date()), progress, task),
                source_digest=survey.digest,
                recipients=recipients,
                excluded=not_to or [],
                now=now,
            )
    _tell(report, refused)
    if report.rejects:
        raise typer.Exit(1)


@records.command("open")
def open_to_queries(
    kind: Annotated[RecordKind, typer.Option(help="what the records are about")],
    to: Annotated[
        list[str] | None, typer.Option(help="all bureaus that may be shown them")
    ] = None,
) -> None:
    """Set which bureaus are shown records of a kind when they ask, without holding copies."""
    bureaus = to or []
    told = ", ".join(sorted(set(bureaus))) or "nobody"
    confirm(f"Records of kind {kind.value} are shown on query to {told}")
    services.open_kind(command_line(), kind=kind, bureaus=bureaus, now=clock.now())
    out.print(f"{kind.value} records are shown on query to: {told}", markup=False)


@records.command("withdraw")
def withdraw(
    document: str,
    reason: Annotated[WithdrawalReason, typer.Option()],
    note: Annotated[str, typer.Option(help="for the log")] = "",
) -> None:
    """Withdraw a record of this bureau: every copy abroad is recalled."""
    try:
        document_id = UUID(document)
    except ValueError:
        raise CommandRefused(document, "is not the id of a record") from None
    confirm(f"Record {document_id} is withdrawn and every copy abroad is recalled")
    services.withdraw(
        command_line(), document_id=document_id, reason=reason, note=note, now=clock.now()
    )
    out.print("withdrawn; every copy is recalled", markup=False)


def reindex() -> None:
    """Build the index of records again from what is stored, some hundreds at a time.

    Needed once after records were moved by an update. It may be stopped and begun again at any
    time; the bureau goes on working meanwhile. The files of the index are written anew in the end.
    """
    now = clock.now()
    done, found = 0, services.reindex(command_line(), after=None, now=now)
    with _progress() as progress:
        task = progress.add_task("records", total=found.done + found.left)
        while found.last is not None:
            done += found.done
            progress.update(task, completed=done, total=done + found.left)
            if done % FILES_EVERY == 0:  # else every question would wait for the worker
                search.catch_up(now=clock.now())
            found = services.reindex(command_line(), after=found.last, now=clock.now())
        files = progress.add_task("files", total=None)
        search.catch_up(
            now=clock.now(),
            anew=True,
            progress=lambda done, total: progress.update(files, completed=done, total=total),
        )
    out.print(f"{done} records are in the index again", markup=False)


@dataclass(frozen=True)
class Form:
    """How a file is read: travel documents by their own columns, the rest by their fields."""

    kind: RecordKind
    json_lines: bool

    @property
    def of_documents(self) -> bool:
        """Whether the file has the columns of travel documents."""
        return self.kind is RecordKind.TRAVEL_DOCUMENT and not self.json_lines

    def survey(self, stream: BinaryIO) -> Survey:
        """Look at the whole file without storing anything."""
        if self.of_documents:
            return csvfile.survey(stream)
        return recordfile.survey(stream, self.kind, json_lines=self.json_lines)

    def rows(self, stream: BinaryIO, today: date) -> Iterator[ParsedRecord | Reject]:
        """Give every line as a record or as a reject."""
        if not self.of_documents:
            yield from recordfile.read(stream, self.kind, json_lines=self.json_lines, today=today)
            return
        for row in csvfile.read(stream, today=today):
            yield row if isinstance(row, Reject) else ParsedRecord(row.line, draft_of(row.fields))


def _counted(
    rows: Iterator[ParsedRecord | Reject], progress: Progress, task: TaskID
) -> Iterator[ParsedRecord | Reject]:
    for row in rows:
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
