"""`liaison batch`: many commands of one bureau with one start, read from standard input.

A line is a JSON list of words, such as `["trust", "show"]`; the answer is a JSON object with
`status`, `out` and `err`. What a command refuses does not end the batch.
"""

import io
import json
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO

import typer
from django.apps import apps
from django.db import connections

from liaison.cli import main
from liaison.core.errors import CommandRefused

LINE_CHARACTERS = 16 * 1024
FAILED = 1

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def batch() -> None:
    """Run many commands of one bureau with one start; a line is a JSON list of words."""
    work(sys.stdin, sys.stdout, main.run)


def work(source: TextIO, target: TextIO, run: Callable[[Sequence[str]], int]) -> None:
    """Answer every line until there are no more.

    Args:
        source: a line for each command, at most 16,384 characters.
        target: gets a line for each answer.
        run: runs one command and returns its status.

    Raises:
        CommandRefused: a line is no command; nothing of it was done.
    """
    while line := source.readline(LINE_CHARACTERS + 1):
        words = _words(line)
        target.write(json.dumps(_answer(words, run)) + "\n")
        target.flush()


def _words(line: str) -> list[str]:
    try:
        words = json.loads(line) if len(line) <= LINE_CHARACTERS else None
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, list) or not words or not all(isinstance(one, str) for one in words):
        raise CommandRefused("batch", "takes one JSON list of words a line")
    return words


def _answer(words: Sequence[str], run: Callable[[Sequence[str]], int]) -> dict[str, object]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), _nobody_types():
        try:
            status = run(words)
        except Exception:  # noqa: BLE001 - the next command is another one
            traceback.print_exc()
            status = FAILED
        finally:
            # as after a process of its own: nothing is held between two commands
            if apps.ready:
                connections.close_all()
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


@contextmanager
def _nobody_types() -> Iterator[None]:
    """Let no question of a command read the next command."""
    before, sys.stdin = sys.stdin, io.StringIO()
    try:
        yield
    finally:
        sys.stdin = before
