"""Who may see and do what with requests and cases: the actor's authority, then the policy."""

from datetime import datetime

from django.db.models import Q

from liaison.casework import policy
from liaison.casework.errors import NotYours
from liaison.casework.models import Case, Request
from liaison.casework.states import AT_HOME, DONE, TABLES, CaseState, Direction, State
from liaison.identity import selectors as identity
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Oversight
from liaison.identity.types import Actor, Permission

# what a chair carries that works on requests; to read them is not to have a part in them
_WORK = (Permission.REQUEST_DRAFT, Permission.REQUEST_REVIEW, Permission.REQUEST_ANSWER)
# with the unit: the desk does not see what is not submitted
WITH_UNIT = (State.DRAFT.value, State.ASKED_BACK.value)


def desks_of(actor: Actor, now: datetime, *, least: Oversight = Oversight.ALL) -> frozenset[str]:
    """Return the desks whose requests this actor may read, when the chair is one of a desk.

    Args:
        actor: who looks.
        now: the present moment: a delegation has an end.
        least: `HEADLINES`: also those of which only lines of lists are seen.
    """
    return identity.desks_seen_by(actor, now=now, least=least)


def seen_by(actor: Actor, now: datetime) -> Q:
    """Return the requests this actor may open.

    A chair of a desk sees what its desk holds, and what is shown to it by delegation; not what a
    unit is still writing. A chair of a unit sees what its unit asked, what is assigned to it, and
    what the person drafted.

    Args:
        actor: who looks.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    own = Q(drafted_by=actor.person_id)
    if not actor.at_desk:
        asked = Q(asking_unit=actor.organisation, direction=Direction.OUT.value)
        given = Q(assigned_unit=actor.organisation) | Q(holder_organisation=actor.organisation)
        return (Q(desk=actor.desk) & (own | asked)) | given
    written = ~Q(state__in=WITH_UNIT) | Q(asking_unit=actor.desk)
    return (Q(desk__in=desks_of(actor, now)) & (written | own)) | Q(lent_to=actor.desk)


def check_can_draft(actor: Actor) -> None:
    """Refuse an actor who may not write requests.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_DRAFT.
    """
    actor.require(Permission.REQUEST_DRAFT)


def check_can_write(actor: Actor, request: Request) -> None:
    """Refuse a change of a draft by anybody but the unit that asks.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_DRAFT.
        NotYours: another unit's.
    """
    actor.require(Permission.REQUEST_DRAFT)
    if request.asking_unit != actor.organisation and request.drafted_by != actor.person_id:
        raise NotYours("request")


def check_at_desk(actor: Actor, request: Request) -> None:
    """Refuse whoever does not sit at the desk whose request it is; oversight only reads.

    Raises:
        NotYours: it is another desk's, or the chair is one of a unit.
    """
    if not at_desk(actor, request):
        raise NotYours("request")


def check_takes_part(actor: Actor, request: Request) -> None:
    """Refuse whoever only looks on: a chair that only reads, another tenant's desk by delegation.

    Raises:
        PermissionRefused: the chair works on no requests.
        NotYours: the actor sees the request and has no part in it.
    """
    # attack: the head of the bureau, who changes nothing, speaks to a unit in the desk's name
    if not _works(actor):
        raise PermissionRefused(Permission.REQUEST_DRAFT)
    if actor.at_desk and not at_desk(actor, request):
        raise NotYours("request")


def _works(actor: Actor) -> bool:
    return any(actor.may(one) for one in _WORK)


def at_desk(actor: Actor, request: Request) -> bool:
    """Return whether an actor sits at the desk whose request it is, or that holds it for that."""
    return actor.at_desk and actor.desk in {request.desk, request.lent_to}


def check_can_review(actor: Actor, request: Request, target: State) -> None:
    """Refuse a review.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_REVIEW.
        NotYours: another desk's request.
        TransitionRefused: it is not there to be reviewed.
        SamePersonRefused: the actor drafted it.
    """
    actor.require(Permission.REQUEST_REVIEW)
    check_at_desk(actor, request)
    policy.check_transition(Direction(request.direction), State(request.state), target)
    if request.direction == Direction.OUT:
        # attack: a colleague saves the draft once more, and whoever wrote it sends it alone
        for author in (request.drafted_by, request.asking_officer):
            policy.check_two_persons(drafted_by=author, reviewed_by=actor.person_id)


def check_can_speak(actor: Actor, request: Request) -> None:
    """Refuse whoever may not send letters in the desk's name, or move a request at the desk.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_REVIEW.
        NotYours: another desk's request.
    """
    actor.require(Permission.REQUEST_REVIEW)
    check_at_desk(actor, request)


def check_can_draft_correction(actor: Actor, request: Request) -> None:
    """Refuse the draft of a correction by anybody but the unit that asks and the desk.

    Raises:
        PermissionRefused: the chair carries neither REQUEST_REVIEW nor REQUEST_DRAFT.
        NotYours: another unit's, or another desk's.
    """
    if actor.at_desk:
        check_can_speak(actor, request)
    else:
        check_can_write(actor, request)


def check_can_draft_answer(actor: Actor, request: Request) -> None:
    """Refuse an answer by a unit that was not asked.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_ANSWER.
        NotYours: assigned to somebody else.
    """
    actor.require(Permission.REQUEST_ANSWER)
    if request.assigned_unit != actor.organisation:
        raise NotYours("request")


def check_can_answer(actor: Actor, request: Request) -> None:
    """Refuse whoever may not answer abroad in the desk's name.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_ANSWER.
        NotYours: another desk's request, or the chair is one of a unit.
    """
    actor.require(Permission.REQUEST_ANSWER)
    check_at_desk(actor, request)


def verbs(actor: Actor, request: Request) -> frozenset[str]:
    """Return what this actor may do with a request now, by the names of the services."""
    direction, state = Direction(request.direction), State(request.state)
    desk = at_desk(actor, request)
    if direction is Direction.OUT:
        found = _out_verbs(actor, request, state, desk=desk)
    else:
        found = _in_verbs(actor, request, state, desk=desk)
    if state not in DONE[direction]:
        if _works(actor) and (desk or not actor.at_desk):
            found |= {"note"}
        if actor.may(Permission.TRANSFER) and desk and state not in WITH_UNIT:
            found |= {"offer", "take"}
    if desk and actor.may(Permission.CASE_MANAGE):
        found |= {"link_case"}
    return frozenset(found)


def _out_verbs(actor: Actor, request: Request, state: State, *, desk: bool) -> set[str]:
    found = set()
    mine = actor.organisation == request.asking_unit or actor.person_id == request.drafted_by
    if mine and actor.may(Permission.REQUEST_DRAFT):
        if state in WITH_UNIT:
            found |= {"change", "submit", "cancel"}
        elif state is State.SUBMITTED:
            found |= {"cancel"}
        elif state not in DONE[Direction.OUT] and not actor.at_desk:
            found |= {"draft_correction"}
    if not desk or not actor.may(Permission.REQUEST_REVIEW):
        return found
    authors = {request.drafted_by, request.asking_officer}
    if state is State.SUBMITTED and actor.person_id not in authors:
        found |= {"review"}
    if state not in AT_HOME and state not in DONE[Direction.OUT]:
        found |= {"remind", "correct", "draft_correction", "close", "pass_on", "extend"}
        if State.CANCELLED in TABLES[Direction.OUT][state]:
            found |= {"cancel"}
    if state is State.CLARIFICATION_ASKED:
        found |= {"clarify"}
    return found


def _in_verbs(actor: Actor, request: Request, state: State, *, desk: bool) -> set[str]:
    found: set[str] = set()
    onward = TABLES[Direction.IN][state]
    if request.assigned_unit == actor.organisation and actor.may(Permission.REQUEST_ANSWER):
        if State.ANSWER_DRAFTED in onward:
            found |= {"draft_answer"}
        if state is State.ASSIGNED:
            found |= {"give_back"}
    if not desk:
        return found
    if actor.may(Permission.REQUEST_REVIEW):
        ways = {
            "review": state is State.ARRIVED,
            "assign": State.ASSIGNED in onward or state is State.ASSIGNED,
            "ask_clarification": State.CLARIFICATION_ASKED in onward,
            "wait_for_court": State.WAITING in onward,
            "resume": state is State.WAITING,
            "return_answer": state is State.ANSWER_DRAFTED,
            "extend": state not in DONE[Direction.IN],
            "close": State.CLOSED in onward,
        }
        found |= {name for name, allowed in ways.items() if allowed}
    if actor.may(Permission.REQUEST_ANSWER):
        if State.ANSWERED in onward and state is not State.ARRIVED:
            found |= {"answer"}
        if state is State.ANSWER_DRAFTED:
            found |= {"release_answer"}
        if state is State.ANSWERED:
            found |= {"correct_answer"}
    return found


def check_can_transfer(actor: Actor) -> None:
    """Refuse an actor who may not hand things over.

    Raises:
        PermissionRefused: the chair does not carry TRANSFER.
    """
    actor.require(Permission.TRANSFER)


def cases_seen_by(actor: Actor, now: datetime) -> Q:
    """Return the case files this actor may know about.

    A chair of a desk sees those of its desk and those that were handed to it or to a unit of it,
    as long as they are held there; the desk whose file it is goes on reading it. A chair of a unit
    sees what the unit holds.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    if not actor.at_desk:
        return Q(holder_organisation=actor.organisation)
    return Q(desk__in=desks_of(actor, now)) | Q(lent_to=actor.desk)


def tasks_seen_by(actor: Actor, now: datetime) -> Q:
    """Return the tasks this actor may know about: those of the desk, those of their own place.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    held = Q(holder_organisation=actor.organisation)
    return held | Q(desk__in=desks_of(actor, now)) if actor.at_desk else held


def check_can_manage(actor: Actor, case: Case, *, open_only: bool = True) -> None:
    """Refuse a change of a case file.

    Raises:
        PermissionRefused: the chair does not carry CASE_MANAGE.
        NotYours: another desk's, and not handed to this one.
        TransitionRefused: it is closed.
    """
    actor.require(Permission.CASE_MANAGE)
    if actor.desk not in {case.desk, case.lent_to}:
        raise NotYours("case")
    if open_only and case.state == CaseState.CLOSED:
        policy.check_case(CaseState.CLOSED, CaseState.CLOSED)
