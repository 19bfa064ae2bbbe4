"""Every operation of the agencies' API stands in the table of who may call, and no other does."""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from liaison.api.agencies.operations import Operation, plain_route
from liaison.api.agencies.problems import KINDS
from liaison.api.agencies.routes import DECLARED
from liaison.core.errors import Refusal
from liaison.identity.roles import PERSONS_ONLY
from tests.architecture.entrances import ANY_KEY, API, OPEN_PAGES, OPERATIONS, routes

STAFF = "liaison.config.staff_urls"
# ninja's root answers nothing: the reference page stands before it
ROOTS = {API}


def test_the_table_is_complete() -> None:
    """An operation that nobody thought about is a hole."""
    declared = {name: one.permission or ANY_KEY for name, one in DECLARED.items()}
    assert dict(OPERATIONS) == declared


def test_no_operation_asks_for_what_only_persons_carry() -> None:
    """It could never be called: no machine decides about a hit, a request or a person."""
    assert not {one.permission for one in DECLARED.values()} & PERSONS_ONLY


def test_every_address_is_of_an_operation() -> None:
    found = {plain_route(one) for one in routes(get_resolver(STAFF)) if one.startswith(API)}
    assert found == {one.route for one in DECLARED.values()} | set(OPEN_PAGES) | ROOTS


def test_the_staff_server_has_three_doors() -> None:
    """Agencies, those who watch, people."""
    doors = [one for one in get_resolver(STAFF).url_patterns if isinstance(one, URLResolver)]
    assert [str(door.pattern) for door in doors] == [API, "", ""]
    assert len(doors) == len(get_resolver(STAFF).url_patterns)


def raised(one: Operation) -> Iterator[str]:
    """Yield the names of refusals that the services an operation calls say they raise."""
    module = sys.modules[one.function.__module__]
    for service in services_of(module, one.function.__name__):
        words = inspect.getdoc(service) or ""
        if "Raises:" not in words:
            continue
        for line in words.split("Raises:")[1].splitlines():
            name = line.strip().split(":")[0]
            if line.startswith("    ") and not line.startswith("     ") and name.isidentifier():
                yield name


def services_of(module: object, name: str) -> Iterator[object]:
    """Yield the services that a function of a door calls, also through functions beside it."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    waiting, seen = [name], set()
    while waiting:
        here = waiting.pop()
        seen.add(here)
        for node in ast.walk(functions[here]):
            if isinstance(node, ast.Name) and node.id in functions and node.id not in seen:
                waiting.append(node.id)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield from _service(module, node.value.id, node.attr)


def _service(module: object, where: str, verb: str) -> Iterator[object]:
    place = getattr(module, where, None)
    told = getattr(place, "__name__", "")
    if inspect.ismodule(place) and (".services" in told or ".selectors" in told):
        yield getattr(place, verb)


@pytest.mark.parametrize("name", DECLARED)
def test_what_its_services_refuse_is_declared(name: str) -> None:
    """The description is made from the declaration, so this is what makes it true."""
    one = DECLARED[name]
    said = {refusal.__name__ for refusal in one.refuses}
    assert set(raised(one)) <= said


@pytest.mark.parametrize("name", DECLARED)
def test_every_refusal_declared_has_words(name: str) -> None:
    for refusal in DECLARED[name].refuses:
        assert refusal.code in KINDS


def test_every_word_is_of_a_refusal() -> None:
    """A row of a code that nobody raises is a lie."""
    for room in {code.split(":")[0] for code in KINDS} - {"api"}:
        importlib.import_module(f"liaison.{room}.errors")

    def below(kind: type[Refusal]) -> Iterator[str]:
        yield kind.code
        for one in kind.__subclasses__():
            yield from below(one)

    assert set(KINDS) <= set(below(Refusal))
