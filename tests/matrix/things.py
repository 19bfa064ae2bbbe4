"""The things of the matrix, by name: made by the people whose they are, through the services."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from liaison.casework import services as casework
from liaison.casework.models import Request, Transfer
from liaison.casework.words import Subject
from liaison.exchange.models import Message
from liaison.files.types import FileFacts
from liaison.identity.types import Actor
from liaison.queries import bulkwork
from liaison.queries import handlers as queries_handlers
from liaison.queries import services as queries
from liaison.queries.models import Alert, Confirmation
from liaison.records.models import Record
from liaison.rules.processing import Purpose
from tests.casework import things as requests
from tests.cast import NOW
from tests.files.room import added, looked_at
from tests.files.specimens import picture
from tests.matrix.chairs import UNIT, Chairs
from tests.queries.lists import a_list, many
from tests.queries.people import read
from tests.queries.things import asked_of_us
from tests.records import persons
from tests.records.pictures import a_picture
from tests.records.test_corrections import asked_of_us as correction_of
from tests.records.things import a_copy, an_own_document


def made(chairs: Chairs) -> dict[str, object]:
    """Make everything but what identity keeps; return name to id."""
    people = chairs.actors
    return {
        **the_records(),
        **the_hits(people),
        **the_lists(people),
        **the_requests(people),
        **the_files(people),
        **the_message(),
    }


def the_records() -> dict[str, object]:
    """Return records, photographs, a correction, questions about records, an alert."""
    own = an_own_document(number="LX1000001", national_reference="BJ-1")
    correction = correction_of(own, field="number", proposed="LX1000009")
    discreet = an_own_document(number="LX1000002", national_reference="BJ-2")
    Record.objects.filter(pk=discreet.pk).update(discreet=True)
    faces = {
        "photograph": persons.entered(photographs=[face := a_picture()]),
        "photograph_discreet": persons.entered(
            photographs=[hidden := a_picture(size=(300, 200))],
            discreet=True,
            names=[{"kind": "primary", "surname": "WU", "given": "Fan"}],
            documents=None,
            national_reference="BJ-P-2",
        ),
    }
    for place, record in enumerate((own, discreet), start=1):
        hit_id = uuid.UUID(int=700 + place)
        queries_handlers.receive_asked(
            asked_of_us(record.id, hit_id=hit_id, number=record.label), NOW
        )
    alert = Alert.objects.create(
        id=uuid.UUID(int=900),
        record_id=discreet.id,
        desk="beijing",
        kind="travel_document",
        meeting=uuid.UUID(int=901),
        asker="seoul",
        place="",
        purpose=Purpose.LOCATE.value,
        case_reference="SL-4",
        in_hand="LX1000002",
        score=1.0,
        by_name_only=False,
        at=NOW,
    )
    return {
        "record_own": own.id,
        "record_copy": a_copy(number="LX1000003").id,
        "record_discreet": discreet.id,
        "photograph": (faces["photograph"].id, face),
        "photograph_discreet": (faces["photograph_discreet"].id, hidden),
        "correction": correction.id,
        "confirmation": Confirmation.objects.get(record_id=own.id).id,
        "confirmation_discreet": Confirmation.objects.get(record_id=discreet.id).id,
        "alert": alert.id,
    }


def the_hits(people: Mapping[str, Actor]) -> dict[str, object]:
    """Return hits on one record, met at a post, at the desk and at the sub-bureau."""
    persons.entered(
        names=[{"kind": "primary", "surname": "KIM", "given": "Min-su"}],
        documents=None,
        national_reference="BJ-P-3",
    )
    found: dict[str, object] = {}
    for name, who in (("hit_post", "pos"), ("hit_desk", "ada"), ("hit_macao", "ines")):
        answer = queries.check(
            people[who],
            question=read("Kim Min-su")[0],
            purpose=Purpose.LOCATE,
            case_reference="1",
            now=NOW,
        )
        found[name] = answer.hits[0].id
    return found


def the_lists(people: Mapping[str, Actor]) -> dict[str, object]:
    """Return bulk checks under way, and a large one that waits for a second person."""
    done = a_list(people["lio"])
    for lane in range(bulkwork.LANES):
        bulkwork.work_off(done.id, lane, NOW)
    return {
        "bulk_done": done.id,
        "bulk_desk": a_list(people["ada"]).id,
        "bulk_unit": a_list(people["lio"]).id,
        "bulk_macao": a_list(people["ines"]).id,
        "bulk_large": a_list(people["ada"], many(1000)).id,
    }


def the_requests(people: Mapping[str, Actor]) -> dict[str, object]:
    """Return requests in the states that decide who sees them, cases and an offer."""
    ada, ines, mei = people["ada"], people["ines"], people["mei"]
    rows: dict[str, Request] = {
        "draft_unit": requests.a_draft(actor=mei),
        "draft_desk": requests.a_draft(actor=ada),
        "draft_macao": requests.a_draft(actor=ines),
        "arrived": requests.an_arrived(),
        "arrived_macao": requests.an_arrived(to=("beijing/macao",), reference="SL-2026-000019"),
    }
    for name, who in (("submitted_unit", mei), ("submitted_desk", ada)):
        rows[name] = requests.a_draft(actor=who)
        casework.submit(who, request_id=rows[name].id, now=NOW)
    held = requests.an_accepted(reference="SL-2026-000018")
    assigned = requests.an_accepted(reference="SL-2026-000020")
    boris = people["boris"]
    casework.assign(boris, request_id=assigned.id, organisation=UNIT, words="Known?", now=NOW)
    casework.take(ada, request_id=held.id, now=NOW)
    casework.offer(
        ada,
        subject_kind=Subject.REQUEST,
        subject=held.id,
        to_organisation="beijing",
        to_person=boris.person_id,
        words="I leave.",
        now=NOW,
    )
    return {
        **{name: row.id for name, row in rows.items()},
        "assigned": assigned.id,
        "offer_to_boris": Transfer.objects.get(subject=held.id).id,
        "case_desk": casework.open_case(ada, title="Visa ring", now=NOW),
        "case_macao": casework.open_case(ines, title="Ferry", now=NOW),
    }


def the_files(people: Mapping[str, Actor]) -> dict[str, object]:
    """Return files that their authors have added and nothing holds yet."""

    def clean(who: str, content: bytes, name: str) -> FileFacts:
        facts = added(content, name=name, actor=people[who])
        looked_at(facts)
        return facts

    return {
        "file_ada": clean("ada", b"what Ada wrote", "ada.txt").id,
        "file_mei": clean("mei", b"what Mei wrote", "mei.txt").id,
        "file_ines": clean("ines", b"what Ines wrote", "ines.txt").id,
        "picture_mei": clean("mei", picture(size=(200, 100)), "face.jpg").id,
    }


def the_message() -> dict[str, object]:
    """Return a message that came from Seoul."""
    row = Message.objects.create(
        direction="in",
        iss="seoul",
        jti=uuid.UUID(int=800),
        kind="casework.request",
        thread=uuid.UUID(int=801),
        urgency="normal",
        purpose="identify a traveller",
        issued_at=NOW,
        expires_at=NOW + timedelta(days=30),
        jws="x",
        kid="x",
        digest="0" * 64,
        state="opened",
        created_at=NOW,
    )
    return {"message": row.pk, "message_jti": row.jti}
