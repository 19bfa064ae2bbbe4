"""Discreet records: who is below the bureau, or off the list, never learns that one is there."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.records import hearing, jobs, selectors, services
from liaison.records.errors import NoSuchRecord
from liaison.records.models import Annotation, Correction, Record
from liaison.records.states import Held, RecordKind
from liaison.records.types import RecordPage
from tests.cast import NOW, an_actor, entries
from tests.records.persons import entered
from tests.records.test_corrections import asked_of_us
from tests.records.things import ada, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
MACAO = "beijing/macao"
# whatever they carry
UNSEEING: Mapping[str, Actor] = {
    "a tenant's data steward": an_actor(person="Mia", organisation=MACAO, role="data_steward"),
    "a tenant's alert officer": an_actor(person="Mia", organisation=MACAO, role="alert_officer"),
    "a unit that carries everything": an_actor(
        person="Mia", organisation=MACAO, permissions=frozenset(Permission)
    ),
    "a desk officer of the bureau": an_actor(role="desk_officer"),
    "the head of the bureau": an_actor(role="head_of_bureau"),
}


def page_of(actor: Actor, *, text: str = "", due: bool = False) -> RecordPage:
    """Return the first page of a list."""
    return services.list_records(
        actor, kind=None, text=text, state=None, held=Held.OWN, due=due, page=1, now=NOW
    )


def before(actor: Actor) -> int:
    """Return how many records the API's list shows."""
    found = services.list_records_before(
        actor, kind=None, held=Held.OWN, before=None, limit=100, now=NOW
    )
    return len(found)


COUNTS: Mapping[str, Callable[[Actor, Record], int]] = {
    "the list": lambda actor, _: page_of(actor).total,
    "the list by name": lambda actor, _: page_of(actor, text="LIN").total,
    "the list by number": lambda actor, _: page_of(actor, text="EK4410273").total,
    "the list by reference": lambda actor, _: page_of(actor, text="BJ-P").total,
    "the list of what is due": lambda actor, _: page_of(actor, due=True).total,
    "reviews due": lambda actor, _: page_of(actor).reviews_due,
    "corrections open": lambda actor, _: page_of(actor).corrections_open,
    "the list of the API": lambda actor, _: before(actor),
    "links of other rooms": lambda actor, row: len(selectors.seen_among(actor, [row.id])),
}
VERBS: Mapping[str, Callable[[Actor, Record], object]] = {
    "its page": lambda actor, row: services.read_record(actor, record_id=row.id, now=NOW),
    "its kind": lambda actor, row: services.kind_of(actor, record_id=row.id),
    "a note on it": lambda actor, row: services.annotate(
        actor, record_id=row.id, text="Seen.", send=False, now=NOW
    ),
    "a correction of it": lambda actor, row: services.ask_correction(
        actor, record_id=row.id, field="", proposed="", reason="why", now=NOW
    ),
    "the list of corrections": lambda actor, _: services.list_corrections(actor, now=NOW),
}


def a_discreet_one() -> Record:
    """Return a discreet person, due for re-examination, with a correction nobody answered."""
    row = entered(discreet=True)
    asked_of_us(row)
    jobs.watch_retention(datetime.combine(row.review_on, time(12), UTC))
    return row


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
@pytest.mark.parametrize("actor", UNSEEING.values(), ids=UNSEEING)
def test_nothing_counts_it(actor: Actor, count: Callable[[Actor, Record], int]) -> None:
    row = a_discreet_one()
    assert count(actor, row) == 0
    # the same look shows it to who may see it: the count can be another than nought
    assert count(ada(), row) == 1


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("actor", UNSEEING.values(), ids=UNSEEING)
def test_hidden_and_missing_look_alike(
    actor: Actor, verb: Callable[[Actor, Record], object]
) -> None:
    row, written = a_discreet_one(), entries()
    with pytest.raises((NoSuchRecord, PermissionRefused)):
        verb(actor, row)
    assert (entries(), Annotation.objects.count(), Correction.objects.count()) == (written, 0, 1)


def a_note(row: Record, sender: str) -> None:
    """Let a bureau note something."""
    body: dict[str, str | int] = {"record_id": str(row.id), "text": "Seen."}
    hearing.receive_annotation(received(body, kind="records.annotation", sender=sender), NOW)


def a_correction(row: Record, sender: str) -> None:
    """Let a bureau ask for a correction."""
    body: dict[str, str | int] = {
        "record_id": str(row.id),
        "version": 1,
        "field": "sex",
        "proposed": "f",
        "reason": "Seen.",
    }
    hearing.receive_correction(received(body, kind="records.correction", sender=sender), NOW)


SAYINGS = {"a note": a_note, "a correction": a_correction}
STRANGERS: Mapping[str, Callable[[], Record]] = {
    "off the list": lambda: entered(to=("lyon",), discreet=True),
    "the kind is open, the record is discreet": lambda: opened(entered(to=(), discreet=True)),
    "off the list of an open record": lambda: entered(to=("lyon",)),
    "excluded": lambda: entered(to=("lyon",), excluded=("seoul",)),
    "past its retention": lambda: over(entered(to=("seoul",))),
}


def opened(row: Record) -> Record:
    """Let Seoul be shown persons when it asks."""
    services.open_kind(ada(), kind=RecordKind.PERSON, bureaus=["seoul"], now=NOW)
    return row


def over(row: Record) -> Record:
    """Return a record whose retention ended yesterday."""
    yesterday = NOW.date() - timedelta(days=1)
    Record.objects.filter(pk=row.pk).update(review_on=yesterday, retention_until=yesterday)
    return row


@pytest.mark.parametrize("say", SAYINGS.values(), ids=SAYINGS)
@pytest.mark.parametrize("state", STRANGERS.values(), ids=STRANGERS)
def test_a_bureau_off_the_list_is_not_heard(
    say: Callable[[Record, str], None], state: Callable[[], Record]
) -> None:
    row, seen = state(), entries()
    with pytest.raises(ContentRefused) as refused:
        say(row, "seoul")
    assert refused.value.reason == "records:no_document"
    assert (entries(), Annotation.objects.count(), Correction.objects.count()) == (seen, 0, 0)


@pytest.mark.parametrize("say", SAYINGS.values(), ids=SAYINGS)
def test_a_bureau_on_the_list_is_heard(say: Callable[[Record, str], None]) -> None:
    say(entered(discreet=True), "seoul")
    assert Annotation.objects.count() + Correction.objects.count() == 1
