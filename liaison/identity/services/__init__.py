"""The verbs of identity, under one name; each group of verbs has a file of its own."""

from liaison.identity.services.delegations import (
    load_delegations,
    propose_delegation,
    refuse_delegation,
    validate_delegation,
    withdraw_delegation,
)
from liaison.identity.services.events import announce, forget_events, mark_seen, number_events
from liaison.identity.services.organisations import found_bureau, load_organisations
from liaison.identity.services.people import (
    add_person,
    change_own_password,
    end_chair,
    end_chairs,
    give_chair,
    set_password,
)

__all__ = [
    "add_person",
    "announce",
    "change_own_password",
    "end_chair",
    "end_chairs",
    "forget_events",
    "found_bureau",
    "give_chair",
    "load_delegations",
    "load_organisations",
    "mark_seen",
    "number_events",
    "propose_delegation",
    "refuse_delegation",
    "set_password",
    "validate_delegation",
    "withdraw_delegation",
]
