"""The table of entrances against the site itself: every role at every address."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.roles import ROLES
from liaison.identity.states import Permission
from tests.architecture.entrances import ENTRANCES
from tests.cast import entries

GUARDED = {route: asked for route, asked in ENTRANCES.items() if isinstance(asked, Permission)}
EXAMPLES = {"uuid": str(uuid.UUID(int=7)), "str": "7"}
# what a form must say to be taken for one at all; the empty one is no request, status 400
BODIES = {"hits/<uuid:hit_id>/": {"step": "close"}}
METHOD_NOT_ALLOWED = 405


def filled(route: str) -> str:
    """Return an address with examples in the places of its arguments."""
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: EXAMPLES[found[1]], route)


@pytest.mark.parametrize("role", ROLES)
def test_a_chair_enters_what_its_permissions_open(
    at_desk: Callable[..., Client], role: str
) -> None:
    """Whatever the method; every refusal is an entry of the log."""
    client = at_desk(role=role)
    for route, asked in GUARDED.items():
        before = entries()
        address, body = filled(route), BODIES.get(route, {})
        answers = [client.get(address).status_code, client.post(address, body).status_code]
        allowed = [status for status in answers if status != METHOD_NOT_ALLOWED]
        assert allowed, route
        if asked in ROLES[role].permissions:
            assert 403 not in allowed, route
        else:
            assert set(allowed) == {403}, route
            assert entries() == before + len(allowed), route
