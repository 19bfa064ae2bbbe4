"""pg_trgm as a peer, where this machine has a PostgreSQL with it: a throwaway server."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.people import Invented
from benchmarks.search_peers import MOST, year_of
from benchmarks.search_scoring import Finder

_INSTALLED: Final = Path("/usr/lib/postgresql")
_EXTENSION: Final = "share/postgresql/{}/extension/pg_trgm.control"
_WAIT: Final = 30.0
_SIMILAR: Final = 0.3
_TABLE: Final = "CREATE TABLE people (number int PRIMARY KEY, names text, year int)"
_INDEXES: Final = (
    "CREATE INDEX ON people USING gin (names gin_trgm_ops)",
    "ANALYZE people",
)
_ASK: Final = """
SELECT number FROM people
WHERE %(name)s <%% names AND (%(year)s = 0 OR year IN (0, %(year)s - 1, %(year)s, %(year)s + 1))
ORDER BY word_similarity(%(name)s, names) DESC LIMIT %(most)s
"""


@contextmanager
def of_trigrams(everybody: Sequence[Invented]) -> Iterator[Finder | None]:
    """Give PostgreSQL with a GIN index over trigrams; None where there is none.

    Time is that of the question as the client waits for it: the server is another process.
    """
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="liaison-trgm-"))
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data = folder / "data"
    subprocess.run(  # noqa: S603 - the server of this machine
        [binaries / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-N", "-E", "UTF8"],
        check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(  # noqa: S603 - the same
        [binaries / "postgres", "-D", data, "-k", folder, "-h", "", "-c", "fsync=off",
         "-c", "shared_buffers=1GB", "-c", "maintenance_work_mem=1GB"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user, cwd=folder,
    )  # fmt: skip
    try:
        with _connected(folder) as connection:
            yield _filled(connection, everybody)
    finally:
        server.terminate()
        server.wait(timeout=_WAIT)
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    for found in sorted(_INSTALLED.glob("*/bin/postgres"), reverse=True):
        if (Path("/usr") / _EXTENSION.format(found.parents[1].name)).exists():
            return found.parent
    return None


def _connected(folder: Path) -> psycopg.Connection:
    end = time.monotonic() + _WAIT
    while True:
        try:
            return psycopg.connect(
                host=str(folder), user="bench", dbname="postgres", autocommit=True
            )
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _filled(connection: psycopg.Connection, everybody: Sequence[Invented]) -> Finder:
    connection.execute("CREATE EXTENSION pg_trgm")
    connection.execute(_TABLE)
    with connection.cursor().copy("COPY people FROM STDIN") as copy:
        for number, one in enumerate(everybody):
            copy.write_row((number, " ".join(one.names), year_of(one.birth)))
    for statement in _INDEXES:
        connection.execute(statement)
    connection.execute(f"SET pg_trgm.word_similarity_threshold = {_SIMILAR}")

    def find(name: str, birth: str) -> Sequence[int]:
        said = {"name": name, "year": year_of(birth), "most": MOST}
        return [row[0] for row in connection.execute(_ASK, said).fetchall()]

    return find
