"""Reviews that may not be: each refused by name, nothing written, nothing sent."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from liaison.casework import services
from liaison.casework.errors import (
    AddressRefused,
    ChecklistRefused,
    GroundsRefused,
    NoSuchRequest,
    SamePersonRefused,
    TextRefused,
    TransitionRefused,
)
from liaison.casework.models import Request
from liaison.casework.types import PointTicked
from liaison.casework.words import Decision, Tick
from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from tests.casework.things import (
    a_draft,
    a_sent,
    a_submitted,
    ada,
    an_accepted,
    an_answer,
    boris,
    li,
    ticks,
    written,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
MACAO = "beijing/macao"


def chiara() -> Actor:
    """Return Chiara, who sits at a desk of another bureau."""
    return an_actor(person="Chiara")


def of_macao() -> Actor:
    """Return an officer of the tenant's desk."""
    actor = an_actor(person="Ines", organisation=MACAO)
    return Actor(**{**actor.__dict__, "desk": MACAO})


def a_double() -> tuple[PointTicked, ...]:
    """Return a checklist in which a point stands twice."""
    return (*ticks(), ticks()[0])


REFUSALS: Mapping[str, tuple[Callable[[], Request], Actor, dict[str, Any], type[Refusal]]] = {
    "two persons are needed": (
        lambda: a_submitted(actor=ada()),
        ada(),
        {},
        SamePersonRefused,
    ),
    "a unit does not review": (a_submitted, li(), {}, PermissionRefused),
    "a stranger sees nothing": (a_submitted, chiara(), {}, NoSuchRequest),
    "nor does another desk of the node": (a_submitted, of_macao(), {}, NoSuchRequest),
    "a draft is hidden": (a_draft, boris(), {}, NoSuchRequest),
    "what was sent is sent": (a_sent, boris(), {}, TransitionRefused),
    "what was accepted is accepted": (an_accepted, boris(), {}, TransitionRefused),
    "a point answered no": (
        a_submitted,
        boris(),
        {"checklist": ticks(article_3=Tick.NO)},
        ChecklistRefused,
    ),
    "a point left out": (a_submitted, boris(), {"checklist": ticks()[1:]}, ChecklistRefused),
    "a point twice": (a_submitted, boris(), {"checklist": a_double()}, ChecklistRefused),
    "a point nobody knows": (
        a_submitted,
        boris(),
        {"checklist": (*ticks(), PointTicked("weather", Tick.YES))},
        ChecklistRefused,
    ),
    "not applicable without a reason": (
        a_submitted,
        boris(),
        {"checklist": ticks(international=Tick.NOT_APPLICABLE)},
        ChecklistRefused,
    ),
    "refused without grounds": (
        a_submitted,
        boris(),
        {"decision": Decision.REFUSE, "words": "No."},
        GroundsRefused,
    ),
    "grounds nobody knows": (
        a_submitted,
        boris(),
        {"decision": Decision.REFUSE, "words": "No.", "grounds": "no_mood"},
        GroundsRefused,
    ),
    "grounds without a refusal": (
        a_submitted,
        boris(),
        {"grounds": "minor_offence"},
        GroundsRefused,
    ),
    "asked back without words": (
        a_submitted,
        boris(),
        {"decision": Decision.ASK_BACK, "words": " "},
        TextRefused,
    ),
}


@pytest.mark.parametrize(("state", "actor", "said", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_and_nothing_is_written(
    outbox: Outbox,
    state: Callable[[], Request],
    actor: Actor,
    said: dict[str, Any],
    refusal: type[Refusal],
) -> None:
    row = state()
    before, sent = written(), len(outbox.sent)
    plain: dict[str, Any] = {"checklist": ticks(), "decision": Decision.ACCEPT}
    with pytest.raises(refusal):
        services.review(actor, request_id=row.id, **(plain | said), now=NOW)
    assert (written(), len(outbox.sent)) == (before, sent)


SUBMITS: Mapping[str, tuple[dict[str, Any], type[Refusal]]] = {
    "nobody is asked": ({"to": ()}, AddressRefused),
    "somebody nobody knows": ({"to": ("atlantis",)}, AddressRefused),
    "the own desk": ({"to": ("beijing",)}, AddressRefused),
    "everybody left out": ({"to": ("seoul", "-seoul")}, AddressRefused),
    "no facts": ({"facts": ""}, TextRefused),
    "no link": ({"link": " "}, TextRefused),
    "no legal basis": ({"legal_basis": ""}, TextRefused),
    "nothing asked": ({"asked": "?"}, TextRefused),
}


@pytest.mark.parametrize(("said", "refusal"), SUBMITS.values(), ids=SUBMITS)
def test_what_is_not_complete_does_not_reach_the_desk(
    outbox: Outbox, said: dict[str, Any], refusal: type[Refusal]
) -> None:
    assert outbox is not None
    row = a_draft(**said)
    before = written()
    with pytest.raises(refusal):
        services.submit(li(), request_id=row.id, now=NOW)
    assert written() == before


def test_a_unit_answers_what_it_was_given_only(outbox: Outbox) -> None:
    """An accepted request is the desk's until it is assigned: hidden from the unit."""
    assert outbox is not None
    row = an_accepted()
    with pytest.raises(NoSuchRequest):
        services.draft_answer(li(), request_id=row.id, answer=an_answer(), now=NOW)
