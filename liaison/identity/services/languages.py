"""The verb of languages: a person chooses the one they read."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.identity.errors import InputRefused, NoSuchPerson
from liaison.identity.models import Person
from liaison.identity.types import Actor


@transaction.atomic
def choose_language(actor: Actor, *, language: str, now: datetime) -> None:
    """Choose the language one reads, on pages and in letters. What is chosen already stays.

    Args:
        actor: a person; machines read English.
        language: code of a language this house speaks.
        now: the present moment.

    Raises:
        InputRefused: the house does not speak it.
        NoSuchPerson: the actor is not a person of this house.
    """
    checked = check_language(language)
    try:
        person = Person.objects.select_for_update().get(pk=uuid.UUID(actor.person_id))
    except (ValueError, Person.DoesNotExist) as error:
        raise NoSuchPerson(actor.person_id) from error
    if person.language == checked:
        return
    before, person.language = person.language, checked
    person.save(update_fields=["language"])
    record(
        actor.who,
        event="identity:language:chosen",
        target=str(person.pk),
        at=now,
        facts={"name": person.name, "before": before, "after": checked},
    )


def check_language(code: str) -> str:
    """Return the code of a language this house speaks.

    Raises:
        InputRefused: it does not speak it.
    """
    if code not in dict(settings.LANGUAGES):
        raise InputRefused("language", "is not one this house speaks")
    return code
