"""Asking abroad while the officer waits: hits of other bureaus, marks, and the full record."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from liaison.exchange.services import asking
from liaison.exchange.states import AskMark
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.envelope import Opened
from liaison.queries import liveform, selectors, services
from liaison.queries.errors import NotFetched
from liaison.queries.models import Check, Confirmation, Hit
from liaison.queries.states import HitState, Urgency, Verdict
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.exchange.conftest import clock, network, seoul, tokyo
from tests.queries.people import ask, read
from tests.records.things import a_wire_record
from tests.simulators.asked_bureau import LIES, AskedNetwork, failing
from tests.simulators.network import Network

__all__ = ["clock", "network", "seoul", "tokyo"]
pytestmark = pytest.mark.django_db
HANDLE = "6f1f4a52-1111-4222-8333-444455556666"
CANDIDATE: JsonObject = {
    "handle": HANDLE,
    "kind": "travel_document",
    "permille": 1000,
    "by_name_only": False,
    "fields": {
        "number": "LX7310254",
        "issuing_state": "CHN",
        "document_type": "passport",
        "fraud": "lost_or_stolen",
    },
    "reasons": [["number", "same", "LX7310254", "LX7310254", "1.0"]],
}


@pytest.fixture
def line(network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[AskedNetwork]:
    """Seoul and Tokyo answer over the line: Seoul has one candidate, Tokyo none."""
    found = AskedNetwork(network)
    found.reply_kinds = {liveform.ASK: liveform.FOUND, liveform.FETCH: liveform.RECORD}
    found.answers = {"seoul": seouls, "tokyo": lambda _: {"candidates": [], "more": False}}
    monkeypatch.setattr(asking, "ASKER", asking.Asker(found))
    yield found
    asking.ASKER.close()


def seouls(opened: Opened) -> JsonObject:
    """Answer as Seoul: one candidate, and its record in full."""
    if opened.manifest.kind == liveform.ASK:
        return {"candidates": [CANDIDATE], "more": False}
    return {"record": a_wire_record(owner="seoul")}


def abroad(*bureaus: str, **said: Any) -> Any:  # noqa: ANN401
    """Let Ada ask about a document abroad."""
    return ask("LX7310254", issuing_state="CHN", bureaus=bureaus or ("seoul", "tokyo"), **said)


def test_candidates_become_hits(line: AskedNetwork) -> None:
    """With their source, and with a mark for each bureau asked."""
    answer = abroad()
    (hit,) = answer.hits
    assert (hit.owner, hit.asked_at, hit.fetched) == ("seoul", "seoul", False)
    assert [(s.organisation, s.mark, s.candidates) for s in answer.sources] == [
        ("seoul", AskMark.ANSWERED, 1),
        ("tokyo", AskMark.ANSWERED, 0),
    ]
    assert Check.objects.get().sources[0][:3] == ["seoul", "answered", 1]
    assert {one.manifest.purpose for one in line.asked} == {"locate_person_or_object"}


def test_silence_goes_with_the_question(line: AskedNetwork) -> None:
    """By the purpose."""
    abroad(purpose=Purpose.VISA)
    assert [one.body["silent"] for one in line.asked] == [True, True]


def test_a_bureau_that_is_down_is_marked(line: AskedNetwork) -> None:
    """The other one is heard; no match here does not end the check."""
    line.troubles["seoul"] = failing(AskMark.DOWN, "exchange:ask_unreachable")
    answer = abroad()
    assert answer.verdict is Verdict.NO_MATCH
    assert [s.mark for s in answer.sources] == [AskMark.DOWN, AskMark.ANSWERED]


@pytest.mark.parametrize("lie", LIES)
def test_lies_bring_no_hit(line: AskedNetwork, lie: str) -> None:
    """And are marked."""
    line.troubles["seoul"] = LIES[lie][0]
    answer = abroad()
    assert (answer.sources[0].mark, Hit.objects.count()) == (AskMark.UNUSABLE, 0)


BODIES: dict[str, JsonObject] = {
    "nothing": {},
    "candidates that are no list": {"candidates": "x", "more": False},
    "more that is no truth": {"candidates": [], "more": "no"},
    "a candidate that is no object": {"candidates": ["x"], "more": False},
    "the same handle twice": {"candidates": [CANDIDATE, CANDIDATE], "more": False},
    "too many": {"candidates": [CANDIDATE] * 21, "more": False},
}
FIELDS: dict[str, JsonObject] = {
    "no handle": {"handle": "x"},
    "a kind nobody has": {"kind": "rumour"},
    "a score above one": {"permille": 1001},
    "a score that is a text": {"permille": "1000"},
    "no fields": {"fields": {}},
    "a field of another kind": {"fields": {"vin": "X"}},
    "a field that is a number": {"fields": {"number": 7}},
    "an endless field": {"fields": {"number": "x" * 1001}},
    "a field that acts on a screen": {"fields": {"number": "x\u202e"}},
    "a person without a name": {"kind": "person", "fields": {"names": [{"kind": "primary"}]}},
    "a list without end": {"kind": "person", "fields": {"births": ["1974"] * 31}},
    "reasons that are no list": {"reasons": "x"},
    "a reason of two": {"reasons": [["a", "b"]]},
    "points without end": {"reasons": [["a", "b", "c", "d", "1e9"]]},
    "points that are none": {"reasons": [["a", "b", "c", "d", "nan"]]},
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_answers_that_cannot_be_read(line: AskedNetwork, body: JsonObject) -> None:
    """Signed by Seoul, and not what was agreed."""
    line.answers["seoul"] = lambda _: body
    assert abroad().sources[0].mark is AskMark.UNUSABLE
    assert not Hit.objects.exists()


@pytest.mark.parametrize("changed", FIELDS.values(), ids=FIELDS)
def test_candidates_that_cannot_be_read(line: AskedNetwork, changed: JsonObject) -> None:
    """None of the answer is taken."""
    line.answers["seoul"] = lambda _: {"candidates": [{**CANDIDATE, **changed}], "more": False}
    assert abroad().sources[0].mark is AskMark.UNUSABLE
    assert not Hit.objects.exists()


def test_the_full_record_before_the_comparison(line: AskedNetwork) -> None:
    """Fetched once, by its handle; then compared, and its owner asked by its shared id."""
    (facts,) = abroad("seoul").hits
    with pytest.raises(NotFetched) as caught:
        services.compare(an_actor(), hit_id=facts.id, same_document=True, note="", now=NOW)
    assert str(caught.value)
    for _ in range(2):
        services.fetch_record(an_actor(), hit_id=facts.id, now=NOW)
    assert [one.manifest.kind for one in line.asked] == [liveform.ASK, liveform.FETCH]
    assert line.asked[1].body == {"handle": HANDLE}
    file = selectors.hit_file(an_actor(), facts.id, now=NOW)
    assert file.facts.fetched
    assert file.comparison
    services.compare(an_actor(), hit_id=facts.id, same_document=True, note="", now=NOW)
    services.ask_confirmation(
        an_actor(), hit_id=facts.id, urgency=Urgency.URGENT, note="", now=NOW
    )
    hit = Hit.objects.get()
    assert (hit.state, hit.wire_id) == (HitState.CONFIRMATION_ASKED, hit.shared_id)
    assert not Confirmation.objects.exists()


def test_a_false_candidate_needs_no_full_record(line: AskedNetwork) -> None:
    """What is plainly another is not looked up further."""
    assert line.asked == []
    (facts,) = abroad("seoul").hits
    services.compare(an_actor(), hit_id=facts.id, same_document=False, note="", now=NOW)
    assert Hit.objects.get().state == HitState.FALSE_POSITIVE


UNGIVEN: dict[str, Any] = {
    "refused": lambda _: {"record": "none"},
    "another bureau's record": lambda _: {"record": a_wire_record(owner="tokyo")},
    "an empty answer": lambda _: {},
}


@pytest.mark.parametrize("answer", UNGIVEN.values(), ids=UNGIVEN)
def test_a_record_that_is_not_given(line: AskedNetwork, answer: Any) -> None:  # noqa: ANN401
    """The hit stays as it was."""
    (facts,) = abroad("seoul").hits
    line.answers["seoul"] = answer
    with pytest.raises(NotFetched):
        services.fetch_record(an_actor(), hit_id=facts.id, now=NOW)
    hit = Hit.objects.get()
    assert (hit.fetched_at, hit.shared_id, hit.state) == (None, None, HitState.POSSIBLE)


def test_checking_is_not_checking_abroad(line: AskedNetwork) -> None:
    """A permission of its own; nobody is asked."""
    actor = an_actor(permissions={Permission.CHECK, Permission.HIT_READ})
    with pytest.raises(PermissionRefused):
        services.check(
            actor,
            question=read("Kim Min-su")[0],
            purpose=Purpose.LOCATE,
            case_reference="1",
            bureaus=("seoul",),
            now=NOW,
        )
    with pytest.raises(PermissionRefused):
        services.fetch_record(actor, hit_id=uuid.uuid4(), now=NOW)
    assert (line.asked, Check.objects.count()) == ([], 0)
