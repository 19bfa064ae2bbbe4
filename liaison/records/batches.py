"""Messages of the right size: documents for the same bureaus travel together. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liaison.records.policy import MESSAGE_BYTES, MESSAGE_DOCUMENTS
from liaison.records.types import WireDocument
from liaison.records.wireform import document_to_wire

WireObject = dict[str, str | int]
# {"documents":[ ]} around the list
_FRAME = 20


@dataclass(frozen=True)
class Batch:
    """What one message carries.

    Attributes:
        to: ids of the bureaus, in alphabetical order.
        documents: what they get.
        objects: the same as JSON.
    """

    to: tuple[str, ...]
    documents: tuple[WireDocument, ...]
    objects: tuple[WireObject, ...]


def batches(addressed: Iterable[tuple[tuple[str, ...], WireDocument]]) -> Iterator[Batch]:
    """Group documents into messages, one distribution list per message.

    A document is never put into a message to a bureau that is not on its own list, so documents
    with different lists never share a message. Documents for nobody are left out.

    Args:
        addressed: pairs of the bureaus, in alphabetical order, and the document.

    Returns:
        Messages within the limits of documents and of bytes, in the order of first mention.
    """
    groups: dict[tuple[str, ...], list[WireDocument]] = {}
    for to, document in addressed:
        if to:
            groups.setdefault(to, []).append(document)
    for to, documents in groups.items():
        yield from _of_one_list(to, documents)


def canonical_size(value: WireObject) -> int:
    """Return the length of the value in canonical JSON (RFC 8785), in bytes.

    Sorting keys changes no length and documents hold neither control characters nor fractions,
    so the plain compact form has the canonical length.
    """
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _of_one_list(to: tuple[str, ...], documents: list[WireDocument]) -> Iterator[Batch]:
    chosen: list[WireDocument] = []
    objects: list[WireObject] = []
    size = _FRAME
    for document in documents:
        value = document_to_wire(document)
        more = canonical_size(value) + 1
        if chosen and (len(chosen) == MESSAGE_DOCUMENTS or size + more > MESSAGE_BYTES):
            yield Batch(to, tuple(chosen), tuple(objects))
            chosen, objects, size = [], [], _FRAME
        chosen.append(document)
        objects.append(value)
        size += more
    if chosen:
        yield Batch(to, tuple(chosen), tuple(objects))
