"""Rules for what is there: keeping and suspending it, showing it, handing it on, acting on it.

Facts in, findings out, as for drafting; nothing here approves anything either.
"""

import calendar
import enum
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liaison.rules.findings import Finding, Reason
from liaison.rules.kinds import NoticeKind, PublicExtract
from liaison.rules.rulebook import Rulebook
from liaison.rules.verdicts import Verdict, beside, broken, demanded, for_a_person, found, met

_MONTHS: Final = 12


class Event(enum.StrEnum):
    """What opens a re-examination by itself: Arts 50, 51, 81 [K]."""

    EXTRADITION_REFUSED = "extradition_refused"
    ASYLUM_GRANTED = "asylum_granted"
    ACQUITTED = "acquitted"
    SERVED_ELSEWHERE = "served_elsewhere"
    DELETED_ELSEWHERE = "deleted_elsewhere"
    RETENTION_ENDS = "retention_ends"
    NEW_IDENTITY_FACTS = "new_identity_facts"
    NO_ACTION_AFTER_LOCATION = "no_action_after_location"
    PURPOSE_ACHIEVED = "purpose_achieved"


class Step(enum.StrEnum):
    """What somebody wants to do upon a hit, the least grave first."""

    SEARCH = "search"
    LOCATE = "locate"
    QUESTION = "question"
    ARREST = "arrest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """What somebody wants to do upon a hit, and what they have.

    Attributes:
        step: what they want to do.
        identifiers: how many things besides each other agree: name, birth, document, photograph.
        by_name_only: whether nothing but a name speaks for the match.
        confirmation: id of the owner's confirmation; "" for none.
        emergency: why it could not be waited for; "" for no emergency.
        legal_basis: national law it rests on; "" when nobody said.
    """

    step: Step
    identifiers: int
    by_name_only: bool
    confirmation: str = ""
    emergency: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseFacts:
    """What somebody wants to use data for, and what the source said.

    Attributes:
        kind: of the notice.
        verified: whether accuracy and relevance were checked with the source.
        same_purpose: whether it is what the data were given for.
        asked_source_on: when the source was asked about another purpose.
        source_objects: whether it objected; None: it has not said.
        handed_on: whether it goes to another authority or State.
        conditions_kept: whether the conditions of the source allow that.
        to_public: whether the public will see it.
        source_allows_public: whether the source allows that.
    """

    kind: NoticeKind
    verified: bool | None
    same_purpose: bool
    asked_source_on: date | None = None
    source_objects: bool | None = None
    handed_on: bool = False
    conditions_kept: bool | None = None
    to_public: bool = False
    source_allows_public: bool | None = None


def extension(until: date, new: date, motive: str, book: Rulebook) -> Finding:
    """Return whether something may be kept longer: Arts 49, 50. Never by itself.

    Args:
        until: how long it is kept now.
        new: how long it is to be kept.
        motive: why it is still needed; somebody looked.
        book: the rules.
    """
    rule = book.rule("extension")
    letters = len(motive.strip())
    if new <= until:
        return found(rule, broken(Reason.PAST, new=new.isoformat()))
    if letters < rule.figures["letters"]:
        return found(rule, broken(Reason.TOO_SHORT if letters else Reason.NOT_SAID))
    longest = months_after(until, _MONTHS * rule.figures["years"])
    if new > longest:
        return found(rule, broken(Reason.TOO_LONG, longest=longest.isoformat()))
    return found(rule, met(new=new.isoformat()))


def re_examination(until: date, today: date, book: Rulebook) -> Finding:
    """Return whether it must be looked at again because its time ends: Art. 50.

    Args:
        until: how long it is kept.
        today: the present day.
        book: the rules.
    """
    rule = book.rule("re_examination")
    begins = months_after(until, -rule.figures["months"])
    if today > until:
        return found(rule, broken(Reason.PAST, until=until.isoformat()))
    if today >= begins:
        return found(rule, for_a_person(Reason.TO_BE_LOOKED_AT, until=until.isoformat()))
    return found(rule, met(begins=begins.isoformat()))


def happened(events: AbstractSet[Event], book: Rulebook) -> Finding:
    """Return whether something happened for which it must be looked at again.

    Args:
        events: what happened since it was looked at last.
        book: the rules.
    """
    rule = book.rule("event")
    if not events:
        return found(rule, met())
    said = " ".join(sorted(one.value for one in events))
    return found(rule, for_a_person(Reason.TO_BE_LOOKED_AT, events=said))


def suspension(begins: date, ends: date, motive: str, book: Rulebook) -> Finding:
    """Return whether the source may suspend a notice so long: Art. 81.

    Args:
        begins: first day.
        ends: last day.
        motive: why.
        book: the rules.
    """
    rule = book.rule("suspension")
    letters = len(motive.strip())
    if ends < begins:
        return found(rule, broken(Reason.PAST, ends=ends.isoformat()))
    if letters < rule.figures["letters"]:
        return found(rule, broken(Reason.TOO_SHORT if letters else Reason.NOT_SAID))
    longest = months_after(begins, rule.figures["months"])
    if ends > longest:
        return found(rule, broken(Reason.TOO_LONG, longest=longest.isoformat()))
    return found(rule, met(ends=ends.isoformat()))


def may_see(bureau: str, denied: AbstractSet[str], allowed: AbstractSet[str] | None) -> bool:
    """Return whether a bureau, and every authority below it, may know of it: Arts 58 to 61.

    A hit on what is kept from a bureau shows it nothing at all and is told to the owner.

    Args:
        bureau: address of the bureau.
        denied: bureaus it is kept from; being denied outweighs being allowed.
        allowed: the only ones that may; None: all.
    """
    return bureau not in denied and (allowed is None or bureau in allowed)


def use(facts: UseFacts, today: date, book: Rulebook) -> tuple[Finding, ...]:
    """Return what stands against a use of data that another bureau gave: Arts 62 to 67.

    Args:
        facts: the use.
        today: the present day.
        book: the rules.
    """
    return (
        found(book.rule("verified_with_source"), demanded(facts.verified, "verified")),
        found(book.rule("other_purpose"), _other_purpose(facts, today, book)),
        found(book.rule("forwarding"), _forwarded(facts)),
        found(book.rule("disclosure"), _disclosed(facts, book)),
    )


def action(facts: ActionFacts, book: Rulebook) -> tuple[Finding, ...]:
    """Return what stands against a step upon a hit; never an arrest on a name alone.

    Args:
        facts: the step, and what there is for it.
        book: the rules.
    """
    return (
        found(book.rule("action_identifiers"), _identified(facts, book)),
        found(book.rule("not_a_name_alone"), _more_than_a_name(facts)),
        found(book.rule("confirmed"), _confirmed(facts, book)),
        found(book.rule("national_law"), _lawful(facts)),
    )


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month.

    Args:
        day: from it.
        months: how many; negative ones are before it.
    """
    place = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(place, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _other_purpose(facts: UseFacts, today: date, book: Rulebook) -> Verdict:
    if facts.same_purpose:
        return beside()
    if facts.source_objects:
        return broken(Reason.NOT_SO, fact="source_objects")
    if facts.source_objects is False:
        return met(fact="source_objects")
    if facts.asked_source_on is None:
        return broken(Reason.NOT_SAID, fact="asked_source_on")
    days = book.rule("other_purpose").figures["days"]
    ends = facts.asked_source_on + timedelta(days=days)
    if today > ends:
        return met(waited_until=ends.isoformat())
    return for_a_person(Reason.TO_BE_LOOKED_AT, waits_until=ends.isoformat())


def _forwarded(facts: UseFacts) -> Verdict:
    return demanded(facts.conditions_kept, "conditions_kept") if facts.handed_on else beside()


def _disclosed(facts: UseFacts, book: Rulebook) -> Verdict:
    if not facts.to_public:
        return beside()
    public = book.kinds[facts.kind].public
    if public is PublicExtract.ALWAYS:
        return met(public=public.value)
    if public is PublicExtract.NEVER:
        return broken(Reason.NOT_FOR_THIS_KIND, public=public.value)
    return demanded(facts.source_allows_public, "source_allows_public")


def _identified(facts: ActionFacts, book: Rulebook) -> Verdict:
    least = book.rule("action_identifiers").figures[facts.step.value]
    if facts.identifiers >= least:
        return met(identifiers=facts.identifiers, least=least)
    return broken(Reason.BELOW_THRESHOLD, identifiers=facts.identifiers, least=least)


def _more_than_a_name(facts: ActionFacts) -> Verdict:
    if facts.step is not Step.ARREST:
        return beside()
    return broken(Reason.PROTECTED, by="name") if facts.by_name_only else met()


def _confirmed(facts: ActionFacts, book: Rulebook) -> Verdict:
    if facts.step is not Step.ARREST:
        return beside()
    if facts.confirmation:
        return met(confirmation=facts.confirmation[:60])
    letters = len(facts.emergency.strip())
    if not letters:
        return broken(Reason.NOT_SAID, fact="confirmation")
    if letters < book.rule("confirmed").figures["letters"]:
        return broken(Reason.TOO_SHORT, fact="emergency")
    return for_a_person(Reason.TO_BE_LOOKED_AT, fact="emergency")


def _lawful(facts: ActionFacts) -> Verdict:
    if facts.step is not Step.ARREST:
        return beside()
    return met() if facts.legal_basis.strip() else broken(Reason.NOT_SAID, fact="legal_basis")
