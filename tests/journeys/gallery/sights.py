"""Sights: every page of the staff site, once as the fullest it gets, and in its other states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from django.urls import resolve
from playwright.sync_api import Page

from liaison.identity.states import Permission
from tests.architecture.entrances import ENTRANCES, EVERYBODY
from tests.web.full_house import STAFF, FullHouse, address

NOBODY = ""
# who opens a page that several may: whoever lives in it
FIRST = (
    "desk_officer",
    "liaison_officer",
    "security_officer",
    "administrator",
    "data_steward",
    "alert_officer",
    "auditor",
    "head_of_bureau",
)
# addresses that show no page of their own, and why
FORM = "it takes a form"
BYTES = "bytes of a file"
PART = "a part of other pages"
NO_PAGE: Mapping[str, str] = {
    "": "it leads on to the first room",
    "find/": FORM,
    "messages/find/": "it leads on to a message",
    "requests/<uuid:request_id>/approval/": FORM,
    "sign-in/question/": FORM,
    "sign-in/passkey/": FORM,
    "own/question/": FORM,
    "own/passkeys/": FORM,
    "own/passkeys/<uuid:passkey_id>/": FORM,
    "own/app/remove/": FORM,
    "own/sessions/": FORM,
    "own/sessions/<uuid:session_id>/": FORM,
    "sign-out/": FORM,
    "chair/": FORM,
    "language/": FORM,
    "events/count/": PART,
    "events/seen/": FORM,
    "delegations/new/": FORM,
    "delegations/<uuid:delegation_id>/": FORM,
    "machines/new/": FORM,
    "machines/<uuid:machine_id>/": FORM,
    "machines/<uuid:machine_id>/key/": FORM,
    "accounts/new/": FORM,
    "accounts/requests/<uuid:request_id>/": FORM,
    "accounts/chairs/<uuid:chair_id>/": FORM,
    "access/requests/<uuid:request_id>/": FORM,
    "access/chairs/<uuid:chair_id>/": FORM,
    "access/people/<uuid:person_id>/link/": FORM,
    "access/sessions/<uuid:session_id>/": FORM,
    "recoveries/<uuid:recovery_id>/": FORM,
    "desk/clocks/": PART,
    "check/look/": FORM,
    "bulk/<uuid:bulk_id>/progress/": PART,
    "bulk/<uuid:bulk_id>/results/": BYTES,
    "bulk/<uuid:bulk_id>/rejects/": BYTES,
    "alerts/<uuid:alert_id>/": FORM,
    "audit/verify/": FORM,
    "records/corrections/<uuid:correction_id>/": FORM,
    "records/<uuid:document_id>/photographs/<uuid:file_id>/": BYTES,
    "records/<uuid:document_id>/photographs/<uuid:file_id>/thumbnail/": BYTES,
    "records/<uuid:document_id>/withdraw/": FORM,
    "records/<uuid:document_id>/restrict/": FORM,
    "records/<uuid:document_id>/keep/": FORM,
    "records/<uuid:document_id>/annotate/": FORM,
    "records/<uuid:document_id>/correct/": FORM,
    "files/add/": FORM,
    "files/list/": PART,
    "files/some/": PART,
    "files/<uuid:file_id>/": BYTES,
    "files/<uuid:file_id>/picture/": BYTES,
    "files/<uuid:file_id>/thumbnail/": BYTES,
    "files/<uuid:file_id>/remove/": FORM,
}


def nothing(_: object) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Sight:
    """One page in one state.

    Attributes:
        name: what failures and pictures call it.
        room: the door's folder it belongs to.
        route: its address as the patterns spell it.
        role: whose browser opens it; empty: nobody is signed in.
        query: what stands behind the address.
        arrange: changes the house before; undone afterwards.
        act: what somebody does on the page before it is looked at.
        status: what the server answers.
        ids: ids of other things than the fullest.
    """

    name: str
    room: str
    route: str
    role: str = NOBODY
    query: str = ""
    arrange: Callable[[FullHouse], None] = nothing
    act: Callable[[Page], None] = nothing
    status: int = HTTPStatus.OK
    ids: Callable[[FullHouse], Mapping[str, str]] = field(default=lambda house: house.ids)

    def address(self, house: FullHouse) -> str:
        """Return where it lies in a house."""
        return address(self.route, self.ids(house)) + self.query


def role_for(asked: Permission | str) -> str:
    """Return who opens a page, by what it asks."""
    if not isinstance(asked, Permission):
        return NOBODY if asked == EVERYBODY else FIRST[0]
    return next(role for role in (*FIRST, *STAFF) if asked in STAFF[role].permissions)


def room_of(route: str) -> str:
    """Return the folder of the door that answers at a route."""
    found = resolve(address(route, {}), "liaison.web.urls")
    return found.func.__module__.split(".")[2]


def name_of(route: str) -> str:
    """Return what the house calls a route."""
    return resolve(address(route, {}), "liaison.web.urls").url_name or route


def at(route: str, state: str = "", **said: object) -> Sight:
    """Return a page in a state, opened by whoever lives in it unless said otherwise."""
    role = said.pop("role", role_for(ENTRANCES[route]))
    name = f"{name_of(route)}-{state}" if state else name_of(route)
    return Sight(name, room_of(route), route, role=role, **said)  # type: ignore[arg-type]
