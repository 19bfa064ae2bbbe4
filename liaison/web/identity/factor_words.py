"""Words for how somebody proved who they are, and for a session."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity.states import Authentication
from liaison.identity.types import SessionFacts

METHODS: Mapping[Authentication, str | Promise] = {
    Authentication.MACHINE: _("machine"),
    Authentication.MACHINE_KEY: _("machine key"),
    Authentication.COMMAND_LINE: _("command line"),
    Authentication.PASSWORD: _("password"),
    Authentication.TWO_FACTORS: _("password and code"),
    Authentication.PASSKEY: _("passkey"),
}


@dataclass(frozen=True)
class SessionLine:
    """One session in a table.

    Attributes:
        facts: the session.
        device: browser and system, in words.
        how: how the person proved who they are, in words.
    """

    facts: SessionFacts
    device: str | Promise
    how: str | Promise


def session_line(facts: SessionFacts) -> SessionLine:
    """Return the line of one session."""
    device = facts.device or _("unknown browser")
    return SessionLine(facts, device, METHODS[facts.authentication])
