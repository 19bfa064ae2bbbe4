"""Whoever leaves loses every chair at once, those that have not begun included."""

import uuid

import pytest

from liaison.identity import services
from liaison.identity.errors import NoSuchPerson, PermissionRefused
from liaison.identity.models import Chair
from tests.cast import NOW, YEAR, a_person, an_actor, the_machine

pytestmark = pytest.mark.django_db


def test_no_chair_is_left() -> None:
    ada = a_person("Ada")
    services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation="beijing",
        role="auditor",
        valid_from=NOW + YEAR / 2,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    assert services.end_chairs(the_machine(), person_id=ada.pk, now=NOW + YEAR / 4) == 2
    assert not Chair.objects.filter(valid_until__gt=NOW + YEAR / 4).exists()
    assert services.end_chairs(the_machine(), person_id=ada.pk, now=NOW + YEAR / 4) == 0


REFUSALS = {
    "who does not administer": (an_actor, PermissionRefused),
    "nobody": (the_machine, NoSuchPerson),
}


@pytest.mark.parametrize(("actor", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_end_chairs_refuses(actor: type, refusal: type[Exception]) -> None:
    a_person("Ada")
    before = list(Chair.objects.values_list("pk", "valid_until"))
    with pytest.raises(refusal):
        services.end_chairs(actor(), person_id=uuid.UUID(int=7), now=NOW)
    assert list(Chair.objects.values_list("pk", "valid_until")) == before
