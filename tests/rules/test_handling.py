"""Keeping, suspending, showing, using, acting: each question with its table of cases."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from liaison.rules import handling
from liaison.rules.findings import Outcome, Reason
from liaison.rules.handling import ActionFacts, Event, Step, UseFacts
from liaison.rules.kinds import NoticeKind
from liaison.rules.shipped import BOOK
from tests.rules.cast import TODAY

F, P, N = Outcome.FAIL, Outcome.PASS, Outcome.NEEDS_PERSON
R = Reason
UNTIL: Final = date(2027, 8, 31)
WHY: Final = "The trial begins in the spring of next year."

EXTENDED = {
    "five years, with a reason": (date(2032, 8, 31), WHY, P, R.MET),
    "a day more": (date(2032, 9, 1), WHY, F, R.TOO_LONG),
    "no reason": (date(2030, 1, 1), " ", F, R.NOT_SAID),
    "hardly a reason": (date(2030, 1, 1), "still needed", F, R.TOO_SHORT),
    "to the same day": (UNTIL, WHY, F, R.PAST),
}


@pytest.mark.parametrize("case", EXTENDED.values(), ids=EXTENDED)
def test_kept_longer_for_a_reason_alone(case: tuple[date, str, Outcome, Reason]) -> None:
    new, why, outcome, reason = case
    found = handling.extension(UNTIL, new, why, BOOK)
    assert (found.rule_id, found.outcome, found.reason) == ("extension", outcome, reason)


EXAMINED = {
    "seven months before": (date(2027, 1, 31), P, R.MET),
    "six months before, to the day": (date(2027, 2, 28), N, R.TO_BE_LOOKED_AT),
    "on the last day": (UNTIL, N, R.TO_BE_LOOKED_AT),
    "a day later": (date(2027, 9, 1), F, R.PAST),
}


@pytest.mark.parametrize("case", EXAMINED.values(), ids=EXAMINED)
def test_looked_at_again_before_its_end(case: tuple[date, Outcome, Reason]) -> None:
    found = handling.re_examination(UNTIL, case[0], BOOK)
    assert (found.outcome, found.reason) == case[1:]


@pytest.mark.parametrize("event", Event)
def test_an_event_opens_a_re_examination(event: Event) -> None:
    found = handling.happened({event}, BOOK)
    assert (found.outcome, found.evidence) == (N, (("events", event.value),))


def test_without_one_nothing_is_opened() -> None:
    assert handling.happened(frozenset(), BOOK).outcome is P


SUSPENDED = {
    "six months": (date(2027, 5, 24), WHY, P, R.MET),
    "a day more": (date(2027, 5, 25), WHY, F, R.TOO_LONG),
    "no reason": (date(2027, 1, 1), "", F, R.NOT_SAID),
    "hardly a reason": (date(2027, 1, 1), "talks", F, R.TOO_SHORT),
    "backwards": (date(2026, 11, 23), WHY, F, R.PAST),
}


@pytest.mark.parametrize("case", SUSPENDED.values(), ids=SUSPENDED)
def test_suspended_for_six_months_at_most(case: tuple[date, str, Outcome, Reason]) -> None:
    ends, why, outcome, reason = case
    found = handling.suspension(TODAY, ends, why, BOOK)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_being_kept_from_somebody_outweighs_being_open_to_them() -> None:
    assert handling.may_see("seoul", set(), None)
    assert handling.may_see("seoul", {"suva"}, {"seoul"})
    assert not handling.may_see("seoul", {"seoul"}, {"seoul"})
    assert not handling.may_see("suva", set(), {"seoul"})


USE = UseFacts(kind=NoticeKind.RED, verified=True, same_purpose=True)
OTHER = replace(USE, same_purpose=False)
PUBLIC = replace(USE, to_public=True)
USES = {
    "not verified": (replace(USE, verified=None), "verified_with_source", F, R.NOT_SAID),
    "verified": (USE, "verified_with_source", P, R.MET),
    "the same purpose": (USE, "other_purpose", P, R.DOES_NOT_APPLY),
    "another, source not asked": (OTHER, "other_purpose", F, R.NOT_SAID),
    "another, source objects": (
        replace(OTHER, source_objects=True), "other_purpose", F, R.NOT_SO,
    ),
    "another, source agrees": (
        replace(OTHER, source_objects=False), "other_purpose", P, R.MET,
    ),
    "another, asked ten days ago": (
        replace(OTHER, asked_source_on=date(2026, 11, 14)), "other_purpose", N, R.TO_BE_LOOKED_AT,
    ),
    "another, asked eleven days ago": (
        replace(OTHER, asked_source_on=date(2026, 11, 13)), "other_purpose", P, R.MET,
    ),
    "kept here": (USE, "forwarding", P, R.DOES_NOT_APPLY),
    "handed on against its conditions": (
        replace(USE, handed_on=True, conditions_kept=False), "forwarding", F, R.NOT_SO,
    ),
    "nobody looked at the conditions": (
        replace(USE, handed_on=True), "forwarding", F, R.NOT_SAID,
    ),
    "not public": (USE, "disclosure", P, R.DOES_NOT_APPLY),
    "red, the source did not say": (PUBLIC, "disclosure", F, R.NOT_SAID),
    "red, the source allows it": (
        replace(PUBLIC, source_allows_public=True), "disclosure", P, R.MET,
    ),
    "blue is never public": (
        replace(PUBLIC, kind=NoticeKind.BLUE, source_allows_public=True), "disclosure", F,
        R.NOT_FOR_THIS_KIND,
    ),
    "a sanction always is": (
        replace(PUBLIC, kind=NoticeKind.UN_SPECIAL), "disclosure", P, R.MET,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", USES.values(), ids=USES)
def test_a_use_finds_what_its_case_says(case: tuple[UseFacts, str, Outcome, Reason]) -> None:
    facts, rule, outcome, reason = case
    found = {one.rule_id: one for one in handling.use(facts, TODAY, BOOK)}[rule]
    assert (found.outcome, found.reason) == (outcome, reason)


ARREST = ActionFacts(
    step=Step.ARREST,
    identifiers=4,
    by_name_only=False,
    confirmation="0199a",
    legal_basis="Extradition Act, section 6",
)
ACTIONS = {
    "in order": (ARREST, "confirmed", P, R.MET),
    "on a name alone": (
        replace(ARREST, by_name_only=True), "not_a_name_alone", F, R.PROTECTED,
    ),
    "three things agree": (
        replace(ARREST, identifiers=3), "action_identifiers", F, R.BELOW_THRESHOLD,
    ),
    "not confirmed": (replace(ARREST, confirmation=""), "confirmed", F, R.NOT_SAID),
    "an emergency in a word": (
        replace(ARREST, confirmation="", emergency="urgent"), "confirmed", F, R.TOO_SHORT,
    ),
    "an emergency that is told": (
        replace(ARREST, confirmation="", emergency="He boards in ten minutes, armed."),
        "confirmed", N, R.TO_BE_LOOKED_AT,
    ),
    "no law": (replace(ARREST, legal_basis=" "), "national_law", F, R.NOT_SAID),
    "only looking for somebody": (
        ActionFacts(step=Step.SEARCH, identifiers=1, by_name_only=True),
        "not_a_name_alone", P, R.DOES_NOT_APPLY,
    ),
    "questioned without confirmation": (
        ActionFacts(step=Step.QUESTION, identifiers=3, by_name_only=False),
        "confirmed", P, R.DOES_NOT_APPLY,
    ),
    "questioned, no law": (
        ActionFacts(step=Step.QUESTION, identifiers=3, by_name_only=False),
        "national_law", P, R.DOES_NOT_APPLY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ACTIONS.values(), ids=ACTIONS)
def test_a_step_finds_what_its_case_says(
    case: tuple[ActionFacts, str, Outcome, Reason],
) -> None:
    facts, rule, outcome, reason = case
    found = {one.rule_id: one for one in handling.action(facts, BOOK)}[rule]
    assert (found.outcome, found.reason) == (outcome, reason)


def test_every_rule_of_handling_is_asked_somewhere() -> None:
    asked = {one[1] for one in (*USES.values(), *ACTIONS.values())}
    asked |= {"extension", "re_examination", "event", "suspension", "restriction"}
    assert asked == {rule.id for rule in BOOK.rules.values() if not rule.kinds}


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, then: date) -> None:
    assert handling.months_after(day, months) == then
