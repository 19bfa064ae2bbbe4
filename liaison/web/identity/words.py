"""Words for what an organisation is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity.states import Kind
from liaison.identity.types import OrganisationFacts
from liaison.web.countries import state_name

KINDS: Mapping[Kind, str | Promise] = {
    Kind.GENERAL_SECRETARIAT: _("General Secretariat"),
    Kind.MINISTRY: _("Ministry"),
    Kind.DEPARTMENT: _("Department"),
    Kind.NCB: _("National Central Bureau"),
    Kind.SUB_BUREAU: _("Sub-bureau"),
    Kind.AGENCY: _("Agency"),
    Kind.BORDER_POST: _("Border post"),
    Kind.COURT: _("Court"),
    Kind.UNIT: _("Unit"),
}


@dataclass(frozen=True)
class Line:
    """One organisation in the table of the tree.

    Attributes:
        facts: the organisation.
        kind: what it is, in words.
        level: 1 for a root, 2 below it, and so on; what a screen reader says.
        shown: whether its facts stand beside the table.
    """

    facts: OrganisationFacts
    kind: str | Promise
    level: int
    shown: bool

    @property
    def country(self) -> str:
        """Name and code of its State."""
        return f"{state_name(self.facts.country)} ({self.facts.country})"

    @property
    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What its file says besides: each label with its texts, in the file's order."""
        found: dict[str, tuple[str, ...]] = {}
        for label, text in self.facts.facts:
            found[label] = (*found.get(label, ()), text)
        return tuple(found.items())


def line_of(facts: OrganisationFacts, *, shown: str) -> Line:
    """Return the line of one organisation.

    Args:
        facts: the organisation.
        shown: id of the organisation whose facts stand beside the table.
    """
    return Line(facts, KINDS[Kind(facts.kind)], facts.depth + 1, facts.id == shown)
