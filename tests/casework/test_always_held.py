"""Whatever is offered, accepted, declined, taken and dropped: somebody is responsible."""

from collections.abc import Callable

import hypothesis
import pytest
from django.db import IntegrityError, transaction
from hypothesis import strategies as st

from liaison.casework import jobs, services
from liaison.casework.models import Request, Transfer
from liaison.casework.states import TransferState
from liaison.casework.words import Subject
from liaison.core.errors import Refusal
from liaison.identity.types import Actor
from tests.casework.test_transfer import ines, vera
from tests.casework.things import SOON, UNIT, again, an_accepted, an_answer, boris, li
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

ACTORS = (boris(), vera(), li(), ines(), an_actor(person="Lin", organisation=UNIT))
PLACES = ("beijing", UNIT, "beijing/macao", "beijing/nowhere")
Steps = dict[str, Callable[[], object]]
VERBS = (
    "take",
    "put_back",
    "offer",
    "accept",
    "decline",
    "withdraw",
    "assign",
    "give_back",
    "lapse",
    "draft",
    "hand_over",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(ACTORS), st.sampled_from(PLACES)),
    max_size=12,
)


def act(verb: str, actor: Actor, place: str, row: Request) -> None:
    """Do one thing with a request, as far as the house allows."""
    latest = Transfer.objects.order_by("offered_at", "id").last()
    key = latest.id if latest else row.id
    steps: Steps = {
        "take": lambda: services.take(actor, request_id=row.id, now=NOW),
        "put_back": lambda: services.put_back(actor, request_id=row.id, now=NOW),
        "offer": lambda: services.offer(
            actor,
            subject_kind=Subject.REQUEST,
            subject=row.id,
            to_organisation=place,
            words="Please.",
            now=NOW,
        ),
        "accept": lambda: services.accept_transfer(actor, transfer_id=key, now=NOW),
        "decline": lambda: services.decline_transfer(
            actor, transfer_id=key, reason="No.", now=NOW
        ),
        "withdraw": lambda: services.withdraw_transfer(actor, transfer_id=key, now=NOW),
        "assign": lambda: services.assign(actor, request_id=row.id, organisation=place, now=NOW),
        "give_back": lambda: services.give_back(actor, request_id=row.id, words="No.", now=NOW),
        "lapse": lambda: jobs.clocks(SOON.replace(day=3)),
        "draft": lambda: services.draft_answer(
            actor, request_id=row.id, answer=an_answer(), now=NOW
        ),
        "hand_over": lambda: services.hand_over(actor, note="Night.", now=NOW),
    }
    with transaction.atomic():
        steps[verb]()


@pytest.mark.django_db
@hypothesis.settings(
    max_examples=40,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
@hypothesis.given(steps=STEPS)
def test_no_sequence_leaves_a_request_without_a_holder(
    outbox: Outbox, steps: list[tuple[str, Actor, str]]
) -> None:
    """And never are two offers of it open, nor one that names what nobody holds."""
    assert outbox is not None
    row = an_accepted()
    for verb, actor, place in steps:
        try:
            act(verb, actor, place, row)
        except Refusal:
            continue
        finally:
            row = again(row)
            assert row.holder_organisation in {"beijing", UNIT, "beijing/macao"}
            open_ones = Transfer.objects.filter(subject=row.id, state=TransferState.OFFERED)
            assert open_ones.count() <= 1
            for offer in open_ones:
                assert offer.from_organisation == row.holder_organisation


@pytest.mark.django_db
def test_the_database_knows_no_request_without_a_holder(outbox: Outbox) -> None:
    """Whoever writes past the services is stopped there."""
    assert outbox is not None
    row = an_accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=row.pk).update(holder_organisation="")
