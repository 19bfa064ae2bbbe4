"""What a message of a room says of itself in words: never its content, which its room shows.

Everything here stands on the page anyhow: kind, who wrote, to whom, which conversation, how far it
has come. New is only where it can be read, and that is asked of the room, for whoever looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.casework import selectors as casework
from liaison.exchange.types import MessageFile
from liaison.identity.types import Actor, Permission
from liaison.web.bureaus import Bureaus
from liaison.web.listing import listed

SENTENCES: Mapping[str, Promise] = {
    "exchange.restart": gettext_lazy(
        "%(sender)s tells %(readers)s that it was restored from a backup."
    ),
    "exchange.returned": gettext_lazy("%(sender)s gives back a message that %(readers)s lost."),
    "exchange.resumed": gettext_lazy("%(sender)s has given back everything to %(readers)s."),
    "casework.request": gettext_lazy("%(sender)s asks %(readers)s for help."),
    "casework.clarify": gettext_lazy("%(sender)s asks %(readers)s back about a request."),
    "casework.clarified": gettext_lazy("%(sender)s answers what %(readers)s asked back."),
    "casework.remind": gettext_lazy("%(sender)s reminds %(readers)s of a request."),
    "casework.correct": gettext_lazy("%(sender)s corrects what it asked %(readers)s."),
    "casework.answer": gettext_lazy("%(sender)s answers a request of %(readers)s."),
    "casework.close": gettext_lazy("%(sender)s tells %(readers)s that a request is closed."),
    "casework.cancel": gettext_lazy("%(sender)s takes back what it asked %(readers)s."),
    "records.distribute": gettext_lazy("%(sender)s gives %(readers)s records to keep."),
    "records.withdraw": gettext_lazy("%(sender)s asks %(readers)s to erase a record."),
    "records.erased": gettext_lazy("%(sender)s states to %(readers)s that a copy was erased."),
    "records.annotation": gettext_lazy("%(sender)s notes something on a record of %(readers)s."),
    "records.correction": gettext_lazy("%(sender)s asks %(readers)s to correct a record."),
    "records.corrected": gettext_lazy("%(sender)s answers %(readers)s about a correction."),
    "queries.confirmation_asked": gettext_lazy("%(sender)s asks %(readers)s to confirm a hit."),
    "queries.confirmation_given": gettext_lazy("%(sender)s answers %(readers)s about a hit."),
    "queries.outcome_reported": gettext_lazy("%(sender)s tells %(readers)s what followed a hit."),
}
# pages of rooms whose things are not found by a message: their list, where the chair has it
LISTS: Mapping[str, tuple[Permission, str, Promise]] = {
    "records": (Permission.DOCUMENT_READ, "records", gettext_lazy("Go to the records")),
    "queries": (Permission.HIT_READ, "hits", gettext_lazy("Go to the hits")),
}


@dataclass(frozen=True)
class Told:
    """A message in words.

    Attributes:
        sentence: what it is, from whom, for whom.
        reference: of the thing it is about, where the viewer may open that; else empty.
        address: the room's own page where the viewer may open it; else empty.
        link: what that page is, in words.
    """

    sentence: str
    reference: str = ""
    address: str = ""
    link: str = ""


def told(actor: Actor, file: MessageFile, bureaus: Bureaus, now: datetime) -> Told:
    """Return a message of a room in words.

    Args:
        actor: who looks.
        file: the message.
        bureaus: who is who.
        now: the present moment.
    """
    facts = file.facts
    values = {
        "sender": bureaus.name(facts.sender),
        "readers": listed(bureaus.name(one) for one in facts.recipients),
    }
    unknown = gettext_lazy("%(sender)s writes to %(readers)s.")
    sentence = str(SENTENCES.get(facts.kind, unknown)) % values
    room = facts.kind.partition(".")[0]
    if room == "casework":
        return _of_request(actor, file, sentence, now)
    if room in LISTS:
        permission, page, words = LISTS[room]
        if actor.may(permission):
            return Told(sentence, address=reverse(page), link=str(words))
    return Told(sentence)


def _of_request(actor: Actor, file: MessageFile, sentence: str, now: datetime) -> Told:
    """Lead to the request, if it is one that this chair may open."""
    if not actor.may(Permission.REQUEST_READ):
        return Told(sentence)
    line = casework.of_message(actor, message=file.facts.message_id, thread=file.thread, now=now)
    if line is None:
        return Told(sentence)
    address = reverse("request", args=[line.id])
    return Told(sentence, line.our_reference, address, _("Open the request"))
