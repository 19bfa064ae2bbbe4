"""What another bureau learns while its officer waits: what the owner allows, and no more."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.exchange.errors import ContentRefused, NotPermitted
from liaison.exchange.services import padding
from liaison.exchange.types import AskedFacts, Reply
from liaison.lib.wire import canonical
from liaison.queries import answering, liveform
from liaison.queries.livepolicy import POLICY, LivePolicy
from liaison.queries.models import Alert, Offer
from liaison.records.models import Copy, DistributionRule, Record
from liaison.records.states import RecordKind
from tests.cast import NOW, entries
from tests.queries.people import CAR, kim, on_record, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def asked(body: dict[str, Any], *, sender: str = "seoul", kind: str = liveform.ASK) -> AskedFacts:
    """Return a question of another bureau, verified."""
    return AskedFacts(
        question_id=uuid.uuid4(),
        sender=sender,
        kind=kind,
        purpose="locate_person_or_object",
        legal_basis="",
        issued_at=NOW,
        body=body,
    )


def question(text: str = "Kim Min-su", *, silent: bool = False, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the body of a question."""
    return dict(liveform.write_ask(read(text, **said)[0], silent=silent))


def answer(text: str = "Kim Min-su", *, sender: str = "seoul", **said: Any) -> Reply:  # noqa: ANN401
    """Let a bureau ask."""
    return answering.answer_ask(asked(question(text, **said), sender=sender), NOW)


def named(reply: Reply) -> list[Any]:
    """Return the candidates, as the other side reads them."""
    found, _ = liveform.parse_found(reply.body, owner="beijing")
    return list(found)


def fetch(handle: str, *, sender: str = "seoul", later: timedelta = timedelta()) -> Reply:
    """Let a bureau fetch one record."""
    told = asked({"handle": handle}, sender=sender, kind=liveform.FETCH)
    return answering.answer_fetch(told, NOW + later)


def test_the_least_first_then_the_whole() -> None:
    """A candidate tells a name, a birth, a sex; the record tells what is sought."""
    row = kim(to=("seoul",))
    (one,) = named(answer())
    assert set(one.fields) == {"status", "names", "births", "sex", "nationalities"}
    assert len(one.fields["names"]) == 1
    assert one.reference != row.id
    whole = liveform.parse_record(fetch(str(one.reference)).body, owner="beijing")
    assert whole.record_id == row.record_id
    assert "Locate and tell us." in whole.fields


def test_the_copy_register_is_not_touched() -> None:
    """A look is not a distribution."""
    DistributionRule.objects.create(organisation="seoul", kind="person", since=NOW)
    kim()
    (one,) = named(answer())
    fetch(str(one.reference))
    assert not Copy.objects.exists()


Making = Callable[[], Record]
HIDDEN: dict[str, tuple[Making, str]] = {
    "not for this bureau": (lambda: kim(to=("tokyo",)), "Kim Min-su"),
    "this bureau is excluded": (
        lambda: kim(to=("seoul", "tokyo"), excluded=("seoul",)),
        "Kim Min-su",
    ),
    "discreet": (lambda: kim(to=("seoul",), discreet=True), "Kim Min-su"),
    "nobody is told of it": (kim, "Kim Min-su"),
    "nothing is held": (lambda: on_record(RecordKind.VEHICLE, CAR, to=("seoul",)), "Kim Min-su"),
}


