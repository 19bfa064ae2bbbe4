"""Pages of exchange: the list of messages, and one message with its ladder and its proofs."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from liaison.core import clock
from liaison.exchange import selectors, services
from liaison.exchange.errors import NoSuchMessage
from liaison.identity.types import Permission
from liaison.web import bureaus
from liaison.web.exchange.content import readable, withheld
from liaison.web.exchange.forms import FindForm, MessagesForm
from liaison.web.exchange.ladders import ladder_of
from liaison.web.exchange.lines import alarm_lines, line_of
from liaison.web.exchange.telling import told
from liaison.web.exchange.threads import page_of, turns_of
from liaison.web.exchange.words import kind_words
from liaison.web.http import StaffRequest
from liaison.web.purposes import purpose_words

# one fewer than exchange gives at most: the last one only says that there are more
ON_A_PAGE = selectors.PAGE - 1


@require_GET
def messages(request: StaffRequest) -> HttpResponse:
    """List messages, newest first, below the alarms and beside how peers stand.

    Raises:
        PermissionRefused: the chair does not read messages.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.MESSAGE_READ)
    form = MessagesForm(request.GET)
    if not form.is_valid():
        return render(
            request, "exchange/messages.html", {"form": form}, status=HTTPStatus.BAD_REQUEST
        )
    who = bureaus.known(actor, now)
    found = selectors.page(
        actor, direction=form.text_of("direction"), before=form.place_of("before")
    )
    shown = found[:ON_A_PAGE]
    alarms = alarm_lines(selectors.alarms(actor), who, now)
    page = {
        "form": form,
        "direction": form.text_of("direction"),
        "lines": [line_of(facts, who) for facts in shown],
        "older": shown[-1].id if len(found) > len(shown) else "",
        "placed": form.place_of("before") is not None,
        "alarms": alarms,
        "past_alarms": sum(not alarm.fresh for alarm in alarms),
        "bureaus": who,
    }
    return render(request, "exchange/messages.html", page)


@require_GET
def message(request: StaffRequest, message_id: str) -> HttpResponse:
    """Open one message; the opening is logged, and receipted if the message is theirs.

    Raises:
        PermissionRefused: the chair does not read messages.
        NoSuchMessage: missing, hidden or not an id.
    """
    actor, now = request.actor, clock.now()
    file = services.read_message(actor, message_id=message_id, now=now)
    who = bureaus.known(actor, now)
    kept_back = withheld(file.facts.kind)
    page = {
        "file": file,
        "line": line_of(file.facts, who),
        "kind": kind_words(file.facts.kind),
        "sender": who.name(file.facts.sender),
        "purpose": purpose_words(file.facts.purpose),
        "ladders": [ladder_of(delivery, who) for delivery in file.deliveries],
        "turns": turns_of(actor, file, who),
        "told": told(actor, file, who, now) if kept_back else None,
        "content": None if kept_back or file.body is None else readable(file.body),
    }
    return render(request, "exchange/message.html", page)


@require_GET
def find(request: StaffRequest) -> HttpResponse:
    """Go to a message named by its sender and its id, as other rooms know it.

    Raises:
        PermissionRefused: the chair does not read messages.
        NoSuchMessage: missing, hidden or no such names.
    """
    request.actor.require(Permission.MESSAGE_READ)
    form = FindForm(request.GET)
    if not form.is_valid():
        raise NoSuchMessage
    found = page_of(
        request.actor, sender=form.text_of("sender"), message_id=form.cleaned_data["id"]
    )
    return redirect("message", message_id=found)
