"""Comparing: the officer says whether it is the same document."""

import uuid
from typing import Any

import pytest

from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.queries import services
from liaison.queries.errors import NoSuchHit, TextRefused, TransitionRefused
from liaison.queries.states import HitState
from tests.cast import NOW, an_actor
from tests.queries.things import a_hit, ada, events, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
EVERYTHING = frozenset(Permission)


@pytest.mark.parametrize(
    ("same", "state"), [(True, HitState.COMPARED), (False, HitState.FALSE_POSITIVE)]
)
def test_comparing_decides(*, same: bool, state: HitState) -> None:
    """The same document goes on, another one ends the hit."""
    hit = a_hit()
    found = services.compare(ada(), hit_id=hit.id, same_document=same, note="worn", now=NOW)
    hit.refresh_from_db()
    assert found == hit.state == state
    assert (hit.same_document, hit.comparison_note) == (same, "worn")
    assert ("queries:hit:compared", "done") in events()


REFUSALS: dict[str, tuple[HitState, dict[str, Any], dict[str, Any], type[Refusal]]] = {
    "compared before": (HitState.COMPARED, {}, {}, TransitionRefused),
    "known to be another": (HitState.FALSE_POSITIVE, {}, {}, TransitionRefused),
    "an endless note": (HitState.POSSIBLE, {}, {"note": "a" * 1001}, TextRefused),
    "a note that runs backwards": (HitState.POSSIBLE, {}, {"note": "\u202ea"}, TextRefused),
    "a hit that is missing": (HitState.POSSIBLE, {}, {"hit_id": uuid.UUID(int=1)}, NoSuchHit),
    "a hit of another place": (
        HitState.POSSIBLE,
        {"organisation": "beijing/macao"},
        {},
        NoSuchHit,
    ),
    "a place whose name begins alike": (
        HitState.POSSIBLE,
        {"organisation": "bei"},
        {},
        NoSuchHit,
    ),
    "reading is not deciding": (
        HitState.POSSIBLE,
        {"permissions": EVERYTHING - {Permission.HIT_DECIDE}},
        {},
        PermissionRefused,
    ),
}


@pytest.mark.parametrize(("state", "actor", "said", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_compare_refuses(
    state: HitState, actor: dict[str, Any], said: dict[str, Any], refusal: type[Refusal]
) -> None:
    """And writes nothing."""
    hit = a_hit(state)
    before = written()
    plain: dict[str, Any] = {"hit_id": hit.id, "same_document": True, "note": "", "now": NOW}
    with pytest.raises(refusal):
        services.compare(an_actor(**actor), **(plain | said))
    assert written() == before
