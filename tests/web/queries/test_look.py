"""While an officer types: a number, never a record; every look stands in the log."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.queries.models import Alert, Check, Hit
from tests.queries.people import kim
from tests.queries.test_question import FIRST
from tests.queries.things import facts_of

AtDesk = Callable[..., Client]
SAID = {"document": "Kim Min-su", "purpose": "security_check", "reference": "PVG-7"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def looked(client: Client, **said: str) -> str:
    """Return what the page says."""
    return client.post("/check/look/", SAID | said).content.decode().strip()


def test_how_many_and_nothing_of_what_is_on_record(at_desk: AtDesk) -> None:
    """No hit, no check, nobody alerted; one entry with the purpose."""
    kim()
    page = looked(at_desk(role="frontline_officer"))
    assert "Records that may match so far: 1. Press Enter to check." in page
    assert "many people share a name" in page
    for private in ("1974", "M70689098", "Locate"):
        assert private not in page
    assert not Check.objects.exists()
    assert not Hit.objects.exists()
    row = Payload.objects.get(event="queries:check:looked")
    assert facts_of(row)["purpose"] == "security_check"
    facts = facts_of(row)["facts"]
    assert isinstance(facts, dict)
    assert (facts["number"], facts["reference"], facts["found"]) == ("Kim Min-su", "PVG-7", 1)


def test_nothing_found_is_no_answer_yet(at_desk: AtDesk) -> None:
    page = looked(at_desk(), document="Ingrid Bergstrom")
    assert "only then it is an answer" in page


def test_a_discreet_record_is_neither_told_nor_alerted(at_desk: AtDesk) -> None:
    """A name half written alarms nobody; the check that follows does."""
    client = at_desk()
    free = looked(client)
    kim(discreet=True)
    before = Job.objects.count()
    assert looked(client) == free
    assert Job.objects.count() == before
    assert not Alert.objects.exists()


SILENT = {
    "two letters": {"document": "Ki"},
    "no purpose yet": {"purpose": ""},
    "no reference yet": {"reference": " "},
    "a scanner's line": {"document": FIRST},
    "what cannot be read": {"document": "...!"},
}


@pytest.mark.parametrize("said", SILENT.values(), ids=SILENT)
def test_too_early_to_ask(at_desk: AtDesk, said: dict[str, str]) -> None:
    """Nothing is asked, so nothing is logged, and no word disturbs."""
    assert looked(at_desk(), **said) == ""
    assert not Payload.objects.filter(event="queries:check:looked").exists()


def test_who_may_not_check_may_not_look(at_desk: AtDesk) -> None:
    answer = at_desk("Dora").post("/check/look/", SAID)
    assert answer.status_code == 403
    assert not Payload.objects.filter(event="queries:check:looked").exists()
