"""Every rule: its table of cases, and what holds for all of them together."""

from dataclasses import replace
from datetime import date

import pytest

from liaison.rules.engine import CHECKS, evaluate, rules_for
from liaison.rules.errors import OverrideRefused
from liaison.rules.facts import NoticeFacts, Risk
from liaison.rules.findings import Outcome, Override, Reason, Standing, summary
from liaison.rules.kinds import Instrument, NoticeKind, Requester
from liaison.rules.rulebook import Authority
from liaison.rules.shipped import BOOK
from tests.rules.cases import Case, all_cases
from tests.rules.cast import DRAFTER, TODAY, notice, red
from tests.rules.changes import offence, protection

CASES = [(rule, case) for rule, cases in all_cases().items() for case in cases]
DRAFTING = [rule for rule in BOOK.rules.values() if rule.kinds]
MOTIVE = "The gang is active in nine countries and goes on."


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{r}: {c.name}" for r, c in CASES])
def test_a_rule_finds_what_its_case_says(rule: str, case: Case) -> None:
    found = {one.rule_id: one for one in evaluate(case.facts, BOOK, TODAY)}[rule]
    assert (found.outcome, found.reason) == (case.outcome, case.reason)


def test_every_rule_has_cases_and_a_function() -> None:
    names = {rule.id for rule in DRAFTING}
    assert names == set(CHECKS) == set(all_cases())


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_in_order_is_for_people_to_decide(kind: NoticeKind) -> None:
    findings = evaluate(notice(kind), BOOK, TODAY)
    assert summary(findings) is Standing.CLEAR, [
        one for one in findings if one.outcome is not Outcome.PASS
    ]
    assert tuple(one.rule_id for one in findings) == rules_for(kind, BOOK)


@pytest.mark.parametrize("kind", NoticeKind)
def test_of_nothing_said_nothing_passes_for_want_of_facts(kind: NoticeKind) -> None:
    """An empty draft is blocked, and no demand counts what nobody said as met."""
    empty = NoticeFacts(
        kind=kind, instrument=Instrument.NOTICE, requester=Requester.PARTNER, drafter=DRAFTER
    )
    findings = evaluate(empty, BOOK, TODAY)
    assert summary(findings) is Standing.BLOCKED
    # with no charge there are no words in it, and no old facts; art is also sought by partners
    told = {one.rule_id for one in findings if one.reason is Reason.MET}
    assert told <= {"risk_words_of_charge", "risk_old_facts", "requester"}


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_diffusion_goes_by_the_same_rules(kind: NoticeKind) -> None:
    sent = replace(notice(kind), instrument=Instrument.DIFFUSION, recipients=("seoul",))
    assert [one.rule_id for one in evaluate(sent, BOOK, TODAY)] == list(rules_for(kind, BOOK))


def test_flags_never_fail() -> None:
    raised = replace(red(), risks=dict.fromkeys(Risk, True))
    found = [one for one in evaluate(raised, BOOK, TODAY) if one.rule_id.startswith("risk_")]
    assert len(found) == len(Risk)
    assert {one.outcome for one in found} == {Outcome.NEEDS_PERSON}
    assert summary(evaluate(raised, BOOK, TODAY)) is Standing.FOR_A_PERSON


def test_who_protects_somebody_stands_nowhere() -> None:
    """The State that asks must not learn which State granted asylum."""
    found = evaluate(protection(refugee=True)(red()), BOOK, TODAY)
    assert [one.evidence for one in found if one.rule_id == "refugee"] == [()]


LOW = replace(red(), offences=(replace(red().offences[0], maximum_months=12),))


def _override(rule: str, **said: object) -> Override:
    plain = Override(rule, Authority.GENERAL_SECRETARIAT, "chiara", MOTIVE)
    return replace(plain, **said)  # type: ignore[arg-type]


def test_the_secretariat_makes_an_exception_with_a_motive() -> None:
    found = evaluate(LOW, BOOK, TODAY, [_override("red_prosecution_threshold")])
    assert {one.rule_id for one in found if one.outcome is Outcome.OVERRIDDEN} == {
        "red_prosecution_threshold"
    }
    assert summary(found) is Standing.FOR_A_PERSON


REFUSED = {
    "a bureau": (_override("red_prosecution_threshold", by=Authority.BUREAU),),
    "without a motive": (_override("red_prosecution_threshold", motive="because"),),
    "with a novel": (_override("red_prosecution_threshold", motive="x" * 2001),),
    "twice": (_override("red_prosecution_threshold"),) * 2,
    "what passed": (_override("red_sentence_threshold"),),
    "no such rule": (_override("no_such_rule"),),
    "what protects": (_override("refugee"),),
}


@pytest.mark.parametrize("overrides", REFUSED.values(), ids=REFUSED)
def test_nobody_else_makes_one(overrides: tuple[Override, ...]) -> None:
    facts = protection(refugee=True)(LOW)
    with pytest.raises(OverrideRefused) as refusal:
        evaluate(facts, BOOK, TODAY, overrides)
    assert overrides[0].rule_id in str(refusal.value)


def test_what_protects_people_is_never_overridable() -> None:
    may = {rule.id for rule in BOOK.rules.values() if rule.overridable_by}
    assert may == {"red_prosecution_threshold", "red_sentence_threshold"}


def test_the_worst_of_several_offences_counts_and_is_named() -> None:
    facts = offence(code="adultery")(red())
    found = {one.rule_id: one for one in evaluate(facts, BOOK, TODAY)}["red_excluded_offence"]
    assert found.evidence[:2] == (("offence", "2"), ("code", "adultery"))


def test_the_day_alone_can_change_a_finding() -> None:
    later = evaluate(red(), BOOK, date(2031, 11, 24))
    assert {one.rule_id for one in later if one.outcome is Outcome.FAIL} == {"retention"}
