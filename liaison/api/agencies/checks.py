"""Checks: is this on record? Here, abroad while the officer waits, or a hundred at once."""

from collections.abc import Sequence

from ninja import Router

from liaison.api.agencies import problems
from liaison.api.agencies.check_shapes import (
    Asked,
    BatchAsked,
    BatchLine,
    BatchTold,
    CheckAbroadAsked,
    CheckAsked,
    CheckTold,
    LineProblem,
    LineTold,
    PersonAsked,
    TravelDocument,
    check_told,
)
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.exchange.errors import MessageUnfit, UnknownBureau
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.queries import services
from liaison.queries.errors import QuestionRefused, TextRefused, TooManyQuestions
from liaison.queries.question import parse_any, parse_question
from liaison.queries.states import QuestionKind
from liaison.queries.types import Question

ROUTER = Router(tags=["Checks"])
HERE = (PermissionRefused, QuestionRefused, TextRefused, UnknownBureau)


@operation(
    ROUTER,
    "POST",
    "/checks",
    permission=Permission.CHECK,
    refuses=HERE,
    once=Once.OFFERED,
)
def check(request: AgencyRequest, body: CheckAsked) -> CheckTold:
    """Ask whether a document, a person or a thing is on record.

    Nothing leaves this bureau. Purpose and case reference are recorded with the question. Every
    match is only possible: compare, then ask its owner to confirm.
    """
    answer = services.check(
        request.auth,
        question=_question(request, body.question),
        purpose=body.purpose,
        case_reference=body.case_reference,
        silent=body.silent,
        now=request.now,
    )
    return check_told(answer)


@operation(
    ROUTER,
    "POST",
    "/checks/abroad",
    permission=Permission.CHECK_ABROAD,
    refuses=(*HERE, MessageUnfit),
    once=Once.OFFERED,
    one_transaction=False,
)
def check_abroad(request: AgencyRequest, body: CheckAbroadAsked) -> CheckTold:
    """Ask here, and at other bureaus while the officer waits.

    There is a budget of time: `sources` says who answered, who was late, who was down. What a
    bureau offers is the least; fetch the whole record of a hit by itself.
    """
    answer = services.check(
        request.auth,
        question=_question(request, body.question),
        purpose=body.purpose,
        case_reference=body.case_reference,
        bureaus=body.bureaus,
        silent=body.silent,
        now=request.now,
    )
    return check_told(answer)


@operation(
    ROUTER,
    "POST",
    "/checks/batch",
    permission=Permission.CHECK,
    refuses=(PermissionRefused, TextRefused, TooManyQuestions),
    once=Once.OFFERED,
)
def check_batch(request: AgencyRequest, body: BatchAsked) -> BatchTold:
    """Ask up to a hundred questions at once.

    Each line is answered, or refused, for itself, in order. Each is a check of its own in the
    audit log.
    """
    read = [_read(request, place, line) for place, line in enumerate(body.questions)]
    answers = iter(
        services.check_many(
            request.auth,
            questions=[one for one in read if isinstance(one, Question)],
            purpose=body.purpose,
            case_reference=body.case_reference,
            silent=body.silent,
            now=request.now,
        )
    )
    told = [check_told(next(answers)) if isinstance(one, Question) else one for one in read]
    return BatchTold(answers=_lines(body.questions, told))


def _lines(asked: Sequence[BatchLine], told: Sequence[CheckTold | LineProblem]) -> list[LineTold]:
    return [
        LineTold(
            reference=line.reference,
            check=one if isinstance(one, CheckTold) else None,
            problem=one if isinstance(one, LineProblem) else None,
        )
        for line, one in zip(asked, told, strict=True)
    ]


def _read(request: AgencyRequest, place: int, line: BatchLine) -> Question | LineProblem:
    try:
        return _question(request, line.question)
    except QuestionRefused as refusal:
        under = f"questions/{place}/question/"
        said = problems.problem(refusal, instance="", under=under)
        del said["instance"]
        return LineProblem.model_validate(said)


def _question(request: AgencyRequest, said: Asked) -> Question:
    """Read a question.

    Raises:
        QuestionRefused: it cannot be read.
    """
    today = request.now.date()
    if isinstance(said, TravelDocument):
        return parse_question(said.text, said.issuing_state, today=today)
    if isinstance(said, PersonAsked):
        return parse_any(
            said.text,
            kind=QuestionKind.PERSON,
            birth=said.birth,
            sex=said.sex,
            nationality=said.nationality,
            today=today,
        )[0]
    return parse_any(said.text, kind=QuestionKind(said.subject), today=today)[0]
