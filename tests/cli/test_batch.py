"""`liaison batch`: one answer a line, in order; what fails is told and ends nothing else."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import typer

from liaison.cli.batch import FAILED, LINE_CHARACTERS, work
from liaison.cli.main import REFUSED
from liaison.core.errors import CommandRefused
from tests.cast import PASSWORD

NO_COMMAND: Mapping[str, str] = {
    "not JSON": "trust show\n",
    "an empty line": "\n",
    "an empty list": "[]\n",
    "a text": '"trust"\n',
    "numbers": "[1, 2]\n",
    "a list in a list": '[["trust"]]\n',
    "a line without end": json.dumps(["a" * LINE_CHARACTERS]),
    "deep": "[" * LINE_CHARACTERS,
}


def answers(lines: str, ran: list[Sequence[str]]) -> list[dict[str, object]]:
    """Answer lines with a command that echoes, asks, fails or ends with a status."""

    def run(words: Sequence[str]) -> int:
        ran.append(words)
        if words[0] == "crash":
            raise ZeroDivisionError
        if words[0] == "ask":
            typer.echo(repr(sys.stdin.read()))
        typer.echo("said")
        typer.echo("complained", err=True)
        return len(words)

    target = io.StringIO()
    work(io.StringIO(lines), target, run)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def test_each_line_is_answered_in_order() -> None:
    ran: list[Sequence[str]] = []

    found = answers('["one"]\n["two", "words"]\n', ran)

    assert ran == [["one"], ["two", "words"]]
    assert [answer["status"] for answer in found] == [1, 2]
    assert found[0] == {"status": 1, "out": "said\n", "err": "complained\n"}


def test_a_crash_is_told_and_the_next_command_runs() -> None:
    crashed, after = answers('["crash"]\n["one"]\n', [])

    assert crashed["status"] == FAILED
    assert "ZeroDivisionError" in str(crashed["err"])
    assert after["status"] == 1


def test_a_question_does_not_eat_the_next_command() -> None:
    ran: list[Sequence[str]] = []

    asked, _ = answers('["ask"]\n["one"]\n', ran)

    assert str(asked["out"]).startswith("''")
    assert ran == [["ask"], ["one"]]


@pytest.mark.parametrize("line", NO_COMMAND.values(), ids=NO_COMMAND)
def test_refuses_what_is_no_command(line: str) -> None:
    ran: list[Sequence[str]] = []

    with pytest.raises(CommandRefused):
        answers(line, ran)

    assert ran == []


def test_a_refusal_is_an_answer_and_one_process_keeps_to_one_bureau(tmp_path: Path) -> None:
    """Real processes: a bureau is founded, used, and another one is refused."""
    rome, milan = str(tmp_path / "rome"), str(tmp_path / "milan")
    told = ("--country", "ITA", "--name", "Rome", "--organisation")
    lines = [
        ["trust", "show", "--home", rome],
        ["init", "--home", rome, *told, "rome"],
        ["trust", "show", "--home", rome],
        ["init", "--home", milan, *told, "milan"],
        ["trust", "show", "--home", rome],
    ]
    around = {name: value for name, value in os.environ.items() if name[:8] != "LIAISON_"}
    said = subprocess.run(
        [sys.executable, "-m", "liaison.cli.main", "batch"],
        input="".join(json.dumps(line) + "\n" for line in lines),
        env=around | {"LIAISON_INIT_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )

    found = [json.loads(line) for line in said.stdout.splitlines()]
    statuses = [answer["status"] for answer in found]
    assert statuses == [REFUSED, 0, 0, REFUSED, 0], found
    assert "run liaison init" in found[0]["err"]
    assert "another bureau" in found[3]["err"]
    assert not (tmp_path / "milan").exists()
