"""One signed token of each kind that travels beside a message, as claims and as a token."""

from collections.abc import Callable
from dataclasses import dataclass

from liaison.lib.wire import carriage, delivery, receipt, statement, tokens
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.carriage import Label, Outcome, PartReceipt
from liaison.lib.wire.delivery import DeliveryHeader
from liaison.lib.wire.receipt import Receipt, State
from liaison.lib.wire.statement import Statement
from tests.lib.wire.bureaus import BEIJING, MANIFEST, NOW, SEOUL, Bureau

DIGEST = "ab" * 32
NOTE = "beijing.example/log\n7\nq83v\n\n— beijing.example/log q83vASNF\n"
HEADER = DeliveryHeader(
    iss=BEIJING.id,
    to=SEOUL.id,
    jti=MANIFEST.jti,
    digest=DIGEST,
    channel_seq=7,
    prev="0" * 64,
    checkpoint=NOTE,
    sent_at=NOW,
)
RECEIPT = Receipt(
    iss=SEOUL.id,
    aud=BEIJING.id,
    at=NOW,
    jti=MANIFEST.jti,
    digest=DIGEST,
    state=State.STORED,
    reason="",
    log_index=12,
    checkpoint=NOTE,
)
STATEMENT = Statement(
    iss=SEOUL.id, at=NOW, kind="records.erasure", claims={"record": "0197", "copies": 1}
)
LABEL = Label(
    iss=BEIJING.id,
    to=SEOUL.id,
    jti=MANIFEST.jti,
    number=3,
    address=DIGEST,
    size=4096,
    exp=NOW + 3600,
)
PART_RECEIPT = PartReceipt(
    iss=SEOUL.id,
    aud=BEIJING.id,
    at=NOW,
    jti=MANIFEST.jti,
    number=3,
    address=DIGEST,
    state=Outcome.REFUSED,
    reason="files:quota",
)


@dataclass(frozen=True)
class Kind:
    """One kind of signed token: how it is verified, an example, and who signed it."""

    typ: str
    verify: Callable[..., object]
    by: Bureau
    example: object
    token: str

    @property
    def claims(self) -> JsonObject:
        """The claims of the example, as signed."""
        return tokens.verify(self.token, typ=self.typ, resolve=self.by.resolve).claims

    def read(self, token: str) -> object:
        """Verify a token as one of this kind, from the bureau that signed the example."""
        return self.verify(token, issuer=self.by.id, resolve=self.by.resolve)


KINDS = {
    "delivery": Kind(
        delivery.TYP,
        delivery.verify,
        BEIJING,
        HEADER,
        delivery.sign(HEADER, by=BEIJING.sig),
    ),
    "receipt": Kind(
        receipt.TYP, receipt.verify, SEOUL, RECEIPT, receipt.sign(RECEIPT, by=SEOUL.sig)
    ),
    "statement": Kind(
        statement.TYP,
        statement.verify,
        SEOUL,
        STATEMENT,
        statement.sign(STATEMENT, by=SEOUL.sig),
    ),
    "label": Kind(
        carriage.LABEL_TYP,
        carriage.verify_label,
        BEIJING,
        LABEL,
        carriage.sign_label(LABEL, by=BEIJING.sig),
    ),
    "part receipt": Kind(
        carriage.RECEIPT_TYP,
        carriage.verify_receipt,
        SEOUL,
        PART_RECEIPT,
        carriage.sign_receipt(PART_RECEIPT, by=SEOUL.sig),
    ),
}
