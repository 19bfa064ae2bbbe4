"""A bureau is not served from tables of another form: real homes, real commands."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from liaison.cli import serving
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.places import BEIJING
from liaison.core.errors import CommandRefused
from liaison.exchange import keymaking, keys

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Beijing, set up and not running."""
    base = tmp_path_factory.mktemp("form")
    keymaking.make_root(base / "root")
    found = House(BEIJING, base=base, first_port=0)
    found.staff_port, found.federation_port = 54_981, 54_982
    finish(found.begin(base / "root" / keys.ROOTS))
    found.close_terminal()
    return found


DONE = "INSERT INTO django_migrations (app, name, applied) VALUES ('{}', '{}', '2026-01-01')"
FORMS: Mapping[str, tuple[str, str, str]] = {
    "an older one": (
        "DELETE FROM django_migrations WHERE app = 'exchange' AND name LIKE '0007%'",
        DONE.format("exchange", "0007_restart_once"),
        "run liaison upgrade",
    ),
    "a newer one": (
        DONE.format("core", "0999_x"),
        "DELETE FROM django_migrations WHERE name = '0999_x'",
        "newer Liaison",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_tables_of_another_form_are_not_served(
    house: House, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, end, words = FORMS[name]
    started: list[str] = []
    monkeypatch.setattr(serving, "start", lambda _, process, __: started.append(process))
    monkeypatch.setattr(serving, "check_port", lambda *_: None)
    for variable in ("LIAISON_NODE_ORGANISATION", "LIAISON_STAFF_ADDRESS"):
        monkeypatch.delenv(variable, raising=False)
    serving.check_form(house.home, "worker")
    _say(house.database, begin)
    try:
        with pytest.raises(CommandRefused, match=words):
            serving.serve(house.home)
    finally:
        _say(house.database, end)
    assert started == []
    serving.check_form(house.home, "worker")


def _say(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(statement)
