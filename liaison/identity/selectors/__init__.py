"""The ways to hold what identity keeps, under one name; each subject has a file of its own."""

from liaison.identity.selectors.delegations import (
    delegated,
    delegation_for_update,
    delegations,
    desks_seen_by,
    house_of,
    in_charge_of,
    may_speak_abroad,
    organisations_in_charge,
    oversight_of,
    sub_bureaus,
)
from liaison.identity.selectors.events import COUNTED, events, latest_events, unseen
from liaison.identity.selectors.machines import machine_for_update, machines
from liaison.identity.selectors.organisations import (
    desk_of,
    organisation_name,
    organisations,
    own_bureau,
)
from liaison.identity.selectors.people import (
    actor_for,
    chair_for_update,
    chairs_of,
    people,
    person_by_sign_in_name,
    person_for_update,
    person_names,
    reachable,
)

__all__ = [
    "COUNTED",
    "actor_for",
    "chair_for_update",
    "chairs_of",
    "delegated",
    "delegation_for_update",
    "delegations",
    "desk_of",
    "desks_seen_by",
    "events",
    "house_of",
    "in_charge_of",
    "latest_events",
    "machine_for_update",
    "machines",
    "may_speak_abroad",
    "organisation_name",
    "organisations",
    "organisations_in_charge",
    "oversight_of",
    "own_bureau",
    "people",
    "person_by_sign_in_name",
    "person_for_update",
    "person_names",
    "reachable",
    "sub_bureaus",
    "unseen",
]
