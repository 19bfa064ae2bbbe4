"""Files of invented documents, as many as wanted; no number comes from a real register."""

import csv
from typing import TextIO

COLUMNS = (
    "number",
    "issuing_state",
    "document_type",
    "fraud",
    "reporting_state",
    "stolen_on",
    "national_reference",
    "additional_information",
)
NOTE = "invented for the demonstration"


def write_invented(stream: TextIO, count: int, *, series: str) -> None:
    """Write a CSV file of counted passports, the same ones every time.

    Args:
        stream: where it goes; opened with newline="".
        count: how many documents.
        series: two letters that all numbers begin with.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for place in range(count):
        writer.writerow(
            (
                f"{series}{place:07d}",
                "CHN",
                "passport",
                "lost_or_stolen",
                "CHN",
                f"2026-{1 + place % 9:02d}-{1 + place % 28:02d}",
                f"{series}-2026-{place:07d}",
                NOTE,
            )
        )
