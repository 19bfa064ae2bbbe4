"""The units of systemd: every process has one, none runs with more rights than it needs."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from liaison.cli.serving import PROCESSES
from liaison.core.mail import PASSWORD_FILE
from liaison.identity import vault

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
# what keeps a process that was taken over where it is
DEMANDED = (
    "User=liaison",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "RestrictNamespaces=yes",
    "SystemCallFilter=@system-service",
    "StateDirectoryMode=0700",
    "UMask=0077",
)
# process -> secrets that it never needs
HIDDEN: Mapping[str, tuple[str, ...]] = {
    "staff": ("root-private.jwks", PASSWORD_FILE),
    "federation": ("root-private.jwks", PASSWORD_FILE, vault.FILE, "metrics.token"),
    "worker": ("root-private.jwks", vault.FILE, "metrics.token"),
}


def unit(process: str) -> str:
    """Return the unit of a process."""
    return (UNITS / f"liaison-{process}.service").read_text(encoding="utf-8")


def test_every_process_has_one_and_nothing_else_does() -> None:
    found = {path.stem.removeprefix("liaison-") for path in UNITS.glob("*.service")}
    assert found == set(PROCESSES) == set(HIDDEN)


@pytest.mark.parametrize("process", PROCESSES)
def test_it_starts_that_process_with_no_more_rights_than_it_needs(process: str) -> None:
    lines = unit(process).splitlines()
    assert f"ExecStart=/opt/liaison/.venv/bin/liaison serve --only {process}" in lines
    assert [one for one in DEMANDED if one not in lines] == []


@pytest.mark.parametrize("process", PROCESSES)
def test_secrets_of_others_are_not_there(process: str) -> None:
    hidden = " ".join(re.findall(r"^InaccessiblePaths=(.*)$", unit(process), re.MULTILINE))
    assert [one for one in HIDDEN[process] if f"/{one}" not in hidden] == []
    assert "/opt/liaison/.git" in hidden


@pytest.mark.parametrize("process", PROCESSES)
def test_whom_it_may_call_is_a_list(process: str) -> None:
    drop = UNITS / f"liaison-{process}.service.d" / "addresses.conf"
    lines = drop.read_text(encoding="utf-8").splitlines()
    assert "IPAddressDeny=any" in lines
    assert "IPAddressAllow=localhost" in lines


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("process", PROCESSES)
def test_systemd_understands_it(process: str) -> None:
    tool = shutil.which("systemd-analyze") or ""
    asked = [tool, "security", "--offline=true", "--threshold=20"]
    path = str(UNITS / f"liaison-{process}.service")
    done = subprocess.run([*asked, path], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-400:] + done.stderr
    assert "Unknown" not in done.stderr
