"""The commands of docs/how-to/integrator.md work as they stand."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from liaison.api.agencies import paces
from liaison.api.agencies.openapi import document
from liaison.files import jobs
from tests.api.agencies.caller import Answered, Keyring, Machine
from tests.cast import NOW, the_organisations
from tests.records.outbox import Outbox
from tests.records.things import a_copy

PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "integrator.md").read_text()
WITH_VALUE = {"-H": "headers", "-d": "body", "--data-binary": "body", "-X": "method"}
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands() -> Iterator[str]:
    """Yield the commands of the page."""
    yield from BLOCK.findall(PAGE)


def run(machine: Machine, command: str, values: Mapping[str, str]) -> Answered:
    """Do what curl would do."""
    command = command.replace("\\\n", " ")
    for name, value in values.items():
        command = command.replace(f"${name}", value)
    words = iter(shlex.split(command))
    assert next(words) == "curl"
    headers: dict[str, str] = {}
    address, body, method = "", b"", ""
    for word in words:
        if word not in WITH_VALUE:
            address = word
        elif word == "-H":
            name, said = next(words).split(": ", 1)
            headers[name] = said
        elif word == "-X":
            method = next(words)
        else:
            body = next(words).encode()
    return machine.send(method or ("POST" if body else "GET"), address, body, headers=headers)


@pytest.mark.django_db
def test_every_command_works(keyring: Keyring, outbox: Outbox) -> None:
    the_organisations()
    a_copy()
    assert outbox.sent == []
    key = keyring.give("agency", organisation="beijing/shenzhen-border")
    machine, values = Machine(key), {"LIAISON": "", "KEY": key}
    done: list[int] = []
    # registers are kept by the bureau
    register = Machine(keyring.give("register"))
    for command in commands():
        caller = register if "/records" in command else machine
        answer = run(caller, command, {**values, "KEY": str(caller.token)})
        assert answer.status in {200, 201}, (command, answer.body)
        location = answer.headers.get("Location", "")
        if "/files/" in location:
            values["FILE"] = str(answer.body["id"])
            jobs.inspect({"file": values["FILE"]}, NOW)
        elif "/requests/" in location:
            values["REQUEST"] = str(answer.body["id"])
        done.append(answer.status)
    assert len(done) == 11
    assert done.count(201) == 2


def test_every_address_and_code_of_the_page_exists() -> None:
    described = str(document())
    for code in re.findall(
        r"`((?:api|core|identity|queries|casework|files|records):[a-z_]+)`", PAGE
    ):
        assert code in described
    paths = {re.sub(r"\{[^}]+\}", "*", path) for path in document()["paths"]}
    for address in re.findall(r"/api/v1/[a-z/]+(?:\$[A-Z]+)?", "".join(commands())):
        assert re.sub(r"\$[A-Z]+", "*", address).rstrip("/") in paths


def test_the_limits_of_the_page_are_those_of_the_code() -> None:
    assert f"{paces.PER_SECOND} a second, {paces.BURST} at once" in PAGE
