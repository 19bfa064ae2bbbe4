"""Rules for the other kinds: Arts 88 to 95, and the pilot of silver notices."""

from typing import Final

from liaison.rules.facts import Circumstance
from liaison.rules.findings import Reason
from liaison.rules.kinds import NoticeKind, PersonStatus
from liaison.rules.verdicts import Asked, Check, Checks, Verdict, beside, broken, demanded, met

_BLUE: Final = frozenset(
    {PersonStatus.CONVICTED, PersonStatus.CHARGED, PersonStatus.SUSPECT}
    | {PersonStatus.WITNESS, PersonStatus.VICTIM}
)
# rule -> what it demands
_DEMANDED: Final = {
    "blue_information_sought": Circumstance.INFORMATION_SOUGHT,
    "blue_investigation": Circumstance.IN_AN_INVESTIGATION,
    "green_threat": Circumstance.THREAT_TO_PUBLIC_SAFETY,
    "green_assessment": Circumstance.ASSESSED_BY_AUTHORITY,
    "green_grounds": Circumstance.CONVICTIONS_OR_GROUNDS,
    "yellow_reported": Circumstance.REPORTED_TO_POLICE,
    "yellow_unknown": Circumstance.WHEREABOUTS_UNKNOWN,
    "black_recorded": Circumstance.REPORTED_TO_POLICE,
    "black_not_identified": Circumstance.NOT_IDENTIFIED,
    "purple_serious": Circumstance.SERIOUS_OFFENCE,
    "purple_interest": Circumstance.OF_PARTICULAR_INTEREST,
    "purple_state_of_facts": Circumstance.STATE_OF_FACTS_SAID,
    "orange_serious": Circumstance.THREAT_SERIOUS,
    "orange_imminent": Circumstance.THREAT_IMMINENT,
    "orange_assessment": Circumstance.ASSESSED_BY_AUTHORITY,
    "art_stolen": Circumstance.STOLEN,
    "art_unique": Circumstance.UNIQUE_OR_VALUABLE,
    "un_reference": Circumstance.COMMITTEE_REFERENCE,
    "silver_pilot": Circumstance.IN_THE_PILOT,
    "silver_assets": Circumstance.ASSETS_OF_CRIME,
    "silver_non_coercive": Circumstance.NON_COERCIVE,
    "data_sufficient": Circumstance.DATA_SUFFICIENT,
}


def blue_status(asked: Asked) -> Verdict:
    """Art. 88: convicted, charged, a suspect, a witness or a victim."""
    person = asked.facts.person
    if person is None or person.status is None:
        return broken(Reason.NOT_SAID, fact="status")
    if person.status not in _BLUE:
        return broken(Reason.NOT_FOR_THIS_KIND, status=person.status.value)
    return met(status=person.status.value)


def yellow_privacy(asked: Asked) -> Verdict:
    """Art. 90: of an adult, only where the law on privacy lets the police ask."""
    person = asked.facts.person
    year = person.birth.year if person and person.birth else None
    adult = asked.rule.figures["years"]
    # of the year alone it is sure only a year later
    if year is not None and asked.today.year - year < adult:
        return beside(born=year)
    return demanded(
        asked.facts.circumstances.get(Circumstance.PRIVACY_LAW_ALLOWS),
        Circumstance.PRIVACY_LAW_ALLOWS.value,
    )


def somebody(asked: Asked) -> Verdict:
    """A notice about a person says whom; one about a thing, a way or a threat need not."""
    if asked.facts.person is None:
        return broken(Reason.NOT_SAID, fact="person")
    return met()


def _demand(circumstance: Circumstance) -> Check:
    def check(asked: Asked) -> Verdict:
        return demanded(asked.facts.circumstances.get(circumstance), circumstance.value)

    return check


CHECKS: Final[Checks] = {
    "blue_status": blue_status,
    "yellow_privacy": yellow_privacy,
    "somebody": somebody,
    **{rule: _demand(circumstance) for rule, circumstance in _DEMANDED.items()},
}
COERCIVE: Final = frozenset({NoticeKind.RED})
