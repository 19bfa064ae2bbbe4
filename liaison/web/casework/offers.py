"""Offers to take something over, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from liaison.casework import selectors
from liaison.casework.states import TransferState
from liaison.casework.types import TransferFacts
from liaison.casework.words import Subject
from liaison.identity.types import Actor, Permission
from liaison.web.badges import Badge
from liaison.web.casework.places import Places, places_of
from liaison.web.casework.words import SUBJECTS, TRANSFERS, Text


@dataclass(frozen=True)
class Offer:
    """One offer.

    Attributes:
        facts: the offer.
        badge: where it stands.
        kind: what is offered.
        address: of its page, or "".
        source: whose it is until it is taken over.
        target: to whom it is offered.
        running: whether it still can be accepted.
        may_decide: whether this actor may take it over or decline.
        may_withdraw: whether this actor may take the offer back.
    """

    facts: TransferFacts
    badge: Badge
    kind: Text
    address: str
    source: str
    target: str
    running: bool
    may_decide: bool
    may_withdraw: bool


def offered_to_me(actor: Actor, now: datetime) -> tuple[Offer, ...]:
    """Return the offers that wait for this actor's answer.

    Raises:
        PermissionRefused: the chair does not read requests.
    """
    return tuple(one for one in offers(actor, now, only_open=True) if one.may_decide)


def offers(actor: Actor, now: datetime, *, only_open: bool) -> tuple[Offer, ...]:
    """Return the offers of this actor's place, newest first.

    Args:
        actor: who looks.
        now: the present moment.
        only_open: without those that were decided.

    Raises:
        PermissionRefused: the chair does not read requests.
    """
    found = selectors.transfers(actor, only_open=only_open)
    if not found:
        return ()
    places = _places(actor, found, now)
    return tuple(_offer(actor, one, places, now) for one in found)


def _offer(actor: Actor, facts: TransferFacts, places: Places, now: datetime) -> Offer:
    running = facts.state is TransferState.OFFERED and facts.lapses_at > now
    mine = facts.to_person in {"", actor.person_id} and facts.to_organisation == actor.organisation
    offered_by_me = facts.from_person == actor.person_id
    ours = facts.from_organisation == actor.organisation and actor.may(Permission.TRANSFER)
    return Offer(
        facts=facts,
        badge=TRANSFERS[facts.state],
        kind=SUBJECTS[facts.subject_kind],
        address=_address(facts),
        source=places.holder(facts.from_organisation, facts.from_person),
        target=places.holder(facts.to_organisation, facts.to_person),
        running=running,
        may_decide=running and mine and not offered_by_me,
        may_withdraw=running and ours,
    )


def _address(facts: TransferFacts) -> str:
    pages = {Subject.REQUEST: "request", Subject.CASE: "case"}
    page = pages.get(facts.subject_kind)
    return reverse(page, args=[facts.subject]) if page else ""


def _places(actor: Actor, found: Iterable[TransferFacts], now: datetime) -> Places:
    rows = tuple(found)
    organisations = {one.from_organisation for one in rows} | {one.to_organisation for one in rows}
    people = {one.from_person for one in rows} | {one.to_person for one in rows}
    return places_of(actor, organisations, people, now)
