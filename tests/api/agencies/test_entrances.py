"""Every operation: no key, a wrong key, too few rights, somebody else's thing, a bad envelope."""

import uuid
from collections.abc import Iterable, Mapping

import pytest

from liaison.api.agencies.routes import DECLARED
from liaison.identity.states import Permission
from tests.api.agencies.caller import ALL, Answered, Keyring, Machine, needs_key
from tests.api.agencies.examples import EXAMPLES, nothing
from tests.cast import entries
from tests.queries.things import written

# who writes requests must be able to see them; so must who fetches the record of a hit
BESIDES: Mapping[str, Permission] = {
    "fetch_record": Permission.HIT_READ,
    "check_abroad": Permission.CHECK,
    "draft_answer": Permission.REQUEST_READ,
    **{
        name: Permission.REQUEST_READ
        for name, made in DECLARED.items()
        if made.permission is Permission.REQUEST_DRAFT
    },
}
pytestmark = pytest.mark.usefixtures("outbox")
BODIES = sorted(name for name, made in DECLARED.items() if made.has_body and not made.streams)
THINGS = sorted(name for name, made in DECLARED.items() if "{" in made.path)


def seat(keyring: Keyring, name: str, permissions: Iterable[Permission] = ALL) -> Machine:
    """Return a machine of the organisation whose machine calls this operation."""
    organisation = EXAMPLES[name].organisation
    return Machine(keyring.give(organisation=organisation, permissions=permissions))


def well(machine: Machine, name: str, path: Mapping[str, object] | None = None) -> Answered:
    """Call an operation as it should be called."""
    example = EXAMPLES[name]
    key = str(uuid.uuid4()) if needs_key(name) else None
    return machine.call(
        name,
        example.body,
        raw=example.raw,
        query=example.query,
        key=key,
        path=example.path() if path is None else path,
    )


def test_there_is_an_example_of_each() -> None:
    assert set(EXAMPLES) == set(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_with_a_key_that_may_it_goes_well(keyring: Keyring, name: str) -> None:
    assert well(seat(keyring, name), name).status == int(DECLARED[name].status)


@pytest.mark.parametrize("name", DECLARED)
def test_the_least_right_is_enough(keyring: Keyring, name: str, db: None) -> None:
    assert db is None
    needed = DECLARED[name].permission
    rights = {needed} if needed else set()
    rights |= {BESIDES[name]} if name in BESIDES else set()
    machine = seat(keyring, name, rights)
    assert well(machine, name).status == int(DECLARED[name].status)


@pytest.mark.parametrize("name", DECLARED)
@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "api:no_key"),
        ("lia_gate_forged", "identity:machine_key"),
        ("", "identity:machine_key"),
    ],
)
def test_without_a_valid_key_nothing_happens(
    keyring: Keyring, db: None, name: str, token: str | None, code: str
) -> None:
    assert (db, keyring.machines) == (None, {})
    path = EXAMPLES[name].path()
    before = (entries(), written())
    answer = well(Machine(token), name, path)
    assert (answer.status, answer.code) == (401, code)
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="liaison"')
    assert (entries(), written()) == before


@pytest.mark.parametrize("name", [name for name, made in DECLARED.items() if made.permission])
def test_a_key_without_the_permission_is_refused_on_the_record(
    keyring: Keyring, db: None, name: str
) -> None:
    assert db is None
    machine = Machine(keyring.give(permissions=set(Permission) - {DECLARED[name].permission}))
    path = EXAMPLES[name].path()
    before = entries()
    answer = well(machine, name, path)
    assert (answer.status, answer.code) == (403, "identity:permission")
    assert entries() == before + 1


@pytest.mark.parametrize("name", [name for name in THINGS if EXAMPLES[name].stranger])
def test_what_belongs_to_others_and_what_is_not_there_look_alike(
    keyring: Keyring, db: None, name: str
) -> None:
    assert db is None
    path = EXAMPLES[name].path()
    stranger = Machine(keyring.give("stranger", organisation=EXAMPLES[name].stranger))
    hidden, missing = well(stranger, name, path), well(stranger, name, nothing(path))
    assert hidden.status == missing.status == 404
    same = ("type", "title", "code")
    assert [hidden.body[one] for one in same] == [missing.body[one] for one in same]


@pytest.mark.parametrize("name", THINGS)
def test_an_id_that_is_none_is_no_address(machine: Machine, name: str) -> None:
    path = dict.fromkeys(EXAMPLES[name].path(), "7")
    answer = well(machine, name, path)
    assert (answer.status, answer.code) == (404, "api:no_operation")


ENVELOPES: Mapping[str, tuple[bytes, Mapping[str, str], int, str]] = {
    "not JSON": (b"{", {}, 400, "api:malformed"),
    "not UTF-8": (b'{"purpose": "\xff"}', {}, 400, "api:malformed"),
    "a list": (b"[]", {}, 400, "api:malformed"),
    "a doubled name": (b'{"note": "a", "note": "b"}', {}, 400, "api:malformed"),
    "no number": (b'{"note": NaN}', {}, 400, "api:malformed"),
    "half a character": (b'{"note": "\\ud800"}', {}, 400, "api:malformed"),
    "U+0000": (b'{"note": "\\u0000"}', {}, 400, "api:malformed"),
    "too deep": (b'{"note":' * 40 + b"1" + b"}" * 40, {}, 400, "api:malformed"),
    "far too deep": (b'{"note":' + b"[" * 90_000 + b"]" * 90_000 + b"}", {}, 400, "api:malformed"),
    "a number of thousands of digits": (
        b'{"note":' + b"1" * 9_000 + b"}",
        {},
        400,
        "api:malformed",
    ),
    "nothing": (b"", {}, 415, "api:media_type"),
    "an empty object": (b"{}", {}, 422, "api:invalid"),
    "a form": (
        b"a=b",
        {"Content-Type": "application/x-www-form-urlencoded"},
        415,
        "api:media_type",
    ),
    "another encoding": (
        b"{}",
        {"Content-Type": "application/json; charset=utf-16"},
        415,
        "api:media_type",
    ),
    "a caller who takes pictures": (b"{}", {"Accept": "image/png"}, 406, "api:not_acceptable"),
    "an unknown field": (b'{"is_admin": true}', {}, 422, "api:invalid"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(("raw", "headers", "status", "code"), ENVELOPES.values(), ids=ENVELOPES)
def test_a_bad_envelope_is_refused_and_nothing_written(  # noqa: PLR0913, PLR0917
    machine: Machine,
    name: str,
    raw: bytes,
    headers: Mapping[str, str],
    status: int,
    code: str,
) -> None:
    path = EXAMPLES[name].path()
    before = (entries(), written())
    answer = machine.call(name, raw=raw, headers=headers, key=str(uuid.uuid4()), path=path)
    assert (answer.status, answer.code) == (status, code)
    assert (entries(), written()) == before


@pytest.mark.parametrize("name", BODIES)
def test_a_body_over_the_maximum_is_not_read(machine: Machine, name: str) -> None:
    raw = b" " * (DECLARED[name].maximum + 1)
    answer = machine.call(name, raw=raw, path=EXAMPLES[name].path())
    assert (answer.status, answer.code) == (413, "api:too_large")
