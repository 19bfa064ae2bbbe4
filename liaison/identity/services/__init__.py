"""The verbs of identity, under one name; each group of verbs has a file of its own."""

from liaison.identity.services.accounts import (
    ask_account,
    ask_again,
    grant_account,
    look_again,
    refuse_account,
    withdraw_chair,
)
from liaison.identity.services.delegations import (
    load_delegations,
    propose_delegation,
    refuse_delegation,
    validate_delegation,
    withdraw_delegation,
)
from liaison.identity.services.events import (
    announce,
    forget_events,
    mark_mailed,
    mark_seen,
    number_events,
)
from liaison.identity.services.factors import (
    add_code_app,
    add_passkey,
    draft_code_app,
    remove_code_app,
    remove_passkey,
    reopen_code_app,
)
from liaison.identity.services.languages import check_language, choose_language
from liaison.identity.services.links import make_setup_link, use_setup_link
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
from liaison.identity.services.proving import (
    approve_with_passkey,
    party,
    prove_by_code,
    prove_by_passkey,
)
from liaison.identity.services.recovery import (
    ask_recovery,
    confirm_recovery,
    refuse_recovery,
    use_recovery,
)
from liaison.identity.services.sessions import (
    end_session,
    end_sessions,
    forget_sessions,
    look,
    prove_session,
    sweep_sessions,
)
from liaison.identity.services.usage import count_uses

__all__ = [
    "add_code_app",
    "add_passkey",
    "add_person",
    "announce",
    "approve_with_passkey",
    "ask_account",
    "ask_again",
    "ask_recovery",
    "authenticate_machine",
    "change_own_password",
    "check_language",
    "choose_language",
    "confirm_recovery",
    "count_uses",
    "draft_code_app",
    "end_chair",
    "end_chairs",
    "end_session",
    "end_sessions",
    "forget_events",
    "forget_sessions",
    "found_bureau",
    "give_chair",
    "grant_account",
    "load_delegations",
    "load_organisations",
    "look",
    "look_again",
    "make_machine_key",
    "make_setup_link",
    "mark_mailed",
    "mark_seen",
    "number_events",
    "party",
    "propose_delegation",
    "propose_machine",
    "prove_by_code",
    "prove_by_passkey",
    "prove_session",
    "refuse_account",
    "refuse_delegation",
    "refuse_machine",
    "refuse_recovery",
    "remove_code_app",
    "remove_passkey",
    "reopen_code_app",
    "revoke_machine",
    "set_password",
    "sweep_sessions",
    "use_recovery",
    "use_setup_link",
    "validate_delegation",
    "validate_machine",
    "withdraw_chair",
    "withdraw_delegation",
]
