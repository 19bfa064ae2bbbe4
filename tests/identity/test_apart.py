"""Duties kept apart: who learns of discreet hits neither searches nor answers for the desk."""

from datetime import timedelta

import pytest

from liaison.identity import roles, services
from liaison.identity.errors import DutiesRefused, FileRefused
from liaison.identity.models import Chair
from liaison.identity.roles import ROLES
from liaison.identity.states import Permission
from tests.cast import NOW, YEAR, a_person, actor_of, entries, the_machine

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ALERTED = """
[watcher]
title = "Watcher"
sentence = "Is told."
home = "alerts"
permissions = ["queries:alerts", "{other}"]
"""
NEVER = ("queries:check", "queries:abroad", "queries:read", "queries:decide")
# written down by name: a new role has to be thought about
APART_FROM_ALERTS = {
    "frontline_officer",
    "desk_officer",
    "unit_officer",
    "liaison_officer",
    "head_of_bureau",
}


@pytest.mark.parametrize("other", NEVER)
def test_no_role_is_told_and_searches(other: str) -> None:
    """The file of roles is refused, so the house does not start."""
    with pytest.raises(FileRefused):
        roles.parse(ALERTED.format(other=other).encode())
    assert roles.parse(ALERTED.format(other="records:read").encode())


def test_the_roles_of_this_house() -> None:
    """Only the alert officer is told, and these roles are not for the same person."""
    told = [name for name, role in ROLES.items() if Permission.ALERT_READ in role.permissions]
    assert told == ["alert_officer"]
    refused = set()
    for name in ROLES:
        try:
            roles.check_apart({"alert_officer", name})
        except DutiesRefused:
            refused.add(name)
    assert refused == APART_FROM_ALERTS


def give(
    person: object, role: str, *, start: timedelta = timedelta(), end: timedelta = YEAR
) -> Chair:
    """Let the command line give somebody a chair, which may do what nobody else may."""
    return services.give_chair(
        the_machine(),
        person_id=person.pk,  # type: ignore[attr-defined]
        organisation="beijing",
        role=role,
        valid_from=NOW + start,
        valid_until=NOW + end,
        now=NOW,
    )


ORDERS = {
    "alerts after the desk": ("desk_officer", "alert_officer"),
    "the desk after alerts": ("alert_officer", "desk_officer"),
    "a post after alerts": ("alert_officer", "frontline_officer"),
    "the head after alerts": ("alert_officer", "head_of_bureau"),
}


@pytest.mark.parametrize(("first", "second"), ORDERS.values(), ids=ORDERS)
def test_attack_a_second_chair(first: str, second: str) -> None:
    """One person, two chairs: they would change chairs and know both."""
    person = a_person("Alva", role=first)
    before = entries()
    with pytest.raises(DutiesRefused) as refusal:
        give(person, second)
    assert "alert_officer" in str(refusal.value)
    assert (Chair.objects.count(), entries()) == (1, before)


def test_attack_a_chair_that_begins_before_the_other_ends() -> None:
    """Terms that touch are apart; terms that overlap by a day are not."""
    person = a_person("Alva", role="")
    give(person, "desk_officer", end=10 * DAY)
    with pytest.raises(DutiesRefused):
        give(person, "alert_officer", start=9 * DAY)
    give(person, "alert_officer", start=10 * DAY)
    with pytest.raises(DutiesRefused):
        give(person, "desk_officer", end=11 * DAY)


def test_one_after_the_other_is_allowed() -> None:
    """A duty that has ended is over."""
    person = a_person("Alva", role="desk_officer")
    chair = Chair.objects.get()
    services.end_chair(the_machine(), chair_id=chair.pk, now=NOW + DAY)
    later = NOW + 2 * DAY
    services.give_chair(
        the_machine(),
        person_id=person.pk,
        organisation="beijing",
        role="alert_officer",
        valid_from=later,
        valid_until=later + YEAR,
        now=later,
    )
    assert actor_of(person, now=later).role == "alert_officer"


def test_other_duties_go_together() -> None:
    """A small bureau has few people: a data steward may be told of discreet hits."""
    person = a_person("Alva", role="alert_officer")
    for role in ("data_steward", "auditor"):
        give(person, role)
    assert Chair.objects.count() == 3
