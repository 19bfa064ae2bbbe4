"""Who sits at the machine stands in the log, and whoever sits at a keyboard is asked first."""

import os
import pwd
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
import typer

from liaison.audit.models import Payload
from liaison.cli import at_the_machine
from liaison.identity.models import Chair
from tests.cast import a_person, entries
from tests.cli.conftest import Liaison

pytestmark = pytest.mark.django_db
ADD = ("machine", "add", "Lanes", "--role", "border_system", "--place", "Hall A")


def me() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def test_the_log_names_the_account(liaison: Liaison, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the operating system; what the environment says of it is not asked."""
    monkeypatch.setenv("USER", "boris")
    monkeypatch.setenv("SUDO_USER", "boris")
    monkeypatch.setattr(at_the_machine, "LOGIN", Path("/nowhere"))
    liaison(*ADD)
    assert Payload.objects.get(event="identity:machine:key_made").person == f"command line: {me()}"


LOGINS: Mapping[str, tuple[str, str]] = {
    "through sudo": ("1", f"{pwd.getpwuid(1).pw_name} as "),
    "nobody signed in": (str(at_the_machine.NOBODY), ""),
    "an account that is gone": ("4000000", "account 4000000 as "),
    "nonsense": ("x", ""),
}


@pytest.mark.parametrize(("written", "told"), LOGINS.values(), ids=LOGINS)
def test_whoever_became_somebody_else_is_named_too(
    written: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "loginuid"
    file.write_text(written)
    monkeypatch.setattr(at_the_machine, "LOGIN", file)
    assert at_the_machine.account() == f"{told}{me()}"
    assert len(at_the_machine.command_line().person_id) <= at_the_machine.MOST


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put somebody at the keyboard who says no, and return what they were asked."""
    heard: list[str] = []

    def refuse(question: str, **_: object) -> None:
        heard.append(question)
        raise typer.Abort

    monkeypatch.setattr(at_the_machine, "_at_a_keyboard", lambda: True)
    monkeypatch.setattr(typer, "confirm", refuse)
    return heard


ACTS: Mapping[str, tuple[Sequence[str], str]] = {
    "a machine": (ADD, "Lanes gets access"),
    "a chair": (("user", "chair", "ada", "--role", "auditor"), "Ada gets the chair auditor"),
    "the end of chairs": (("user", "end", "ada"), "Every chair of Ada ends"),
    "a password": (
        ("user", "password", "ada", "--password", "Quietly rowing 7 upstream"),
        "Ada can sign in",
    ),
    "a withdrawal": (
        ("records", "withdraw", str(uuid4()), "--reason", "recorded_in_error"),
        "every copy abroad is recalled",
    ),
    "a delegation's end": (
        ("delegation", "withdraw", str(uuid4()), "--why", "x"),
        "ends now",
    ),
    "a directory": (("trust", "install", __file__), "which bureaus are trusted"),
}


@pytest.mark.parametrize(("words", "question"), ACTS.values(), ids=ACTS)
def test_whoever_says_no_has_done_nothing(
    words: Sequence[str], question: str, liaison: Liaison, asked: list[str]
) -> None:
    a_person()
    before, chairs = entries(), Chair.objects.count()
    found = liaison(*words)
    assert found.exit_code != 0
    assert question in asked[0]
    assert me() in asked[0]
    assert (entries(), Chair.objects.count()) == (before, chairs)
