"""`liaison machine`: keys for border systems and agencies, made at the machine itself."""

import pytest

from liaison.core.errors import CommandRefused
from liaison.identity import services
from liaison.identity.errors import MachineKeyRefused, OutsideAuthority
from liaison.identity.models import Machine
from tests.cast import NOW
from tests.cli.conftest import Liaison

pytestmark = pytest.mark.django_db
ADD = ("machine", "add", "Lanes", "--role", "border_system", "--place", "Hall A")


def test_add_list_rotate_revoke(liaison: Liaison) -> None:
    first = liaison(*ADD, "--organisation", "beijing/shenzhen-border").output.strip()
    actor = services.authenticate_machine(first, now=NOW, place="192.0.2.7")
    assert actor.organisation == "beijing/shenzhen-border"
    assert first.split("_")[1] in liaison("machine", "list").output

    second = liaison("machine", "rotate", "Lanes", "--overlap", "0").output.strip()
    assert services.authenticate_machine(second, now=NOW, place="192.0.2.7") == actor
    with pytest.raises(MachineKeyRefused):
        services.authenticate_machine(first, now=NOW, place="192.0.2.7")

    liaison("machine", "revoke", actor.person_id, "--why", "Replaced")
    with pytest.raises(MachineKeyRefused):
        services.authenticate_machine(second, now=NOW, place="192.0.2.7")


def test_refuses(liaison: Liaison) -> None:
    with pytest.raises(CommandRefused):
        liaison("machine", "add", "Lanes", "--role", "desk_officer", "--place", "Hall A")
    with pytest.raises(OutsideAuthority):
        liaison(*ADD, "--organisation", "seoul")
    with pytest.raises(CommandRefused):
        liaison("machine", "rotate", "Lanes")
    assert not Machine.objects.exists()
