"""Notices and diffusions that every rule is content with; a case changes one thing of them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from liaison.lib.ids.dates import PartialDate
from liaison.rules.facts import (
    AssessmentFacts,
    Circumstance,
    Factor,
    Grade,
    NoticeFacts,
    OffenceFacts,
    PersonFacts,
    ProtectionFacts,
    Risk,
    WantedFacts,
    WarrantFacts,
)
from liaison.rules.kinds import Instrument, NoticeKind, PersonStatus, Requester, WantedFor
from liaison.rules.processing import Purpose

TODAY: Final = date(2026, 11, 24)
DRAFTER: Final = "ada"
_PURPOSES: Final[Mapping[NoticeKind, Purpose]] = {
    NoticeKind.RED: Purpose.SEARCH_WANTED,
    NoticeKind.BLUE: Purpose.INFORMATION,
    NoticeKind.GREEN: Purpose.WARN,
    NoticeKind.YELLOW: Purpose.LOCATE,
    NoticeKind.BLACK: Purpose.IDENTIFY,
    NoticeKind.PURPLE: Purpose.WARN,
    NoticeKind.ORANGE: Purpose.WARN,
    NoticeKind.STOLEN_ART: Purpose.LOCATE,
    NoticeKind.UN_SPECIAL: Purpose.WARN,
    NoticeKind.SILVER: Purpose.LOCATE,
}
_ABOUT_NOBODY: Final = frozenset(
    {NoticeKind.BLACK, NoticeKind.PURPLE, NoticeKind.ORANGE, NoticeKind.STOLEN_ART}
)
OFFENCE: Final = OffenceFacts(
    code="",
    charge="Robbery of a jeweller with a weapon",
    law="Criminal Code, section 263",
    serious_ordinary=True,
    maximum_months=180,
    committed=PartialDate(2024, 5, None),
    place="Shenzhen",
    part="drove the car and kept the goods",
    facilitates_serious_crime=False,
    organised_crime=False,
    child_exploitation=False,
    time_barred=False,
)
PERSON: Final = PersonFacts(
    family_name="Lin",
    forename="Haoran",
    sex="M",
    birth=PartialDate(1984, 3, 2),
    description=True,
    photograph=True,
    document=True,
    further=1,
    status=PersonStatus.CHARGED,
    deceased=False,
)
WARRANT: Final = WarrantFacts(
    reference="2026/117",
    authority="Court of first instance",
    issued=date(2026, 2, 1),
    valid=True,
    judicial=True,
    copy=True,
)
ASSESSMENT: Final = AssessmentFacts(
    grades=MappingProxyType(dict.fromkeys(Factor, Grade.NO_CONCERN)),
    reasoning=MappingProxyType(dict.fromkeys(Factor, 120)),
    reviewers=("vera", "boris"),
    guidance="Repository of Practice, November 2024",
    compliant=True,
)


def red() -> NoticeFacts:
    """Return a red notice in order."""
    return notice(NoticeKind.RED)


def notice(kind: NoticeKind) -> NoticeFacts:
    """Return a notice of a kind in order.

    Args:
        kind: which.
    """
    return NoticeFacts(
        kind=kind,
        instrument=Instrument.NOTICE,
        requester=(Requester.UN_COMMITTEE if kind is NoticeKind.UN_SPECIAL else Requester.BUREAU),
        drafter=DRAFTER,
        purpose=_PURPOSES[kind],
        legal_basis="Law on international police cooperation, section 4",
        interest="The goods were sold in two other countries.",
        summary="On a Sunday in May three men robbed a jeweller; one of them drove. " * 2,
        retention_until=date(2031, 11, 24),
        person=None if kind in _ABOUT_NOBODY else PERSON,
        offences=(OFFENCE,) if kind is NoticeKind.RED else (),
        warrants=(WARRANT,) if kind is NoticeKind.RED else (),
        wanted=WantedFacts(purpose=WantedFor.PROSECUTION, extradition=True, coordinated=True),
        circumstances=MappingProxyType(dict.fromkeys(Circumstance, True)),
        protection=ProtectionFacts(refugee=False, acquitted_or_served=False, amnesty=False),
        assessment=ASSESSMENT,
        risks=MappingProxyType(dict.fromkeys(Risk, False)),
    )
