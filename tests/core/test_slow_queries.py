"""Queries are counted and timed; a slow one is logged by its tables, never by its values."""

import json

import pytest
from django.conf import settings

from liaison.core import slow_queries
from liaison.core.models import Job, Lease

pytestmark = pytest.mark.django_db
SECRET = "musterfrau"


def test_queries_are_counted() -> None:
    with slow_queries.watched() as asked:
        Job.objects.count()
        Lease.objects.count()
    Job.objects.count()
    assert asked.queries == 2
    assert asked.seconds > 0


def test_a_fast_query_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    with slow_queries.watched():
        Job.objects.count()
    assert capsys.readouterr().err == ""


def test_a_slow_query_is_told_without_its_values(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.NODE.values, "logs.slow_query_milliseconds", 0)
    with slow_queries.watched():
        list(Job.objects.filter(name=SECRET, key__startswith=SECRET))
        Lease.objects.filter(name=SECRET).delete()
    text = capsys.readouterr().err
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["event"] for line in lines] == ["slow query", "slow query"]
    assert [(line["verb"], line["tables"]) for line in lines] == [
        ("SELECT", ["core_job"]),
        ("DELETE", ["core_lease"]),
    ]
    assert all(isinstance(line["milliseconds"], int) for line in lines)
    assert SECRET not in text
    assert "WHERE" not in text


def test_a_name_that_is_no_table_is_not_told() -> None:
    """A value written into a statement's text in quotes looks like a name."""
    assert slow_queries.tables_of('SELECT * FROM "core_job" WHERE "musterfrau" = 1') == (
        "core_job",
    )
    assert slow_queries.verb_of("PRAGMA wal_checkpoint(TRUNCATE)") == "other"
