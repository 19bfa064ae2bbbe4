"""What may be done with a request: one form and one command for each verb of the room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison.casework import selectors, services
from liaison.casework.errors import NoSuchCase
from liaison.casework.words import Subject
from liaison.identity.types import Actor
from liaison.web.casework import forms
from liaison.web.casework.takers import taker_of
from liaison.web.casework.words import Text
from liaison.web.files.choosing import FIELD
from liaison.web.files.forms import ids_of

# steps with which files may be enclosed
ENCLOSING: Final = ("answer", "draft_answer")
Command = Callable[[Actor, UUID, Any, datetime], object]


@dataclass(frozen=True)
class Way:
    """One step.

    Attributes:
        title: what it is.
        icon: name in the sprite.
        form: what it asks for.
        run: what it does.
        done: what the page says then.
        button: what the button says.
        note: a sentence above the form, or "".
        grave: whether it ends something for good.
        key: the single key that leads to it, or "".
        also: another step that the same form can take, with a button of its own, or "".
        beside: what that button says.
    """

    title: Text
    icon: str
    form: type[forms.StepForm]
    run: Command
    done: Text
    button: Text
    note: Text = ""
    grave: bool = False
    key: str = ""
    also: str = ""
    beside: Text = ""


def _review(actor: Actor, request: UUID, form: forms.ReviewForm, now: datetime) -> object:
    return services.review(
        actor,
        request_id=request,
        checklist=form.checklist(),
        decision=form.decided(),
        grounds=form.cleaned_data["grounds"],
        words=form.cleaned_data["words"],
        answer=form.cleaned_data["answer"],
        now=now,
    )


def _assign(actor: Actor, request: UUID, form: forms.AssignForm, now: datetime) -> object:
    said = form.cleaned_data
    return services.assign(
        actor,
        request_id=request,
        organisation=said["unit"],
        person_id=said["person"],
        words=said["words"],
        now=now,
    )


def _answer(actor: Actor, request: UUID, form: forms.AnswerForm, now: datetime) -> object:
    said = form.answer(_enclosed(form))
    return services.answer(actor, request_id=request, answer=said, now=now)


def _draft_answer(actor: Actor, request: UUID, form: forms.AnswerForm, now: datetime) -> object:
    said = form.answer(_enclosed(form))
    return services.draft_answer(actor, request_id=request, answer=said, now=now)


def _enclosed(form: forms.AnswerForm) -> list[str]:
    """Return the files that were ticked beside the form; whose they are, casework asks."""
    said = form.data
    return [str(one) for one in ids_of(said, FIELD)] if isinstance(said, QueryDict) else []


def _extend(actor: Actor, request: UUID, form: forms.ExtendForm, now: datetime) -> object:
    reason = form.cleaned_data["reason"]
    return services.extend(actor, request_id=request, by=form.by(), reason=reason, now=now)


def _close(actor: Actor, request: UUID, form: forms.CloseForm, now: datetime) -> object:
    words = form.cleaned_data["words"]
    return services.close(
        actor, request_id=request, outcome=form.outcome_said(), words=words, now=now
    )


def _offer(actor: Actor, request: UUID, form: forms.OfferForm, now: datetime) -> object:
    organisation, person = taker_of(form.cleaned_data["to"])
    return services.offer(
        actor,
        subject_kind=Subject.REQUEST,
        subject=request,
        to_organisation=organisation,
        to_person=person,
        words=form.cleaned_data["words"],
        now=now,
    )


def _link(actor: Actor, request: UUID, form: forms.LinkForm, now: datetime) -> object:
    said = form.cleaned_data
    if not said["case"]:
        return services.open_case(actor, title=said["title"], request_id=request, now=now)
    case = case_of(actor, said["case"], now)
    return services.link_request(actor, case_id=case, request_id=request, now=now)


def case_of(actor: Actor, reference: str, now: datetime) -> UUID:
    """Return the case of a reference.

    Raises:
        NoSuchCase: none, or none this actor may know.
    """
    found = selectors.cases(actor, state=None, text=reference, now=now)
    for one in found:
        if one.reference.casefold() == reference.casefold():
            return one.id
    raise NoSuchCase(reference)


def _said(verb: Callable[..., object]) -> Command:
    """Return a command for a verb that takes words."""

    def run(actor: Actor, request: UUID, form: forms.StepForm, now: datetime) -> object:
        return verb(actor, request_id=request, words=form.cleaned_data["words"], now=now)

    return run


def _bare(verb: Callable[..., object]) -> Command:
    """Return a command for a verb that takes nothing."""

    def run(actor: Actor, request: UUID, form: forms.StepForm, now: datetime) -> object:  # noqa: ARG001
        return verb(actor, request_id=request, now=now)

    return run


WAYS: Final[Mapping[str, Way]] = {
    "review": Way(
        _("Review it"),
        "checklist",
        forms.ReviewForm,
        _review,
        _("The decision is recorded."),
        _("Decide"),
        key="r",
    ),
    "release_answer": Way(
        _("Release the answer"),
        "send",
        forms.LetterForm,
        _said(services.release_answer),
        _("The answer is on its way."),
        _("Release"),
        note=_(
            "This is what the unit drafted. Change what must be changed: it leaves the house as "
            "it stands here, and the unit's own words stay in the thread."
        ),
        key="r",
    ),
    "answer": Way(
        pgettext_lazy("button", "Answer"),
        "message-reply",
        forms.AnswerForm,
        _answer,
        _("The answer is on its way."),
        _("Send the answer"),
        key="r",
    ),
    "draft_answer": Way(
        _("Draft the answer"),
        "pencil",
        forms.AnswerForm,
        _draft_answer,
        _("The desk has your draft."),
        _("Give it to the desk"),
        key="r",
    ),
    "clarify": Way(
        _("Clarify"),
        "message-reply",
        forms.WordsForm,
        _said(services.clarify),
        _("The clarification is on its way."),
        _("Send"),
        key="r",
    ),
    "assign": Way(
        _("Assign"),
        "user-check",
        forms.AssignForm,
        _assign,
        _("It is assigned."),
        _("Assign"),
        key="a",
    ),
    "return_answer": Way(
        _("Give the draft back"),
        "arrow-back-up",
        forms.WordsForm,
        _said(services.return_answer),
        _("The unit has it back."),
        _("Give back"),
    ),
    "give_back": Way(
        _("Give it back to the desk"),
        "arrow-back-up",
        forms.WordsForm,
        _said(services.give_back),
        _("The desk has it back."),
        _("Give back"),
    ),
    "ask_clarification": Way(
        _("Ask for clarification"),
        "message-question",
        forms.WordsForm,
        _said(services.ask_clarification),
        _("The question is on its way."),
        _("Ask"),
        note=_("The clock stands still until the other bureau clarifies."),
    ),
    "wait_for_court": Way(
        _("Wait for a court"),
        "gavel",
        forms.WordsForm,
        _said(services.wait_for_court),
        _("The clock stands still."),
        _("Pause the clock"),
    ),
    "resume": Way(
        _("Let the clock run again"),
        "clock-play",
        forms.MaybeWordsForm,
        _said(services.resume),
        _("The clock runs again."),
        _("Run again"),
    ),
    "extend": Way(
        _("Give more time"),
        "clock",
        forms.ExtendForm,
        _extend,
        _("The clock is extended."),
        _("Extend"),
    ),
    "remind": Way(
        _("Remind"),
        "bell",
        forms.MaybeWordsForm,
        _said(services.remind),
        _("Reminded."),
        _("Remind"),
        key="r",
    ),
    "pass_on": Way(
        _("Pass the answers on to the officer"),
        "send",
        forms.MaybeWordsForm,
        _said(services.pass_on),
        _("The officer can read it now."),
        _("Pass on"),
    ),
    "correct": Way(
        _("Correct the request"),
        "edit",
        forms.LetterForm,
        _said(services.correct),
        _("The correction is on its way."),
        _("Send the correction"),
        note=_("Everybody who has the request gets this text. A draft stays in the house."),
        also="draft_correction",
        beside=_("Keep it as a draft"),
    ),
    "draft_correction": Way(
        _("Ask the desk to correct it"),
        "pencil",
        forms.LetterForm,
        _said(services.draft_correction),
        _("The draft of the correction is kept. Nothing was sent."),
        _("Give it to the desk"),
        note=_("The desk reads it, may change it, and sends it to everybody who has the request."),
    ),
    "correct_answer": Way(
        _("Correct the answer"),
        "edit",
        forms.AnswerForm,
        _answer,
        _("The corrected answer is on its way."),
        _("Send the corrected answer"),
        note=_("What was answered stands here. The other bureau keeps both, in their order."),
    ),
    "note": Way(
        _("Leave a note"),
        "note",
        forms.WordsForm,
        _said(services.note),
        _("The note is kept."),
        _("Keep"),
        note=_("Notes stay in the house: they are never sent abroad."),
    ),
    "take": Way(
        _("Take it over"),
        "user-check",
        forms.NothingForm,
        _bare(services.take),
        _("You hold it now."),
        _("Take over"),
    ),
    "offer": Way(
        _("Offer it to somebody"),
        "arrows-exchange",
        forms.OfferForm,
        _offer,
        _("It is offered. Until it is taken over, you stay responsible."),
        _("Offer"),
        note=_("Nothing is without an owner: you hold it until somebody takes it over."),
    ),
    "link_case": Way(
        _("Put it into a case"),
        "briefcase",
        forms.LinkForm,
        _link,
        _("It is in the case file."),
        _("Put it there"),
    ),
    "close": Way(
        _("Close"),
        "lock",
        forms.CloseForm,
        _close,
        _("It is closed."),
        _("Close"),
        note=_("Say what came of it: the bureaus that answered learn it."),
        key="r",
    ),
    "cancel": Way(
        _("Cancel the request"),
        "ban",
        forms.MaybeWordsForm,
        _said(services.cancel),
        _("It is cancelled."),
        _("Cancel the request"),
        grave=True,
    ),
}
