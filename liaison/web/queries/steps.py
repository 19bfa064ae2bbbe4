"""What an officer does on a hit's page: one form and one command for each step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity.types import Actor
from liaison.queries import services
from liaison.queries.states import Action, Outcome, Urgency, Verb
from liaison.queries.types import HitFile
from liaison.web.forms import StaffForm
from liaison.web.queries import forms, words

Command = Callable[[Actor, UUID, Mapping[str, Any], datetime], object]


@dataclass(frozen=True)
class Way:
    """One step an officer can take.

    Attributes:
        form: what it asks for.
        run: what it does.
        done: what the page says then.
        button: what the button says.
    """

    form: type[StaffForm]
    run: Command
    done: str | Promise
    button: str | Promise


def _compare(actor: Actor, hit_id: UUID, said: Mapping[str, Any], now: datetime) -> object:
    same = said["same"] == forms.YES
    return services.compare(actor, hit_id=hit_id, same_document=same, note=said["note"], now=now)


def _ask(actor: Actor, hit_id: UUID, said: Mapping[str, Any], now: datetime) -> object:
    urgency = Urgency(said["urgency"])
    return services.ask_confirmation(
        actor, hit_id=hit_id, urgency=urgency, note=said["note"], now=now
    )


def _act(actor: Actor, hit_id: UUID, said: Mapping[str, Any], now: datetime) -> object:
    return services.take_action(
        actor,
        hit_id=hit_id,
        action=Action(said["action"]),
        emergency_reason=said.get("reason", ""),
        identity_evidence=said.get("identity", ""),
        now=now,
    )


def _fetch(actor: Actor, hit_id: UUID, _said: Mapping[str, Any], now: datetime) -> object:
    services.fetch_record(actor, hit_id=hit_id, now=now)
    return None


def _close(actor: Actor, hit_id: UUID, said: Mapping[str, Any], now: datetime) -> object:
    outcome = Outcome(said["outcome"])
    return services.record_outcome(
        actor, hit_id=hit_id, outcome=outcome, note=said["note"], now=now
    )


WAYS: Final[Mapping[str, Way]] = {
    "fetch": Way(
        forms.FetchForm, _fetch, _("The full record is here."), _("Read the full record")
    ),
    "compare": Way(
        forms.CompareForm, _compare, _("The comparison is recorded."), _("Record the comparison")
    ),
    "ask": Way(forms.AskForm, _ask, _("The owner is asked."), _("Ask the owner")),
    "act": Way(forms.ActForm, _act, _("The action is recorded."), _("Record the action")),
    "emergency": Way(
        forms.EmergencyForm,
        _act,
        _("The action is recorded and flagged as an emergency."),
        _("Record as an emergency"),
    ),
    "close": Way(forms.CloseForm, _close, _("The hit is closed."), _("Close the hit")),
}


@dataclass(frozen=True)
class Offer:
    """One step as the page offers or explains it.

    Attributes:
        name: of the step; sent with the form.
        title: what it is.
        form: to fill in, or None when it may not be done now.
        button: what the button says.
        why_not: why it may not be done now, or "".
    """

    name: str
    title: str | Promise
    form: StaffForm | None
    button: str | Promise
    why_not: str | Promise


def offers(file: HitFile, sent: tuple[str, StaffForm] | None) -> tuple[Offer, ...]:
    """Return every step: those open now with a form, the others with the reason.

    Args:
        file: the hit.
        sent: a step whose form was sent and not taken; it is shown as it was typed.
    """
    found = []
    if not file.facts.fetched:
        found.append(_offer("fetch", _("Read the full record at its owner"), file, sent))
    for option in file.options:
        name, title = option.verb.value, words.VERBS[option.verb]
        if not option.allowed:
            why = words.why_not(option.verb, file.facts.state)
            found.append(Offer(name, title, None, "", why))
            continue
        found.append(_offer(name, title, file, sent))
        if option.verb is Verb.ACT and file.emergencies:
            found.append(_offer("emergency", _("In an emergency only"), file, sent))
    return tuple(found)


def _offer(
    name: str, title: str | Promise, file: HitFile, sent: tuple[str, StaffForm] | None
) -> Offer:
    way = WAYS[name]
    form = sent[1] if sent and sent[0] == name else way.form(prefix=name)
    if isinstance(form, forms.ActForm):
        form.offer(file.actions if name == "act" else file.emergencies)
        if not file.facts.by_name_only or name != "act":
            form.without_identity()
    return Offer(name, title, form, way.button, "")
