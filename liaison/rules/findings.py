"""What a rule found: passed, failed, or for a person to decide; and who may decide otherwise.

A finding never decides. Even when every rule passed, all it says is that a person may decide.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liaison.rules.errors import OverrideRefused
from liaison.rules.rulebook import Authority, Rulebook

MOTIVE_MINIMUM: Final = 20
MOTIVE_MAXIMUM: Final = 2000


class Outcome(enum.StrEnum):
    """What came of a rule. Values are stored and sent abroad, therefore they never change."""

    PASS = "pass"  # noqa: S105 - an outcome
    FAIL = "fail"
    NEEDS_PERSON = "needs_person"
    OVERRIDDEN = "overridden"


class Reason(enum.StrEnum):
    """Why. What it means is said by the rule it stands beside; values never change."""

    MET = "met"
    DOES_NOT_APPLY = "does_not_apply"
    NOT_SAID = "not_said"
    NOT_SO = "not_so"
    TOO_SHORT = "too_short"
    BELOW_THRESHOLD = "below_threshold"
    EXCLUDED = "excluded"
    EXCEPTION_APPLIES = "exception_applies"
    EXCEPTION_UNCLEAR = "exception_unclear"
    NOT_FOR_THIS_KIND = "not_for_this_kind"
    TOO_LONG = "too_long"
    PAST = "past"
    NOT_ASSESSED = "not_assessed"
    CONCERN = "concern"
    NOT_COMPLIANT = "not_compliant"
    REVIEWERS_NOT_DISTINCT = "reviewers_not_distinct"
    PROTECTED = "protected"
    TO_BE_LOOKED_AT = "to_be_looked_at"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    Attributes:
        rule_id: the rule, as the rulebook names it.
        article: where the rule stands.
        outcome: what came of it.
        reason: why.
        evidence: name of a fact and the short value that decided; never a whole text, and never
            which State protects somebody.
        source: where the rule was read.
        verified: whether a person checked the rule against the official text.
    """

    rule_id: str
    article: str
    outcome: Outcome
    reason: Reason
    evidence: tuple[tuple[str, str], ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody decides against a rule, and says why.

    Attributes:
        rule_id: the rule.
        by: as whom.
        person_id: who.
        motive: why, `MOTIVE_MINIMUM` to `MOTIVE_MAXIMUM` characters.
    """

    rule_id: str
    by: Authority
    person_id: str
    motive: str


class Standing(enum.StrEnum):
    """What the findings leave to people: correct, look closely, or decide."""

    BLOCKED = "blocked"
    FOR_A_PERSON = "for_a_person"
    CLEAR = "clear"


def summary(findings: Iterable[Finding]) -> Standing:
    """Return what findings leave to people. `CLEAR` is no approval: two persons decide.

    Args:
        findings: of one notice or diffusion.
    """
    outcomes = {one.outcome for one in findings}
    if Outcome.FAIL in outcomes:
        return Standing.BLOCKED
    if Outcome.NEEDS_PERSON in outcomes or Outcome.OVERRIDDEN in outcomes:
        return Standing.FOR_A_PERSON
    return Standing.CLEAR


def overridden(
    findings: Sequence[Finding], overrides: Iterable[Override], book: Rulebook
) -> tuple[Finding, ...]:
    """Return the findings with those overridden that somebody may override, in the same order.

    Rules of Art. 83 allow the General Secretariat a motivated exception; rules that protect
    people allow none to anybody.

    Args:
        findings: from `engine.evaluate`.
        overrides: at most one for each rule.
        book: which rules may be overridden, and by whom.

    Raises:
        OverrideRefused: of a rule that nothing overrides, by somebody else than may, without a
            motive, twice, or of a rule that found nothing to override.
    """
    found = {one.rule_id: one for one in findings}
    done: set[str] = set()
    for one in overrides:
        finding = found.get(one.rule_id)
        if finding is None or finding.outcome is Outcome.PASS:
            raise OverrideRefused(one.rule_id, "there is nothing to override")
        if one.rule_id in done:
            raise OverrideRefused(one.rule_id, "it is overridden twice")
        if book.rule(one.rule_id).overridable_by is not one.by:
            raise OverrideRefused(one.rule_id, f"{one.by.value} may not override it")
        if not MOTIVE_MINIMUM <= len(one.motive.strip()) <= MOTIVE_MAXIMUM:
            raise OverrideRefused(
                one.rule_id, f"its motive must have {MOTIVE_MINIMUM} to {MOTIVE_MAXIMUM} letters"
            )
        done.add(one.rule_id)
        found[one.rule_id] = replace(finding, outcome=Outcome.OVERRIDDEN)
    return tuple(found[one.rule_id] for one in findings)
