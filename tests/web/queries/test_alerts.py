"""The page of alerts: the owner's desk reads it, nobody else finds it."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.core.models import Job
from liaison.queries import watching
from liaison.queries.models import Alert
from tests.cast import NOW
from tests.queries.people import ask, kim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
AtDesk = Callable[..., Client]


def met() -> Alert:
    """Return the alert of a discreet record that was met here."""
    kim(discreet=True)
    ask("김민수")
    watching.watch(Job.objects.get(name="queries.watch").payload, NOW)
    return Alert.objects.get()


def test_listed_and_looked_at(at_desk: AtDesk) -> None:
    """Record, what was in hand, who asked and why; then it is no longer new."""
    client = at_desk(role="alert_officer")
    alert = met()
    page = client.get("/alerts/").content.decode()
    for words in ("KIM Min-su", "김민수", "by name only", "PVG-7", "I have looked at it"):
        assert words in page
    client.post(f"/alerts/{alert.id}/")
    assert "No new alerts." in client.get("/alerts/").content.decode()
    assert "KIM Min-su" in client.get("/alerts/?show=all").content.decode()


def test_an_empty_page_says_what_it_is_for(at_desk: AtDesk) -> None:
    """Nothing yet."""
    page = at_desk(role="alert_officer").get("/alerts/?show=all").content.decode()
    assert "No alerts yet." in page


@pytest.mark.parametrize("role", ["desk_officer", "frontline_officer", "data_steward", "auditor"])
def test_others_do_not_find_it(at_desk: AtDesk, role: str) -> None:
    """Not in the frame, not by its address."""
    client = at_desk(role=role)
    alert = met()
    assert client.get("/alerts/").status_code == 403
    assert client.post(f"/alerts/{alert.id}/").status_code == 403
    home = client.get("/", follow=True).content.decode()
    assert "/alerts/" not in home
    assert Alert.objects.get().seen_at is None


def test_what_is_missing_is_not_found(at_desk: AtDesk) -> None:
    """As what is hidden."""
    client = at_desk(role="alert_officer")
    assert client.post("/alerts/6f1f4a52-1111-4222-8333-444455556666/").status_code == 404
