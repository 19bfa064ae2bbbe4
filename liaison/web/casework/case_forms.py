"""What each step on a case file asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liaison.casework import services
from liaison.casework.limits import NAME_MAXIMUM, REFERENCE_MAXIMUM, TITLE_MAXIMUM
from liaison.casework.states import CaseState
from liaison.casework.words import RelatedKind, Subject
from liaison.identity.types import Actor
from liaison.web.casework.asking import choices
from liaison.web.casework.forms import OfferForm, StepForm, WordsField, WordsForm
from liaison.web.casework.relating import reference_of
from liaison.web.casework.takers import people_of_the_shift, taker_of, takers_to_choose
from liaison.web.casework.words import RELATED, Text
from liaison.web.filters import FilterForm, PlainField

ROLE_MAXIMUM: Final = 40
ADDRESS_MAXIMUM: Final = 200


class CasesForm(FilterForm):
    """Which case files to list."""

    text = PlainField(
        label=_("Reference or words of the title"), max_length=REFERENCE_MAXIMUM, required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(CaseState.OPEN.value, _("Open")), ("all", _("All"))],
        required=False,
    )

    @property
    def wanted(self) -> CaseState | None:
        """The state a valid address asks for; None for all."""
        return None if self.text_of("state") == "all" else CaseState.OPEN


class OpenCaseForm(StepForm):
    """What it is called."""

    title = forms.CharField(
        label=_("Title of the case"),
        max_length=TITLE_MAXIMUM,
        error_messages={"required": _("Write what the case is about.")},
    )


class PartyForm(StepForm):
    """Who belongs to it, and in what role."""

    role = forms.CharField(
        label=_("Role"), max_length=ROLE_MAXIMUM, help_text=_("Suspect, victim, prosecutor")
    )
    name = forms.CharField(label=_("Name"), max_length=NAME_MAXIMUM)
    words = WordsField(label=_("More about them"), required=False)


class TaskForm(StepForm):
    """What, who, until when."""

    words = WordsField(label=_("What is to be done"))
    person_id = forms.ChoiceField(label=_("By whom"), choices=[], required=False)
    due_at = forms.DateTimeField(
        label=_("Until (UTC)"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Show these people."""
        self.fields["person_id"].choices = [  # type: ignore[attr-defined]
            ("", _("anybody here")),
            *people,
        ]


class CaseLinkForm(StepForm):
    """Which request."""

    reference = forms.CharField(
        label=_("Reference of the request"),
        max_length=REFERENCE_MAXIMUM,
        help_text=_("Ours or theirs"),
    )


class RelateForm(StepForm):
    """What the case points to, and why."""

    kind = forms.ChoiceField(label=_("What it is"), choices=choices(RELATED))
    reference = PlainField(
        label=_("Its reference, or the address of its page"),
        max_length=ADDRESS_MAXIMUM,
        help_text=_("BJ-2026-000123, or copied from the address bar while its page is open"),
    )
    words = WordsField(label=_("Why it belongs here"), required=False, rows=2)


class TaskDoneForm(StepForm):
    """Which task, and whether it was done."""

    task = forms.UUIDField(error_messages={"invalid": _("This is not the id of a task.")})
    dropped = forms.BooleanField(required=False)


class ThingForm(StepForm):
    """Which request or pointer to take out of the file."""

    thing = forms.UUIDField()


Command = Callable[[Actor, UUID, Any, datetime], object]


@dataclass(frozen=True)
class Way:
    """One step on a case file: what it is, what it asks for, what it does."""

    title: Text
    icon: str
    form: type[StepForm]
    run: Command
    done: Text
    button: Text
    on: CaseState = CaseState.OPEN


def _party(actor: Actor, case: UUID, form: PartyForm, now: datetime) -> object:
    said = form.cleaned_data
    return services.add_party(
        actor, case_id=case, role=said["role"], name=said["name"], words=said["words"], now=now
    )


def _task(actor: Actor, case: UUID, form: TaskForm, now: datetime) -> object:
    said = form.cleaned_data
    return services.add_task(
        actor,
        case_id=case,
        words=said["words"],
        person_id=said["person_id"],
        due_at=said["due_at"],
        now=now,
    )


