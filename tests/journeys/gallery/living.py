"""A morning in the house: requests and hits in all their states, and people with names."""

from datetime import timedelta

from django.test import Client

from liaison.audit import services as audit
from liaison.casework import services as casework
from liaison.casework.states import Result
from liaison.casework.words import LetterKind, RelatedKind, Urgency
from liaison.exchange.models import Message
from liaison.identity import services as identity
from liaison.identity.models import Chair, Person, Usage
from liaison.identity.states import Use
from liaison.queries import bulkwork
from liaison.queries import services as queries
from liaison.queries.models import Hit
from liaison.queries.states import Urgency as QueryUrgency
from liaison.records.models import Record
from liaison.records.states import RecordKind
from tests.casework import things
from tests.cast import NOW, a_person, actor_of, sit_down
from tests.identity.factors import a_code_app, a_passkey
from tests.queries import people
from tests.queries.lists import a_list, many
from tests.queries.things import answered, asked
from tests.records.test_corrections import asked_of_us
from tests.records.things import a_copy, an_own_document
from tests.web.full_house import STAFF, FullHouse

NAMES = {
    "frontline_officer": "Gao Lin",
    "desk_officer": "Lin Yue",
    "unit_officer": "Li Na",
    "liaison_officer": "Ma Jun",
    "security_officer": "Sun Mei",
    "alert_officer": "Tang Bo",
    "data_steward": "Wu Fang",
    "auditor": "Xu Ke",
    "administrator": "Ye Qing",
    "head_of_bureau": "Zhao Min",
}
# who sits at a bureau to which nothing has come yet: "role@macao"
EMPTY, MACAO = "@macao", "beijing/macao"
FIRST_DAY = (
    "desk_officer",
    "security_officer",
    "data_steward",
    "alert_officer",
    "liaison_officer",
)
LATE = NOW - timedelta(days=30)


def enliven(house: FullHouse) -> None:
    """Make what pages of a working day need, and remember where it lies."""
    _requests(house)
    _records(house)
    _hits(house)
    _lists(house)
    for role in FIRST_DAY:
        house.browsers[role + EMPTY] = Client()
        person = a_person(f"ana.{role}", role=role, organisation=MACAO)
        sit_down(house.browsers[role + EMPTY], person)
        Person.objects.filter(pk=person.pk).update(name="Ana Chan")
    house.ids["messages/"] = str(Message.objects.latest("pk").pk)
    _figures()
    for role in STAFF:
        person = Person.objects.get(name=role)
        if role == "desk_officer":
            a_passkey(person)
            a_code_app(person)
        Person.objects.filter(pk=person.pk).update(name=NAMES[role])
        # what was said while the house was filled has been read
        house.browsers[role].get("/own/password/")


def _figures() -> None:
    """Put what was recorded so far into the log, and days of use behind it."""
    for number, place in enumerate(("beijing", MACAO, "beijing/shenzhen-border")):
        for use in Use:
            day = NOW.date() - timedelta(days=number)
            Usage.objects.update_or_create(
                day=day, organisation=place, use=use, defaults={"count": 10**number * 41}
            )
    audit.integrate(now=NOW)
    identity.number_events(NOW)


def _requests(house: FullHouse) -> None:
    desk = house.browsers["desk_officer"]
    submitted = things.a_submitted(subject="Driver of a stolen lorry", urgency=Urgency.URGENT)
    asked_back = things.a_draft(subject="Paintings from a chapel")
    arrived = things.an_arrived(subject="Two children taken across the border")
    accepted = things.an_accepted(subject="Owner of a fishing boat", reference="SL-2026-000404")
    answered_one = things.a_sent(subject="Address of a witness")
    things.receive(answered_one, LetterKind.ANSWER)
    refused = things.an_accepted(subject="Bank accounts of a company", reference="SL-2026-000405")
    casework.answer(
        things.boris(), request_id=refused.pk, answer=things.an_answer(Result.REFUSED), now=NOW
    )
    sent = things.a_sent(subject="A lorry seen at Incheon")
    casework.draft_correction(
        things.ada(), request_id=sent.pk, words="It was a red lorry.", now=NOW
    )
    case = house.ids["cases/"]
    casework.relate(
        things.ada(),
        case_id=case,  # type: ignore[arg-type]
        kind=RelatedKind.REQUEST,
        reference=sent.pk,
        words="The same gang.",
        now=NOW,
    )
    desk.post(f"/requests/{accepted.pk}/", {"step": "take"})
    house.ids |= {
        "submitted": str(submitted.pk),
        "draft": str(asked_back.pk),
        "arrived": str(arrived.pk),
        "accepted": str(accepted.pk),
        "answered": str(answered_one.pk),
        "refused": str(refused.pk),
        "sent": str(sent.pk),
    }


def _lists(house: FullHouse) -> None:
    """One that runs, one that waits for whoever looks, one whose asker may no longer ask."""
    colleague = a_person("Boris")
    actor = actor_of(colleague)
    running, halted = a_list(actor), a_list(actor)
    house.ids |= {
        "bulk-running": str(running.id),
        "bulk-waiting": str(a_list(actor, many(1000)).id),
        "bulk-halted": str(halted.id),
    }
    Chair.objects.filter(pk=actor.chair_id).update(valid_from=LATE, valid_until=NOW)
    bulkwork.work_off(halted.id, 0, NOW)


def _hits(house: FullHouse) -> None:
    a_copy(number="LX7310255", national_reference="SEL-COMPARED")
    a_copy(number="LX7310256", national_reference="SEL-ASKED")
    a_copy(number="LX7310257", national_reference="SEL-ANSWERED")
    from_seoul = [asked(f"LX731025{n}").hits[0].id for n in (5, 6, 7)]
    for hit_id in from_seoul:
        queries.compare(things.ada(), hit_id=hit_id, same_document=True, note="", now=NOW)
    for hit_id in from_seoul[1:]:
        queries.ask_confirmation(
            things.ada(), hit_id=hit_id, urgency=QueryUrgency.URGENT, note="At gate 4.", now=NOW
        )
    answered(Hit.objects.get(pk=from_seoul[2]))
    house.ids |= {
        "compared": str(from_seoul[0]),
        "asked": str(from_seoul[1]),
        "confirmed": str(from_seoul[2]),
        "by-name": str(people.ask("Kim Minsu").hits[0].id),
        "plate": str(people.ask("京A12345").hits[0].id),
        "hull": str(people.ask("KRABC12345L424").hits[0].id),
    }


def _records(house: FullHouse) -> None:
    car = people.on_record(RecordKind.VEHICLE, people.CAR, reference="BJ-CAR")
    boat = people.on_record(RecordKind.VESSEL, people.BOAT, reference="BJ-BOAT")
    gun = people.on_record(RecordKind.FIREARM, people.GUN, reference="BJ-GUN")
    person = people.on_record(RecordKind.PERSON, people.KIM, reference="BJ-KIM")
    sent = Record.objects.get(pk=house.ids["records/"])
    asked_of_us(sent, field="issuing_state", proposed="KOR")
    gone = an_own_document(number="LX0000404", national_reference="BJ-404", withdrawn=True)
    house.ids |= {
        "car": str(car.pk),
        "boat": str(boat.pk),
        "gun": str(gun.pk),
        "person": str(person.pk),
        "withdrawn": str(gone.pk),
    }
