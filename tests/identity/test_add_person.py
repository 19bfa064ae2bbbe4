"""Adding a person: names and password are looked at, and a refusal writes nothing."""

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity import services
from liaison.identity.errors import (
    InputRefused,
    NameTaken,
    PasswordRefused,
    PermissionRefused,
)
from liaison.identity.models import Person
from tests.cast import NOW, PASSWORD, a_person, an_actor, entries, the_machine

pytestmark = pytest.mark.django_db
FACTS = {"sign_in_name": "emil", "name": "Emil", "password": PASSWORD, "language": "en"}
REFUSALS: dict[str, tuple[dict[str, str], type[Refusal]]] = {
    "a sign-in name with capitals": ({"sign_in_name": "Emil"}, InputRefused),
    "a name turned round": ({"name": "Emil\u202e"}, InputRefused),
    "a language nobody translated": ({"language": "tlh"}, InputRefused),
    "a short password": ({"password": "a1b2c3"}, PasswordRefused),
    "a common password": ({"password": "qwertyuiop123"}, PasswordRefused),
    "a password that keeps the hasher busy": ({"password": "x y" * 100}, InputRefused),
    "a name that is taken": ({"sign_in_name": "ada"}, NameTaken),
}


@pytest.mark.parametrize(("facts", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(facts: dict[str, str], refusal: type[Refusal]) -> None:
    a_person("Ada")
    before = entries()

    with pytest.raises(refusal):
        services.add_person(the_machine(), **{**FACTS, **facts}, now=NOW)

    assert list(Person.objects.values_list("sign_in_name", flat=True)) == ["ada"]
    assert entries() == before


def test_desk_officers_do_not_add_people() -> None:
    with pytest.raises(PermissionRefused):
        services.add_person(an_actor(), **FACTS, now=NOW)

    assert not Person.objects.exists()
    assert entries() == 0


def test_adds_and_records_without_the_password() -> None:
    person = services.add_person(the_machine(), **FACTS, now=NOW)

    stored = Person.objects.get(sign_in_name="emil")
    assert stored == person
    assert stored.check_password(PASSWORD)
    entry = Payload.objects.get(event="identity:person:added")
    assert entry.target == str(person.pk)
    assert PASSWORD not in entry.body
