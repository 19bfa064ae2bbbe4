"""Ending a chair: from that moment on nobody sits in it."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.identity import selectors, services
from liaison.identity.errors import NoChair, NoSuchChair, PermissionRefused
from liaison.identity.models import Chair
from tests.cast import NOW, a_person, actor_of, an_actor, entries

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_ends_and_records() -> None:
    ada = a_person("Ada")
    emil = actor_of(a_person("Emil", role="administrator"))
    chair = Chair.objects.get(person=ada)

    services.end_chair(emil, chair_id=chair.pk, now=LATER)

    with pytest.raises(NoChair):
        selectors.actor_for(ada, chair_id=str(chair.pk), now=LATER)
    assert Payload.objects.filter(event="identity:chair:ended", target=str(chair.pk)).exists()


def test_a_chair_that_never_began_disappears() -> None:
    ada = a_person("Ada")
    emil = actor_of(a_person("Emil", role="administrator"))

    services.end_chair(emil, chair_id=Chair.objects.get(person=ada).pk, now=NOW)

    assert not Chair.objects.filter(person=ada).exists()


def test_missing_hidden_and_ended_chairs_look_alike() -> None:
    ada = a_person("Ada")
    emil = actor_of(a_person("Emil", role="administrator"))
    macao = actor_of(a_person("Fatma", organisation="beijing/macao", role="administrator"))
    chair = Chair.objects.get(person=ada)
    before = entries()

    for actor, chair_id, now in (
        (emil, uuid.UUID(int=7), LATER),
        (macao, chair.pk, LATER),
        (emil, chair.pk, chair.valid_until),
    ):
        with pytest.raises(NoSuchChair):
            services.end_chair(actor, chair_id=chair_id, now=now)

    chair.refresh_from_db()
    assert chair.valid_until > LATER
    assert entries() == before


def test_desk_officers_do_not_end_chairs() -> None:
    chair = Chair.objects.get(person=a_person("Ada"))

    with pytest.raises(PermissionRefused):
        services.end_chair(an_actor(person="Boris"), chair_id=chair.pk, now=LATER)

    assert Chair.objects.get(pk=chair.pk).valid_until > LATER
