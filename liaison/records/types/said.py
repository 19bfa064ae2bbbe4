"""What is said about a person or a thing: read from a file, a form or a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liaison.records.states import DocumentType, Fraud, RecordKind
from liaison.rules.processing import HandlingCode

# the plain form of a record: texts, lists of texts, lists of objects of texts
Item = str | Mapping[str, str]
Value = str | Sequence[Item]
Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """What the owner says about a document. No field is about a person.

    The fields are those of the international register of stolen and lost travel documents:
    four that every record has, and seven that are wished for.

    Attributes:
        number: in the plain form of `lib.ids.numbers`.
        issuing_state: ICAO Doc 9303-3 code.
        document_type: kind of paper.
        fraud: why it must not be accepted.
        reporting_state: where the theft was reported, or "".
        issued_on: date of issue; never of a blank.
        expires_on: date of expiry; never of a blank.
        stolen_on: date of theft or loss.
        review_on: when the owner must justify the record again; None only before it is stored.
        national_reference: the owner's own reference, or "".
        additional_information: words for the officer who finds it, or "".
    """

    number: str
    issuing_state: str
    document_type: DocumentType
    fraud: Fraud
    reporting_state: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    stolen_on: date | None = None
    review_on: date | None = None
    national_reference: str = ""
    additional_information: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody says about a person or a thing, before it is a record.

    Attributes:
        kind: what it is about.
        fields: in their plain form.
        natural_key: what makes two records of one owner the same thing.
        national_reference: the owner's own reference, or "".
        retention_until: the last day it may be kept; None leaves what was decided, or the policy.
        handling_code: None leaves what was decided, or the lowest.
        discreet: whether a match is told to its owner only; None leaves what was decided.
        whole: whether a photograph it does not name is taken out; else those it has stay.
    """

    kind: RecordKind
    fields: Fields
    natural_key: str
    national_reference: str = ""
    retention_until: date | None = None
    handling_code: HandlingCode | None = None
    discreet: bool | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WireRecord:
    """One record as it travels in a message of kind `records.distribute`.

    Attributes:
        record_id: the id every bureau knows the record by, together with its owner.
        owner: id of the bureau that owns it.
        kind: what it is about.
        version: 1 for the first, one more with every change.
        fields: in their plain form, as a canonical text.
        national_reference: the owner's own reference, or "".
        handling_code: how carefully it is to be handled.
        discreet: whether a match is told to its owner only.
        retention_until: the last day any copy may be kept.
        photographs: files of this node that travel beside it and are never named in it.
    """

    record_id: UUID
    owner: str
    kind: RecordKind
    version: int
    fields: str
    national_reference: str
    handling_code: HandlingCode
    discreet: bool
    retention_until: date
    photographs: tuple[UUID, ...] = ()
