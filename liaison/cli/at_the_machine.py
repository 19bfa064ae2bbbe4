"""Who sits at the machine, and whether they meant it: what commands have instead of a step-up.

Whoever may run these commands could write the files of the node; a second factor of ours would
stand before nobody. What is left: the act is named before it is done, and the log says who did it,
as far as the operating system knows.
"""

import os
import pwd
import sys
from pathlib import Path
from typing import Final

import typer
from django.conf import settings

from liaison.identity.types import Actor, Permission

NAME: Final = "command line"
# columns that hold an actor are longer; a name of an account is 32 characters on Linux
MOST: Final = 60
# set by the kernel when somebody signs in, kept through sudo and su; see `man 7 credentials`
LOGIN: Final = Path("/proc/self/loginuid")
NOBODY: Final = 2**32 - 1


def command_line() -> Actor:
    """Return the actor of somebody at the machine itself; everything they do is logged as such."""
    return Actor.command_line(
        f"{NAME}: {account()}"[:MOST],
        bureau=settings.NODE.organisation,
        permissions=frozenset(Permission),
    )


def account() -> str:
    """Return the account a command runs under, and the one its owner signed in with.

    Never from the environment: `USER` and `SUDO_USER` can be typed by anybody.
    """
    running, first = os.geteuid(), _signed_in()
    name = _name(running)
    return name if first in {running, None} else f"{_name(first)} as {name}"


def confirm(act: str) -> None:
    """Ask whoever sits at a keyboard whether they mean it; a script has said it in full.

    Args:
        act: what will be done, naming to whom or to what.

    Raises:
        Abort: they do not.
    """
    if _at_a_keyboard():
        typer.confirm(f"{act}. This is recorded as done by {account()}. Go on?", abort=True)


def _at_a_keyboard() -> bool:
    return sys.stdin.isatty()


def _signed_in() -> int | None:
    try:
        found = int(LOGIN.read_text())
    except (OSError, ValueError):
        return None
    return None if found == NOBODY else found


def _name(number: int | None) -> str:
    try:
        return pwd.getpwuid(number if number is not None else -1).pw_name
    except (KeyError, OverflowError):
        return f"account {number}"
