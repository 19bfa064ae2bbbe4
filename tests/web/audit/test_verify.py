"""Verifying the log through the page, with and without JavaScript."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liaison.audit import keys, services
from liaison.audit.errors import LogKeyUnusable
from liaison.audit.models import Payload
from liaison.audit.verification import Kind
from liaison.web.audit.words import FAILURES
from tests.audit.cast import a_log, drop_triggers, install_triggers, recorded, run
from tests.cast import NOW, entries

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
PARTS = {"HX-Request": "true"}


def alter() -> None:
    """Change the words of the first entry, as only the owner of the database can."""
    drop_triggers()
    run("UPDATE audit_payload SET body = replace(body, 'found again', 'never found')")
    install_triggers()


def verdicts() -> list[dict[str, object]]:
    """Return the bodies of the entries about verifying."""
    rows = Payload.objects.filter(event="audit:log:verified").order_by("leaf_id")
    return [json.loads(row.body) for row in rows]


def test_without_javascript_the_verdict_is_a_page(at_desk: Sit) -> None:
    a_log(8)
    page = at_desk("Dora").post("/audit/verify/").content.decode()
    assert "<html" in page
    assert "The log is what it was." in page
    assert 'href="/audit/"' in page


def test_htmx_gets_the_verdict_alone(at_desk: Sit) -> None:
    a_log(8)
    page = at_desk("Dora").post("/audit/verify/", headers=PARTS).content.decode()
    assert "The log is what it was." in page
    assert "<html" not in page


def test_the_verdict_is_recorded(at_desk: Sit) -> None:
    client = at_desk("Dora")
    before = entries()
    client.post("/audit/verify/")
    (said,) = verdicts()
    assert said["result"] == "done"
    assert said["facts"] == {"entries": before, "checkpoints": 0, "failures": 0}


def test_what_was_changed_is_named_entry_by_entry(at_desk: Sit) -> None:
    a_log(3)
    alter()
    page = at_desk("Dora").post("/audit/verify/", headers=PARTS).content.decode()
    assert "The log is not what it was." in page
    assert page.count("The words of an entry were changed") == 3
    assert "Only the first failures are named." not in page
    assert verdicts()[0]["result"] == "failed"


def test_a_log_that_is_wrong_all_over_stays_a_page(
    at_desk: Sit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    recorded(range(150))
    services.integrate(now=NOW)
    alter()
    client = at_desk("Dora")
    with django_assert_max_num_queries(30):
        page = client.post("/audit/verify/").content.decode()
    assert "Only the first failures are named." in page
    assert page.count("The words of an entry were changed") == 100


def test_who_only_reads_does_not_verify(at_desk: Sit) -> None:
    client = at_desk("Boris", role="head_of_bureau")
    assert "Verify the whole log" not in client.get("/audit/").content.decode()
    assert client.post("/audit/verify/").status_code == 403
    assert not verdicts()


def test_a_link_verifies_nothing(at_desk: Sit) -> None:
    assert at_desk("Dora").get("/audit/verify/").status_code == 405


def test_without_the_logs_key_the_page_says_so(
    at_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise LogKeyUnusable("keys/log.pem", "cannot be read")

    client = at_desk("Dora")
    monkeypatch.setattr(keys, "log_key", missing)
    answer = client.post("/audit/verify/")
    assert answer.status_code == 409
    assert "The key of the audit log cannot be read" in answer.content.decode()
    assert not verdicts()


def test_every_finding_has_words() -> None:
    """No code on a page."""
    assert set(FAILURES) == set(Kind)
