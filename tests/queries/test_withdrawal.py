"""The owner withdraws a record: what hits keep of it goes, and no action follows any more."""

import pytest

from liaison.exchange.sockets import HANDLERS
from liaison.queries import services
from liaison.queries.errors import TransitionRefused
from liaison.queries.models import Hit, Snapshot, Step
from liaison.queries.states import Action, HitState, StepKind
from liaison.records import handlers as records
from liaison.records.models import Record
from liaison.records.sockets import HOLDINGS
from tests.cast import NOW
from tests.queries.things import REASON, SOON, a_hit, ada, events, given
from tests.records.things import a_withdrawal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
OPEN = [
    HitState.POSSIBLE,
    HitState.COMPARED,
    HitState.CONFIRMATION_ASKED,
    HitState.EXPIRED,
    HitState.CONFIRMED,
]
DONE = [HitState.FALSE_POSITIVE, HitState.INVALID, HitState.ACTION_TAKEN, HitState.CLOSED]


def withdrawn(hit: Hit) -> None:
    """Let Seoul's withdrawal arrive."""
    records.receive_withdraw(a_withdrawal(hit.record_id), SOON)
    hit.refresh_from_db()


@pytest.mark.parametrize("state", OPEN)
def test_an_open_hit_becomes_invalid(state: HitState) -> None:
    """In the transaction that erases the copy."""
    hit = a_hit(state)
    withdrawn(hit)
    assert not Record.objects.exists()
    assert not Snapshot.objects.exists()
    assert (hit.state, hit.withdrawn_at) == (HitState.INVALID, SOON)
    assert (hit.instructions, hit.restrictions) == ("", "")
    assert Step.objects.filter(hit=hit, kind=StepKind.WITHDRAWN).exists()
    assert ("queries:hits:emptied", "done") in events()
    with pytest.raises(TransitionRefused):
        services.take_action(
            ada(), hit_id=hit.id, action=Action.SEIZE_DOCUMENT, emergency_reason=REASON, now=SOON
        )


@pytest.mark.parametrize("state", DONE)
def test_a_finished_hit_keeps_its_state_and_loses_the_record(state: HitState) -> None:
    """What was done was done; what the owner said is erased."""
    hit = a_hit(state)
    withdrawn(hit)
    assert hit.state == state
    assert not Snapshot.objects.exists()
    file = services.read_hit(ada(), hit_id=hit.id, now=SOON)
    assert (file.facts.record, file.comparison, file.evidence) == (None, (), None)


def test_a_second_time_erases_nothing() -> None:
    """The socket may be called again."""
    hit = a_hit()
    assert HOLDINGS["queries"](hit.record_id, NOW) == 1
    assert HOLDINGS["queries"](hit.record_id, NOW) == 0


def test_an_answer_after_the_withdrawal_brings_nothing_back() -> None:
    """The two crossed on their way."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    withdrawn(hit)
    HANDLERS["queries.confirmation_given"].receive(given(hit), SOON)
    hit.refresh_from_db()
    assert (hit.state, hit.instructions) == (HitState.INVALID, "")
    assert ("queries:hit:answered", "too_late") in events()
