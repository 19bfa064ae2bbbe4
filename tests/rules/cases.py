"""Cases of every rule of drafting: what is changed of a notice in order, and what is found."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from liaison.lib.ids.dates import PartialDate
from liaison.rules.facts import Circumstance, Factor, Grade, NoticeFacts, Risk, WantedFacts
from liaison.rules.findings import Outcome, Reason
from liaison.rules.kinds import Instrument, NoticeKind, PersonStatus, Requester, WantedFor
from liaison.rules.processing import Purpose
from tests.rules.cast import DRAFTER, OFFENCE, TODAY, notice, red
from tests.rules.changes import (
    Change,
    assessment,
    circumstance,
    graded,
    offence,
    person,
    protection,
    risk,
    wanted,
    warrant,
    whole,
)

F, P, N = Outcome.FAIL, Outcome.PASS, Outcome.NEEDS_PERSON
R = Reason
K = NoticeKind


class Case(NamedTuple):
    """One case of one rule."""

    name: str
    facts: NoticeFacts
    outcome: Outcome
    reason: Reason


_NO_ONE: Final = whole(person=None)
_SERVES: Final = WantedFacts(
    purpose=WantedFor.SENTENCE,
    imposed_months=36,
    remaining_months=12,
    extradition=True,
    coordinated=True,
)
OF_THE_NINTH: Final = replace(OFFENCE, committed=PartialDate(2024, 5, 9))
_SHORT: Final = MappingProxyType({**dict.fromkeys(Factor, 120), Factor.CONTEXT: 3})
_Said = tuple[str, Change, Outcome, Reason]
_RED: Final[Mapping[str, tuple[_Said, ...]]] = {
    "purpose": (
        ("none is said", whole(purpose=None), F, R.NOT_SAID),
        ("a red notice does not warn", whole(purpose=Purpose.WARN), F, R.NOT_FOR_THIS_KIND),
        ("to screen applicants", whole(purpose=Purpose.SCREENING), F, R.NOT_FOR_THIS_KIND),
    ),
    "requester": (
        ("a partner asks for red", whole(requester=Requester.PARTNER), F, R.NOT_FOR_THIS_KIND),
        ("a tribunal may", whole(requester=Requester.TRIBUNAL), P, R.MET),
    ),
    "legal_basis": (
        ("none", whole(legal_basis="  "), F, R.NOT_SAID),
        ("too short", whole(legal_basis="law"), F, R.TOO_SHORT),
    ),
    "international_interest": (
        ("none", whole(interest=""), F, R.NOT_SAID),
        ("too short", whole(interest="abroad"), F, R.TOO_SHORT),
    ),
    "summary_of_facts": (
        ("none", whole(summary=""), F, R.NOT_SAID),
        ("a word", whole(summary="Robbery."), F, R.TOO_SHORT),
    ),
    "retention": (
        ("no end", whole(retention_until=None), F, R.NOT_SAID),
        ("ends today", whole(retention_until=TODAY), F, R.PAST),
        ("a day over five years", whole(retention_until=date(2031, 11, 25)), F, R.TOO_LONG),
        ("five years to the day", whole(retention_until=date(2031, 11, 24)), P, R.MET),
    ),
    "recipients": (
        ("a notice has none", whole(recipients=("seoul",)), F, R.NOT_FOR_THIS_KIND),
        ("a diffusion to nobody", whole(instrument=Instrument.DIFFUSION), F, R.NOT_SAID),
        (
            "a diffusion to Seoul",
            whole(instrument=Instrument.DIFFUSION, recipients=("seoul",)),
            P,
            R.MET,
        ),
    ),
    "data_quality": (
        (
            "a name and a year",
            person(sex=None, description=False, photograph=False, document=False, further=0),
            N,
            R.BELOW_THRESHOLD,
        ),
        ("nobody", _NO_ONE, P, R.DOES_NOT_APPLY),
    ),
    "somebody": (("nobody is named", _NO_ONE, F, R.NOT_SAID),),
    "red_serious_crime": (
        ("nobody said", offence(serious_ordinary=None), F, R.NOT_SAID),
        ("it is not", offence(serious_ordinary=False), F, R.NOT_SO),
        ("no offence", whole(offences=()), F, R.NOT_SAID),
    ),
    "red_excluded_offence": (
        ("nobody looked", offence(code=None), N, R.NOT_SAID),
        ("a code nobody knows", offence(code="witchcraft"), N, R.UNKNOWN),
        ("drugs for personal use", offence(code="drugs_for_personal_use"), F, R.EXCLUDED),
        ("a cheque", offence(code="unfunded_cheque"), F, R.EXCLUDED),
        (
            "a cheque, links not said",
            offence(code="unfunded_cheque", organised_crime=None),
            F,
            R.EXCEPTION_UNCLEAR,
        ),
        (
            "a cheque of organised crime",
            offence(code="unfunded_cheque", organised_crime=True),
            N,
            R.EXCEPTION_APPLIES,
        ),
        (
            "pornography that exploits children",
            offence(code="pornography", child_exploitation=True),
            N,
            R.EXCEPTION_APPLIES,
        ),
        ("adultery", offence(code="adultery", organised_crime=True), F, R.EXCLUDED),
    ),
    "red_prosecution_threshold": (
        ("wanted for what", wanted(purpose=None), F, R.NOT_SAID),
        ("wanted to serve", whole(wanted=_SERVES), P, R.DOES_NOT_APPLY),
        (
            "23 months",
            lambda facts: replace(
                facts, offences=(replace(facts.offences[0], maximum_months=23),)
            ),
            F,
            R.BELOW_THRESHOLD,
        ),
        (
            "24 months",
            lambda facts: replace(
                facts, offences=(replace(facts.offences[0], maximum_months=24),)
            ),
            P,
            R.MET,
        ),
        ("no penalty", whole(offences=()), F, R.NOT_SAID),
    ),
    "red_sentence_threshold": (
        ("wanted for what", wanted(purpose=None), F, R.NOT_SAID),
        ("wanted for prosecution", whole(), P, R.DOES_NOT_APPLY),
        ("three years, one left", whole(wanted=_SERVES), P, R.MET),
        ("imposed not said", whole(wanted=replace(_SERVES, imposed_months=None)), F, R.NOT_SAID),
        ("left not said", whole(wanted=replace(_SERVES, remaining_months=None)), F, R.NOT_SAID),
        (
            "five months of three years left",
            whole(wanted=replace(_SERVES, remaining_months=5)),
            N,
            R.BELOW_THRESHOLD,
        ),
        (
            "five months in all",
            whole(wanted=replace(_SERVES, imposed_months=5, remaining_months=5)),
            F,
            R.BELOW_THRESHOLD,
        ),
    ),
    "red_identity": (
        ("nobody", _NO_ONE, F, R.NOT_SAID),
        ("no forename, no photograph", person(forename=None, photograph=False), F, R.NOT_SAID),
        ("no birth", person(birth=None, photograph=False), F, R.NOT_SAID),
        (
            "a day without a year",
            person(birth=PartialDate(None, 3, 2), photograph=False),
            F,
            R.NOT_SAID,
        ),
        (
            "names and birth alone",
            person(photograph=False, description=False, document=False),
            F,
            R.NOT_SAID,
        ),
        ("a photograph and an alias", person(forename=None, birth=None), P, R.MET),
        ("fingerprints", person(photograph=False, fingerprints=True), P, R.MET),
    ),
    "red_judicial_data": (
        ("no place", offence(place=" "), F, R.NOT_SAID),
        ("no time", offence(committed=None), F, R.NOT_SAID),
        ("no part of the person", offence(part=""), F, R.NOT_SAID),
        ("no law", offence(law=""), F, R.NOT_SAID),
        ("no offence", whole(offences=()), F, R.NOT_SAID),
    ),
    "red_warrant": (
        ("none", whole(warrants=()), F, R.NOT_SAID),
        ("no reference", warrant(reference=""), F, R.NOT_SAID),
        ("of tomorrow", warrant(issued=date(2026, 11, 25)), F, R.NOT_SO),
        ("lifted", warrant(valid=False), F, R.NOT_SO),
        ("nobody said that it stands", warrant(valid=None), F, R.NOT_SAID),
    ),
    "red_issuing_authority": (
        ("none", whole(warrants=()), F, R.NOT_SAID),
        ("a prosecutor, appeal", warrant(judicial=False, appeal=True), P, R.MET),
        ("a prosecutor, no appeal", warrant(judicial=False, appeal=False), F, R.NOT_SO),
        ("a prosecutor, not said", warrant(judicial=False), F, R.NOT_SAID),
    ),
    "red_extradition": (
        ("not sought", wanted(extradition=False), F, R.NOT_SO),
        ("not said", wanted(extradition=None), F, R.NOT_SAID),
    ),
    "red_coordination": (("not asked", wanted(coordinated=False), F, R.NOT_SO),),
    "red_documents": (("no copy", warrant(copy=False), N, R.NOT_SAID),),
    "red_time_barred": (
        ("nobody looked", offence(time_barred=None), N, R.NOT_SAID),
        ("it is", offence(time_barred=True), F, R.PAST),
        ("no offence", whole(offences=()), F, R.NOT_SAID),
    ),
    "assessment": (
        ("none", whole(assessment=None), F, R.NOT_ASSESSED),
        ("one factor left out", graded(Factor.CONTEXT, None), F, R.NOT_ASSESSED),
        ("three letters of reasons", assessment(reasoning=_SHORT), F, R.TOO_SHORT),
        ("no guidance", assessment(guidance=""), F, R.NOT_SAID),
        ("a concern", graded(Factor.NEUTRALITY, Grade.CONCERN), N, R.CONCERN),
    ),
    "two_reviewers": (
        ("no assessment", whole(assessment=None), F, R.NOT_ASSESSED),
        ("one, twice", assessment(reviewers=("vera", "vera")), F, R.REVIEWERS_NOT_DISTINCT),
        ("the drafter", assessment(reviewers=("vera", DRAFTER)), F, R.REVIEWERS_NOT_DISTINCT),
    ),
    "constitution": (
        ("no assessment", whole(assessment=None), F, R.NOT_ASSESSED),
        ("not concluded", assessment(compliant=None), F, R.NOT_ASSESSED),
        ("political", assessment(compliant=False), F, R.NOT_COMPLIANT),
    ),
    "refugee": (
        ("protected", protection(refugee=True), F, R.PROTECTED),
        ("nobody said", protection(refugee=None), N, R.NOT_SAID),
        ("nobody", _NO_ONE, P, R.DOES_NOT_APPLY),
    ),
    "ne_bis_in_idem": (
        ("acquitted", protection(acquitted_or_served=True), F, R.PROTECTED),
        ("nobody said", protection(acquitted_or_served=None), N, R.NOT_SAID),
        ("nobody", _NO_ONE, P, R.DOES_NOT_APPLY),
    ),
    "amnesty": (
        ("covered", protection(amnesty=True), F, R.PROTECTED),
        ("nobody said", protection(amnesty=None), N, R.NOT_SAID),
    ),
    "deceased": (
        ("dead", person(deceased=True), F, R.NOT_FOR_THIS_KIND),
        ("nobody said", person(deceased=None), N, R.NOT_SAID),
        ("nobody", _NO_ONE, P, R.DOES_NOT_APPLY),
    ),
    "minor": (
        ("birth unknown", person(birth=None), N, R.NOT_SAID),
        ("17 then, no need", person(birth=PartialDate(2007, 1, 1)), F, R.NOT_SAID),
        (
            "17 then, a need",
            lambda facts: protection(need_of_minor="the only one who knows the buyers")(
                person(birth=PartialDate(2007, 1, 1))(facts)
            ),
            N,
            R.TO_BE_LOOKED_AT,
        ),
        ("of age in the month before", person(birth=PartialDate(2006, 4, 9)), P, R.DOES_NOT_APPLY),
        ("of age in the month after", person(birth=PartialDate(2006, 6, 1)), F, R.NOT_SAID),
        ("of age in that month", person(birth=PartialDate(2006, 5, 9)), N, R.TO_BE_LOOKED_AT),
        ("of age in that year", person(birth=PartialDate(2006, None, None)), N, R.TO_BE_LOOKED_AT),
        ("an act of no year", offence(committed=PartialDate(None, 5, 1)), N, R.TO_BE_LOOKED_AT),
        (
            "of age that very day",
            lambda facts: offence(committed=PartialDate(2024, 5, 9))(
                person(birth=PartialDate(2006, 5, 9))(whole(offences=(OF_THE_NINTH,))(facts))
            ),
            P,
            R.DOES_NOT_APPLY,
        ),
        (
            "a day too young",
            lambda facts: person(birth=PartialDate(2006, 5, 10))(
                whole(offences=(OF_THE_NINTH,))(facts)
            ),
            F,
            R.NOT_SAID,
        ),
        ("nobody", _NO_ONE, P, R.DOES_NOT_APPLY),
    ),
    "victim_or_witness": (
        ("a witness is not arrested", person(status=PersonStatus.WITNESS), F, R.PROTECTED),
        ("charged", whole(), P, R.DOES_NOT_APPLY),
    ),
    "risk_words_of_charge": (
        ("extremism", offence(charge="Participation in an extremist group"), N, R.TO_BE_LOOKED_AT),
        ("in Chinese", offence(charge="煽动罪"), N, R.TO_BE_LOOKED_AT),
        ("flagged", risk(Risk.WORDS_OF_CHARGE, so=True), N, R.TO_BE_LOOKED_AT),
        ("robbery", whole(), P, R.MET),
    ),
    "risk_old_facts": (
        ("ten years", lambda f: replace(f, offences=(replace(
            f.offences[0], committed=PartialDate(2016, 11, 24)),)), N, R.TO_BE_LOOKED_AT),
        ("nine years", lambda f: replace(f, offences=(replace(
            f.offences[0], committed=PartialDate(2017, 1, 1)),)), P, R.MET),
    ),
    **{
        f"risk_{one.value}": (
            ("raised", risk(one, so=True), N, R.TO_BE_LOOKED_AT),
            ("nobody looked", risk(one, so=None), N, R.NOT_SAID),
            ("looked at", risk(one, so=False), P, R.MET),
        )
        for one in Risk
        if one not in {Risk.WORDS_OF_CHARGE, Risk.OLD_FACTS}
    },
}  # fmt: skip
# rule -> kind, circumstance
_DEMANDED: Final = {
    "blue_information_sought": (K.BLUE, Circumstance.INFORMATION_SOUGHT),
    "blue_investigation": (K.BLUE, Circumstance.IN_AN_INVESTIGATION),
    "green_threat": (K.GREEN, Circumstance.THREAT_TO_PUBLIC_SAFETY),
    "green_assessment": (K.GREEN, Circumstance.ASSESSED_BY_AUTHORITY),
    "green_grounds": (K.GREEN, Circumstance.CONVICTIONS_OR_GROUNDS),
    "yellow_reported": (K.YELLOW, Circumstance.REPORTED_TO_POLICE),
    "yellow_unknown": (K.YELLOW, Circumstance.WHEREABOUTS_UNKNOWN),
    "yellow_privacy": (K.YELLOW, Circumstance.PRIVACY_LAW_ALLOWS),
    "black_recorded": (K.BLACK, Circumstance.REPORTED_TO_POLICE),
    "black_not_identified": (K.BLACK, Circumstance.NOT_IDENTIFIED),
    "purple_serious": (K.PURPLE, Circumstance.SERIOUS_OFFENCE),
    "purple_interest": (K.PURPLE, Circumstance.OF_PARTICULAR_INTEREST),
    "purple_state_of_facts": (K.PURPLE, Circumstance.STATE_OF_FACTS_SAID),
    "orange_serious": (K.ORANGE, Circumstance.THREAT_SERIOUS),
    "orange_imminent": (K.ORANGE, Circumstance.THREAT_IMMINENT),
    "orange_assessment": (K.ORANGE, Circumstance.ASSESSED_BY_AUTHORITY),
    "art_stolen": (K.STOLEN_ART, Circumstance.STOLEN),
    "art_unique": (K.STOLEN_ART, Circumstance.UNIQUE_OR_VALUABLE),
    "un_reference": (K.UN_SPECIAL, Circumstance.COMMITTEE_REFERENCE),
    "silver_pilot": (K.SILVER, Circumstance.IN_THE_PILOT),
    "silver_assets": (K.SILVER, Circumstance.ASSETS_OF_CRIME),
    "silver_non_coercive": (K.SILVER, Circumstance.NON_COERCIVE),
    "data_sufficient": (K.BLUE, Circumstance.DATA_SUFFICIENT),
}
_OTHERS: Final[Mapping[str, tuple[tuple[K, _Said], ...]]] = {
    "blue_status": (
        (K.BLUE, ("not said", person(status=None), F, R.NOT_SAID)),
        (K.BLUE, ("missing", person(status=PersonStatus.MISSING), F, R.NOT_FOR_THIS_KIND)),
        (K.BLUE, ("a witness", person(status=PersonStatus.WITNESS), P, R.MET)),
    ),
    "yellow_privacy": (
        (K.YELLOW, ("a child", person(birth=PartialDate(2015, 6, 1)), P, R.DOES_NOT_APPLY)),
        (K.YELLOW, ("of 18 this year", person(birth=PartialDate(2008, 6, 1)), P, R.MET)),
    ),
    "victim_or_witness": (
        (K.BLUE, ("a witness, not asked", person(status=PersonStatus.WITNESS), N, R.NOT_SAID)),
        (
            K.BLUE,
            (
                "a witness who agrees",
                lambda f: protection(with_consent=True)(
                    person(status=PersonStatus.WITNESS)(f)
                ),
                P,
                R.MET,
            ),
        ),
    ),
    "minor": ((K.YELLOW, ("a missing child", person(birth=PartialDate(2018, 1, 1)), P,
                          R.DOES_NOT_APPLY)),),
    "deceased": ((K.YELLOW, ("perhaps dead", person(deceased=True), P, R.DOES_NOT_APPLY)),),
}  # fmt: skip


def all_cases() -> dict[str, list[Case]]:
    """Return every case by rule; the first of each rule is the notice in order."""
    found: dict[str, list[Case]] = {}
    for rule, said in _RED.items():
        found[rule] = [
            Case(name, change(red()), outcome, reason) for name, change, outcome, reason in said
        ]
    for rule, (kind, one) in _DEMANDED.items():
        found[rule] = [
            Case("in order", notice(kind), P, R.MET),
            Case("it is not so", circumstance(one, so=False)(notice(kind)), F, R.NOT_SO),
            Case("nobody said", circumstance(one, so=None)(notice(kind)), F, R.NOT_SAID),
        ]
    for rule, more in _OTHERS.items():
        found.setdefault(rule, []).extend(
            Case(name, change(notice(kind)), outcome, reason)
            for kind, (name, change, outcome, reason) in more
        )
    return found
