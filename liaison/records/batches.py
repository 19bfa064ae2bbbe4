"""Messages of the right size: records for the same bureaus travel together. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liaison.records.policy import MESSAGE_BYTES, MESSAGE_DOCUMENTS
from liaison.records.types import WireRecord
from liaison.records.wireform import record_to_wire

WireObject = dict[str, Any]
# {"format":2,"records":[ ]} around the list
_FRAME = 30


@dataclass(frozen=True)
class Batch:
    """What one message carries.

    Attributes:
        to: ids of the bureaus, in alphabetical order.
        records: what they get.
        objects: the same as JSON.
        files: photographs of its one record.
    """

    to: tuple[str, ...]
    records: tuple[WireRecord, ...]
    objects: tuple[WireObject, ...]
    files: tuple[UUID, ...] = ()


def batches(addressed: Iterable[tuple[tuple[str, ...], WireRecord]]) -> Iterator[Batch]:
    """Group records into messages, one distribution list per message.

    A record is never put into a message to a bureau that is not on its own list, so records
    with different lists never share a message. Records for nobody are left out. One with
    photographs travels alone, so that they are those of no other, and a photograph that is
    erased before it leaves holds up no other record.

    Args:
        addressed: pairs of the bureaus, in alphabetical order, and the record.

    Returns:
        Messages within the limits of records and of bytes, in the order of first mention.
    """
    groups: dict[tuple[str, ...], list[WireRecord]] = {}
    for to, record in addressed:
        if to:
            groups.setdefault(to, []).append(record)
    for to, records in groups.items():
        yield from _of_one_list(to, records)


def canonical_size(value: WireObject) -> int:
    """Return the length of the value in canonical JSON (RFC 8785), in bytes.

    Sorting keys changes no length and records hold neither control characters nor fractions,
    so the plain compact form has the canonical length.
    """
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _of_one_list(to: tuple[str, ...], records: list[WireRecord]) -> Iterator[Batch]:
    chosen: list[WireRecord] = []
    objects: list[WireObject] = []
    size = _FRAME
    for record in records:
        value = record_to_wire(record)
        if record.photographs:
            yield Batch(to, (record,), (value,), record.photographs)
            continue
        more = canonical_size(value) + 1
        if chosen and (len(chosen) == MESSAGE_DOCUMENTS or size + more > MESSAGE_BYTES):
            yield Batch(to, tuple(chosen), tuple(objects))
            chosen, objects, size = [], [], _FRAME
        chosen.append(record)
        objects.append(value)
        size += more
    if chosen:
        yield Batch(to, tuple(chosen), tuple(objects))
