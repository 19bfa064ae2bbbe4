"""Letters to people: written in their language when they are sent, and handed to the mail server.

A letter says that something happened and where to look. What cannot be delivered is tried again
with growing pauses for a day and then dropped: the bell on the page has it in any case.
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from liaison.core.mail import Mail, MailRefused, send
from liaison.core.sockets import JobKind, JobPayload
from liaison.identity import selectors, services
from liaison.identity.states import Permission
from liaison.identity.types import EventFacts, Letter
from liaison.web.notifying import EVENTS, UNKNOWN, address_of

# what is older than this is not worth a letter any more
GIVE_UP = timedelta(days=1)
LINES = 20
# that there was a hit on a discreet record is itself a secret: not even its kind is written
UNSAID = frozenset({Permission.ALERT_READ})

log = structlog.get_logger()


def run(payload: JobPayload, now: datetime) -> None:
    """Write to one person about what they have not seen: a job, safe to repeat.

    Args:
        payload: `person`, and `since` when the oldest event of it happened.
        now: the present moment.

    Raises:
        OSError: the server cannot be reached now; the job is tried again.
        smtplib.SMTPException: it cannot take the letter now.
    """
    person, since = str(payload["person"]), datetime.fromisoformat(str(payload["since"]))
    letter = selectors.letter_for(person, now=now)
    if letter is None or not settings.NODE.text("mail.host") or now - since > GIVE_UP:
        return
    try:
        send(settings.NODE, written(letter), now=now)
    except MailRefused as refusal:
        log.warning("a letter was refused for good", person=person, status=refusal.status)
    services.mark_mailed(person, until=letter.events[-1].number)


def written(letter: Letter) -> Mail:
    """Return a letter in the words of whoever reads it.

    Args:
        letter: whom to write, about what.
    """
    language = letter.language if letter.language in dict(settings.LANGUAGES) else None
    site = settings.NODE.text("staff.address")
    count = len(letter.events)
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = ngettext(
            "Liaison: %(count)d event waits for you",
            "Liaison: %(count)d events wait for you",
            count,
        ) % {"count": count}
        text = render_to_string(
            "mail/events.txt",
            {
                "lines": [_line(event, site) for event in letter.events[-LINES:]],
                "more": max(0, count - LINES),
                "page": site + reverse("events"),
            },
        )
    # the newest number makes it this letter: sent twice after a crash it is the same one
    name = f"{letter.person}.{letter.events[-1].number}"
    return Mail(id=name, to=letter.mail, subject=subject, text=text)


def _line(event: EventFacts, site: str) -> tuple[str, str]:
    """Return what happened and where to look."""
    if event.permission in UNSAID:
        return str(UNKNOWN.words), site + reverse("events")
    told = EVENTS.get(event.kind, UNKNOWN)
    address = address_of(told, event.target) or reverse("events")
    return str(told.words), site + address


KIND = JobKind(run, transactional=False)
