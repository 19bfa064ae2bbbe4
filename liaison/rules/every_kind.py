"""Rules for every notice and diffusion: purpose, ground, interest, requester, retention."""

from typing import Final

from liaison.rules.facts import PersonFacts
from liaison.rules.findings import Reason
from liaison.rules.kinds import Instrument
from liaison.rules.verdicts import Asked, Checks, Verdict, beside, broken, for_a_person, met


def purpose(asked: Asked) -> Verdict:
    """Art. 10(2): one of the closed list, and one this kind may serve."""
    said = asked.facts.purpose
    if said is None:
        return broken(Reason.NOT_SAID)
    if said not in asked.book.kinds[asked.facts.kind].purposes:
        return broken(Reason.NOT_FOR_THIS_KIND, purpose=said.value)
    return met(purpose=said.value)


def requester(asked: Asked) -> Verdict:
    """Who may ask for this kind."""
    by = asked.facts.requester
    if by in asked.book.kinds[asked.facts.kind].requesters:
        return met(requester=by.value)
    return broken(Reason.NOT_FOR_THIS_KIND, requester=by.value)


def legal_basis(asked: Asked) -> Verdict:
    """Art. 11: lawful under the law of whoever asks."""
    return _text(asked, asked.facts.legal_basis)


def interest(asked: Asked) -> Verdict:
    """Art. 35: of interest for international police cooperation."""
    return _text(asked, asked.facts.interest)


def summary(asked: Asked) -> Verdict:
    """Arts 12 and 83(2)(b): what happened, clearly and shortly."""
    return _text(asked, asked.facts.summary)


def retention(asked: Asked) -> Verdict:
    """Art. 49: for a time that is said, never longer than the longest."""
    until, years = asked.facts.retention_until, asked.rule.figures["years"]
    if until is None:
        return broken(Reason.NOT_SAID)
    if until <= asked.today:
        return broken(Reason.PAST, until=until.isoformat())
    today = asked.today
    if (until.year - today.year, until.month, until.day) > (years, today.month, today.day):
        return broken(Reason.TOO_LONG, until=until.isoformat(), years=years)
    return met(until=until.isoformat())


def recipients(asked: Asked) -> Verdict:
    """Art. 97: a diffusion goes to chosen bureaus; a notice is for all."""
    to = len(asked.facts.recipients)
    if asked.facts.instrument is Instrument.NOTICE:
        return broken(Reason.NOT_FOR_THIS_KIND, recipients=to) if to else beside()
    return met(recipients=to) if to else broken(Reason.NOT_SAID, recipients=0)


def quality(asked: Asked) -> Verdict:
    """Art. 12: enough to tell this person from others; little is for a person to weigh."""
    person = asked.facts.person
    if person is None:
        return beside()
    known = identifiers(person)
    if known >= asked.rule.figures["identifiers"]:
        return met(identifiers=known)
    return for_a_person(Reason.BELOW_THRESHOLD, identifiers=known)


def identifiers(person: PersonFacts) -> int:
    """Return how many things tell this person from others.

    Args:
        person: whom a notice is about.
    """
    said = (
        person.family_name, person.forename, person.sex, person.birth, person.description,
        person.photograph, person.fingerprints, person.dna, person.document,
    )  # fmt: skip
    return sum(bool(one) for one in said) + person.further


def _text(asked: Asked, text: str) -> Verdict:
    letters, least = len(text.strip()), asked.rule.figures["letters"]
    if not letters:
        return broken(Reason.NOT_SAID)
    if letters < least:
        return broken(Reason.TOO_SHORT, letters=letters, least=least)
    return met(letters=letters)


CHECKS: Final[Checks] = {
    "purpose": purpose,
    "requester": requester,
    "legal_basis": legal_basis,
    "international_interest": interest,
    "summary_of_facts": summary,
    "retention": retention,
    "recipients": recipients,
    "data_quality": quality,
}