def _link(actor: Actor, case: UUID, form: CaseLinkForm, now: datetime) -> object:
    reference = form.cleaned_data["reference"]
    found = services.find_requests(actor, reference=reference, now=now)
    if len(found.lines) != 1:
        form.add_error(
            "reference",
            _("No request has this reference.")
            if not found.lines
            else _("Several requests have this reference: use our own, such as BJ-2026-000123."),
        )
        return None
    return services.link_request(actor, case_id=case, request_id=found.lines[0].id, now=now)


def _done(actor: Actor, case: UUID, form: TaskDoneForm, now: datetime) -> object:  # noqa: ARG001
    said = form.cleaned_data
    return services.finish_task(actor, task_id=said["task"], dropped=said["dropped"], now=now)


def _relate(actor: Actor, case: UUID, form: RelateForm, now: datetime) -> object:
    said = form.cleaned_data
    kind = RelatedKind(said["kind"])
    return services.relate(
        actor,
        case_id=case,
        kind=kind,
        reference=reference_of(actor, kind, said["reference"], now),
        words=said["words"],
        now=now,
    )


def _unrelate(actor: Actor, case: UUID, form: ThingForm, now: datetime) -> object:
    thing = form.cleaned_data["thing"]
    return services.unrelate(actor, case_id=case, entry_id=thing, now=now)


def _unlink(actor: Actor, case: UUID, form: ThingForm, now: datetime) -> object:
    thing = form.cleaned_data["thing"]
    return services.unlink_request(actor, case_id=case, request_id=thing, now=now)


def _offer(actor: Actor, case: UUID, form: OfferForm, now: datetime) -> object:
    organisation, person = taker_of(form.cleaned_data["to"])
    return services.offer(
        actor,
        subject_kind=Subject.CASE,
        subject=case,
        to_organisation=organisation,
        to_person=person,
        words=form.cleaned_data["words"],
        now=now,
    )


def _said(verb: Callable[..., object]) -> Command:
    def run(actor: Actor, case: UUID, form: StepForm, now: datetime) -> object:
        return verb(actor, case_id=case, words=form.cleaned_data["words"], now=now)

    return run


WAYS: Final[Mapping[str, Way]] = {
    "task": Way(_("Add a task"), "checklist", TaskForm, _task, _("Added."), _("Add the task")),
    "note": Way(
        _("Write a note"), "note", WordsForm, _said(services.add_note), _("Kept."), _("Keep")
    ),
    "party": Way(_("Add a party"), "user-plus", PartyForm, _party, _("Added."), _("Add")),
    "link": Way(
        _("Put a request into it"), "link", CaseLinkForm, _link, _("It is in the file."), _("Put")
    ),
    "relate": Way(
        _("Point to something related"),
        "tag",
        RelateForm,
        _relate,
        _("The case points there."),
        _("Relate"),
    ),
    "offer": Way(
        _("Offer it to somebody"),
        "arrows-exchange",
        OfferForm,
        _offer,
        _("It is offered. Until it is taken over, you stay responsible."),
        _("Offer"),
    ),
    "close": Way(
        _("Close the case"),
        "lock",
        WordsForm,
        _said(services.close_case),
        _("The case is closed."),
        _("Close"),
    ),
    "reopen": Way(
        _("Open it again"),
        "lock-open",
        WordsForm,
        _said(services.reopen_case),
        _("The case is open."),
        _("Open again"),
        on=CaseState.CLOSED,
    ),
}


# steps with a button beside the thing they are about
BESIDE: Final[Mapping[str, Way]] = {
    "done": Way(_("Task"), "check", TaskDoneForm, _done, _("The task is finished."), _("Done")),
    "unrelate": Way(
        _("Related thing"), "x", ThingForm, _unrelate, _("It is out of the file."), _("Take out")
    ),
    "unlink": Way(
        _("Request"), "x", ThingForm, _unlink, _("It is out of the file."), _("Take out")
    ),
}


def prepared(name: str, actor: Actor, now: datetime, said: QueryDict | None = None) -> StepForm:
    """Return the form of a step with what can be chosen in it.

    Args:
        name: of the step.
        actor: who looks.
        now: the present moment.
        said: what was sent, or None.
    """
    if name in BESIDE:
        return BESIDE[name].form(said)
    form = WAYS[name].form(said, prefix=name)
    if isinstance(form, TaskForm):
        form.offer(people_of_the_shift(actor, now))
    elif isinstance(form, OfferForm):
        form.offer(takers_to_choose(actor, now))
    return form
