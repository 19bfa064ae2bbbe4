"""Rules that protect people; nobody may decide against them.

Arts 2 and 3 of the Constitution, Art. 34; refugees; ne bis in idem; the dead; minors; victims
and witnesses: Arts 38 to 42 [K].
"""

from typing import Final

from liaison.lib.ids.dates import PartialDate
from liaison.rules.facts import Factor, Grade
from liaison.rules.findings import Reason
from liaison.rules.kinds import NoticeKind, PersonStatus
from liaison.rules.others import COERCIVE
from liaison.rules.verdicts import Asked, Checks, Verdict, beside, broken, for_a_person, met

_TWO: Final = 2
_AS_SUCH: Final = frozenset({PersonStatus.VICTIM, PersonStatus.WITNESS})
# kinds that are for finding or naming somebody who may be dead
_MAY_BE_DEAD: Final = frozenset(
    {NoticeKind.BLACK, NoticeKind.YELLOW, NoticeKind.UN_SPECIAL, NoticeKind.SILVER}
)


def assessed(asked: Asked) -> Verdict:
    """Art. 34(3): each of the seven factors is weighed, with reasons."""
    said = asked.facts.assessment
    if said is None:
        return broken(Reason.NOT_ASSESSED)
    least = asked.rule.figures["letters"]
    for factor in Factor:
        if factor not in said.grades:
            return broken(Reason.NOT_ASSESSED, factor=factor.value)
        if said.reasoning.get(factor, 0) < least:
            return broken(Reason.TOO_SHORT, factor=factor.value, least=least)
    if not said.guidance:
        return broken(Reason.NOT_SAID, fact="guidance")
    worrying = [factor.value for factor in Factor if said.grades[factor] is Grade.CONCERN]
    if worrying:
        return for_a_person(Reason.CONCERN, factors=" ".join(worrying))
    return met(guidance=said.guidance[:40])


def two_reviewers(asked: Asked) -> Verdict:
    """Art. 34, Art. 86: two persons weigh it, neither of whom wrote it."""
    said = asked.facts.assessment
    if said is None:
        return broken(Reason.NOT_ASSESSED)
    signed = set(said.reviewers)
    if len(signed) < _TWO or asked.facts.drafter in signed:
        return broken(Reason.REVIEWERS_NOT_DISTINCT, reviewers=len(signed))
    return met(reviewers=len(signed))


def constitution(asked: Asked) -> Verdict:
    """Arts 2(1), 3: human rights; nothing political, military, religious or racial."""
    said = asked.facts.assessment
    if said is None or said.compliant is None:
        return broken(Reason.NOT_ASSESSED)
    return met() if said.compliant else broken(Reason.NOT_COMPLIANT)


def refugee(asked: Asked) -> Verdict:
    """Nobody is sought for the State they were protected from: policy of 2015, GA-2017-86-RES-09.

    That nobody said so fails nothing: whoever asks cannot know. A person looks.
    """
    if asked.facts.person is None:
        return beside()
    said = asked.facts.protection.refugee
    if said is None:
        return for_a_person(Reason.NOT_SAID, fact="refugee")
    return broken(Reason.PROTECTED) if said else met()


def ne_bis_in_idem(asked: Asked) -> Verdict:
    """Nobody is sought for what they were acquitted of or have served."""
    return _bar(asked, asked.facts.protection.acquitted_or_served, "acquitted_or_served")


def amnesty(asked: Asked) -> Verdict:
    """Nobody is sought for what an amnesty covers."""
    return _bar(asked, asked.facts.protection.amnesty, "amnesty")


def deceased(asked: Asked) -> Verdict:
    """Art. 41 [K]: of the dead only to find or to name them."""
    person = asked.facts.person
    if person is None or asked.facts.kind in _MAY_BE_DEAD:
        return beside()
    if person.deceased is None:
        return for_a_person(Reason.NOT_SAID, fact="deceased")
    if not person.deceased:
        return met()
    return broken(Reason.NOT_FOR_THIS_KIND, deceased="yes")


def minor(asked: Asked) -> Verdict:
    """Art. 40 [K]: of somebody who was a minor then, only for a need that is said."""
    person = asked.facts.person
    if person is None or asked.facts.kind in {NoticeKind.YELLOW, NoticeKind.BLACK}:
        return beside()
    birth = person.birth
    if birth is None or birth.year is None:
        return for_a_person(Reason.NOT_SAID, fact="birth")
    years = asked.rule.figures["years"]
    said = [one.committed for one in asked.facts.offences if one.committed is not None]
    acts = said or [PartialDate(asked.today.year, asked.today.month, asked.today.day)]
    grown = [_of_age(birth, act, years) for act in acts]
    if all(grown):
        return beside(born=birth.year)
    if False not in grown:  # the year somebody comes of age, and a day is not known
        return for_a_person(Reason.TO_BE_LOOKED_AT, born=birth.year)
    if not asked.facts.protection.need_of_minor.strip():
        return broken(Reason.NOT_SAID, fact="need_of_minor", born=birth.year)
    return for_a_person(Reason.TO_BE_LOOKED_AT, born=birth.year)


def _of_age(birth: PartialDate, act: PartialDate, years: int) -> bool | None:
    """Return whether somebody was of age then; None when the known parts do not tell."""
    if birth.year is None or act.year is None:
        return None
    if act.year - birth.year != years:
        return act.year - birth.year > years
    # parts that are known in both, the larger first; the first that differs tells
    for then, born in ((act.month, birth.month), (act.day, birth.day)):
        if then is None or born is None:
            return None
        if then != born:
            return then > born
    return True


def victim_or_witness(asked: Asked) -> Verdict:
    """Art. 39 [K]: only as such, and never with force."""
    person = asked.facts.person
    if person is None or person.status not in _AS_SUCH:
        return beside()
    if asked.facts.kind in COERCIVE:
        return broken(Reason.PROTECTED, status=person.status.value)
    if not asked.facts.protection.with_consent:
        return for_a_person(Reason.NOT_SAID, fact="with_consent", status=person.status.value)
    return met(status=person.status.value)


def _bar(asked: Asked, said: bool | None, fact: str) -> Verdict:  # noqa: FBT001 - a fact
    if asked.facts.person is None:
        return beside()
    if said is None:
        return for_a_person(Reason.NOT_SAID, fact=fact)
    return broken(Reason.PROTECTED, fact=fact) if said else met(fact=fact)


CHECKS: Final[Checks] = {
    "assessment": assessed,
    "two_reviewers": two_reviewers,
    "constitution": constitution,
    "refugee": refugee,
    "ne_bis_in_idem": ne_bis_in_idem,
    "amnesty": amnesty,
    "deceased": deceased,
    "minor": minor,
    "victim_or_witness": victim_or_witness,
}
