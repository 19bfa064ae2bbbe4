"""What this room plugs in, and that its bodies survive the way abroad and back."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from liaison.audit.sockets import PRESENTERS
from liaison.core import texts
from liaison.core.sockets import PERIODIC
from liaison.exchange.sockets import HANDLERS
from liaison.lib.wire import canonical
from liaison.queries import presenters, wireform
from liaison.queries.states import Action, Outcome, Urgency
from liaison.queries.types import Asked, Given, Reported
from liaison.records.sockets import HOLDINGS
from tests.cast import NOW
from tests.records.outbox import differences

words = st.text(st.characters(categories=["L", "N"]), max_size=60).filter(texts.is_plain)
lines = words.filter(bool)
moments = st.integers(0, 10**6).map(lambda seconds: NOW + timedelta(seconds=seconds))


def carried(body: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a body as it comes out at the other end."""
    return json.loads(canonical.encode(body))


def test_this_room_is_plugged_in() -> None:
    """Three kinds of messages, a clock, an eraser, words."""
    assert apps.get_app_config("queries").verbose_name == "Queries"
    kinds = {kind for kind in HANDLERS if kind.startswith("queries.")}
    assert kinds == {wireform.ASKED, wireform.GIVEN, wireform.REPORTED}
    assert "queries.expire" in PERIODIC
    assert "queries" in HOLDINGS
    assert set(presenters.PRESENTERS) <= set(PRESENTERS)


def test_the_stand_in_for_exchange_is_like_it() -> None:
    """Or these tests would test nothing."""
    assert differences() == []


@given(st.uuids(), st.uuids(), lines, st.sampled_from(Urgency), moments, words)
def test_a_question_survives(  # noqa: PLR0913, PLR0917 - its fields
    hit: Any,  # noqa: ANN401 - a strategy's
    record: Any,  # noqa: ANN401
    reference: str,
    urgency: Urgency,
    due: datetime,
    note: str,
) -> None:
    """What one bureau writes, another reads."""
    asked = Asked(hit, record, 3, "LX7310254", "CHN", reference, urgency, due, note)
    assert wireform.parse_asked(carried(wireform.write_asked(asked))) == asked


@given(st.uuids(), st.booleans(), words, words)
def test_an_answer_survives(hit: Any, valid: bool, asks: str, forbids: str) -> None:  # noqa: ANN401, FBT001
    """What one bureau writes, another reads."""
    given_ = Given(hit, hit, valid, asks, forbids)
    assert wireform.parse_given(carried(wireform.write_given(given_))) == given_


@given(st.uuids(), st.sampled_from(Action), st.booleans(), st.sampled_from(Outcome))
def test_a_report_survives(hit: Any, action: Action, emergency: bool, outcome: Outcome) -> None:  # noqa: ANN401, FBT001
    """What one bureau writes, another reads."""
    reported = Reported(hit, hit, action, emergency, outcome)
    assert wireform.parse_reported(carried(wireform.write_reported(reported))) == reported
