"""A question about a number reads its keys, however many records there are.

SQLite keeps no statistics here: what an index promises decides, and one on the state alone had
every check of a document walk through all active records.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.records import selectors
from liaison.records.states import RecordKind
from tests.cast import NOW

pytestmark = pytest.mark.django_db
KEYS = [("document", f"LM{number:07d}") for number in range(400)]
IDS = [UUID(int=number) for number in range(1, 60)]
QUESTIONS: dict[str, Callable[[], object]] = {
    "one number": lambda: selectors.by_keys(KEYS[:1]),
    "one number of a kind": lambda: selectors.by_keys(KEYS[:1], kinds=(RecordKind.PERSON,)),
    "hundreds of numbers": lambda: selectors.keyed(KEYS),
    "references": lambda: selectors.facts_of(IDS),
    "references for another bureau": lambda: selectors.held_for("seoul", IDS, NOW),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_walks_through_all_records(ask: Callable[[], object]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL decides by statistics, which an empty table has not")
    with CaptureQueriesContext(connection) as asked:
        ask()
    with connection.cursor() as cursor:
        for one in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
            assert not [line for line in plan if line.startswith("SCAN records_record")], plan
            by = [line for line in plan if "records_record " in line and "SEARCH" in line]
            assert by, plan
            assert all("(id=?" in line or "(kind=? AND id=?" in line for line in by), plan
