"""The request as the pages of the staff site see it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from liaison.identity.types import Actor, ChairFacts, SessionFacts

if TYPE_CHECKING:
    from liaison.identity.models import Person


class StaffRequest(HttpRequest):
    """A request of a signed-in person. Only a type: the middleware puts the values there.

    Attributes:
        user: the person.
        actor: the person in the chair they chose; what services and selectors ask for.
        chairs: those the person may sit in now, oldest first.
        session_facts: the session it was asked for in.
        htmx: truthy when htmx asks for a part of a page.
    """

    user: "Person"
    actor: Actor
    chairs: tuple[ChairFacts, ...]
    session_facts: SessionFacts
    htmx: HtmxDetails
