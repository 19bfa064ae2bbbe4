"""Every maximum of casework, each with an example in words."""

from typing import Final

LINE_MAXIMUM: Final = (
    200  # "Theft of a lorry with 24 pallets of medicine, Incheon, May 2026" is 63
)
REFERENCE_MAXIMUM: Final = 60  # "BJ-2026-000123" is 14; other bureaus write longer ones
ASKED_MAXIMUM: Final = 4_000  # a page and a half: what one officer reads before deciding
WORDS_MAXIMUM: Final = 2_000  # half a page, in a letter of a thread
BASIS_MAXIMUM: Final = 200  # "Criminal Procedure Law, Art. 113": as exchange stores it
CONCERNED_MAXIMUM: Final = 50  # persons, documents, vehicles, things of one request
FILES_MAXIMUM: Final = 20
ADDRESSES_MAXIMUM: Final = 200  # 195 other members and their sub-bureaus' aliases
UNIT_MAXIMUM: Final = 120  # an organisation's id, as identity stores it
NAME_MAXIMUM: Final = 200
TITLE_MAXIMUM: Final = 200
KEY_MAXIMUM: Final = 100
KEYS_MAXIMUM: Final = 40  # per thing concerned: ten names, ten numbers, and what they fold to
FINDINGS_MAXIMUM: Final = 200  # of one request; more is not a finding but a database
PAGE: Final = 50
PAGE_MAXIMUM: Final = 100
COUNT_MAXIMUM: Final = 1_000  # beyond it a list says "999+"
ITEMS_MAXIMUM: Final = 500  # one shift hand-over
ENTRIES_MAXIMUM: Final = 500  # parties, notes, related things of one case
TASKS_MAXIMUM: Final = 200
LETTERS_MAXIMUM: Final = 500  # of one request, all bureaus together
