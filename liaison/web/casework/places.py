"""Desks, units and people as a page names them, found in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from liaison.casework.types.requests import RequestFile, RequestLine
from liaison.exchange import selectors as exchange
from liaison.exchange.errors import TrustRefused
from liaison.identity import naming
from liaison.identity.naming import Label
from liaison.identity.types import Actor


@dataclass(frozen=True)
class Places:
    """Who is who.

    Attributes:
        labels: organisations of this node.
        bureaus: names of the desks of the trust directory.
        people: names of people of this node.
        actor: who looks.
    """

    labels: Mapping[str, Label]
    bureaus: Mapping[str, str]
    people: Mapping[str, str]
    actor: Actor

    def name(self, organisation: str) -> str:
        """Return the name of an organisation, or its id when nobody here knows it."""
        label = self.labels.get(organisation)
        return label.name if label else self.bureaus.get(organisation, organisation)

    def address(self, organisation: str) -> str:
        """Return a desk's address for messages, its name when it has none."""
        label = self.labels.get(organisation)
        return (label and label.address) or self.name(organisation)

    def country(self, organisation: str) -> str:
        """Return the code of a desk's country, or "" when nobody here knows it."""
        label = self.labels.get(organisation)
        return label.country if label else ""

    def person(self, person_id: str) -> str:
        """Return the name of a person; "you" for the reader."""
        if person_id == self.actor.person_id:
            return _("you")
        return self.people.get(person_id, "") or _("somebody who left")

    def holder(self, organisation: str, person_id: str) -> str:
        """Return who is responsible: a person, or everybody at a place."""
        if person_id:
            return self.person(person_id)
        if organisation == self.actor.desk:
            return _("the desk's pool")
        return self.name(organisation)


def _names(now: datetime) -> dict[str, str]:
    """Return the names of all bureaus and of the sub-bureaus whose desks are written to."""
    try:
        desks = {one.id: one.name for one in exchange.desks(now)}
    except TrustRefused:
        desks = {}
    return desks | dict(exchange.bureau_names(now))


def places_of(
    actor: Actor, organisations: Iterable[str], people: Iterable[str], now: datetime
) -> Places:
    """Return who is who among these.

    Args:
        actor: who looks.
        organisations: ids of desks and units.
        people: ids of persons; empty ones are passed over.
        now: the present moment.
    """
    return Places(
        labels=naming.labels([one for one in organisations if one]),
        bureaus=_names(now),
        people=naming.names_of([one for one in people if one]),
        actor=actor,
    )


def places_of_lines(actor: Actor, lines: Iterable[RequestLine], now: datetime) -> Places:
    """Return who is who in a list of requests."""
    rows = list(lines)
    organisations = {one for row in rows for one in _organisations(row)}
    return places_of(actor, organisations, {row.holder_person for row in rows}, now)


def places_of_file(actor: Actor, file: RequestFile, now: datetime) -> Places:
    """Return who is who on the page of a request."""
    desks = {one.desk for one in file.addressees} | {one.desk for one in file.letters}
    people = {file.line.holder_person, file.asking_officer, file.drafted_by, file.reviewed_by}
    return places_of(
        actor, {*_organisations(file.line), *desks, *file.to, *file.info}, people, now
    )


def _organisations(row: RequestLine) -> set[str]:
    named = {row.desk, row.asking_unit, row.assigned_unit, row.holder_organisation}
    return {one for one in {*named, *row.partners} if one}