@pytest.mark.parametrize(("make", "text"), HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_and_what_is_not_there_look_alike(make: Making, text: str) -> None:
    """The same answer, the same length, the same number of log entries, the same job."""
    make()
    before, jobs = entries(), Job.objects.count()
    reply = answer(text)
    assert reply.body == {"candidates": [], "more": False}
    assert reply.facts == {"silent": False, "records": []}
    assert (entries(), Job.objects.filter(name="queries.watch").count()) == (before, 1)
    assert Job.objects.count() == jobs + 1
    assert not Alert.objects.exists()
    assert not Offer.objects.exists()


def test_a_discreet_twin_changes_nothing() -> None:
    """Beside an open record of the same name, the answer is as if it were not there."""
    kim(to=("seoul",))
    alone = len(canonical.encode(padding.pad(answer().body)))
    kim(to=("seoul",), discreet=True, reference="BJ-2")
    both = answer()
    assert len(named(both)) == 1
    assert len(canonical.encode(padding.pad(both.body))) == alone


def handle() -> str:
    """Return the handle Seoul was given."""
    kim(to=("seoul",))
    (one,) = named(answer())
    return str(one.reference)


UNFETCHED: dict[str, Callable[[str], Reply]] = {
    "another bureau": lambda given: fetch(given, sender="tokyo"),
    "too late": lambda given: fetch(given, later=POLICY.offer),
    "a handle nobody gave": lambda _: fetch(str(uuid.uuid4())),
    "a record's own id": lambda _: fetch(str(Record.objects.get().id)),
    "no handle": lambda _: fetch("x"),
}


@pytest.mark.parametrize("attempt", UNFETCHED.values(), ids=UNFETCHED)
def test_not_fetched(attempt: Callable[[str], Reply]) -> None:
    """What was not offered and what is not there look alike."""
    given = handle()
    with pytest.raises(ContentRefused):
        attempt(given)


def test_an_offer_ends_with_the_permission() -> None:
    """The rules are asked again: meanwhile the record became discreet."""
    given = handle()
    Record.objects.update(discreet=True)
    with pytest.raises(ContentRefused):
        fetch(given)


def test_offers_are_forgotten() -> None:
    """They say who asked for whom."""
    handle()
    answering.forget(NOW + POLICY.offer - timedelta(seconds=1))
    assert Offer.objects.count() == 1
    answering.forget(NOW + POLICY.offer)
    assert not Offer.objects.exists()


def test_a_bureau_that_may_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for candidates nor for a record."""
    given = handle()
    barred = LivePolicy(
        POLICY.budget, POLICY.candidates, POLICY.offer, POLICY.silent, frozenset({"seoul"})
    )
    monkeypatch.setattr(answering, "POLICY", barred)
    with pytest.raises(NotPermitted):
        answer()
    with pytest.raises(NotPermitted):
        fetch(given)


def test_of_a_silent_question_our_log_does_not_say_what_it_met() -> None:
    """No information to the owner of an alert."""
    kim(to=("seoul",))
    reply = answer(silent=True)
    assert len(named(reply)) == 1
    assert reply.facts == {"silent": True}
    job = Job.objects.get(name="queries.watch")
    assert job.payload["question"] is None


MALFORMED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no question": {"silent": False},
    "a question that is a text": {"question": "Kim", "silent": False},
    "silent that is a text": {**question(), "silent": "no"},
    "an unknown field": {**question(), "more": 1},
    "an empty question": {
        "question": dict.fromkeys(
            ("number", "issuing_state", "name", "birth", "sex", "nationality"), ""
        )
        | {"kind": "person"},
        "silent": False,
    },
}
FIELDS: dict[str, tuple[str, object]] = {
    "a kind nobody has": ("kind", "rumour"),
    "a name of dots": ("name", "..."),
    "an endless name": ("name", "a" * 301),
    "a name that runs backwards": ("name", "Kim\u202eMin"),
    "a birth that is none": ("birth", "1974-13-01"),
    "a birth of one's own form": ("birth", "12.8.1974"),
    "a sex nobody has": ("sex", "K"),
    "a State nobody has": ("nationality", "QQQ"),
    "a State in small letters": ("nationality", "kor"),
    "a number with spaces": ("number", "M 1"),
    "a number that is a number": ("number", 7),
    "an endless number": ("number", "M" * 41),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_malformed(body: dict[str, Any]) -> None:
    """Refused by the field, nothing is written."""
    before = entries()
    with pytest.raises(ContentRefused):
        answering.answer_ask(asked(body), NOW)
    assert (entries(), Job.objects.count()) == (before, 0)


@pytest.mark.parametrize(("name", "value"), FIELDS.values(), ids=FIELDS)
def test_malformed_fields(name: str, value: object) -> None:
    """Each of them."""
    body = question()
    body["question"] = {**body["question"], name: value}
    with pytest.raises(ContentRefused) as caught:
        answering.answer_ask(asked(body), NOW)
    assert "Kim" not in str(caught.value)
    assert not Payload.objects.filter(event__startswith="queries").exists()
    assert json.dumps(body)
