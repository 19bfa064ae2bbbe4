"""A call as the operations see it."""

from datetime import datetime

from django.http import HttpRequest

from liaison.identity.types import Actor

PREFIX = "/api/"
ROOT = "/api/v1/"


class AgencyRequest(HttpRequest):
    """A call of a machine. Only a type: the door puts the values there.

    Attributes:
        auth: the machine, as the key proved it.
        operation: name of the operation, for the audit log.
        now: when the call arrived.
    """

    auth: Actor
    operation: str
    now: datetime
