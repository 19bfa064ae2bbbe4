"""Every operation of the agencies' API from every machine, with the keys the house gives."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pytest

from liaison.api.agencies import paces
from liaison.api.agencies.routes import DECLARED
from liaison.audit.models import Leaf
from liaison.core.paces import Paces
from liaison.exchange.states import AskMark
from liaison.identity import services
from liaison.identity.attempts import Attempts
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.services import machines
from liaison.identity.states import Permission
from liaison.queries import abroad
from liaison.queries.types import SourceFacts
from tests.api.agencies.caller import Answered, Machine, needs_key
from tests.api.agencies.examples import EXAMPLES
from tests.cast import NOW, the_machine
from tests.identity.things import a_key, a_machine
from tests.matrix.chairs import BUREAU, OTHER_UNIT, TENANT, UNIT
from tests.matrix.node import node_with_all
from tests.matrix.trying import counted, undone
from tests.matrix.world import World
from tools import who_may
from tools.who_may import FORBIDDEN, HIDDEN, OPENS, SIGN_IN, Row

__all__ = ["node_with_all"]
pytestmark = pytest.mark.django_db
TABLE = who_may.read(who_may.AGENCIES)
# name to organisation, role and, where it is narrower than the role, what the key carries
KEYS: Final[Mapping[str, tuple[str, str, frozenset[Permission] | None]]] = {
    "age": (UNIT, "agency_system", None),
    "oth": (OTHER_UNIT, "agency_system", None),
    "mac": (TENANT, "agency_system", None),
    "bor": (UNIT, "border_system", None),
    "reg": (BUREAU, "register_system", None),
    "nar": (UNIT, "agency_system", frozenset({Permission.CHECK})),
    "rev": (UNIT, "border_system", None),
}
LETTERS = {401: SIGN_IN, 403: FORBIDDEN, 404: HIDDEN}


def nothing_abroad(*_: object, bureaus: Sequence[str], **__: object) -> abroad.Heard:
    """Answer for every bureau that it holds nothing."""
    return abroad.Heard((), tuple(SourceFacts(one, AskMark.ANSWERED, 0, 40) for one in bureaus))


@pytest.fixture(scope="module")
def tokens(node_with_all: World) -> Iterator[Mapping[str, str | None]]:
    """Give every machine its key; one of them is revoked then."""
    assert node_with_all.things
    with pytest.MonkeyPatch.context() as patch, undone():
        patch.setattr(machines, "attempts", Attempts())
        patch.setattr(abroad, "ask", nothing_abroad)
        found: dict[str, str | None] = {"ses": None, "nob": None}
        for name, (organisation, role, scope) in KEYS.items():
            carried = MACHINE_ROLES[role].permissions if scope is None else scope
            made = a_machine(name=name, organisation=organisation, role=role, scope=carried)
            found[name] = a_key(made)
            if name == "rev":
                services.revoke_machine(the_machine(), machine_id=made, note="stolen", now=NOW)
        yield found


@pytest.mark.parametrize("operation", DECLARED)
def test_every_machine_gets_what_stands_written(
    node_with_all: World,
    tokens: Mapping[str, str | None],
    operation: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A refusal writes nothing but its entry; of a key that opens nothing, not even that."""
    monkeypatch.setattr(paces, "PACES", Paces(paces.PER_SECOND, paces.BURST))
    wrong = []
    for row in (one for one in TABLE.rows if one.name == operation):
        for chair, expected in row.answers.items():
            with undone():
                rows, entries = counted(), Leaf.objects.count()
                answer = called(node_with_all, row, tokens[chair], signed_in=chair == "ses")
                letter = LETTERS.get(answer.status, OPENS if answer.status < 300 else "?")
                where = f"{row.name} {row.about} {chair}: {answer.status} {answer.code}"
                if letter != expected:
                    wrong.append(f"{where} instead of {expected}")
                if expected != OPENS and counted() != rows:
                    wrong.append(f"{where} wrote")
                if expected in {FORBIDDEN, HIDDEN} and Leaf.objects.count() == entries:
                    wrong.append(f"{where} is not logged")
    assert not wrong, "\n".join(wrong)


def called(node: World, row: Row, token: str | None, *, signed_in: bool) -> Answered:
    """Call an operation well, about the thing of a row."""
    example, machine = EXAMPLES[row.name], Machine(token)
    if signed_in:
        machine.client.cookies = node.chairs.clients["ada"].cookies
    names = [part[6:-1] for part in DECLARED[row.name].path.split("/") if part[:6] == "{uuid:"]
    return machine.call(
        row.name,
        example.body,
        raw=example.raw,
        query=example.query,
        key=str(uuid.uuid4()) if needs_key(row.name) else None,
        path=dict.fromkeys(names, node.things.get(row.about)),
    )
