"""The socket of records: what other rooms keep of a record must go when the record goes."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

# name of the room -> eraser; called with the record id inside the transaction that erases the
# copy; returns how many rows it erased or emptied, and can be called again for nothing
HOLDINGS: dict[str, Callable[[UUID, datetime], int]] = {}
