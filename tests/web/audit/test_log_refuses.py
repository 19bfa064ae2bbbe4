"""Who may not read the log, or not so."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.audit import services
from liaison.identity import services as identity
from tests.audit.cast import recorded
from tests.cast import NOW, YEAR, a_person, entries, sit_down, the_machine

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
HOSTILE = {
    "a place that is no number": {"before": "last"},
    "a negative place": {"before": "-1"},
    "a place beyond all databases": {"before": "9" * 40},
    "an event of another kind": {"event": "records:%"},
    "capitals": {"event": "Records"},
    "an event too long": {"event": "a" * 81},
    "a person too long": {"person": "a" * 201},
    "a thing of several lines": {"target": "a\nb"},
    "an organisation that turns the line": {"organisation": "\u202eseoul"},
    "NUL": {"person": "\0"},
}


@pytest.mark.parametrize("asked", HOSTILE.values(), ids=HOSTILE)
def test_the_log_refuses(at_desk: Sit, asked: dict[str, str]) -> None:
    client = at_desk("Dora")
    before = entries()
    answer = client.get("/audit/", asked, follow=True)
    assert answer.status_code == 400
    assert "The address asks for something this page does not know." in answer.content.decode()
    assert entries() == before


def test_who_does_not_read_the_log_is_refused(at_desk: Sit) -> None:
    client = at_desk("Ada")
    before = entries()
    assert client.get("/audit/", {"before": "last"}).status_code == 403
    assert entries() == before + 1


def _below(asked: str) -> tuple[int, str]:
    """Read the log as an auditor of Hong Kong, asking for an organisation."""
    person = a_person("Boris", role="")
    identity.give_chair(
        the_machine(),
        person_id=person.pk,
        organisation="beijing/hong-kong",
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    client = Client()
    sit_down(client, person)
    answer = client.get("/audit/", {"organisation": asked} if asked else {})
    return answer.status_code, answer.content.decode()


def test_below_the_bureau_one_reads_what_was_done_in_ones_own_name() -> None:
    recorded(range(3))
    services.integrate(now=NOW)
    status, page = _below("")
    assert status == 200
    assert "Withdrew" not in page


@pytest.mark.parametrize("asked", ["beijing", "seoul"])
def test_below_the_bureau_other_organisations_are_refused(asked: str) -> None:
    assert _below(asked)[0] == 403


def test_nothing_is_posted_to_the_log(at_desk: Sit) -> None:
    assert at_desk("Dora").post("/audit/").status_code == 405
