"""Changing chairs: only into one's own, and only while it is valid."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from liaison.core import clock
from liaison.identity import services
from liaison.identity.models import Chair, Person, Session
from tests.cast import NOW, YEAR, a_person, entries, the_machine


def give_second_chair(person: Person) -> Chair:
    """Make somebody an auditor as well, for a week."""
    return services.give_chair(
        the_machine(),
        person_id=person.pk,
        organisation="beijing",
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + timedelta(days=7),
        now=NOW,
    )


def test_one_changes_into_ones_own_chair(at_desk: Callable[..., Client]) -> None:
    """The rooms change with it, and the log says so."""
    client = at_desk("Boris")
    chair = give_second_chair(Person.objects.get(sign_in_name="boris"))
    before = entries()
    assert client.post("/chair/", {"chair": str(chair.pk)})["Location"] == "/"
    assert client.session["chair"] == str(chair.pk)
    assert "Auditor · " in client.get("/bureau/").content.decode()
    assert entries() == before + 1


@pytest.mark.parametrize("asked", ["somebody else's", "", "nonsense"])
def test_another_chair_looks_absent(at_desk: Callable[..., Client], asked: str) -> None:
    """Refused, recorded, and still seated where one was."""
    client = at_desk("Boris")
    if asked == "somebody else's":
        asked = str(Chair.objects.get(person=a_person("Ada")).pk)
    before = entries()
    answer = client.post("/chair/", {"chair": asked})
    assert answer.status_code == 404
    assert "There is no such chair for you today." in answer.content.decode()
    assert "chair" not in client.session
    assert entries() == before + 1


def test_a_chair_that_has_ended_is_left(
    at_desk: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session remembers it, but it carries nothing any more."""
    client = at_desk("Boris")
    chair = give_second_chair(Person.objects.get(sign_in_name="boris"))
    client.post("/chair/", {"chair": str(chair.pk)})
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=8))
    Session.objects.update(opened_at=clock.now(), last_seen_at=clock.now())
    assert "Desk officer · " in client.get("/bureau/").content.decode()


def test_whoever_has_no_chair_can_only_sign_out(at_desk: Callable[..., Client]) -> None:
    """The page says so; signing out works."""
    client = at_desk("Ada", role="")
    answer = client.get("/bureau/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "You hold no chair that is valid today." in page
    assert 'class="rooms"' not in page
    assert client.post("/sign-out/").status_code == 302


def test_a_term_that_ended_closes_every_room(
    at_desk: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that outlives the chair opens nothing."""
    client = at_desk("Ada")
    monkeypatch.setattr(clock, "now", lambda: NOW + YEAR)
    Session.objects.update(opened_at=clock.now(), last_seen_at=clock.now())
    assert client.get("/bureau/").status_code == 403


POLLS = {"the bell": "/events/count/", "the desk": "/desk/", "clocks": "/desk/clocks/"}
BY_ITSELF = {"HX-Request": "true", "X-Unattended": "1"}


def test_an_open_page_is_refused_on_the_record_once_and_asks_no_more(
    at_desk: Callable[..., Client],
) -> None:
    """Every part of it that asks by itself is told to stop; what the person does is recorded."""
    client = at_desk("Ada", role="")
    before = entries()
    for address in (*POLLS.values(), *POLLS.values()):
        answer = client.get(address, headers=BY_ITSELF)
        assert (answer.status_code, answer["HX-Retarget"]) == (286, "#refusal")
        assert "You hold no chair that is valid today." in answer.content.decode()
        assert "<html" not in answer.content.decode()
    assert entries() == before + 1
    for number in range(2):
        assert client.get("/bureau/").status_code == 403
        assert entries() == before + 2 + number


def test_a_page_that_calls_itself_unattended_is_given_nothing(
    at_desk: Callable[..., Client],
) -> None:
    """The header can be typed by anybody: it spares no refusal, and the first is recorded."""
    client = at_desk("Ada", role="")
    before = entries()
    answer = client.post("/language/", {"language": "fr"}, headers={"X-Unattended": "1"})
    assert answer.status_code == 286
    assert entries() == before + 1
    assert Person.objects.get(sign_in_name="ada").language == "en"


def test_chairs_are_not_changed_by_a_link(at_desk: Callable[..., Client]) -> None:
    """POST only."""
    assert at_desk().get("/chair/").status_code == 405
