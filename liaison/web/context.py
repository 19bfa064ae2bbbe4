"""What every page of the staff site shows around its content: rooms, chair, bureau."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from liaison.casework.desks import rules_of
from liaison.core import clock
from liaison.identity import selectors
from liaison.identity.roles import ROLES
from liaison.identity.types import Actor, Permission
from liaison.queries import selectors as queries
from liaison.web.casework.counts import offers_waiting, overdue
from liaison.web.exchange.lines import fresh_alarms
from liaison.web.http import StaffRequest
from liaison.web.notifying import bell_of


@dataclass(frozen=True)
class Room:
    """One entry of the navigation.

    Attributes:
        page: name of the URL it leads to; other pages of the room start with the same path.
        icon: name in the sprite.
        label: what people call it.
        permission: what the chair must carry to see the entry.
    """

    page: str
    icon: str
    label: str | Promise
    permission: Permission


ROOMS: tuple[Room, ...] = (
    Room("desk", "inbox", _("Desk"), Permission.REQUEST_REVIEW),
    Room("requests", "message-question", _("Requests"), Permission.REQUEST_READ),
    Room("cases", "briefcase", _("Cases"), Permission.CASE_MANAGE),
    Room("transfers", "arrows-exchange", _("Transfers"), Permission.TRANSFER),
    Room("check", "scan", _("Check"), Permission.CHECK),
    Room("bulk-checks", "list-details", _("Bulk checks"), Permission.BULK_CHECK),
    Room("hits", "target-arrow", _("Hits"), Permission.HIT_READ),
    Room("alerts", "bell", _("Alerts"), Permission.ALERT_READ),
    Room("confirmations", "checklist", _("Confirmations"), Permission.CONFIRMATION_ANSWER),
    Room("messages", "mail", _("Messages"), Permission.MESSAGE_READ),
    Room("records", "books", _("Records"), Permission.DOCUMENT_READ),
    Room("statistics", "chart-bar", _("Statistics"), Permission.STATISTICS_READ),
    Room("audit", "timeline-event", _("Audit log"), Permission.AUDIT_READ),
    Room("accounts", "users-group", _("Accounts"), Permission.ACCOUNT_ASK),
    Room("access", "user-check", _("Access"), Permission.ACCOUNT_VALIDATE),
    Room("recoveries", "shield-lock", _("Recovery"), Permission.RECOVER),
    Room("machines", "key", _("Machines"), Permission.MACHINE_MANAGE),
    Room("usage", "chart-bar", _("Usage"), Permission.USAGE_READ),
    Room("bureau", "building-bank", _("Bureau"), Permission.ORGANISATION_READ),
)
# page -> how many things wait for this actor; only counts that mean work
COUNTS: Mapping[str, Callable[[Actor, datetime], int]] = {
    "access": lambda actor, now: selectors.waiting_requests(actor, now=now),
    "desk": overdue,
    "transfers": offers_waiting,
    "messages": fresh_alarms,
}
# the same, of several rooms in one query
COUNTS_TOGETHER: Callable[[Actor], Mapping[str, int]] = queries.waiting


@dataclass(frozen=True)
class Door:
    """An entry of the navigation as one actor sees it.

    Attributes:
        room: the entry.
        address: where it leads.
        open: whether the page shown belongs to it.
        count: things that wait, 0 when none or not counted.
    """

    room: Room
    address: str
    open: bool
    count: int


@dataclass(frozen=True)
class Seat:
    """One chair of the person, as the menu offers it.

    Attributes:
        id: the chair.
        title: what its role is called.
        organisation_name: where it stands.
        taken: whether they sit in it.
    """

    id: str
    title: str
    organisation_name: str
    taken: bool


def address_of(page: str) -> str | None:
    """Return the address of a named page, or None while it does not exist."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return None


def doors_of(actor: Actor, path: str, now: datetime) -> tuple[Door, ...]:
    """Return the rooms this actor may enter.

    Args:
        actor: who looks.
        path: path of the page shown.
        now: the present moment, for counts.
    """
    found, together = [], COUNTS_TOGETHER(actor)
    for room in ROOMS:
        address = address_of(room.page)
        if address is None or not actor.may(room.permission):
            continue
        counted = COUNTS.get(room.page)
        count = counted(actor, now) if counted else together.get(room.page, 0)
        found.append(Door(room, address, path.startswith(address), count))
    return tuple(found)


def seats_of(request: StaffRequest) -> tuple[Seat, ...]:
    """Return the chairs the person may sit in now."""
    return tuple(
        Seat(
            chair.id,
            ROLES[chair.role].title,
            chair.organisation_name,
            taken=chair.id == request.actor.chair_id,
        )
        for chair in request.chairs
    )


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame needs; a context processor.

    Costly parts are lazy: a fragment for htmx never asks for them.
    """
    actor: Actor | None = getattr(request, "actor", None)
    shared: dict[str, object] = {
        "demo": settings.NODE.demo,
        "bureau_name": SimpleLazyObject(
            lambda: selectors.organisation_name(settings.NODE.organisation)
        ),
        "layout": "web/bare.html",
        # a page that was made of a form is not asked for again
        "here": request.get_full_path() if request.method == "GET" else "",
        "languages": settings.LANGUAGES,
    }
    if actor is None:
        return shared
    now, staff = clock.now(), cast("StaffRequest", request)
    own = next(one.organisation_name for one in staff.chairs if one.id == actor.chair_id)
    if actor.at_bureau:
        shared["bureau_name"] = own
    check = address_of("check") if actor.may(Permission.CHECK) else None
    return shared | {
        "reader_zone": rules_of(actor.desk).calendar.zone,
        "layout": "web/frame.html",
        "actor": actor,
        "role_title": ROLES[actor.role].title,
        "organisation_name": own,
        # a page left open so long shows nothing any more
        "idle_seconds": settings.NODE.number("staff.idle_minutes") * 60,
        "seats": SimpleLazyObject(lambda: seats_of(staff)),
        "bell": SimpleLazyObject(lambda: bell_of(actor)),
        "doors": SimpleLazyObject(lambda: doors_of(actor, request.path, now)),
        "check_address": check,
        "find_address": address_of("find")
        if check or actor.may(Permission.REQUEST_READ)
        else None,
        "clocks_address": address_of("clocks") if actor.may(Permission.REQUEST_READ) else None,
    }
