"""The page of one record: its facts, who has it, what is noted, what may be done."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from liaison.core import clock
from liaison.exchange import selectors as exchange
from liaison.identity.types import Actor, Permission
from liaison.records import services
from liaison.records.states import Held, RecordState
from liaison.records.types import RecordFile
from liaison.web import bureaus
from liaison.web.files.lines import lines_of as lines_of_files
from liaison.web.http import StaffRequest
from liaison.web.records.forms import (
    AnnotateForm,
    CorrectForm,
    KeepForm,
    RestrictForm,
    WithdrawForm,
)
from liaison.web.records.lines import copy_line_of, correction_line_of, line_of, past_line_of
from liaison.web.records.shown import lines_of, unsaid
from liaison.web.records.words import HELD

Given = Mapping[str, forms.Form]


def bureau_choices(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Return the other bureaus to choose from, by name."""
    there = exchange.bureau_names(now).items()
    return sorted(
        ((one, name) for one, name in there if one != actor.bureau), key=lambda pair: pair[1]
    )


def record_page(
    request: StaffRequest,
    record_id: UUID,
    *,
    given: Given | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show one record; a form that was not complete stands there as it was typed.

    Raises:
        PermissionRefused: the chair does not read records.
        NoSuchRecord: missing or hidden.
    """
    actor, now = request.actor, clock.now()
    file = services.read_record(actor, record_id=record_id, now=now)
    who = bureaus.known(actor, now)
    facts = file.record
    own = facts.held is Held.OWN
    page = {
        "file": file,
        "line": line_of(facts),
        "fields": lines_of(facts),
        "photographs": lines_of_files(file.photographs),
        "unsaid": () if facts.shredded_at else unsaid(facts),
        "own": own,
        "held": HELD[facts.held],
        "owner": who.name(facts.owner),
        "recipients": [who.name(one) for one in file.recipients],
        "excluded": [who.name(one) for one in file.excluded],
        "copies": [copy_line_of(copy, who) for copy in file.copies],
        "notes": [(who.name(note.author), note) for note in file.annotations],
        "corrections": [correction_line_of(one, who) for one in file.corrections],
        "past": [past_line_of(one, facts.kind, who) for one in file.past],
        "today": now.date(),
        "may_read_messages": actor.may(Permission.MESSAGE_READ),
        **_steps(actor, file, given or {}, now),
    }
    return render(request, "records/record.html", page, status=status)


def _steps(actor: Actor, file: RecordFile, given: Given, now: datetime) -> dict[str, object]:
    facts = file.record
    own = facts.held is Held.OWN
    active = own and facts.state is RecordState.ACTIVE and actor.at_bureau
    may_change = active and actor.may(Permission.DOCUMENT_IMPORT)
    may_note = actor.may(Permission.RECORD_ANNOTATE)
    chosen: dict[str, forms.Form] = {"withdraw": WithdrawForm()}
    if may_change:
        # bureaus that are excluded already stay among the choices, known today or not
        choices = {one: one for one in file.excluded} | dict(bureau_choices(actor, now))
        chosen["restrict"] = RestrictForm(
            list(choices.items()), initial={"excluded": list(file.excluded)}
        )
        chosen["keep"] = KeepForm()
    if may_note:
        chosen["annotate"] = AnnotateForm(own=own or not actor.at_bureau)
        chosen["correct"] = CorrectForm(facts.kind)
    return {
        "forms": {**chosen, **given},
        "may_withdraw": active and actor.may(Permission.DOCUMENT_WITHDRAW),
        "may_change": may_change,
        "may_note": may_note,
        "may_ask": may_note and not own and actor.at_bureau,
    }
