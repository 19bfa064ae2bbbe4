"""The socket of exchange: which room handles which kind of message."""

from liaison.exchange.types import Handler

HANDLERS: dict[str, Handler] = {}
