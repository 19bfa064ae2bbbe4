"""Receipts as rows: ours about their messages, theirs about ours."""

import uuid
from datetime import datetime

from django.conf import settings

from liaison.audit.types import Settled
from liaison.exchange import keys
from liaison.exchange.models import Message, Receipt
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
            checkpoint=settled.checkpoint.note,
        ),
        by=keys.signing().newest,
    )


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
    return Receipt.objects.create(
        message=message,
        iss=settings.NODE.organisation,
        state=state,
        at=at,
        reason=reason,
        log_index=settled.index[leaf],
        token=token,
        unsent=unsent,
    )
