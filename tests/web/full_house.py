"""A bureau in which something lies on every page, twice over or twenty times over."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from liaison.casework import services as casework
from liaison.casework.models import Case, Request
from liaison.casework.words import LetterKind
from liaison.core.models import Job
from liaison.exchange.models import Addressee, Channel, Delivery, Message, Opening
from liaison.exchange.states import Direction, State
from liaison.identity import services as identity
from liaison.identity.models import AccountRequest, Chair, Delegation, Machine, Person
from liaison.identity.roles import ROLES
from liaison.identity.states import Permission
from liaison.queries import handlers, watching
from liaison.queries.models import Alert, Confirmation, Hit
from liaison.records.models import Record
from liaison.rules.processing import Purpose
from tests.casework.things import UNIT, an_accepted, an_assigned, boris, receive
from tests.cast import NOW, a_person, actor_of, sit_down, the_delegation
from tests.identity.things import a_machine
from tests.queries.lists import KIM, a_list, lines, work
from tests.queries.people import ask, kim
from tests.queries.things import asked, asked_of_us
from tests.records.things import a_copy, a_document, imported, numbered

STAFF = {name: role for name, role in ROLES.items() if not name.endswith("_system")}
UNITS = {"unit_officer", "liaison_officer"}
ACCOUNT = {
    "mail": "",
    "organisation": UNIT,
    "role": "frontline_officer",
    "reason": "New",
    "days": "90",
}


def address(route: str, ids: Mapping[str, str]) -> str:
    """Return the address of the fullest thing a route shows."""
    begins = max((one for one in ids if route.startswith(one)), key=len, default="")
    found = ids.get(begins, str(uuid.UUID(int=7)))
    filled = re.sub(r"<\w+:\w+_id>", found, route)
    token = ids.get("welcome/", "7")
    return "/" + filled.replace("<str:kind>", "person").replace("<str:token>", token)


@dataclass
class FullHouse:
    """Everybody at their desk, and things on it.

    Attributes:
        browsers: name of a role to the browser of somebody in it.
        ids: beginning of an address to the id of the fullest thing below it.
    """

    browsers: dict[str, Client] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def open(self) -> None:
        """Seat everybody, and make the things that will be filled."""
        for role in STAFF:
            person = a_person(role, role=role, organisation=UNIT if role in UNITS else "beijing")
            self.browsers[role] = Client()
            sit_down(self.browsers[role], person)
        the_delegation()
        kim(discreet=True)
        own = numbered(1)[0]
        imported(own, to=("seoul",))
        request = an_assigned()
        self.browsers["desk_officer"].post("/cases/", {"title": "Visa ring"})
        self.ids |= {
            "requests/": str(request.pk),
            "cases/": str(Case.objects.get().pk),
            "delegations/": str(Delegation.objects.get().pk),
            "records/": str(Record.objects.get(label=own.number).pk),
        }

    def fill(self, times: int) -> None:
        """Put as many more things of every kind everywhere."""
        for _ in range(times):
            number = next(self.numbers)
            self._casework(number)
            self._queries(number)
            self._lists(number)
            self._exchange(number)
            self._identity(number)
        Job.objects.filter(name=watching.WATCH_BULK).delete()
        watching_jobs = Job.objects.filter(name="queries.watch")
        for job in watching_jobs:
            watching.watch(job.payload, NOW)
        watching_jobs.delete()
        self._look_up()

    def _casework(self, number: int) -> None:
        officer, case = self.browsers["desk_officer"], f"/cases/{self.ids['cases/']}/"
        row = an_accepted(reference=f"SL-2026-{number:06}")
        officer.post(f"/requests/{row.pk}/", {"step": "take"})
        fullest = Request.objects.get(pk=self.ids["requests/"])
        receive(fullest, LetterKind.REMINDER)
        casework.note(boris(), request_id=fullest.pk, words=f"Call {number}.", now=NOW)
        steps = [
            ("link", {"link-reference": row.our_reference}),
            ("party", {"party-role": "suspect", "party-name": f"Zhang {number}"}),
            ("task", {"task-words": "Ask.", "task-due_at": "2026-03-09T12:00"}),
            ("note", {"note-words": "The archive closes at noon."}),
        ]
        for step, said in steps:
            assert officer.post(case, {"step": step, **said}).status_code == 302
        officer.post("/cases/", {"title": f"Case {number}"})
        officer.post("/desk/shift/", {"note": "Seoul calls at six."})
        file = SimpleUploadedFile(f"note-{number}.txt", b"words", content_type="text/plain")
        officer.post("/files/add/", {"file": file})

    def _queries(self, number: int) -> None:
        imported(a_document(number=f"LY{number:07}", national_reference=f"BJ-{number}"))
        a_copy(national_reference=f"SEL-{number}")
        asked()
        ask("김민수")
        record = Record.objects.get(label=f"LY{number:07}")
        question = asked_of_us(record.pk, hit_id=uuid.UUID(int=number), number=record.label)
        handlers.receive_asked(question, NOW)

    def _lists(self, number: int) -> None:
        officer = actor_of(Person.objects.get(name="desk_officer"))
        paper = {"reference": "17B", "number": "LX7310254", "issuing_state": "CHN"}
        bulk = a_list(officer, lines(paper, *[KIM] * number), part=1)
        work()
        self.ids["bulk/"] = str(bulk.id)

    def _exchange(self, number: int) -> None:
        Channel.objects.create(organisation=f"bureau-{number}", failures=number)
        thread = uuid.UUID(int=1)
        message = Message.objects.create(
            direction=Direction.OUT,
            iss="beijing",
            jti=uuid.UUID(int=number),
            kind="casework.request",
            thread=thread,
            urgency="normal",
            purpose=Purpose.LOCATE,
            issued_at=NOW,
            expires_at=NOW + timedelta(days=7),
            state=State.ACCEPTED,
            created_at=NOW,
        )
        Opening.objects.create(message=message, salt=b"0" * 32, body="{}")
        for organisation in ("seoul", "tokyo"):
            Addressee.objects.create(message=message, organisation=organisation, role="action")
            Delivery.objects.create(
                message=message, organisation=organisation, state=State.ACCEPTED
            )
        self.ids["messages/"] = str(message.jti)

    def _identity(self, number: int) -> None:
        a_machine(name=f"Lane {number}")
        said = ACCOUNT | {"name": f"Min {number}", "sign_in_name": f"min{number}"}
        self.browsers["liaison_officer"].post("/accounts/new/", said)
        a_person(f"Wen{number}", organisation=UNIT, role="frontline_officer")
        for role in STAFF:
            person = Person.objects.get(name=role)
            sit_down(Client(), person)
        with transaction.atomic():
            identity.announce(
                organisation="beijing",
                permission=Permission.REQUEST_REVIEW,
                kind="casework:request:arrived",
                target=self.ids["requests/"],
                at=NOW,
            )

    def _look_up(self) -> None:
        last = {
            "hits/": Hit.objects.order_by("-pk").first(),
            "alerts/": Alert.objects.first(),
            "confirmations/": Confirmation.objects.first(),
            "machines/": Machine.objects.first(),
            "accounts/requests/": AccountRequest.objects.first(),
            "access/requests/": AccountRequest.objects.first(),
            "accounts/chairs/": Chair.objects.filter(person__name="Wen1").first(),
            "access/chairs/": Chair.objects.filter(person__name="Wen1").first(),
            "access/people/": Person.objects.get(name="Wen1"),
        }
        missing = [name for name, row in last.items() if row is None]
        assert not missing
        self.ids |= {name: str(row.pk) for name, row in last.items() if row is not None}
