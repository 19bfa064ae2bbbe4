"""What holds for any draft at all, however little it says."""

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.dates import PartialDate
from liaison.rules import handling
from liaison.rules.engine import evaluate, rules_for
from liaison.rules.facts import (
    NoticeFacts,
    OffenceFacts,
    PersonFacts,
    ProtectionFacts,
    WantedFacts,
    WarrantFacts,
)
from liaison.rules.findings import Outcome, Standing, summary
from liaison.rules.kinds import Instrument, NoticeKind, Requester
from liaison.rules.protection import CHECKS as PROTECTING
from liaison.rules.shipped import BOOK
from tests.rules.cast import ASSESSMENT, DRAFTER, TODAY, notice

DATES = st.dates(date(1900, 1, 1), date(2040, 12, 31))
YEARS = st.builds(PartialDate, st.integers(1900, 2040) | st.none(), st.none(), st.none())
OFFENCES = st.builds(OffenceFacts, committed=YEARS | st.none())
PERSONS = st.builds(PersonFacts, birth=YEARS | st.none())
DRAFTS = st.builds(
    NoticeFacts,
    kind=st.sampled_from(NoticeKind),
    instrument=st.sampled_from(Instrument),
    requester=st.sampled_from(Requester),
    drafter=st.just(DRAFTER),
    retention_until=DATES | st.none(),
    person=PERSONS | st.none(),
    offences=st.lists(OFFENCES, max_size=3).map(tuple),
    warrants=st.lists(st.builds(WarrantFacts), max_size=2).map(tuple),
    wanted=st.builds(WantedFacts),
)
OPTIONAL = [
    one.name
    for one in fields(NoticeFacts)
    if one.name not in {"kind", "instrument", "requester", "drafter"}
]


@given(DRAFTS, DATES)
def test_every_rule_is_asked_once_and_says_the_same_twice(draft: NoticeFacts, day: date) -> None:
    found = evaluate(draft, BOOK, day)
    assert tuple(one.rule_id for one in found) == rules_for(draft.kind, BOOK)
    assert found == evaluate(draft, BOOK, day)


@given(DRAFTS)
def test_flags_never_decide(draft: NoticeFacts) -> None:
    for one in evaluate(draft, BOOK, TODAY):
        assert not (one.rule_id.startswith("risk_") and one.outcome is Outcome.FAIL)


@given(DRAFTS)
def test_without_an_assessment_nothing_is_clear(draft: NoticeFacts) -> None:
    found = evaluate(replace(draft, assessment=None), BOOK, TODAY)
    assert summary(found) is Standing.BLOCKED


@given(st.sampled_from(NoticeKind), st.sampled_from(OPTIONAL))
def test_saying_less_never_makes_a_protection_pass(kind: NoticeKind, name: str) -> None:
    """Taken back to what nobody said, a fact can only leave a person more to look at.

    But for whom it is about and what is charged: about nobody, nobody is to be protected, and
    without acts the present day stands for theirs.
    """
    if name in {"person", "offences"}:
        return
    whole = replace(
        notice(kind),
        protection=ProtectionFacts(refugee=True, acquitted_or_served=True, amnesty=True),
        assessment=replace(ASSESSMENT, compliant=False, reviewers=(DRAFTER,), guidance=""),
    )
    empty = NoticeFacts(
        kind=kind, instrument=whole.instrument, requester=whole.requester, drafter=DRAFTER
    )
    less = replace(whole, **{name: getattr(empty, name)})
    before = {one.rule_id: one.outcome for one in evaluate(whole, BOOK, TODAY)}
    assert before["constitution"] is Outcome.FAIL
    for one in evaluate(less, BOOK, TODAY):
        if one.rule_id in PROTECTING and before[one.rule_id] is not Outcome.PASS:
            assert one.outcome is not Outcome.PASS


@given(DATES, st.integers(-60, 60))
def test_months_there_and_back_end_no_later(day: date, months: int) -> None:
    there = handling.months_after(day, months)
    assert handling.months_after(there, -months) <= day
    assert abs((there - day) - timedelta(days=30.44 * months)) < timedelta(days=4)
