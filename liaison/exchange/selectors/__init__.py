"""The ways to hold what the gate keeps. Every one that shows content asks who is holding it."""

from liaison.exchange.selectors.desks import desks, node_in, node_of, resolve
from liaison.exchange.selectors.figures import Sending, Standing, sending, standing
from liaison.exchange.selectors.messages import (
    PAGE,
    by_name,
    conversation,
    delivered,
    failed,
    get,
    message_file,
    not_delivered,
    page,
    visible_to,
)
from liaison.exchange.selectors.peers import (
    alarms,
    bureau_names,
    bureaus,
    directory,
    peer_by_pin,
    peers,
)
from liaison.exchange.selectors.progress import Progress, progress_of

__all__ = [
    "PAGE",
    "Progress",
    "Sending",
    "Standing",
    "alarms",
    "bureau_names",
    "bureaus",
    "by_name",
    "conversation",
    "delivered",
    "desks",
    "directory",
    "failed",
    "get",
    "message_file",
    "node_in",
    "node_of",
    "not_delivered",
    "page",
    "peer_by_pin",
    "peers",
    "progress_of",
    "resolve",
    "sending",
    "standing",
    "visible_to",
]
