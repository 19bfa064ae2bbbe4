"""What the rules ask about: one notice or diffusion, said in facts.

Whoever asks builds them. `None` means that nobody said; it is never read as no. Texts are given
whole, but no finding quotes one. Which State protects somebody is no fact here: no rule needs it.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from liaison.lib.ids.dates import PartialDate
from liaison.rules.kinds import Instrument, NoticeKind, PersonStatus, Requester, WantedFor
from liaison.rules.processing import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Whom a notice is about: Art. 83(2)(a).

    Attributes:
        family_name: as in papers.
        forename: as in papers.
        sex: as in papers.
        birth: at least the year.
        description: whether height, build, marks are described.
        photograph: whether there is a good one.
        fingerprints: whether there are any.
        dna: whether there is a profile.
        document: whether data of an identity document are there.
        further: how many further data: aliases, names of parents, addresses.
        status: what the person is in the matter.
        deceased: whether the person is dead.
    """

    family_name: str | None = None
    forename: str | None = None
    sex: str | None = None
    birth: PartialDate | None = None
    description: bool = False
    photograph: bool = False
    fingerprints: bool = False
    dna: bool = False
    document: bool = False
    further: int = 0
    status: PersonStatus | None = None
    deceased: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceFacts:
    """One offence: Art. 83(2)(b).

    Attributes:
        code: of the table of excluded offences; "" when it is none of them; None: nobody looked.
        charge: in words.
        law: provisions that punish it.
        serious_ordinary: whether it is a serious crime of ordinary law.
        maximum_months: highest sentence; for life 1200.
        committed: when.
        place: where.
        part: what the person did.
        facilitates_serious_crime: whether it aims at facilitating one.
        organised_crime: whether links to organised crime are suspected.
        child_exploitation: whether it may facilitate sexual exploitation of children.
        time_barred: whether it may no longer be prosecuted.
    """

    code: str | None = None
    charge: str = ""
    law: str = ""
    serious_ordinary: bool | None = None
    maximum_months: int | None = None
    committed: PartialDate | None = None
    place: str = ""
    part: str = ""
    facilitates_serious_crime: bool | None = None
    organised_crime: bool | None = None
    child_exploitation: bool | None = None
    time_barred: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantFacts:
    """The decision somebody is wanted on: Arts 83(2)(b)(v), 84.

    Attributes:
        reference: of the decision.
        authority: who issued it.
        issued: when.
        valid: whether it stands.
        judicial: whether a court issued it.
        appeal: whether the law gives an appeal to a judge against it.
        copy: whether a copy is attached.
    """

    reference: str = ""
    authority: str = ""
    issued: date | None = None
    valid: bool | None = None
    judicial: bool | None = None
    appeal: bool | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFacts:
    """Why and how long somebody is wanted: Arts 83(1)(b), 84.

    Attributes:
        purpose: prosecution, or a sentence.
        imposed_months: of the sentence; for life 1200.
        remaining_months: of the sentence.
        extradition: whether it will be sought upon arrest.
        coordinated: whether the authorities for extradition were asked.
    """

    purpose: WantedFor | None = None
    imposed_months: int | None = None
    remaining_months: int | None = None
    extradition: bool | None = None
    coordinated: bool | None = None


class Circumstance(enum.StrEnum):
    """What notices other than red demand: Arts 88 to 95, and the pilot of silver notices."""

    INFORMATION_SOUGHT = "information_sought"
    IN_AN_INVESTIGATION = "in_an_investigation"
    DATA_SUFFICIENT = "data_sufficient"
    THREAT_TO_PUBLIC_SAFETY = "threat_to_public_safety"
    ASSESSED_BY_AUTHORITY = "assessed_by_authority"
    CONVICTIONS_OR_GROUNDS = "convictions_or_grounds"
    REPORTED_TO_POLICE = "reported_to_police"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    PRIVACY_LAW_ALLOWS = "privacy_law_allows"
    NOT_IDENTIFIED = "not_identified"
    SERIOUS_OFFENCE = "serious_offence"
    OF_PARTICULAR_INTEREST = "of_particular_interest"
    STATE_OF_FACTS_SAID = "state_of_facts_said"
    THREAT_SERIOUS = "threat_serious"
    THREAT_IMMINENT = "threat_imminent"
    STOLEN = "stolen"
    UNIQUE_OR_VALUABLE = "unique_or_valuable"
    COMMITTEE_REFERENCE = "committee_reference"
    ASSETS_OF_CRIME = "assets_of_crime"
    IN_THE_PILOT = "in_the_pilot"
    NON_COERCIVE = "non_coercive"


