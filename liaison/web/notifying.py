"""What events say and where they lead: one line for each kind that a room announces.

Words here never carry content of a case: they stand on a page that lies open, and in mails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.identity import selectors
from liaison.identity.types import Actor, EventFacts


@dataclass(frozen=True)
class Told:
    """How one kind of event is told.

    Attributes:
        words: what happened, one sentence without a name or a number in it.
        page: name of the page that shows the thing, or empty when none does.
        icon: name in the sprite.
        with_target: whether the page's address carries the target; else the page is a list.
    """

    words: str | Promise
    page: str
    icon: str = "bell"
    with_target: bool = True


def _own(words: str | Promise) -> Told:
    """Return what a person is told of their own sign-in."""
    return Told(words, "own", "shield-lock", with_target=False)


def _others(words: str | Promise) -> Told:
    """Return what an officer is told of the sign-in of somebody in their charge."""
    return Told(words, "access-sessions", "shield-lock")


# a kind that no line names: an old event, or one of a newer house
UNKNOWN = Told(_("Something happened that concerns this chair."), "")
EVENTS: Mapping[str, Told] = {
    "records:review:opened": Told(
        _("Records are due to be looked at again."), "records", "history", with_target=False
    ),
    "queries:bulk:waiting": Told(
        _("A large bulk check waits for a second person."), "bulk-check", "list-details"
    ),
    "queries:bulk:finished": Told(_("A bulk check has ended."), "bulk-check", "list-details"),
    "queries:bulk:halted": Told(_("A bulk check was halted."), "bulk-check", "alert-triangle"),
    "casework:request:submitted": Told(
        _("A request of a unit waits for the desk."), "request", "mail"
    ),
    "casework:request:arrived": Told(_("A request arrived from abroad."), "request", "mail"),
    "casework:letter:arrived": Told(_("A letter about a request arrived."), "request", "mail"),
    "casework:request:assigned": Told(_("A request was assigned."), "request", "mail"),
    "casework:request:given_back": Told(_("A request came back to the desk."), "request", "mail"),
    "casework:request:reviewed": Told(_("The desk decided about a request."), "request", "mail"),
    "casework:request:noted": Told(_("Somebody left a note in a request."), "request", "mail"),
    "casework:request:closed": Told(_("A request was closed."), "request", "mail"),
    "casework:request:not_delivered": Told(
        _("A request did not reach a bureau."), "request", "alert-triangle"
    ),
    "casework:answer:drafted": Told(_("An answer waits for the desk."), "request", "mail"),
    "casework:correction:drafted": Told(_("A correction waits for the desk."), "request", "mail"),
    "casework:answer:returned": Told(_("A drafted answer came back."), "request", "mail"),
    "casework:answer:passed_on": Told(_("An answer came for a request."), "request", "mail"),
    "casework:clock:warned": Told(
        _("The clock of a request ends soon."), "request", "clock-exclamation"
    ),
    "casework:clock:overdue": Told(
        _("The clock of a request has run out."), "request", "clock-exclamation"
    ),
    "casework:clock:escalated": Told(
        _("An overdue request was put to somebody higher."), "request", "clock-exclamation"
    ),
    "casework:transfer:offered": Told(
        _("Work is offered to you."), "transfers", "arrows-exchange", with_target=False
    ),
    "casework:transfer:accepted": Told(
        _("Work you offered was taken over."), "transfers", "arrows-exchange", with_target=False
    ),
    "casework:transfer:declined": Told(
        _("Work you offered was declined."), "transfers", "arrows-exchange", with_target=False
    ),
    "casework:transfer:lapsed": Told(
        _("An offer of work has lapsed."), "transfers", "arrows-exchange", with_target=False
    ),
    "casework:task:given": Told(
        _("A task was given to you."), "cases", "checklist", with_target=False
    ),
    "identity:delegation:proposed": Told(
        _("A delegation waits for a second person."), "delegations", "hierarchy", with_target=False
    ),
    "identity:delegation:refused": Told(
        _("A delegation was refused."), "delegations", "hierarchy", with_target=False
    ),
    "identity:delegation:validated": Told(
        _("A delegation is in force."), "delegations", "hierarchy", with_target=False
    ),
    "identity:delegation:withdrawn": Told(
        _("A delegation was withdrawn."), "delegations", "hierarchy", with_target=False
    ),
    "identity:account:asked": Told(
        _("An account was asked for and waits for you."), "access", "user-plus", with_target=False
    ),
    "identity:account:asked_again": Told(
        _("An account should go on and waits for you."), "access", "user-check", with_target=False
    ),
    "identity:account:due": Told(
        _("An account ends within a month; it has to be looked at again."),
        "home",
        "clock",
        with_target=False,
    ),
    "identity:account:expired": Told(
        _("An account has ended."), "home", "user-x", with_target=False
    ),
    "identity:account:granted": Told(
        _("An account was validated."), "accounts", "user-check", with_target=False
    ),
    "identity:account:refused": Told(
        _("An account was refused; the reason is beside it."),
        "accounts",
        "user-x",
        with_target=False,
    ),
    "identity:account:withdrawn": Told(
        _("An account was withdrawn."), "accounts", "user-x", with_target=False
    ),
    "queries:alert:raised": Told(
        _("A discreet record of ours was met."), "alerts", "bell", with_target=False
    ),
    "identity:recovery:asked": Told(
        _("A recovery waits for a second officer."), "recoveries", "key", with_target=False
    ),
    "identity:recovery:confirmed": Told(
        _("A recovery you asked for is confirmed."), "recoveries", "key", with_target=False
    ),
    "identity:own:factor_added": _own(_("A second factor was added to your sign-in.")),
    "identity:own:factor_removed": _own(_("A second factor was removed from your sign-in.")),
    "identity:own:password_changed": _own(_("Your password was changed.")),
    "identity:own:password_set": _own(
        _("Your password was set by somebody else, or with a link.")
    ),
    "identity:own:recovery_asked": _own(
        _("Somebody asked that your second factors be taken away. If it was not you, say so now.")
    ),
    "identity:own:recovered": _own(
        _("Your second factors were taken away, so that you could begin anew.")
    ),
    "identity:person:factor_added": _others(_("Somebody in your charge added a second factor.")),
    "identity:person:password_changed": _others(
        _("Somebody in your charge changed their password.")
    ),
    "identity:person:recovery_asked": _others(
        _("A recovery was asked for somebody in your charge.")
    ),
    "identity:person:factor_removed": _others(
        _("Somebody in your charge removed a second factor.")
    ),
    "identity:person:password_set": _others(
        _("The password of somebody in your charge was set anew.")
    ),
    "identity:person:recovered": _others(
        _("The second factors of somebody in your charge were taken away.")
    ),
    "identity:machine:asked": Told(
        _("A machine's access waits for a second person."), "machines", "key", with_target=False
    ),
}


@dataclass(frozen=True)
class Line:
    """One event as the page shows it.

    Attributes:
        number: its place in the sequence.
        words: what happened.
        icon: name in the sprite.
        address: where the thing is shown, or empty.
        at: when.
        new: whether this chair has not seen it yet.
        personal: whether it is for this person alone.
    """

    number: int
    words: str | Promise
    icon: str
    address: str
    at: datetime
    new: bool
    personal: bool


@dataclass(frozen=True)
class Bell:
    """The bell in the frame.

    Attributes:
        waiting: how many events were not seen, as a text; empty: none.
    """

    waiting: str


def bell_of(actor: Actor) -> Bell:
    """Return the bell as this actor sees it: one query."""
    count = selectors.unseen(actor)
    most = selectors.COUNTED
    return Bell(f"{most}+" if count > most else str(count or ""))


def line_of(event: EventFacts) -> Line:
    """Return one event in words, with the address of its thing."""
    told = EVENTS.get(event.kind, UNKNOWN)
    return Line(
        event.number,
        told.words,
        told.icon,
        address_of(told, event.target),
        event.at,
        event.new,
        event.personal,
    )


def address_of(told: Told, target: str) -> str:
    """Return the path of the page that shows a target, empty when there is none."""
    if not told.page:
        return ""
    try:
        return reverse(told.page, args=[target] if told.with_target else [])
    except NoReverseMatch:
        # a target of another house or time: the line stands without a link
        return ""
