"""Rules for red notices and wanted-person diffusions: Arts 82 to 87."""

from collections.abc import Callable, Sequence
from typing import Final

from liaison.rules.facts import OffenceFacts
from liaison.rules.findings import Outcome, Reason
from liaison.rules.kinds import WantedFor
from liaison.rules.rulebook import Exception_, Offence
from liaison.rules.verdicts import (
    Asked,
    Checks,
    Verdict,
    beside,
    broken,
    demanded,
    for_a_person,
    met,
)

# the worse first: of several offences the worst verdict counts where each must pass
_WORST: Final = (Outcome.FAIL, Outcome.NEEDS_PERSON, Outcome.PASS)
_EXCEPTIONS: Final[dict[Exception_, Callable[[OffenceFacts], bool | None]]] = {
    Exception_.SERIOUS_CRIME: lambda one: one.facilitates_serious_crime,
    Exception_.ORGANISED_CRIME: lambda one: one.organised_crime,
    Exception_.CHILD_EXPLOITATION: lambda one: one.child_exploitation,
}


def serious_crime(asked: Asked) -> Verdict:
    """Art. 83(1)(a): a serious crime of ordinary law."""
    return _each(asked, lambda one: demanded(one.serious_ordinary, "serious_ordinary"))


def excluded_offence(asked: Asked) -> Verdict:
    """Art. 83(1)(a)(i): not about norms, private matters or administration, but for exceptions."""
    return _each(asked, lambda one: _excluded(asked, one))


def prosecution(asked: Asked) -> Verdict:
    """Art. 83(1)(b)(i): wanted for prosecution, punishable by years."""
    wanted = asked.facts.wanted.purpose
    if wanted is None:
        return broken(Reason.NOT_SAID, fact="wanted_for")
    if wanted is not WantedFor.PROSECUTION:
        return beside(wanted_for=wanted.value)
    said = [one.maximum_months for one in asked.facts.offences if one.maximum_months is not None]
    if not said:
        return broken(Reason.NOT_SAID, fact="maximum_months")
    least = asked.rule.figures["months"]
    reason = max(said) >= least
    return _measured(reason, maximum_months=max(said), least=least)


def sentence(asked: Asked) -> Verdict:
    """Art. 83(1)(b)(ii): wanted to serve, so many months imposed, or so many left.

    Sources differ whether both are demanded ("and/or"): where one is met and the other is not,
    a person decides.
    """
    wanted = asked.facts.wanted
    if wanted.purpose is None:
        return broken(Reason.NOT_SAID, fact="wanted_for")
    if wanted.purpose is not WantedFor.SENTENCE:
        return beside(wanted_for=wanted.purpose.value)
    imposed, left, least = (
        wanted.imposed_months,
        wanted.remaining_months,
        asked.rule.figures["months"],
    )
    if imposed is None or left is None:
        missing = "imposed_months" if imposed is None else "remaining_months"
        return broken(Reason.NOT_SAID, fact=missing)
    if (imposed >= least) is not (left >= least):
        return for_a_person(
            Reason.BELOW_THRESHOLD, imposed_months=imposed, remaining_months=left, least=least
        )
    return _measured(left >= least, imposed_months=imposed, remaining_months=left, least=least)


def identity(asked: Asked) -> Verdict:
    """Art. 83(2)(a): names, sex, birth and one thing more; or a photograph with further data."""
    person = asked.facts.person
    if person is None:
        return broken(Reason.NOT_SAID, fact="person")
    if person.photograph and person.further:
        return met(by="photograph", further=person.further)
    told = {
        "family_name": person.family_name,
        "forename": person.forename,
        "sex": person.sex,
        "birth": person.birth is not None and person.birth.year is not None,
    }
    for name, said in told.items():
        if not said:
            return broken(Reason.NOT_SAID, fact=name)
    more = {
        "description": person.description,
        "dna": person.dna,
        "fingerprints": person.fingerprints,
        "document": person.document,
    }
    found = next((name for name, said in more.items() if said), "")
    return met(by=found) if found else broken(Reason.NOT_SAID, fact="one_of_" + "_".join(more))


def judicial_data(asked: Asked) -> Verdict:
    """Art. 83(2)(b): charge, law, time, place and the person's own part, of every offence."""
    return _each(asked, _told)


