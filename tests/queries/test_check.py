"""A check: every record is found, nothing leaves the node, everything is recorded."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.core.models import Job
from liaison.exchange.models import Delivery, Message, Receipt
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3
from liaison.queries import services
from liaison.queries.errors import TextRefused
from liaison.queries.models import Check, Hit, Snapshot
from liaison.queries.question import parse_any, parse_question
from liaison.queries.states import HitState, NoMatchReason, Verdict
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.queries.things import a_question, asked, facts_of, written
from tests.records.outbox import Outbox
from tests.records.things import a_copy, an_own_document

pytestmark = pytest.mark.django_db


def test_no_match_proves_nothing() -> None:
    """And says why, with all five reasons."""
    answer = asked()
    assert answer.verdict is Verdict.NO_MATCH
    assert answer.reasons == tuple(NoMatchReason)
    assert not answer.hits
    assert not answer.elsewhere
    assert Check.objects.get().hit_count == 0


@pytest.mark.usefixtures("outbox")
def test_every_record_of_the_number_is_a_hit() -> None:
    """Two bureaus, an exact number and one that looks alike: three hits, the exact ones first."""
    own = an_own_document(to=())
    exact = a_copy()
    alike = a_copy(number="LX73IO254", national_reference="SEL-2")
    answer = asked()
    assert answer.verdict is Verdict.POSSIBLE_MATCH
    rows = {row.id: row.record_id for row in Hit.objects.all()}
    assert {rows[hit.id] for hit in answer.hits[:2]} == {own.id, exact.id}
    assert rows[answer.hits[2].id] == alike.id
    assert {hit.state for hit in answer.hits} == {HitState.POSSIBLE}
    assert Snapshot.objects.count() == 3
    assert answer.reasons == ()


def test_another_state_is_told_and_is_no_hit() -> None:
    """The State may have been mistyped; the number alone identifies nothing."""
    a_copy(issuing_state="KOR")
    answer = asked()
    assert (answer.verdict, answer.elsewhere) == (Verdict.NO_MATCH, ("KOR",))
    assert not Hit.objects.exists()


def test_the_owner_learns_nothing(outbox: Outbox) -> None:
    """No message, no receipt, no promise of a call: a check is silent."""
    a_copy()
    before = Job.objects.count()
    assert asked().hits
    # the second look is promised whatever is found, and stays here
    assert Job.objects.filter(name="queries.watch").count() == 1
    assert outbox.sent == []
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()
    assert not Receipt.objects.exists()
    assert Job.objects.exclude(name="queries.watch").count() == before


def test_the_log_says_who_asked_why_and_what_came() -> None:
    """Who, purpose, reference, number, how many."""
    a_copy()
    answer = asked()
    entry = Payload.objects.get(event="queries:check:made")
    words = facts_of(entry)
    assert (entry.person, entry.target) == (an_actor().person_id, str(answer.check_id))
    assert (words["purpose"], words["result"]) == ("security_check", "possible_match")
    facts = words["facts"]
    assert isinstance(facts, dict)
    assert (facts["number"], facts["reference"], facts["hits"]) == ("LX7310254", "PVG-2026-17", 1)


REFUSALS: dict[str, tuple[str, frozenset[Permission], type[Refusal]]] = {
    "no reference": ("", frozenset(Permission), TextRefused),
    "a reference of dots": ("...", frozenset(Permission), TextRefused),
    "a reference that runs backwards": ("A\u202e1", frozenset(Permission), TextRefused),
    "a reference of two lines": ("A\n1", frozenset(Permission), TextRefused),
    "an endless reference": ("A" * 61, frozenset(Permission), TextRefused),
    "reading hits is not checking": (
        "A1",
        frozenset(Permission) - {Permission.CHECK},
        PermissionRefused,
    ),
}


@pytest.mark.parametrize(("reference", "may", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_check_refuses(reference: str, may: frozenset[Permission], refusal: type[Refusal]) -> None:
    """And writes nothing."""
    a_copy()
    before = written()
    with pytest.raises(refusal):
        services.check(
            an_actor(permissions=may),
            question=a_question(),
            purpose=Purpose.LOCATE,
            case_reference=reference,
            now=NOW,
        )
    assert written() == before


def test_of_nobody_found_nothing_is_kept() -> None:
    """A name was asked; no record speaks of it, so no row does."""
    (question,) = parse_any(
        "BEISPIEL Lin", kind=None, birth="1990-04-01", sex="f", nationality="CHN", today=NOW.date()
    )
    answer = services.check(
        an_actor(), question=question, purpose=Purpose.LOCATE, case_reference="1", now=NOW
    )
    assert answer.verdict is Verdict.NO_MATCH
    row = Check.objects.get()
    assert (row.name, row.birth, row.sex, row.nationality) == ("", "", "", "")


def test_a_check_costs_few_queries() -> None:
    """However many records match."""
    for place in range(3):
        a_copy(national_reference=f"SEL-{place}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        asked()
    assert len(queries) <= 12


def test_nothing_of_the_holder_is_kept() -> None:
    """Not even the character that was misread in a name or a date of birth."""
    first, second = write_zone(
        TD3,
        issuing_state="CHN",
        surname="BEISPIEL",
        given_names="LIN",
        number="LX7310254",
        nationality="CHN",
        birth=PartialDate(1990, 4, 1),
        sex="F",
        expiry=date(2031, 5, 16),
    )
    misread = second[:14] + second[14:20].replace("0", "O") + second[20:27].replace("1", "I")
    question = parse_question(
        f"{first.replace('S', '5')}\n{misread}{second[27:]}", "", today=NOW.date()
    )
    assert {repair.field for repair in question.repairs} >= {"name", "birth", "expiry"}
    services.check(
        an_actor(), question=question, purpose=Purpose.WARN, case_reference="1", now=NOW
    )
    assert {field for field, *_ in Check.objects.get().repairs} == {"expiry"}
