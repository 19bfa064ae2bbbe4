"""The sockets of exchange: which room handles a kind of message, which answers at once."""

from liaison.exchange.types import Answerer, Handler

HANDLERS: dict[str, Handler] = {}
ANSWERERS: dict[str, Answerer] = {}