class Factor(enum.StrEnum):
    """What is weighed for Arts 2 and 3 of the Constitution: Art. 34(3) [K]."""

    OFFENCE = "nature_of_the_offence"
    PERSONS = "status_of_the_persons"
    SOURCE = "identity_of_the_source"
    OTHERS = "position_of_others"
    OBLIGATIONS = "international_obligations"
    NEUTRALITY = "implications_for_neutrality"
    CONTEXT = "general_context"


class Grade(enum.StrEnum):
    """What somebody thinks of a factor."""

    NO_CONCERN = "no_concern"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts:
    """What two people found under Arts 2 and 3 of the Constitution.

    Attributes:
        grades: of each factor; one that is missing was not assessed.
        reasoning: length of the reasons given for each, in characters.
        reviewers: ids of the persons who signed.
        guidance: edition of the Repository of Practice they used.
        compliant: what they concluded.
    """

    grades: Mapping[Factor, Grade] = field(default_factory=lambda: MappingProxyType({}))
    reasoning: Mapping[Factor, int] = field(default_factory=lambda: MappingProxyType({}))
    reviewers: tuple[str, ...] = ()
    guidance: str = ""
    compliant: bool | None = None


class Risk(enum.StrEnum):
    """What asks for a second look: domain.md section 8; own policy, no rule of anybody."""

    PUBLIC_FIGURE = "public_figure"
    OPPOSITION_OR_PRESS = "opposition_press_lawyer_activist"
    BUSINESS_DISPUTE = "business_dispute"
    ETHNICITY_OR_RELIGION = "ethnicity_or_religion"
    MASS_FILING = "mass_filing"
    WORDS_OF_CHARGE = "words_of_charge"
    AFTER_ASYLUM = "filed_soon_after_asylum"
    OLD_FACTS = "old_facts"
    IN_ABSENTIA = "trial_in_absentia"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionFacts:
    """What protects a person.

    Attributes:
        refugee: whether the person is protected from the very State that asks; which State
            protects is never said here.
        acquitted_or_served: for the same acts, anywhere: ne bis in idem.
        amnesty: whether one covers the acts.
        need_of_minor: why a minor must be in it, in words; "" when nobody said.
        with_consent: whether a victim or witness is asked for as such, without coercion.
    """

    refugee: bool | None = None
    acquitted_or_served: bool | None = None
    amnesty: bool | None = None
    need_of_minor: str = ""
    with_consent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """One notice or diffusion.

    Attributes:
        kind: what it is for.
        instrument: how it travels.
        requester: who asks.
        drafter: id of the person who wrote it.
        purpose: why data are processed.
        legal_basis: national law that allows it.
        interest: why it concerns more than one country.
        summary: of the facts.
        recipients: bureaus a diffusion is sent to; of a notice none.
        retention_until: how long it is to be kept.
        person: whom it is about, if anybody.
        offences: what is charged.
        warrants: decisions.
        wanted: why somebody is to be arrested.
        circumstances: what other kinds demand; one that is missing was not said.
        protection: what protects the person.
        assessment: under Arts 2 and 3.
        risks: flags somebody or something set; one that is missing was not looked at.
    """

    kind: NoticeKind
    instrument: Instrument
    requester: Requester
    drafter: str
    purpose: Purpose | None = None
    legal_basis: str = ""
    interest: str = ""
    summary: str = ""
    recipients: tuple[str, ...] = ()
    retention_until: date | None = None
    person: PersonFacts | None = None
    offences: tuple[OffenceFacts, ...] = ()
    warrants: tuple[WarrantFacts, ...] = ()
    wanted: WantedFacts = field(default_factory=WantedFacts)
    circumstances: Mapping[Circumstance, bool] = field(
        default_factory=lambda: MappingProxyType({})
    )
    protection: ProtectionFacts = field(default_factory=ProtectionFacts)
    assessment: AssessmentFacts | None = None
    risks: Mapping[Risk, bool] = field(default_factory=lambda: MappingProxyType({}))