def warrant(asked: Asked) -> Verdict:
    """Art. 83(2)(b)(v): a valid arrest warrant or judicial decision of the same effect."""
    if not asked.facts.warrants:
        return broken(Reason.NOT_SAID, fact="warrant")
    for one in asked.facts.warrants:
        for name in ("reference", "authority", "issued"):
            if not getattr(one, name):
                return broken(Reason.NOT_SAID, fact=name)
        if one.issued is not None and one.issued > asked.today:
            return broken(Reason.NOT_SO, fact="issued", issued=one.issued.isoformat())
    verdicts = [demanded(one.valid, "valid") for one in asked.facts.warrants]
    return min(verdicts, key=lambda one: _WORST.index(one.outcome))


def issuing_authority(asked: Asked) -> Verdict:
    """Art. 84: a court's decision, or one that a judge can be asked about."""
    if not asked.facts.warrants:
        return broken(Reason.NOT_SAID, fact="warrant")
    verdicts = [
        met(fact="judicial") if one.judicial else demanded(one.appeal, "appeal")
        for one in asked.facts.warrants
    ]
    return min(verdicts, key=lambda one: _WORST.index(one.outcome))


def extradition(asked: Asked) -> Verdict:
    """Art. 84: extradition will be sought upon arrest; otherwise ask for a blue notice."""
    return demanded(asked.facts.wanted.extradition, "extradition")


def coordinated(asked: Asked) -> Verdict:
    """Art. 84: asked after the authorities for extradition were."""
    return demanded(asked.facts.wanted.coordinated, "coordinated")


def documents(asked: Asked) -> Verdict:
    """Art. 85: a copy of the decision is useful; without one a person says whether it will do."""
    if any(one.copy for one in asked.facts.warrants):
        return met(fact="copy")
    return for_a_person(Reason.NOT_SAID, fact="copy")


def time_barred(asked: Asked) -> Verdict:
    """Not once it may no longer be prosecuted: looked at before asking and at every renewal."""
    return _each(asked, _in_time)


def _excluded(asked: Asked, one: OffenceFacts) -> Verdict:
    if one.code is None:
        return for_a_person(Reason.NOT_SAID, fact="code")
    if not one.code:
        return met()
    rule = asked.book.offences.get(one.code)
    if rule is None:
        return for_a_person(Reason.UNKNOWN, code=one.code[:40])
    return _excepted(rule, one)


def _excepted(rule: Offence, one: OffenceFacts) -> Verdict:
    said = {kind.value: _EXCEPTIONS[kind](one) for kind in sorted(rule.exceptions)}
    for name, so in said.items():
        if so:  # an exception is an assertion of the requester: somebody looks at it
            return for_a_person(Reason.EXCEPTION_APPLIES, code=rule.code, exception=name)
    if any(so is None for so in said.values()):
        return broken(Reason.EXCEPTION_UNCLEAR, code=rule.code, category=rule.category.value)
    return broken(Reason.EXCLUDED, code=rule.code, category=rule.category.value)


def _told(one: OffenceFacts) -> Verdict:
    said = {
        "charge": one.charge.strip(),
        "law": one.law.strip(),
        "committed": one.committed,
        "place": one.place.strip(),
        "part": one.part.strip(),
    }
    missing = next((name for name, value in said.items() if not value), "")
    return broken(Reason.NOT_SAID, fact=missing) if missing else met()


def _in_time(one: OffenceFacts) -> Verdict:
    if one.time_barred is None:
        return for_a_person(Reason.NOT_SAID, fact="time_barred")
    return broken(Reason.PAST, fact="time_barred") if one.time_barred else met()


def _measured(enough: bool, **evidence: object) -> Verdict:  # noqa: FBT001 - a fact
    return met(**evidence) if enough else broken(Reason.BELOW_THRESHOLD, **evidence)


def _each(asked: Asked, check: Callable[[OffenceFacts], Verdict]) -> Verdict:
    """Return the worst verdict of all offences, and which it is about; one must be there."""
    offences: Sequence[OffenceFacts] = asked.facts.offences
    if not offences:
        return broken(Reason.NOT_SAID, fact="offence")
    verdicts = [(place, check(one)) for place, one in enumerate(offences, start=1)]
    place, worst = min(verdicts, key=lambda said: _WORST.index(said[1].outcome))
    return worst._replace(evidence=(("offence", str(place)), *worst.evidence))


CHECKS: Final[Checks] = {
    "red_serious_crime": serious_crime,
    "red_excluded_offence": excluded_offence,
    "red_prosecution_threshold": prosecution,
    "red_sentence_threshold": sentence,
    "red_identity": identity,
    "red_judicial_data": judicial_data,
    "red_warrant": warrant,
    "red_issuing_authority": issuing_authority,
    "red_extradition": extradition,
    "red_coordination": coordinated,
    "red_documents": documents,
    "red_time_barred": time_barred,
}
