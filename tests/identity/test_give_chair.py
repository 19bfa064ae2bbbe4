"""Giving a chair: to somebody else, in one's own charge, with an end."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity import services
from liaison.identity.errors import (
    NoSuchOrganisation,
    NoSuchPerson,
    OutsideAuthority,
    PermissionRefused,
    RoleUnknown,
    SelfGrantRefused,
    TermRefused,
)
from liaison.identity.models import Chair
from liaison.identity.types import Actor
from tests.cast import NOW, PASSWORD, YEAR, a_person, actor_of, an_actor, entries, the_delegation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FACTS: dict[str, object] = {
    "organisation": "beijing/macao",
    "role": "auditor",
    "valid_from": NOW,
    "valid_until": NOW + YEAR,
}
REFUSALS: dict[str, tuple[dict[str, object], type[Refusal]]] = {
    "a role nobody wrote down": ({"role": "king"}, RoleUnknown),
    "an organisation nobody loaded": ({"organisation": "beijing/moon"}, NoSuchOrganisation),
    "another bureau": ({"organisation": "seoul"}, OutsideAuthority),
    "a name that only begins like ours": ({"organisation": "beijing-west"}, OutsideAuthority),
    "an authority above the bureau": ({"organisation": "cn-mps"}, OutsideAuthority),
    "an end before the beginning": ({"valid_until": NOW - DAY}, TermRefused),
    "an end that has passed": (
        {"valid_from": NOW - DAY, "valid_until": NOW - DAY / 2},
        TermRefused,
    ),
    "a beginning in the past": ({"valid_from": NOW - 2 * DAY}, TermRefused),
    "more than two years": ({"valid_until": NOW + 732 * DAY}, TermRefused),
    "no time zone": ({"valid_until": (NOW + YEAR).replace(tzinfo=None)}, TermRefused),
    "a person nobody knows": ({"person_id": uuid.UUID(int=7)}, NoSuchPerson),
}


def give(actor: Actor, **facts: object) -> Chair:
    """Give the chair of FACTS, with changes."""
    return services.give_chair(actor, **{**FACTS, **facts}, now=NOW)  # type: ignore[arg-type]


def an_administrator(organisation: str = "beijing") -> Actor:
    """Return Emil, who administers."""
    return actor_of(a_person("Emil", organisation=organisation, role="administrator"))


@pytest.mark.parametrize(("facts", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(facts: dict[str, object], refusal: type[Refusal]) -> None:
    emil, ada = an_administrator(), a_person("Ada")
    chairs, before = list(Chair.objects.values()), entries()

    with pytest.raises(refusal):
        give(emil, **{"person_id": ada.pk, **facts})

    assert list(Chair.objects.values()) == chairs
    assert entries() == before


def test_nobody_gives_a_chair_to_themselves() -> None:
    emil = an_administrator()
    before = entries()

    with pytest.raises(SelfGrantRefused):
        give(emil, person_id=uuid.UUID(emil.person_id))

    assert Chair.objects.count() == 1
    assert entries() == before


def test_desk_officers_do_not_give_chairs() -> None:
    ada = a_person("Ada")

    with pytest.raises(PermissionRefused):
        give(an_actor(person="Boris"), person_id=ada.pk)

    assert Chair.objects.count() == 1


def test_a_sub_bureau_does_not_reach_above_or_beside_itself() -> None:
    the_delegation()
    emil = an_administrator("beijing/macao")
    somebody = services.add_person(
        emil, sign_in_name="fatma", name="Fatma", password=PASSWORD, language="en", now=NOW
    )
    for organisation in ("beijing", "beijing/hong-kong"):
        with pytest.raises(OutsideAuthority):
            give(emil, person_id=somebody.pk, organisation=organisation)

    assert give(emil, person_id=somebody.pk).organisation_id == "beijing/macao"


def test_a_sub_bureau_does_not_see_the_people_of_the_bureau() -> None:
    the_delegation()
    emil, ada = an_administrator("beijing/macao"), a_person("Ada")

    with pytest.raises(NoSuchPerson):
        give(emil, person_id=ada.pk)


def test_gives_and_records() -> None:
    emil, ada = an_administrator(), a_person("Ada")

    chair = give(emil, person_id=ada.pk)

    assert Chair.objects.get(pk=chair.pk).valid_until == NOW + YEAR
    entry = Payload.objects.get(event="identity:chair:given", target=str(chair.pk))
    assert entry.person == emil.person_id


def test_a_running_chair_gets_a_new_end_and_keeps_its_beginning() -> None:
    emil, ada = an_administrator(), a_person("Ada")
    chair = give(emil, person_id=ada.pk)

    again = give(emil, person_id=ada.pk, valid_from=NOW + DAY, valid_until=NOW + 2 * YEAR)

    assert again.pk == chair.pk
    assert (again.valid_from, again.valid_until) == (NOW, NOW + 2 * YEAR)
    assert Payload.objects.filter(event="identity:chair:renewed", target=str(chair.pk)).exists()
