"""Flags that ask for a second look. They never decide: none of them can fail."""

from typing import Final

from liaison.rules.facts import Risk
from liaison.rules.findings import Reason
from liaison.rules.verdicts import Asked, Check, Checks, Verdict, for_a_person, met

PREFIX: Final = "risk_"


def words_of_charge(asked: Asked) -> Verdict:
    """A charge in words under which opinions were persecuted elsewhere."""
    said = " ".join(one.charge for one in asked.facts.offences).casefold()
    word = next((word for word in sorted(asked.book.words) if word in said), "")
    if word or asked.facts.risks.get(Risk.WORDS_OF_CHARGE):
        return for_a_person(Reason.TO_BE_LOOKED_AT, word=word)
    return met()


def old_facts(asked: Asked) -> Verdict:
    """Facts of long ago: why now?"""
    years = asked.rule.figures["years"]
    acts = [one.committed.year for one in asked.facts.offences if one.committed is not None]
    last = max((year for year in acts if year is not None), default=asked.today.year)
    if asked.today.year - last >= years or asked.facts.risks.get(Risk.OLD_FACTS):
        return for_a_person(Reason.TO_BE_LOOKED_AT, last=last, years=years)
    return met(last=last)


def _flag(risk: Risk) -> Check:
    def check(asked: Asked) -> Verdict:
        said = asked.facts.risks.get(risk)
        if said is None:
            return for_a_person(Reason.NOT_SAID, flag=risk.value)
        return for_a_person(Reason.TO_BE_LOOKED_AT, flag=risk.value) if said else met()

    return check


CHECKS: Final[Checks] = {
    **{f"{PREFIX}{risk.value}": _flag(risk) for risk in Risk},
    f"{PREFIX}{Risk.WORDS_OF_CHARGE.value}": words_of_charge,
    f"{PREFIX}{Risk.OLD_FACTS.value}": old_facts,
}
