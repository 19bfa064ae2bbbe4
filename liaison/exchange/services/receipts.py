"""Receipts as rows: ours about their messages, theirs about ours."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from liaison.audit.types import Settled
from liaison.exchange import keys
from liaison.exchange.models import Message, Receipt
from liaison.exchange.services import quieting
from liaison.exchange.states import State
from liaison.lib.wire import receipt


def compose(  # noqa: PLR0913 - the fields of a receipt
    *,
    to: str,
    jti: uuid.UUID,
    digest: str,
    state: State,
    at: datetime,
    settled: Settled,
    leaf: uuid.UUID,
    reason: str = "",
) -> str:
    """Return a signed receipt whose log entry the checkpoint in it covers."""
    return receipt.sign(
        receipt.Receipt(
            iss=settings.NODE.organisation,
            aud=to,
            at=int(at.timestamp()),
            jti=jti,
            digest=digest,
            state=state,
            reason=reason,
            log_index=settled.index[leaf],
            checkpoint="" if quieting.quiet()(to) else settled.checkpoint.note,
        ),
        by=keys.signing().newest,
    )


def issue_stored(
    messages: Sequence[Message],
    *,
    leaves: Mapping[uuid.UUID, uuid.UUID],
    settled: Settled,
    at: datetime,
) -> list[Receipt]:
    """Sign and keep the first receipt of messages that are being stored.

    Args:
        messages: of theirs, in the caller's transaction.
        leaves: message id to the log entry that says it was stored.
        settled: their places in the log.
        at: the present moment.

    Returns:
        One receipt for each message, in their order.
    """
    rows = [
        _row(message, state=State.STORED, settled=settled, leaf=leaves[message.jti], at=at)
        for message in messages
    ]
    return Receipt.objects.bulk_create(rows)


def issue(  # noqa: PLR0913 - the fields of a receipt
    message: Message,
    *,
    state: State,
    settled: Settled,
    leaf: uuid.UUID,
    at: datetime,
    unsent: bool,
    reason: str = "",
) -> Receipt:
    """Sign and keep a receipt for a message of theirs, in the caller's transaction."""
    row = _row(message, state=state, settled=settled, leaf=leaf, at=at, reason=reason)
    row.unsent_to = message.iss if unsent else ""
    row.save(force_insert=True)
    return row


def _row(  # noqa: PLR0913 - the fields of a receipt
    message: Message,
    *,
    state: State,
    settled: Settled,
    leaf: uuid.UUID,
    at: datetime,
    reason: str = "",
) -> Receipt:
    token = compose(
        to=message.iss,
        jti=message.jti,
        digest=message.digest,
        state=state,
        at=at,
        settled=settled,
        leaf=leaf,
        reason=reason,
    )
    return Receipt(
        message=message,
        iss=settings.NODE.organisation,
        state=state,
        at=at,
        reason=reason,
        log_index=settled.index[leaf],
        token=token,
    )
