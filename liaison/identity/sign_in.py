"""Who came in, who left, who was refused at the door: entries of the audit log.

Django and axes tell it by signals, which are received here and nowhere else. The password is
never looked at, and the name that was typed is kept short: people type passwords there too.
"""

from collections.abc import Mapping
from typing import Protocol

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from liaison.audit.services import record
from liaison.audit.types import Who
from liaison.core import clock
from liaison.identity.devices import MAX_ADDRESS, clean, device_of
from liaison.identity.models import Person
from liaison.identity.services.sessions import close_session, open_session
from liaison.identity.states import Authentication

NOBODY = "sign-in"  # the machine that speaks for whoever was not let in
# what stands in the log for a name that nobody has
UNKNOWN = "unknown name"
REFUSED = "refused"


class Knock(Protocol):
    """As much of a request as is looked at."""

    META: Mapping[str, object]


class Drawer(Protocol):
    """As much of Django's session as is looked at."""

    session_key: str | None


class Entry(Knock, Protocol):
    """A request that opened: it has a session by now."""

    session: Drawer


def listen() -> None:
    """Receive the signals. Doing it twice is doing it once."""
    user_logged_in.connect(opened, dispatch_uid="identity.opened")
    user_logged_out.connect(closed, dispatch_uid="identity.closed")
    user_login_failed.connect(refused, dispatch_uid="identity.refused")
    user_locked_out.connect(locked, dispatch_uid="identity.locked")


def opened(*, request: Entry, user: "Person", **_signal: object) -> None:
    """Record that a person signed in, and open their session.

    The page says how they proved who they are, as `request.authentication`; whatever says
    nothing had a password.
    """
    how = getattr(request, "authentication", Authentication.PASSWORD)
    address, now = _address(request), clock.now()
    with transaction.atomic():
        open_session(
            user,
            key=request.session.session_key or "",
            authentication=how,
            address=address,
            device=device_of(str(request.META.get("HTTP_USER_AGENT", ""))),
            now=now,
        )
        _record(
            _who(str(user.pk)),
            "identity:session:opened",
            str(user.pk),
            {"name": user.name, "address": address, "how": how},
        )


def closed(*, request: Entry | None = None, user: "Person | None", **_signal: object) -> None:
    """Record that a person signed out; nobody leaves when nobody was in."""
    if request is not None:
        close_session(request.session.session_key)
    if user is None:
        return
    _record(_who(str(user.pk)), "identity:session:closed", str(user.pk), {"name": user.name})


def refused(
    *,
    credentials: Mapping[str, object],
    request: Knock | None = None,
    **_signal: object,
) -> None:
    """Record that somebody was not let in, under the name they typed if somebody has that name.

    Anything else is not kept: people type passwords into the wrong field.
    """
    typed = _known(clean(credentials.get("username", credentials.get("sign_in_name"))))
    facts = {"sign_in_name": typed, "address": _address(request)}
    _record(_who(NOBODY), "identity:session:refused", typed, facts, REFUSED)


def locked(*, username: object, ip_address: object, **_signal: object) -> None:
    """Record that a name is locked for an address."""
    typed = _known(clean(username))
    facts = {"sign_in_name": typed, "address": clean(ip_address)[:MAX_ADDRESS]}
    _record(_who(NOBODY), "identity:session:locked", typed, facts, REFUSED)


def _known(typed: str) -> str:
    return typed if Person.objects.filter(sign_in_name=typed).exists() else UNKNOWN


def _who(person: str) -> Who:
    return Who(person=person, chair="", organisation=settings.NODE.organisation)


def _address(request: Knock | None) -> str:
    return "" if request is None else clean(request.META.get("REMOTE_ADDR"))[:MAX_ADDRESS]


def _record(
    who: Who, event: str, target: str, facts: Mapping[str, str], result: str = "done"
) -> None:
    with transaction.atomic():
        record(who, event=event, target=target, at=clock.now(), result=result, facts=facts)
