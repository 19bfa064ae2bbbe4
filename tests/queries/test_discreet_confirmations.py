"""Questions about discreet records reach alert officers, and nobody else at the bureau."""

from collections.abc import Callable, Mapping

import pytest

from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.roles import ROLES
from liaison.identity.types import Actor, Permission
from liaison.queries import handlers, selectors, services
from liaison.queries.errors import NoSuchConfirmation
from liaison.queries.models import Confirmation
from liaison.queries.states import ConfirmationState
from liaison.queries.wireform import GIVEN, parse_given
from liaison.records.models import Record
from tests.cast import NOW, an_actor
from tests.queries.things import SOON, a_confirmation, asked_of_us, written
from tests.records.outbox import Outbox
from tests.records.things import an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def alva(**said: object) -> Actor:
    """Return the alert officer of Beijing."""
    return an_actor(person="Alva", role="alert_officer", **said)  # type: ignore[arg-type]


def about_a_discreet_record() -> Confirmation:
    """Return Seoul's question about a record that has become discreet since Seoul received it."""
    row = a_confirmation()
    Record.objects.filter(pk=row.record_id).update(discreet=True)
    return row


def ways_to(row: Confirmation) -> Mapping[str, Callable[[Actor], object]]:
    """Return every way to learn of a question."""
    return {
        "list": lambda who: services.list_confirmations(who, only_open=False, now=NOW),
        "count": selectors.open_confirmations,
        "frame": lambda who: selectors.waiting(who).get("confirmations", 0),
        "read": lambda who: services.read_confirmation(who, confirmation_id=row.id, now=NOW),
        "answer": lambda who: answer(who, row),
    }


def answer(who: Actor, row: Confirmation) -> ConfirmationState:
    """Let somebody answer that the record stands."""
    return services.answer_confirmation(
        who, confirmation_id=row.id, valid=True, instructions="", restrictions="", now=SOON
    )


def learns(who: Actor, way: Callable[[Actor], object]) -> bool:
    """Return whether somebody learned anything that way."""
    try:
        return bool(way(who))
    except (NoSuchConfirmation, PermissionRefused):
        return False


PLACES = ("beijing", "beijing/macao", "beijing/shenzhen-detectives", "seoul")
OTHERS = [
    (role, place)
    for role in ROLES
    for place in PLACES
    if (role, place) != ("alert_officer", "beijing")
]


@pytest.mark.parametrize(("role", "place"), OTHERS)
def test_every_other_chair_learns_nothing(role: str, place: str) -> None:
    """Whatever the chair and wherever it stands: not in a list, by a number, by the id."""
    row = about_a_discreet_record()
    who = an_actor(person="Somebody", role=role, organisation=place)
    ways = ways_to(row)
    assert [name for name, way in ways.items() if learns(who, way)] == []
    row.refresh_from_db()
    assert row.state == ConfirmationState.ASKED


def test_the_alert_officer_reads_and_answers(outbox: Outbox) -> None:
    """So the bureau abroad is not left waiting until its clock runs out."""
    row = about_a_discreet_record()
    (shown,) = services.list_confirmations(alva(), only_open=True, now=NOW)
    assert shown.id == row.id
    assert selectors.waiting(alva())["confirmations"] == 1
    assert services.read_confirmation(alva(), confirmation_id=row.id, now=NOW).may_answer
    assert answer(alva(), row) is ConfirmationState.ANSWERED_VALID
    (sent,) = outbox.of_kind(GIVEN)
    assert parse_given(sent.body).valid


def test_the_alert_officer_answers_about_nothing_else() -> None:
    """What they know of other meetings would colour every answer to the searcher's bureau."""
    row = a_confirmation()
    before = written()
    assert not any(learns(alva(), way) for way in ways_to(row).values())
    assert {**written(), "Payload": 0} == {**before, "Payload": 0}


def test_with_two_questions_each_chair_has_its_own() -> None:
    """The desk has the open one, the alert officer the discreet one."""
    hidden = about_a_discreet_record()
    other = an_own_document(number="LX0000001")
    handlers.receive_asked(asked_of_us(other.id, hit_id=other.id), NOW)
    (desk,) = services.list_confirmations(an_actor(), only_open=True, now=NOW)
    (alert,) = services.list_confirmations(alva(), only_open=True, now=NOW)
    assert (desk.id != hidden.id, alert.id) == (True, hidden.id)


REFUSALS: dict[str, tuple[frozenset[Permission], type[Refusal]]] = {
    "alerts alone": (frozenset({Permission.ALERT_READ}), PermissionRefused),
    "confirming alone": (frozenset({Permission.CONFIRMATION_ANSWER}), NoSuchConfirmation),
    "entering records, and confirming": (
        frozenset({Permission.CONFIRMATION_ANSWER, Permission.DOCUMENT_IMPORT}),
        NoSuchConfirmation,
    ),
}


@pytest.mark.parametrize(("carried", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_both_permissions_are_needed(
    carried: frozenset[Permission], refusal: type[Refusal]
) -> None:
    """Neither knowing of discreet records nor answering for the desk is enough."""
    row = about_a_discreet_record()
    before = written()
    with pytest.raises(refusal):
        answer(an_actor(permissions=carried), row)
    assert written() == before
