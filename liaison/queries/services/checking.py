"""Asking: here, at other bureaus while the officer waits, or a hundred questions together."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.queries import abroad, matching, permissions, policy, selectors, storing, watching
from liaison.queries.errors import TooManyQuestions
from liaison.queries.livepolicy import POLICY
from liaison.queries.states import NoMatchReason, Verdict
from liaison.queries.types import Answer, Found, Question
from liaison.rules.processing import Purpose

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue


def check(  # noqa: PLR0913 - what a question says
    actor: Actor,
    *,
    question: Question,
    purpose: Purpose,
    case_reference: str,
    now: datetime,
    bureaus: Sequence[str] = (),
    silent: bool | None = None,
) -> Answer:
    """Ask whether a person or a thing is on record: here, and at bureaus that are named.

    Without bureaus nothing leaves this node. With them it speaks to networks, therefore not
    inside a transaction.

    Args:
        actor: who asks.
        question: from `question.parse_any`.
        purpose: why.
        case_reference: what for, in the officer's own numbering.
        now: the present moment.
        bureaus: ids of the bureaus to ask while the officer waits.
        silent: whether owners of discreet records learn nothing of it; None: by the purpose.

    Returns:
        No match, with the reasons why that proves nothing, or every record that matches.

    Raises:
        PermissionRefused: this actor may not check, or not abroad.
        TextRefused: the case reference is missing, too long or malformed.
        UnknownBureau: one of the bureaus is not in the trust directory.
    """
    permissions.check_can_check(actor)
    reference = policy.check_line(
        "case_reference", case_reference, maximum=policy.REFERENCE_MAXIMUM
    )
    quiet = purpose in POLICY.silent if silent is None else silent
    heard = abroad.Heard((), ())
    if bureaus:
        permissions.check_can_ask_abroad(actor, now)
        heard = abroad.ask(
            actor, question, bureaus=bureaus, purpose=purpose, silent=quiet, now=now
        )
    with transaction.atomic():
        return _check(actor, question, purpose, reference, quiet, heard, now)


@transaction.atomic
def check_many(  # noqa: PLR0913 - what a question says
    actor: Actor,
    *,
    questions: Sequence[Question],
    purpose: Purpose,
    case_reference: str,
    now: datetime,
    silent: bool | None = None,
) -> tuple[Answer, ...]:
    """Ask many questions together, here only: a passenger list, in parts.

    Args:
        actor: who asks; a person, or a machine of an agency.
        questions: at most `policy.BATCH_MOST`.
        purpose: why.
        case_reference: what for.
        now: the present moment.
        silent: whether owners of discreet records learn nothing of it; None: by the purpose.

    Returns:
        One answer for each question, in their order.

    Raises:
        PermissionRefused: this actor may not check.
        TextRefused: the case reference is missing, too long or malformed.
        TooManyQuestions: more than one batch may have; none is asked.
    """
    permissions.check_can_check(actor)
    if len(questions) > policy.BATCH_MOST:
        raise TooManyQuestions(len(questions), policy.BATCH_MOST)
    reference = policy.check_line(
        "case_reference", case_reference, maximum=policy.REFERENCE_MAXIMUM
    )
    quiet = purpose in POLICY.silent if silent is None else silent
    nobody = abroad.Heard((), ())
    return tuple(
        _check(actor, question, purpose, reference, quiet, nobody, now) for question in questions
    )


def _check(  # noqa: PLR0913, PLR0917 - what a question says, and what came back
    actor: Actor,
    question: Question,
    purpose: Purpose,
    reference: str,
    silent: bool,  # noqa: FBT001 - one of many, inside this file
    heard: abroad.Heard,
    now: datetime,
) -> Answer:
    matches = matching.find(question)
    found = _once(matches.found, heard.found)
    verdict = Verdict.POSSIBLE_MATCH if found else Verdict.NO_MATCH
    made = storing.check(
        actor,
        question,
        purpose=purpose,
        reference=reference,
        hits=len(found),
        now=now,
        silent=silent,
        sources=heard.sources,
    )
    rows = storing.hits(actor, made, found, now)
    facts: dict[str, JsonValue] = {
        "number": question.in_hand,
        "issuing_state": question.issuing_state,
        "kind": question.kind.value,
        "source": question.source.value,
        "reference": reference,
        "repairs": len(question.repairs),
        "hits": len(rows),
        "elsewhere": list(matches.elsewhere),
        "silent": silent,
        "asked": [f"{one.organisation} {one.mark.value}" for one in heard.sources],
    }
    audit.record(
        actor.who,
        event="queries:check:made",
        target=str(made.id),
        at=now,
        purpose=purpose.value,
        result=verdict.value,
        facts=facts,
    )
    watching.promise(
        made.id,
        question,
        asker=actor.bureau,
        place=actor.organisation,
        purpose=purpose.value,
        case_reference=reference,
        silent=silent,
        now=now,
    )
    return Answer(
        check_id=made.id,
        question=question,
        verdict=verdict,
        hits=tuple(selectors.facts_of(row) for row in rows),
        reasons=() if found else tuple(NoMatchReason),
        elsewhere=matches.elsewhere,
        sources=heard.sources,
    )


def _once(here: Sequence[Found], there: Sequence[Found]) -> tuple[Found, ...]:
    """Return what is held here, then what other bureaus offered, the likeliest first."""
    return (*here, *sorted(there, key=lambda one: -one.score))
