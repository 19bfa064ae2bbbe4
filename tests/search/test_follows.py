"""Whatever is put, replaced, erased, merged and stopped: the index is what the database is."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liaison.lib.finding import files
from liaison.search import home, merging, services
from liaison.search.models import SearchBase, SearchChange, SearchEntry
from tests.search.people import erase, is_found, merged, person, put

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 12
POINTS = (
    files.HALF_WRITTEN, files.WRITTEN, merging.PROMISED, files.LISTED, files.SWAPPED, merging.KEPT,
)  # fmt: skip
numbers = st.sets(st.integers(0, PEOPLE - 1), min_size=1, max_size=4)


class Index(RuleBasedStateMachine):
    """The index beside a plain set of who is in it."""

    folder: Path

    def __init__(self) -> None:
        """Begin with an empty database and an empty folder."""
        super().__init__()
        for table in (SearchEntry, SearchChange, SearchBase):
            table._default_manager.all().delete()
        for one in self.folder.glob("*"):
            one.unlink()
        home.forget_state()
        self.held: set[int] = set()

    @rule(some=numbers)
    def put(self, some: set[int]) -> None:
        put(some)
        self.held |= some

    @rule(some=numbers)
    def erase(self, some: set[int]) -> None:
        erase(some)
        self.held -= some

    @rule(some=numbers)
    def undo(self, some: set[int]) -> None:
        with transaction.atomic():
            services.forget_many([person(number).reference for number in self.held])
            services.put_many(person(number) for number in some)
            assert {number for number in range(PEOPLE) if is_found(number)} == some
            transaction.set_rollback(True)

    @rule(anew=st.booleans())
    def merge(self, anew: bool) -> None:  # noqa: FBT001 - drawn by name
        merged(anew=anew)

    @rule(point=st.sampled_from(POINTS))
    def crash(self, point: str) -> None:
        def step(name: str) -> None:
            if name == point:
                raise InterruptedError

        try:
            merged(step)
        except InterruptedError:
            home.forget_state()

    @rule()
    def start_again(self) -> None:
        home.forget_state()

    @invariant()
    def is_the_database(self) -> None:
        assert {number for number in range(PEOPLE) if is_found(number)} == self.held


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have every change written, and a folder for all runs."""
    monkeypatch.setattr(merging, "CHANGES_LEAST", 1)
    with TemporaryDirectory() as name:
        Index.folder = Path(name)
        monkeypatch.setattr(home, "folder", lambda: Index.folder)
        yield


@pytest.mark.usefixtures("small")
def test_the_index_follows() -> None:
    run_state_machine_as_test(
        Index,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
