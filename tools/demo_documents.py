"""Write resources/demo/stolen-passports.csv: invented documents, the same ones every time.

    .venv/bin/python tools/demo_documents.py

Nothing is drawn from real registers: numbers of the series LX are counted and hashed.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from liaison.records.csvfile import write_documents
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import DocumentFields

TARGET = Path(__file__).resolve().parents[1] / "resources" / "demo" / "stolen-passports.csv"
NOTE = "invented for the demonstration"
STORY = "LX7310254"  # the passport of the demo's story
SINGLE = 339  # documents one by one, besides the story's
BLANKS = 60  # one box of blanks: numbers in a row
FIRST_DAY, DAYS = date(2025, 3, 3), 360
TYPES = (
    *(DocumentType.PASSPORT,) * 7,
    *(DocumentType.IDENTITY_DOCUMENT,) * 2,
    DocumentType.OTHER_TRAVEL_DOCUMENT,
)
REPORTED = ("CHN", "CHN", "CHN", "KOR", "THA", "FRA", "")


def documents() -> Iterator[DocumentFields]:
    """Give the documents of the demonstration, in the order of the file."""
    yield DocumentFields(
        number=STORY,
        issuing_state="CHN",
        document_type=DocumentType.PASSPORT,
        fraud=Fraud.LOST_OR_STOLEN,
        reporting_state="CHN",
        issued_on=date(2021, 5, 17),
        expires_on=date(2031, 5, 16),
        stolen_on=date(2026, 1, 19),
        national_reference="BJ-2026-000001",
        additional_information=NOTE,
    )
    for place in range(SINGLE):
        yield _single(place)
    for place in range(BLANKS):
        yield DocumentFields(
            number=f"LX90001{place:02d}",
            issuing_state="CHN",
            document_type=DocumentType.PASSPORT,
            fraud=Fraud.STOLEN_BLANK,
            reporting_state="CHN",
            stolen_on=date(2025, 11, 8),
            national_reference="BJ-2025-009000",
            additional_information=f"box of blanks, {NOTE}",
        )


def _single(place: int) -> DocumentFields:
    chance = int.from_bytes(hashlib.sha256(f"liaison demo {place}".encode()).digest()[:16])
    stolen = FIRST_DAY + timedelta(days=chance % DAYS)
    issued = stolen - timedelta(days=200 + chance // 1_000 % 3_000)
    revoked = place % 8 == 5  # noqa: PLR2004 - every eighth, somewhere in between
    return DocumentFields(
        number=f"LX{2_000_000 + place * 13_931 + chance % 10_000:07d}",
        issuing_state="CHN",
        document_type=TYPES[chance // 7 % len(TYPES)],
        fraud=Fraud.REVOKED if revoked else Fraud.LOST_OR_STOLEN,
        reporting_state="" if revoked else REPORTED[chance // 11 % len(REPORTED)],
        issued_on=issued,
        expires_on=issued + timedelta(days=3_652),
        stolen_on=None if revoked else stolen,
        national_reference=f"BJ-{stolen.year}-{place + 2:06d}",
        additional_information=NOTE,
    )


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        write_documents(stream, documents())
    print(f"wrote {TARGET.relative_to(TARGET.parents[2])}")
