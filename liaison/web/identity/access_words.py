"""Words for access: what is delegated, asked, given, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.identity.states import (
    AccountState,
    DelegationState,
    MachineState,
    Oversight,
    Permission,
    Right,
)
from liaison.identity.types import AccountFacts, DelegationFacts, MachineFacts, RequestFacts
from liaison.web.badges import Badge

OVERSIGHTS: Mapping[Oversight, str | Promise] = {
    Oversight.NOTHING: _("nothing of its work"),
    Oversight.HEADLINES: _("the headlines: that there is a case, its clock and its state"),
    Oversight.ALL: _("everything: its cases and hits may be opened and read"),
}
RIGHTS: Mapping[Right, str | Promise] = {
    Right.PEOPLE: _("decides about its own people and their access"),
    Right.ABROAD: _("speaks to other bureaus under its own address"),
}
DELEGATION_STATES: Mapping[DelegationState, Badge] = {
    DelegationState.PROPOSED: Badge(_("Waits for a second person"), "attention", "hourglass"),
    DelegationState.IN_FORCE: Badge(_("In force"), "good", "circle-check"),
    DelegationState.REFUSED: Badge(_("Refused"), "neutral", "ban"),
    DelegationState.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "lock"),
}
MACHINE_STATES: Mapping[MachineState, Badge] = {
    MachineState.ASKED: Badge(_("Waits for a second person"), "attention", "hourglass"),
    MachineState.ACTIVE: Badge(_("Has access"), "good", "circle-check"),
    MachineState.REFUSED: Badge(_("Refused"), "neutral", "ban"),
    MachineState.REVOKED: Badge(_("Revoked"), "neutral", "lock"),
}
ACCOUNT_STATES: Mapping[AccountState, Badge] = {
    AccountState.ASKED: Badge(_("Waits for the security officer"), "attention", "hourglass"),
    AccountState.GRANTED: Badge(_("Has access"), "good", "circle-check"),
    AccountState.REFUSED: Badge(_("Refused"), "neutral", "ban"),
    AccountState.DUE: Badge(_("Ends soon: look at it again"), "attention", "clock-exclamation"),
    AccountState.ASKED_AGAIN: Badge(_("Asked to go on"), "attention", "hourglass"),
    AccountState.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "lock"),
    AccountState.EXPIRED: Badge(_("Its term is over"), "neutral", "clock"),
}
# what the scope of a key may be made of, in words
SCOPES: Mapping[Permission, str | Promise] = {
    Permission.BULK_CHECK: _("check lists of people and documents"),
    Permission.CHECK: _("check documents, people and things"),
    Permission.CHECK_ABROAD: _("check abroad"),
    Permission.DOCUMENT_IMPORT: _("enter records"),
    Permission.DOCUMENT_READ: _("read the bureau's records"),
    Permission.FILE_ADD: _("add files"),
    Permission.FILE_READ: _("read files"),
    Permission.HIT_READ: _("read possible matches"),
    Permission.REQUEST_DRAFT: _("ask abroad through the bureau"),
    Permission.REQUEST_READ: _("read requests and answers"),
}
RUN_OUT = Badge(_("Its term is over"), "neutral", "clock")


@dataclass(frozen=True)
class DelegationLine:
    """One delegation as the page shows it.

    Attributes:
        facts: the delegation.
        badge: how far it has come.
        oversight: what the bureau's desk sees, in words.
        rights: what the sub-bureau decides, in words.
        waits: whether it waits for a second person.
    """

    facts: DelegationFacts
    badge: Badge
    oversight: str | Promise
    rights: tuple[str | Promise, ...]
    waits: bool


def delegation_line(facts: DelegationFacts) -> DelegationLine:
    """Return one delegation in words."""
    over = facts.state is DelegationState.IN_FORCE and not facts.in_force
    return DelegationLine(
        facts=facts,
        badge=RUN_OUT if over else DELEGATION_STATES[facts.state],
        oversight=OVERSIGHTS[facts.terms.oversight],
        rights=tuple(words for right, words in RIGHTS.items() if right in facts.terms.rights),
        waits=facts.state is DelegationState.PROPOSED,
    )


@dataclass(frozen=True)
class MachineLine:
    """One machine as the page shows it.

    Attributes:
        facts: the machine.
        badge: how far its access has come.
        role: what its role is called.
        scope: what its keys carry, in words.
        waits: whether it waits for a second person.
    """

    facts: MachineFacts
    badge: Badge
    role: str
    scope: tuple[str | Promise, ...]
    waits: bool


def machine_line(facts: MachineFacts) -> MachineLine:
    """Return one machine in words."""
    plan = facts.plan
    over = facts.state is MachineState.ACTIVE and not facts.open
    known = MACHINE_ROLES.get(plan.role)
    return MachineLine(
        facts=facts,
        badge=RUN_OUT if over else MACHINE_STATES[facts.state],
        role=known.title if known else plan.role,
        scope=tuple(SCOPES.get(one, one.value) for one in sorted(plan.scope)),
        waits=facts.state is MachineState.ASKED,
    )


@dataclass(frozen=True)
class RequestLine:
    """One request for an account as the pages show it.

    Attributes:
        facts: the request.
        badge: how far it has come.
        role: what the role is called.
        waits: whether the security officer has to decide.
        due: whether it can be asked for again.
    """

    facts: RequestFacts
    badge: Badge
    role: str
    waits: bool
    due: bool


def request_line(facts: RequestFacts) -> RequestLine:
    """Return one request in words."""
    waiting = {AccountState.ASKED, AccountState.ASKED_AGAIN, AccountState.DUE}
    return RequestLine(
        facts=facts,
        badge=ACCOUNT_STATES[facts.state],
        role=role_title(facts.wish.role),
        waits=facts.state in waiting,
        due=facts.state is AccountState.DUE,
    )


@dataclass(frozen=True)
class AccountLine:
    """One chair that somebody holds, as the pages show it.

    Attributes:
        facts: the chair.
        role: what the role is called.
    """

    facts: AccountFacts
    role: str


def account_line(facts: AccountFacts) -> AccountLine:
    """Return one account in words."""
    return AccountLine(facts, role_title(facts.role))


def role_title(name: str) -> str:
    """Return what a role of people is called, or its name when it left the file."""
    return ROLES[name].title if name in ROLES else name
