"""The files of a new bureau: home, settings, keys. All or nothing, nothing overwritten."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from liaison.cli.errors import HomeRefused
from liaison.core import clock
from liaison.core.errors import CommandRefused, SettingRefused
from liaison.core.node import FILE, WATCHER, load
from liaison.exchange import keymaking, keys
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import public_key

HOST = "127.0.0.1"
TOML = """# Settings of this bureau; `LIAISON_SECTION_NAME` in the environment wins over them.
[node]
organisation = "{organisation}"
mode = "{mode}"

[staff]
host = "{host}"
port = {staff_port}
address = "http://{staff_name}:{staff_port}"

[federation]
host = "{federation_host}"
port = {federation_port}
address = "https://{federation_name}:{federation_port}"
relay = "{relay}"
inbound = "{inbound}"
pull_seconds = {pull_seconds}

[worker]
lease_seconds = {lease}
"""
# a dead worker's jobs wait this long; the demo kills one and must not bore anybody
LEASE_SECONDS = {"production": 30, "demo": 2}

ROOTS_BYTES = 64 * 1024


@dataclass(frozen=True)
class Plan:
    """What `liaison init` was told."""

    home: Path
    organisation: str
    name: str
    country: str
    administrator: str
    password: str
    organisations: Path | None
    roots: Path | None
    staff_port: int
    federation_port: int
    staff_name: str
    federation_name: str
    demo: bool
    relay: str = ""
    inbound: bool = True
    pull_seconds: int = 0
    people: Path | None = None
    tables: Path | None = None


def make_home(plan: Plan) -> None:
    """Write everything a node needs before its database.

    Args:
        plan: what was told.

    Raises:
        HomeRefused: the folder is not empty, or a file named in the plan is missing.
        SettingRefused: a setting is not acceptable.
    """
    if plan.home.is_symlink() and not plan.home.exists():
        raise HomeRefused(plan.home, "is a link to nowhere; nothing was changed")
    if plan.home.exists() and not plan.home.is_dir():
        raise HomeRefused(plan.home, "is not a folder; nothing was changed")
    if plan.home.exists() and any(plan.home.iterdir()):
        raise HomeRefused(plan.home, "is not empty; choose another folder, nothing was changed")
    for file in (plan.organisations, plan.roots, plan.people):
        if file is not None and not file.is_file():
            raise HomeRefused(file, "is not a file; nothing was changed")
    if plan.staff_port == plan.federation_port:
        raise CommandRefused("--federation-port", "must be another one than --staff-port")
    if plan.tables is not None and not plan.demo:
        raise CommandRefused("--tables", "is for demonstrations: a bureau makes its own tables")
    if plan.roots is not None:
        _check_roots(plan.roots)
    plan.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _write(plan)
    except BaseException:
        forget_home(plan.home)
        raise


def _check_roots(file: Path) -> None:
    """Refuse a file that holds no public signing keys: it would be this node's trust."""
    try:
        with file.open("rb") as opened:
            listed = json.loads(opened.read(ROOTS_BYTES))["keys"]
        found = [public_key(jwk, use="sig") for jwk in listed]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, WireRefusal) as error:
        raise CommandRefused(f"--roots {file}", "holds no public signing keys") from error
    if not found:
        raise CommandRefused(f"--roots {file}", "holds no public signing keys")


def forget_home(home: Path) -> None:
    """Remove a home that was begun and not finished; the folder behind a link is emptied."""
    if not home.is_symlink():
        shutil.rmtree(home, ignore_errors=True)
        return
    # rmtree refuses links: the keys would stay behind
    for entry in home.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


def _write(plan: Plan) -> None:
    mode = "demo" if plan.demo else "production"
    for text in (plan.organisation, plan.staff_name, plan.federation_name, plan.relay or "none"):
        if not text or set(text) & set('"\\\n\r'):
            raise SettingRefused("node.organisation", "must be an id such as 'beijing'")
    settings = TOML.format(
        organisation=plan.organisation,
        mode=mode,
        host=HOST,
        staff_port=plan.staff_port,
        staff_name=plan.staff_name,
        federation_port=plan.federation_port,
        federation_name=plan.federation_name,
        # who gives a name wants to be reached by it; else this machine only
        federation_host=HOST if plan.federation_name == HOST else "0.0.0.0",  # noqa: S104
        lease=LEASE_SECONDS[mode],
        relay=plan.relay,
        inbound="yes" if plan.inbound else "no",
        pull_seconds=plan.pull_seconds,
    )
    keymaking.write_private(plan.home / FILE, settings.encode())
    load(plan.home, {})
    keymaking.write_private(plan.home / "secret.key", secrets.token_urlsafe(64).encode())
    keymaking.write_private(plan.home / WATCHER, secrets.token_urlsafe(48).encode())
    keymaking.make_keys(
        plan.home / "keys",
        organisation=plan.organisation,
        host=plan.federation_name,
        now=clock.now(),
    )
    trust = plan.home / "trust"
    if plan.roots is None:
        keymaking.make_root(trust)
    else:
        trust.mkdir(mode=0o700)
        keymaking.write_private(trust / keys.ROOTS, plan.roots.read_bytes())
    os.chmod(plan.home, 0o700)  # noqa: PTH101 - the folder may have been there before
