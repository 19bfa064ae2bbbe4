"""The demonstration clears away what it made itself, and nothing else."""

import socket
from pathlib import Path

import pytest

from liaison.cli.demo.places import PLACES
from liaison.cli.demo.stage import MARK, Stage
from liaison.cli.errors import HomeRefused, PortTaken
from tests.cli.things import contents


def test_forgets_its_own_folder(tmp_path: Path) -> None:
    base = tmp_path / "demo"
    (base / "beijing").mkdir(parents=True)
    (base / MARK).write_text("everything in this folder is invented\n")
    (base / "beijing" / "liaison.sqlite3").write_bytes(b"rows")
    (tmp_path / "note.txt").write_text("mine")

    Stage(base).forget()

    assert not base.exists()
    assert contents(tmp_path) == {"note.txt": b"mine"}


def test_does_not_follow_links_out_of_it(tmp_path: Path) -> None:
    base, other = tmp_path / "demo", tmp_path / "other"
    base.mkdir()
    other.mkdir()
    (other / "note.txt").write_text("mine")
    (base / MARK).touch()
    (base / "link").symlink_to(other)

    Stage(base).forget()

    assert not base.exists()
    assert contents(tmp_path) == {"other/note.txt": b"mine"}


@pytest.mark.parametrize("name", ["note.txt", "liaison.toml", f"beijing/{MARK}"])
def test_leaves_the_folder_of_somebody_else(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")

    with pytest.raises(HomeRefused, match="nothing was removed"):
        Stage(tmp_path).forget()

    assert contents(tmp_path) == {name: b"mine"}


def test_there_may_be_nothing_to_forget(tmp_path: Path) -> None:
    Stage(tmp_path / "nowhere").forget()
    Stage(tmp_path).forget()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("house", ["beijing", "seoul"])
@pytest.mark.parametrize("door", ["staff_port", "federation_port"])
def test_a_port_taken_is_known_before_anything_is_made(
    house: str, door: str, tmp_path: Path
) -> None:
    stage = Stage(tmp_path / "demo")
    for place in stage.houses:
        # any free port
        place.staff_port = place.federation_port = 0
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        setattr(getattr(stage, house), door, port)
        with pytest.raises(PortTaken) as refused:
            stage.check_ports()

    assert refused.value.port == port
    assert "--port" in refused.value.setting
    assert not (tmp_path / "demo").exists()


def test_no_two_processes_share_a_port_or_a_home(tmp_path: Path) -> None:
    houses = Stage(tmp_path, first_port=9410).houses

    ports = [port for house in houses for port in (house.staff_port, house.federation_port)]
    assert len(set(ports)) == 2 * len(PLACES)
    assert min(ports) == 9410
    assert len({house.home for house in houses}) == len(PLACES)
