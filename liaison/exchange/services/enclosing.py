"""Files beside our own messages: promised when a message is queued, opened when it is sealed."""

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from liaison.audit.types import Who
from liaison.exchange.errors import MessageUnfit
from liaison.exchange.models import Message, Part, PartDelivery
from liaison.exchange.states import PartState
from liaison.files import selectors as files
from liaison.files import services as holding
from liaison.files.errors import NoSuchFile, NotClean
from liaison.files.types import Carried
from liaison.lib.wire import limits, parts
from liaison.lib.wire.envelope import SALT_BYTES

# what holds a file that was sent, so that it stays as long as the message does
HOLDER = "exchange.message"


def parts_of(file_ids: Sequence[uuid.UUID]) -> list[Part]:
    """Return the parts a message with these files promises, not saved yet.

    Raises:
        MessageUnfit: too many, one twice, or one that inspection has not found clean.
    """
    if len(file_ids) > limits.PARTS or len(set(file_ids)) != len(file_ids):
        raise MessageUnfit(f"files: at most {limits.PARTS}, none of them twice")
    try:
        carried = files.carried(file_ids)
    except (NoSuchFile, NotClean) as refusal:
        raise MessageUnfit(str(refusal)) from refusal
    return [_part(number, one) for number, one in enumerate(carried)]


def enclose(
    message: Message, made: Sequence[Part], *, to: Iterable[str], who: Who, at: datetime
) -> None:
    """Save the parts of a message that is queued, and promise them to every addressee."""
    if not made:
        return
    for part in made:
        part.message = message
    Part.objects.bulk_create(made)
    PartDelivery.objects.bulk_create(
        PartDelivery(part=part, organisation=name, state=PartState.WAITING)
        for name in to
        for part in made
    )
    holding.attach(
        [part.file for part in made if part.file is not None],
        holder=HOLDER,
        reference=str(message.jti),
        purpose=message.purpose,
        organisations=[who.organisation],
        now=at,
    )


def promised(made: Iterable[Part]) -> tuple[parts.Part, ...]:
    """Return parts as the manifest states them."""
    return tuple(
        parts.Part(part.address, part.commitment, part.size_class)
        for part in sorted(made, key=lambda part: part.number)
    )


def openings(messages: Sequence[Message]) -> Mapping[int, tuple[Part, ...]]:
    """Return row id to parts, for messages that are sealed together."""
    found: dict[int, list[Part]] = {message.pk: [] for message in messages}
    for part in Part.objects.filter(message__in=messages).order_by("number"):
        found[part.message_id].append(part)
    return {pk: tuple(made) for pk, made in found.items()}


def opening_of(made: Sequence[Part]) -> tuple[parts.Opening, ...]:
    """Return what opens the parts of one message, keys included.

    Raises:
        NoSuchFile: a file was erased since.
        NotClean: likewise.
    """
    carried = files.carried([part.file for part in made if part.file is not None])
    return tuple(_opening(one, bytes(part.salt)) for part, one in zip(made, carried, strict=True))


def _part(number: int, carried: Carried) -> Part:
    salt = os.urandom(SALT_BYTES)
    promise = parts.promise(_opening(carried, salt), address=carried.announced.address)
    return Part(
        number=number,
        file=carried.file_id,
        address=promise.address,
        commitment=promise.commitment,
        size_class=promise.size_class,
        salt=salt,
    )


def _opening(carried: Carried, salt: bytes) -> parts.Opening:
    said = carried.announced
    return parts.Opening(
        name=said.name,
        media_type=said.media_type,
        size=said.size,
        sha256=said.sha256,
        key=said.key,
        salt=salt,
    )
