"""Codes in the facts of an entry, in the words of the pages that show the same thing."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from liaison.identity.states import Oversight, Right
from liaison.queries.states import Source
from liaison.records.states import Held
from liaison.web.badges import Badge
from liaison.web.casework import standing
from liaison.web.casework import words as casework
from liaison.web.casework.worklists import TITLES
from liaison.web.identity.access_words import OVERSIGHTS, RIGHTS, SCOPES
from liaison.web.identity.factor_words import METHODS
from liaison.web.queries import bulk_words, kinds
from liaison.web.queries import words as queries
from liaison.web.records import words as records
from liaison.web.records.fieldwords import KINDS as RECORDS

Text = str | Promise
Words = Mapping[str, Text]
# texts that stand for a truth
TRUTHS: Final[Words] = {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}
_TIME: Final[Words] = {
    "hours": gettext_lazy("hours"),
    "calendar_days": gettext_lazy("calendar days"),
    "working_days": gettext_lazy("working days"),
}

_ENTRIES: Final[Words] = {"party": gettext_lazy("Party"), "related": gettext_lazy("Related")}
_SOURCES: Final[Mapping[Source, Text]] = {
    Source.MRZ: gettext_lazy("passport lines"),
    Source.NUMBER: gettext_lazy("a number"),
    Source.WORDS: gettext_lazy("words"),
}


def _all(
    *tables: Mapping[Any, Text] | Mapping[Any, Badge],
) -> dict[str, Text]:
    """Return tables in one; a code that two of them know is said as in the first."""
    return {
        code: said.words if isinstance(said, Badge) else said
        for table in reversed(tables)
        for code, said in table.items()
    }


# room, the beginning of an event's name -> fact -> code -> words
CODES: Final[Mapping[str, Mapping[str, Words]]] = {
    "casework": {
        "decision": _all(casework.DECISIONS),
        "kind": _all(casework.LETTERS, casework.RELATED, casework.CONCERNED, _ENTRIES),
        "outcome": _all(casework.OUTCOMES, casework.RESULTS),
        "queue": TITLES,
        "result_named": _all(casework.RESULTS),
        "state": _all(
            *standing.STATES.values(), casework.TASKS, casework.CASES, casework.TRANSFERS
        ),
        "subject_kind": _all(casework.SUBJECTS),
        "unit": _TIME,
        "urgency": _all(casework.URGENCIES),
    },
    "identity": {
        "how": _all(METHODS),
        "method": _all(METHODS),
        "oversight": {one.value: OVERSIGHTS[one] for one in Oversight},
        "rights": {one.value: RIGHTS[one] for one in Right},
        "scope": _all(SCOPES),
    },
    "queries": {
        "action": _all(queries.ACTIONS),
        "kind": _all(kinds.QUESTIONS, bulk_words.KINDS, kinds.RECORDS),
        "outcome": _all(queries.OUTCOMES),
        "reason": _all(queries.NO_MATCH_REASONS, bulk_words.HALTS),
        "mark": _all(queries.MARKS),
        "state": _all(queries.HIT_STATES, queries.CONFIRMATION_STATES, bulk_words.STATES),
        "source": _all(_SOURCES),
        "urgency": _all(queries.URGENCIES),
    },
    "records": {
        "held": {
            Held.OWN.value: gettext_lazy("Our own"),
            Held.COPY.value: gettext_lazy("Copies of others"),
        },
        "kind": _all(RECORDS),
        "outcome": _all(records.CORRECTIONS),
        "reason": _all(records.REASONS),
        "state": _all(records.STATES),
    },
}


def words_of(event: str, name: str, code: str) -> Text:
    """Return a code in words, or the code itself where no page has words for it.

    Args:
        event: name of the event, such as `casework:request:reviewed`.
        name: of the fact.
        code: as the log holds it.
    """
    room = event.partition(":")[0]
    return CODES.get(room, {}).get(name, {}).get(code) or TRUTHS.get(code, code)
