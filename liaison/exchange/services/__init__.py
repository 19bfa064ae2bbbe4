"""The verbs of the gate: what rooms and doors call. One group of verbs for each file."""

from liaison.exchange.services.approving import approve, challenge_of, verify_approval
from liaison.exchange.services.calling import call
from liaison.exchange.services.delegating import delegate, withdraw_delegation
from liaison.exchange.services.enclosing import HOLDER
from liaison.exchange.services.installing import install_directory, note_signed
from liaison.exchange.services.marking import mark
from liaison.exchange.services.queuing import LIFE, queue
from liaison.exchange.services.reading import read_message
from liaison.exchange.services.restarting import restart
from liaison.exchange.services.stating import sign_statement, verify_statement

__all__ = [
    "HOLDER",
    "LIFE",
    "approve",
    "call",
    "challenge_of",
    "delegate",
    "install_directory",
    "mark",
    "note_signed",
    "queue",
    "read_message",
    "restart",
    "sign_statement",
    "verify_approval",
    "verify_statement",
    "withdraw_delegation",
]
