"""Closed lists of identity: permissions, kinds of organisation, ways to prove who one is.

Values are stored for ever and therefore never change.
"""

import enum


class Permission(enum.StrEnum):
    """`room:action`. Who holds them is data, resources/roles.toml; what they allow, rooms say."""

    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"
    CHECK = "queries:check"
    CONFIRMATION_ANSWER = "queries:confirm"
    DOCUMENT_IMPORT = "records:import"
    DOCUMENT_READ = "records:read"
    DOCUMENT_WITHDRAW = "records:withdraw"
    HIT_DECIDE = "queries:decide"
    HIT_READ = "queries:read"
    MESSAGE_READ = "exchange:read"
    ORGANISATION_READ = "identity:read"
    PERSON_MANAGE = "identity:manage"
    TRUST_MANAGE = "exchange:trust"


class Kind(enum.StrEnum):
    """What an organisation is."""

    GENERAL_SECRETARIAT = "general_secretariat"
    MINISTRY = "ministry"
    DEPARTMENT = "department"
    NCB = "ncb"
    SUB_BUREAU = "sub_bureau"
    AGENCY = "agency"
    BORDER_POST = "border_post"
    COURT = "court"
    UNIT = "unit"


class Authentication(enum.StrEnum):
    """How the actor proved who they are, weakest first."""

    MACHINE = "machine"
    COMMAND_LINE = "command_line"
    PASSWORD = "password"  # noqa: S105 - a name, not a secret
