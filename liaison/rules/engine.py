"""Facts in, findings out: every rule of a kind once, always in the order of the rulebook."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from liaison.rules import every_kind, others, protection, red, risks
from liaison.rules.facts import NoticeFacts
from liaison.rules.findings import Finding, Override, overridden
from liaison.rules.kinds import NoticeKind
from liaison.rules.rulebook import Rulebook
from liaison.rules.verdicts import Asked, Checks, found

# rule -> the function that knows what it demands
CHECKS: Final[Checks] = MappingProxyType(
    {**every_kind.CHECKS, **red.CHECKS, **others.CHECKS, **protection.CHECKS, **risks.CHECKS}
)


def rules_for(kind: NoticeKind, book: Rulebook) -> tuple[str, ...]:
    """Return the rules of a kind, in the order of the rulebook.

    Args:
        kind: of notice; diffusions go by the same rules.
        book: the rules.
    """
    return tuple(rule.id for rule in book.rules.values() if kind in rule.kinds)


def evaluate(
    facts: NoticeFacts, book: Rulebook, today: date, overrides: Sequence[Override] = ()
) -> tuple[Finding, ...]:
    """Return what each rule of the kind found. Notices and diffusions go through the same.

    Nothing here approves: see `findings.summary`.

    Args:
        facts: of one notice or diffusion.
        book: the rules; keep its version and digest with the findings.
        today: the present day.
        overrides: decisions against rules that may be decided against.

    Raises:
        OverrideRefused: one of the overrides is not allowed.
    """
    findings = tuple(
        found(rule, CHECKS[rule.id](Asked(facts, rule, book, today)))
        for rule in book.rules.values()
        if facts.kind in rule.kinds
    )
    return overridden(findings, overrides, book) if overrides else findings
