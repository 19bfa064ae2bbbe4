"""From an event to a letter: who is written to, in which words, how often, and for how long."""

import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from liaison.core import jobs
from liaison.core.models import Job
from liaison.core.node import NodeSettings
from liaison.identity import selectors, services
from liaison.identity.models import Event, Person
from liaison.identity.states import Permission
from liaison.identity.types import EventFacts, Letter
from liaison.web.mail import sending
from tests.cast import NOW, a_person, actor_of
from tests.simulators.mail_server import MailServer

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)
KIND = "identity:delegation:validated"


def write_to(*names: str) -> None:
    """Give people of the cast a mail address."""
    for name in names:
        a_person(name)
        Person.objects.filter(name=name).update(mail=f"{name.lower()}@example.org")


def announce(target: str = "7", **facts: object) -> None:
    """Tell Beijing's desk something."""
    said: dict[str, object] = {
        "organisation": "beijing",
        "permission": Permission.REQUEST_READ,
        "kind": KIND,
        "at": NOW,
    }
    services.announce(target=target, **{**said, **facts})  # type: ignore[arg-type]


def deliver(now: datetime = SOON) -> None:
    """Be the worker: number events, then run the jobs that are due."""
    services.number_events(now)
    while found := jobs.claim(owner="w", lease=timedelta(minutes=5), now=now, limit=8):
        for job in found:
            try:
                jobs.run(job, now=now)
            except (OSError, smtplib.SMTPException) as error:
                jobs.fail(job, reason=type(error).__name__, now=now)


def test_whoever_it_concerns_gets_one_letter_without_content(post: MailServer) -> None:
    write_to("Ada", "Boris", "Dora")
    Person.objects.filter(name="Boris").update(mail="")
    announce("person-4711")
    announce("person-4712")
    assert Job.objects.count() == 1

    deliver()
    deliver(SOON + timedelta(hours=1))

    (letter,) = post.letters
    text = letter.get_content()
    assert letter["To"] == "ada@example.org"
    assert letter["From"] == "liaison@beijing.example"
    assert letter["Subject"] == "Liaison: 2 events wait for you"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "A delegation is in force." in text
    assert "http://localhost/delegations/" in text
    assert "4711" not in letter.as_string()
    assert post.secured == [True]
    assert not Job.objects.exists()


def test_what_was_seen_is_not_written(post: MailServer) -> None:
    write_to("Ada")
    announce()
    services.number_events(NOW)
    services.mark_seen(actor_of(Person.objects.get(name="Ada")), until=1, now=NOW)
    deliver()
    assert post.letters == []


def test_what_is_for_one_person_is_written_to_no_other(post: MailServer) -> None:
    write_to("Ada", "Boris")
    announce(person_id=str(Person.objects.get(name="Boris").pk))
    deliver()
    assert [letter["To"] for letter in post.letters] == ["boris@example.org"]


def test_a_discreet_matter_is_not_even_named(post: MailServer) -> None:
    a_person("Olga", role="alert_officer")
    Person.objects.filter(name="Olga").update(mail="olga@example.org")
    announce(permission=Permission.ALERT_READ)
    deliver()
    text = post.letters[0].get_content()
    assert "Something happened that concerns this chair." in text
    assert "delegation" not in text.replace("/delegations", "")
    assert "http://localhost/events/" in text


def test_many_events_are_one_letter_with_an_end() -> None:
    facts = [EventFacts(n, KIND, "7", NOW, Permission.REQUEST_READ, False) for n in range(1, 51)]  # noqa: FBT003
    mail = sending.written(Letter("p", "a@b.c", "en", tuple(facts)))
    assert mail.subject == "Liaison: 50 events wait for you"
    assert mail.text.count("A delegation is in force.") == sending.LINES
    assert "and 30 more: http://localhost/events/" in mail.text
    assert mail.id == "p.50"


@pytest.mark.parametrize("language", ["en", "ar", "nowhere"])
def test_it_is_written_whatever_language_the_person_reads(language: str) -> None:
    fact = EventFacts(1, "exchange:comet:seen", "7", NOW, Permission.REQUEST_READ, False)  # noqa: FBT003
    assert "Liaison" in sending.written(Letter("p", "a@b.c", language, (fact,))).text


AWAY: Mapping[str, dict[str, str]] = {
    "cannot now": {"RCPT": "451 later"},
    "is full": {"DATA": "452 later"},
}


@pytest.mark.parametrize("answers", AWAY.values(), ids=AWAY)
def test_a_server_that_cannot_now_is_asked_again_with_pauses(
    post: MailServer, answers: dict[str, str]
) -> None:
    write_to("Ada")
    announce()
    post.answers = answers
    deliver()
    job = Job.objects.get()
    assert (job.attempts, job.due_at > SOON) == (1, True)
    assert post.letters == []

    post.answers = {}
    deliver(job.due_at)

    assert len(post.letters) == 1
    assert not Job.objects.exists()


def test_a_line_that_breaks_is_dialled_again(post: MailServer) -> None:
    write_to("Ada")
    announce()
    post.hang_up = "DATA"
    deliver()
    post.hang_up = ""
    deliver(Job.objects.get().due_at)
    assert len(post.letters) == 1


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "DATA"])
def test_what_is_refused_for_good_is_not_tried_again(post: MailServer, command: str) -> None:
    write_to("Ada")
    announce()
    post.answers = {command: "550 nobody"}
    deliver()
    assert not Job.objects.exists()
    assert Person.objects.get(name="Ada").mailed == 1


def test_after_a_day_it_is_dropped(post: MailServer) -> None:
    write_to("Ada")
    announce()
    deliver(NOW + timedelta(days=1, seconds=1))
    assert post.letters == []
    assert not Job.objects.exists()


def test_a_server_that_is_someone_else_gets_nothing(post: MailServer) -> None:
    """Its certificate is not the one that was promised."""
    write_to("Ada")
    announce()
    values = {**settings.NODE.values, "mail.authority": ""}
    with override_settings(NODE=NodeSettings(home=settings.NODE.home, values=values)):
        deliver()
    assert post.letters == []
    assert Job.objects.get().last_error == "SSLCertVerificationError"


def test_whoever_left_is_not_written_to(post: MailServer) -> None:
    write_to("Ada")
    announce()
    ada = Person.objects.get(name="Ada")
    services.number_events(NOW)
    assert selectors.letter_for(str(ada.pk), now=NOW) is not None
    ada.chairs.update(valid_until=NOW + timedelta(seconds=1))
    deliver()
    assert post.letters == []


def test_without_a_server_nothing_is_promised() -> None:
    write_to("Ada")
    announce()
    assert Event.objects.count() == 1
    assert not Job.objects.exists()


def test_one_signs_in_where_the_server_asks_for_it(post: MailServer) -> None:
    write_to("Ada")
    announce()
    node = settings.NODE
    (node.home / "mail.password").write_text("secret\n")
    values = {**node.values, "mail.user": "liaison"}
    with override_settings(NODE=NodeSettings(home=node.home, values=values)):
        deliver()
    assert len(post.names) == len(post.letters) == 1
