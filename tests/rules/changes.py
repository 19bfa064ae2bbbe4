"""What a case changes of a notice in order: one thing each."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from liaison.rules.facts import Circumstance, Factor, Grade, NoticeFacts, Risk
from tests.rules.cast import ASSESSMENT, PERSON

Change = Callable[[NoticeFacts], NoticeFacts]


def whole(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change facts of the notice itself."""
    return lambda facts: replace(facts, **said)


def person(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change facts of the person."""
    return lambda facts: replace(facts, person=replace(facts.person or PERSON, **said))


def offence(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Add an offence that differs from the first: the worst of all counts."""
    return lambda facts: replace(
        facts, offences=(*facts.offences, replace(facts.offences[0], **said))
    )


def warrant(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change the warrant."""
    return lambda facts: replace(facts, warrants=(replace(facts.warrants[0], **said),))


def wanted(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change why somebody is wanted."""
    return lambda facts: replace(facts, wanted=replace(facts.wanted, **said))


def protection(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change what protects somebody."""
    return lambda facts: replace(facts, protection=replace(facts.protection, **said))


def assessment(**said: Any) -> Change:  # noqa: ANN401 - any fact
    """Change the assessment."""
    return lambda facts: replace(facts, assessment=replace(facts.assessment or ASSESSMENT, **said))


def graded(factor: Factor, grade: Grade | None) -> Change:
    """Change the grade of one factor, or take it out."""
    grades = {**dict.fromkeys(Factor, Grade.NO_CONCERN), factor: grade}
    said = {one: value for one, value in grades.items() if value is not None}
    return assessment(grades=MappingProxyType(said))


def circumstance(one: Circumstance, *, so: bool | None) -> Change:
    """Say that a circumstance is not so, or say nothing of it."""
    return lambda facts: replace(
        facts,
        circumstances={
            key: value
            for key, value in {**facts.circumstances, one: so}.items()
            if value is not None
        },
    )


def risk(one: Risk, *, so: bool | None) -> Change:
    """Raise a flag, or leave it open."""
    return lambda facts: replace(
        facts,
        risks={k: v for k, v in {**facts.risks, one: so}.items() if v is not None},
    )
