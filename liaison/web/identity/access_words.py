"""Words for access: what is delegated, asked, given, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity.states import DelegationState, Oversight, Right
from liaison.identity.types import DelegationFacts
from liaison.web.badges import Badge

OVERSIGHTS: Mapping[Oversight, str | Promise] = {
    Oversight.NOTHING: _("nothing of its work"),
    Oversight.HEADLINES: _("the headlines: that there is a case, its clock and its state"),
    Oversight.ALL: _("everything: its cases may be opened and read"),
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
