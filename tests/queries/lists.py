"""Lists to be gone through, in the state a test asks for, by the real services. All invented."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.identity.types import Actor
from liaison.queries import bulkwork, services
from liaison.queries.bulkfile import line_of
from liaison.queries.models import Alert, BulkCheck, BulkChunk, Check, Hit
from liaison.queries.states import BulkState, ListKind
from liaison.queries.types import BulkFacts, BulkLine, BulkPlan
from liaison.rules.processing import Purpose
from tests.cast import NOW, a_person, actor_of

PLAN = BulkPlan(
    kind=ListKind.PASSENGERS,
    purpose=Purpose.SECURITY_CHECK,
    case_reference="CA 123 of 2026-03-02",
    ground="Own law on passenger data, Art. 3",
)
SOON = NOW + timedelta(minutes=1)
KIM: Mapping[str, str] = {"reference": "17A", "name": "KIM Min-su", "birth": "1974-08-12"}
PASSPORT: Mapping[str, str] = {"reference": "17B", "number": "LX7310254", "issuing_state": "CHN"}
NOBODY: Mapping[str, str] = {"reference": "17C", "name": "Ingrid Bergstrom", "birth": "1990"}
UNREAD: Mapping[str, str] = {"reference": "17D", "name": "Anna Lind", "birth": "Tuesday"}
LIST = (KIM, PASSPORT, NOBODY, UNREAD)


def ada() -> Actor:
    """Return Ada in a chair that the node knows, who goes through lists."""
    return actor_of(a_person("Ada"))


def lines(*cells: Mapping[str, str], first: int = 2) -> list[BulkLine]:
    """Return lines as a file has them."""
    return [line_of(number, dict(said)) for number, said in enumerate(cells, start=first)]


def many(count: int) -> list[BulkLine]:
    """Return lines about numbers that nobody reported."""
    said = [{"number": f"ZZ{place:06d}", "issuing_state": "UTO"} for place in range(count)]
    return lines(*said)


def a_list(  # noqa: PLR0913 - what a list may say
    actor: Actor,
    said: Sequence[BulkLine] | None = None,
    *,
    state: BulkState = BulkState.RUNNING,
    plan: BulkPlan = PLAN,
    part: int = 1000,
    now: datetime = NOW,
) -> BulkFacts:
    """Return a bulk check; `part` lines make a chunk."""
    facts = services.open_bulk(actor, plan=plan, now=now)
    found = lines(*LIST) if said is None else list(said)
    for start in range(0, len(found), part):
        services.add_lines(actor, bulk_id=facts.id, lines=found[start : start + part])
    if state is BulkState.FILLING:
        return facts
    return services.submit_bulk(actor, bulk_id=facts.id, now=now)


def work(now: datetime = SOON) -> None:
    """Work off every lane that was promised, as the worker does."""
    for job in Job.objects.filter(name=bulkwork.LANE).order_by("id"):
        while bulkwork.run(job.payload, now) is not None:
            pass
        job.delete()


def stopping(at: str, error: type[BaseException]) -> Callable[[str], None]:
    """Return what dies at a point."""

    def reach(point: str) -> None:
        if point == at:
            raise error

    return reach


def state_of(bulk_id: UUID) -> str:
    """Return where a bulk check stands."""
    return BulkCheck.objects.get(pk=bulk_id).state


def kept() -> Mapping[str, object]:
    """Return how much every table holds that this part of the room writes to."""
    tables = (BulkCheck, BulkChunk, Check, Hit, Alert, Payload, Job)
    counted: dict[str, object] = {t.__name__: t._default_manager.count() for t in tables}
    counted["states"] = sorted(BulkCheck.objects.values_list("id", "state", "done", "matched"))
    counted["chunks"] = sorted(BulkChunk.objects.values_list("bulk", "number", "done"))
    return counted
