"""Messages, what they hold, where they go, what became of them; and what a restore brings."""

from liaison.exchange.models.messages import (
    Addressee,
    Alarm,
    Ask,
    Channel,
    Delivery,
    DirectoryVersion,
    Kept,
    Message,
    Opening,
    Part,
    PartDelivery,
    PartRecord,
    Receipt,
    SealedBytes,
    Witnessed,
)
from liaison.exchange.models.restarts import Again, LogRestart, Resumption

__all__ = [
    "Addressee",
    "Again",
    "Alarm",
    "Ask",
    "Channel",
    "Delivery",
    "DirectoryVersion",
    "Kept",
    "LogRestart",
    "Message",
    "Opening",
    "Part",
    "PartDelivery",
    "PartRecord",
    "Receipt",
    "Resumption",
    "SealedBytes",
    "Witnessed",
]
