"""A process that writes files is killed at any moment: whoever reads finds the old or the new."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from liaison.lib.finding import files
from liaison.lib.finding.asking import mount
from tests.lib.finding.people import found

WRITER = """
import sys
from pathlib import Path
from liaison.lib.finding import files
from liaison.lib.finding.building import build
from tests.lib.finding.people import document
folder = Path(sys.argv[1])
for round in range(1, 10_000):
    name = f"{round}{files.SEGMENT_ENDING}"
    files.write_segment(folder / name, build(document(key, "anna berg") for key in range(round)))
    manifest = files.Manifest(str(round), 1, round, (name,))
    files.swap(folder, manifest)
    print(round, flush=True)
    files.sweep(folder, manifest)
"""


@pytest.mark.parametrize("milliseconds", [0, 1, 3, 7])
def test_killed_while_it_writes(tmp_path: Path, milliseconds: int) -> None:
    """What it said was in place is in place; what it did not is there wholly or not at all."""
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [int(next(writer.stdout)) for _ in range(12)]
        time.sleep(milliseconds / 1000)
        writer.kill()
        said += [int(line) for line in writer.stdout]
    manifest = files.manifest_of(tmp_path)
    assert manifest is not None
    assert manifest.covered in {said[-1], said[-1] + 1}
    (name,) = manifest.segments
    held = mount(files.read_segment(tmp_path / name))
    assert found([held], "anna berg", most=50) == list(range(min(manifest.covered, 50)))
    files.sweep(tmp_path, manifest)
    assert [one.name for one in tmp_path.glob(f"*{files.SEGMENT_ENDING}")] == [name]
    assert not list(tmp_path.glob("*.new"))
