"""The verbs of identity, under one name; each group of verbs has a file of its own."""

from liaison.identity.services.delegations import (
    load_delegations,
    propose_delegation,
    refuse_delegation,
    validate_delegation,
    withdraw_delegation,
)
from liaison.identity.services.events import announce, forget_events, mark_seen, number_events
from liaison.identity.services.machines import (
    authenticate_machine,
    make_machine_key,
    propose_machine,
    refuse_machine,
    revoke_machine,
    validate_machine,
)
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
    "authenticate_machine",
    "change_own_password",
    "end_chair",
    "end_chairs",
    "forget_events",
    "found_bureau",
    "give_chair",
    "load_delegations",
    "load_organisations",
    "make_machine_key",
    "mark_seen",
    "number_events",
    "propose_delegation",
    "propose_machine",
    "refuse_delegation",
    "refuse_machine",
    "revoke_machine",
    "set_password",
    "validate_delegation",
    "validate_machine",
    "withdraw_delegation",
]
