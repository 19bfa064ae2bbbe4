"""What leaves identity, as values that can be handed on; who is asking before all."""

from liaison.identity.states import Authentication, Permission
from liaison.identity.types.access import (
    AccountFacts,
    AccountWish,
    DelegationFacts,
    DelegationTerms,
    KeyFacts,
    MachineFacts,
    MachinePlan,
    RequestFacts,
    UsageRow,
)
from liaison.identity.types.actors import (
    Actor,
    ChairFacts,
    EventFacts,
    Letter,
    OrganisationFacts,
    PersonFacts,
)
from liaison.identity.types.factors import (
    CodeAppFacts,
    FactorFacts,
    PasskeyFacts,
    RecoveryFacts,
    SessionFacts,
    Setup,
)

__all__ = [
    "AccountFacts",
    "AccountWish",
    "Actor",
    "Authentication",
    "ChairFacts",
    "CodeAppFacts",
    "DelegationFacts",
    "DelegationTerms",
    "EventFacts",
    "FactorFacts",
    "KeyFacts",
    "Letter",
    "MachineFacts",
    "MachinePlan",
    "OrganisationFacts",
    "PasskeyFacts",
    "Permission",
    "PersonFacts",
    "RecoveryFacts",
    "RequestFacts",
    "SessionFacts",
    "Setup",
    "UsageRow",
]
