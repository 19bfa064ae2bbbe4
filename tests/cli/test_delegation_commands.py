"""`liaison delegation`: what sub-bureaus decide, put in force at the machine itself."""

from pathlib import Path

import pytest

from liaison.identity.errors import FileRefused, TransitionRefused
from liaison.identity.models import Delegation
from tests.cli.conftest import Liaison

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "resources" / "organisations" / "delegations-beijing.toml"


def test_load_list_withdraw(liaison: Liaison) -> None:
    assert "2" in liaison("delegation", "load", str(FILE)).output
    assert "0" in liaison("delegation", "load", str(FILE)).output
    found = str(Delegation.objects.get(rules="beijing/macao").pk)
    assert "headlines" in liaison("delegation", "list").output
    assert "withdrawn" in liaison("delegation", "withdraw", found, "--why", "Under review").output
    with pytest.raises(TransitionRefused):
        liaison("delegation", "withdraw", found, "--why", "Under review")


def test_a_file_it_does_not_understand(liaison: Liaison, tmp_path: Path) -> None:
    file = tmp_path / "delegations.toml"
    file.write_text("[[delegation]]\n")
    with pytest.raises(FileRefused):
        liaison("delegation", "load", str(file))
    assert not Delegation.objects.exists()
