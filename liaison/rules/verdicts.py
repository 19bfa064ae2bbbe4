"""What the function of one rule says; the engine makes a finding of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from liaison.rules.facts import NoticeFacts
from liaison.rules.findings import Finding, Outcome, Reason
from liaison.rules.rulebook import Rule, Rulebook


class Verdict(NamedTuple):
    """What came of a rule, why, and by which facts."""

    outcome: Outcome
    reason: Reason
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the function of a rule is given.

    Attributes:
        facts: the notice or diffusion.
        rule: with its figures.
        book: all rules.
        today: the present day.
    """

    facts: NoticeFacts
    rule: Rule
    book: Rulebook
    today: date


Check = Callable[[Asked], Verdict]
Checks = Mapping[str, Check]


def met(**evidence: object) -> Verdict:
    """Return that a rule is kept."""
    return Verdict(Outcome.PASS, Reason.MET, _shown(evidence))


def beside(**evidence: object) -> Verdict:
    """Return that a rule asks nothing of this one."""
    return Verdict(Outcome.PASS, Reason.DOES_NOT_APPLY, _shown(evidence))


def broken(reason: Reason, **evidence: object) -> Verdict:
    """Return that a rule is broken."""
    return Verdict(Outcome.FAIL, reason, _shown(evidence))


def for_a_person(reason: Reason, **evidence: object) -> Verdict:
    """Return that somebody must look."""
    return Verdict(Outcome.NEEDS_PERSON, reason, _shown(evidence))


def demanded(said: bool | None, name: str) -> Verdict:  # noqa: FBT001 - a fact
    """Return what follows where something must be so: not said is not met.

    Args:
        said: whether it is so; None when nobody said.
        name: of the fact.
    """
    if said is None:
        return broken(Reason.NOT_SAID, fact=name)
    return met(fact=name) if said else broken(Reason.NOT_SO, fact=name)


def found(rule: Rule, said: Verdict) -> Finding:
    """Return the finding of a rule.

    Args:
        rule: which.
        said: what its function said.
    """
    return Finding(
        rule.id, rule.article, said.outcome, said.reason, said.evidence, rule.source, rule.verified
    )


def _shown(evidence: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in evidence.items())
